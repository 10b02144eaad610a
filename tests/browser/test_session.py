"""The session card as somebody with a sore back meets it: how far it is to the first hold."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.checks import violations, wide_by
from tests.browser.coach import NOTEBOOK, CoachPage
from tests.browser.opened import Opened
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage, until
from tracker import Journal

LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
each_screen = pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
NAMED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
SCROLLED = """() => [...document.querySelectorAll("*")]
    .filter((one) => one.scrollTop > 0 && one.scrollHeight > one.clientHeight + 1)
    .map((one) => `${one.tagName} ${one.className} ${one.scrollTop}`)"""


def pressed(button: Locator) -> None:
    """Press what is in sight as the page stands, without moving it."""
    expect(button).to_be_in_viewport(ratio=1, timeout=READY_MS)
    box = button.bounding_box()
    assert box is not None
    button.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def opened(shown: NotebookPage, screen: dict[str, int]) -> CoachPage:
    shown.page.set_viewport_size({"width": screen["width"], "height": screen["height"]})
    return CoachPage(shown).open()


def to_the_first_hold(coach: CoachPage, *, first_time: bool) -> None:
    """Get there by presses alone: two the first time, the safety text's counted, then one."""
    page = coach.page
    if first_time:
        pressed(page.get_by_role("button", name="I have read this"))
    pressed(coach.button("Start"))
    coach.until_status("running")
    expect(page.locator(".un-name")).to_be_in_viewport()
    coach.until_session("interrupted")


@each_screen
def test_two_presses_lead_to_the_first_hold_and_one_the_next_time_in_voila(
    voila: VoilaPage, screen: dict[str, int]
) -> None:
    coach = opened(voila, screen)
    assert voila.page.evaluate(SCROLLED) == []
    to_the_first_hold(coach, first_time=True)
    coach.page.keyboard.press("Escape")
    coach.button("End here").click()
    coach.until_session("stopped for pain")
    coach.saved()
    voila.page.reload()
    voila.shown()
    voila.page.locator(".un-session").wait_for(timeout=READY_MS)
    assert voila.page.evaluate(SCROLLED) == []
    pressed(coach.button("Start"))
    coach.until_status("running")


@pytest.mark.context(viewport=LAPTOP)
def test_six_tabs_in_reading_order_lead_to_start_and_the_page_is_short(voila: VoilaPage) -> None:
    coach = opened(voila, LAPTOP)
    page = voila.page
    assert page.evaluate("document.activeElement === document.body")  # nothing took the focus
    for _ in range(6):
        page.keyboard.press("Tab")
    assert page.evaluate(NAMED) == "I have read this"
    page.keyboard.press("Enter")
    until(lambda: page.evaluate(NAMED) == "Start", "the focus on Start")
    assert page.evaluate("document.documentElement.scrollHeight") <= 3300
    page.reload()
    voila.shown()
    coach.button("Start").wait_for(timeout=READY_MS)
    for _ in range(6):
        page.keyboard.press("Tab")
    assert page.evaluate(NAMED) == "Start"
    page.keyboard.press("Enter")
    coach.until_status("running")
    positive = "[...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0)"
    assert page.evaluate(f"{positive}.length") == 0


def test_start_pressed_twice_starts_once(voila: VoilaPage) -> None:
    coach = CoachPage(voila).ready()
    coach.button("Start").dblclick()
    coach.until_status("running")
    coach.saved()
    coach.until_session("interrupted")


def test_a_strong_pain_is_answered_by_easier_forms_and_another_routine(voila: VoilaPage) -> None:
    coach = CoachPage(voila).open()
    coach.accept()
    page, card = voila.page, voila.page.locator(".un-ratings.before")
    easier = card.get_by_role("button", name="Use the easier forms today")
    coach.score("before", 5)
    expect(easier).to_be_hidden()
    coach.score("before", 7)
    expect(card).to_contain_text("Not today, or choose something easier.")
    expect(easier).to_be_in_viewport()
    assert violations(page, ".un-session") == []
    easier.click()
    expect(easier).to_have_attribute("aria-pressed", "true", timeout=READY_MS)
    expect(page.locator(".un-chooser")).to_contain_text("Easier forms: 3 chosen")
    coach.player.get_by_text("What is in it").click()
    expect(coach.player.locator(".un-list")).to_contain_text("Doorway stretch", timeout=READY_MS)
    page.get_by_role("button", name="Choose another routine").click()
    assert page.evaluate("document.activeElement.value") == "desk"
    page.get_by_role("radio", name="A slow evening").check()
    coach.player.get_by_role("heading", name="A slow evening").wait_for(timeout=READY_MS)
    page.get_by_role("button", name="Suggest one").click()
    coach.player.get_by_role("heading", name="6 minutes for the back").wait_for(timeout=READY_MS)
    page.get_by_text("Why these").click()
    expect(page.locator(".un-chooser .why")).to_contain_text("eases tension")
    expect(easier).to_have_attribute("aria-pressed", "true")  # of the other routine too
    coach.start()
    coach.saved()
    with coach.journal() as journal:  # what was marked is saved by the press of Start
        until(lambda: len(journal.rows("score")) == 1, "the score")
        (score,) = journal.rows("score")
        assert (score["score"], score["kind"]) == (7, "before")
        assert score["session_id"] == journal.rows("session")[0]["id"]


def test_burning_or_numbness_asks_for_the_safety_text_once_more(voila: VoilaPage) -> None:
    coach = CoachPage(voila).open()
    coach.accept()
    coach.score("before", 3)
    form = coach.form("before")
    form.get_by_role("button", name="Describe how it feels").click()
    form.get_by_role("button", name="numb").click()
    expect(form).to_contain_text("Call your emergency number if back pain comes with")
    expect(coach.button("Start")).to_be_disabled()
    expect(coach.player).to_contain_text("You marked burning, tingling or numbness")
    assert violations(voila.page, ".un-session") == []
    coach.page.get_by_role("button", name="I have read this").click()
    expect(coach.button("Start")).to_be_enabled(timeout=READY_MS)
    expect(coach.button("Start")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each_screen
def test_the_end_asks_tells_and_asks_what_is_at_hand(
    voila: VoilaPage, scheme: Literal["light", "dark"], screen: dict[str, int]
) -> None:
    voila.page.emulate_media(color_scheme=scheme)
    coach = opened(voila, screen)
    page = voila.page
    coach.accept()
    expect(coach.form("after")).to_be_hidden()
    expect(page.locator(".un-checklist:visible")).to_have_count(0)
    coach.score("before", 6)
    coach.shown.install_clock()
    coach.start()
    expect(page.locator(".un-chooser")).to_be_hidden()
    coach.shown.forward(340, step_s=30)
    coach.until_status("finished")
    page.clock.resume()
    coach.score("after", 4)
    coach.save("after")
    told = page.locator(".un-session .un-shown", has_text="this week")
    expect(told).to_contain_text("6 → 4 Upper back: 2 points less.", timeout=READY_MS)
    assert violations(page, ".un-session") == []
    page.get_by_role("checkbox", name="mat").check()
    page.locator(".un-checklist:visible").get_by_role("button", name="Save").click()
    expect(page.locator(".un-checklist:visible")).to_contain_text("At hand: mat", timeout=READY_MS)
    assert wide_by(page) <= 0
    coach.button("Run it again").click()
    expect(coach.form("before")).to_be_visible()
    expect(coach.form("after")).to_be_hidden()


def test_after_weeks_away_it_says_welcome_back(voila: VoilaPage) -> None:
    with Journal(voila.server.journal) as journal:
        journal.set_setting("safety_read_on", "2026-01-01")
        journal.log_session("full", at=datetime.now(UTC) - timedelta(days=30))
    coach = CoachPage(voila).open()
    expect(coach.player).to_contain_text("Welcome back. Here is the shortest routine.")
    expect(coach.player.get_by_role("heading", name="At the desk")).to_be_visible()


def test_at_twice_the_size_start_is_in_the_first_screen(voila: VoilaPage) -> None:
    with Journal(voila.server.journal) as journal:
        journal.set_setting("safety_read_on", "2026-01-01")
    coach = opened(voila, {"width": 640, "height": 400})
    pressed(coach.button("Start"))
    coach.until_status("running")


@each_screen
def test_in_jupyterlab_two_presses_lead_to_the_first_hold(
    lab: LabPage, screen: dict[str, int]
) -> None:
    lab.page.set_viewport_size({"width": screen["width"], "height": screen["height"]})
    notebook = Opened(lab, NOTEBOOK.name)
    notebook.ran()
    notebook.in_view()
    coach = CoachPage(lab)
    for _ in range(6):
        lab.page.keyboard.press("Tab")
        if lab.page.evaluate(NAMED) == "I have read this":
            break
    assert lab.page.evaluate(NAMED) == "I have read this"
    to_the_first_hold(coach, first_time=True)
