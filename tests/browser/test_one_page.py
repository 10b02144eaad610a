"""All notebooks in one page, as `make app` shows them: from page to page, there and back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.all_in_one import CARDS, AllInOne
from tests.browser.checks import violations, wide_by
from tests.browser.coach import CoachPage
from tests.browser.pages import READY_MS, VoilaPage, until
from tests.refresh_notebooks import NOTEBOOKS


@pytest.fixture
def app(voila: VoilaPage) -> AllInOne:
    """Open the page as `make app` does."""
    return AllInOne(voila.page, voila.server).begin()


def test_the_bar_leads_to_each_page_and_the_browser_leads_back(app: AllInOne) -> None:
    page = app.page
    page.locator(".un-session").wait_for(timeout=READY_MS)
    assert page.evaluate("document.activeElement === document.body")  # nothing took the focus
    for name in CARDS:
        app.turn(name)
        here = page.locator(".un-bar:visible [aria-current=page]")
        expect(here).to_have_count(1)
        expect(page.locator("h1:visible")).to_be_focused()
        assert page.evaluate("scrollY") == 0
        assert page.title() == page.locator("h1:visible").inner_text().rstrip("¶")
        assert violations(page, ".un-bar") == []
    names = list(CARDS)
    for name in names[-2::-1]:
        page.go_back()
        app.at(name)
    page.go_forward()
    app.at(names[1])
    page.reload()
    app.shown()
    app.at(names[1])


def test_a_link_with_a_place_leads_to_that_place_and_the_start_page_shows_its_pictures(
    app: AllInOne,
) -> None:
    page = app.page
    page.get_by_role("link", name="start", exact=True).click()
    page.get_by_role("heading", name="Start here").wait_for(timeout=READY_MS)
    for picture in page.locator("img").all():
        assert picture.evaluate("(img) => img.decode().then(() => img.naturalWidth)") > 100
    assert violations(page, "main") == []
    link = "<a id=there href='exercises.ipynb#exercise-childs_pose'>there</a>"
    page.evaluate(
        "(html) => document.querySelector('h1').insertAdjacentHTML('beforeend', html)", link
    )
    page.locator("#there").click()
    expect(page.locator("#exercise-childs_pose[open]")).to_be_in_viewport(timeout=READY_MS)


def test_what_is_entered_on_one_page_stands_on_the_next(app: AllInOne) -> None:
    page = app.page
    app.turn("02-journal")
    card = page.locator(".un-ratings.daily")
    card.get_by_role("radio", name="4").first.click()
    app.turn("exercises")  # before it is saved
    app.turn("02-journal")
    expect(card.get_by_role("radio", name="4").first).to_be_checked()
    card.get_by_role("button", name="Save").click()
    card.locator(".state.saved").wait_for(timeout=READY_MS)
    app.turn("03-progress")
    expect(page.locator("main")).to_contain_text("1 score", timeout=READY_MS)
    app.turn("02-journal")
    card.locator(".state.saved").wait_for(timeout=READY_MS)


def test_a_routine_goes_on_while_one_looks_elsewhere_and_pain_stops_it_from_there(
    app: AllInOne,
) -> None:
    coach = CoachPage(app)
    coach.accept()
    coach.start()
    coach.saved()
    app.turn("02-journal")
    floating = app.page.get_by_role("region", name="Pain stop")
    expect(floating).to_be_visible()
    player = app.page.locator(".un-player")
    left = player.locator(".un-top").text_content()
    app.turn("exercises")
    assert player.get_attribute("data-status") == "running"
    until(lambda: player.locator(".un-top").text_content() != left, "the clock going on")
    floating.get_by_role("button").click()
    until(lambda: player.get_attribute("data-status") == "stopped", "the stop")
    app.turn("01-run-a-routine")
    coach.form("stop").wait_for()
    coach.button("End here").click()
    coach.until_session("stopped for pain")
    assert app.page.locator(".un-player").count() == 1


def test_a_page_left_open_overnight_is_built_anew_when_it_is_seen_again(app: AllInOne) -> None:
    page = app.page
    app.turn("02-journal")
    page.evaluate("document.querySelector('.un-ratings.daily').dataset.old = 'true'")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(500)
    assert page.locator("[data-old]").count() == 1  # the same day
    page.evaluate(
        """() => {
            const now = Date.now;
            Date.now = () => now() + 24 * 3600_000;
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    expect(page.locator("[data-old]")).to_have_count(0, timeout=READY_MS)
    app.at("02-journal")


def test_kernels_end_with_their_pages(app: AllInOne) -> None:
    for _ in range(2):
        for name in list(CARDS)[:5]:
            app.turn(name)
    for _ in range(3):
        app.page.reload()
        app.shown()
        app.at("05-how-far-to-trust-this")
    until(lambda: len(app.kernels()) <= 2, "kernels that end")


@pytest.mark.context(viewport={"width": 390, "height": 844})
def test_on_a_phone_the_bar_stays_inside_and_two_presses_lead_to_the_first_hold(
    app: AllInOne,
) -> None:
    coach = CoachPage(app)
    read = app.page.get_by_role("button", name="I have read this")
    expect(read).to_be_in_viewport(ratio=1)
    read.click()
    expect(coach.button("Start")).to_be_in_viewport(ratio=1)
    coach.button("Start").click()
    coach.until_status("running")
    app.turn("02-journal")
    assert wide_by(app.page) <= 0


@pytest.mark.context(viewport={"width": 1280, "height": 800})
def test_by_keyboard_six_tabs_lead_to_start_and_enter_turns_a_page(app: AllInOne) -> None:
    page, coach = app.page, CoachPage(app)
    coach.accept()
    page.reload()
    app.shown()
    coach.button("Start").wait_for(timeout=READY_MS)
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(coach.button("Start")).to_be_focused()
    for _ in range(5):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    app.at("02-journal")
    page.keyboard.press("Tab")  # goes on below the heading
    assert page.evaluate("document.activeElement.closest('.un-day') !== null")


def test_every_notebook_is_still_a_page_of_its_own(voila: VoilaPage) -> None:
    for name in ("02-journal", "exercises"):
        voila.open_notebook(Path(NOTEBOOKS / f"{name}.ipynb"))
        voila.page.locator(CARDS[name]).first.wait_for(timeout=READY_MS)
        expect(voila.page.locator(".un-bar [aria-current=page]")).to_have_count(1)
