"""Notebook 01 as a person uses it, in a real Chromium, in JupyterLab and in Voilà."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import violations, wide_by
from tests.browser.coach import CoachPage
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage, both_threads, until
from tests.browser.plain import PlainPlayer
from tracker import timeline
from tracker.widgets.player.player_plan import plan


@pytest.fixture
def coach(lab: LabPage) -> CoachPage:
    """Notebook 01 in JupyterLab, the safety text read and the short routine chosen."""
    return ready(lab)


def ready(shown: NotebookPage, routine: str = "The short routine") -> CoachPage:
    opened = CoachPage(shown).open()
    expect(opened.button("Start")).to_be_hidden()  # before the safety text is read
    opened.accept()
    assert opened.button("Start").is_enabled()
    opened.choose(routine)
    return opened


def led_through(coach: CoachPage) -> None:
    """Score, run the whole short routine with the clock run forward, score again."""
    coach.score("before", 6)  # a press of Start saves it
    coach.shown.install_clock()
    coach.start()
    coach.shown.forward(335, step_s=30)
    coach.until_status("finished")
    coach.until_session("completed")
    coach.page.clock.resume()
    coach.saved()
    expect(coach.form("before")).to_be_hidden()
    coach.score("after", 4)
    coach.save("after")
    coach.page.get_by_text("6 → 4 Upper back: 2 points less.").wait_for()
    with coach.journal() as journal:
        (session,) = journal.sessions().to_dict("records")
        steps, scores = journal.steps(), journal.scores()
    rows = timeline("short")
    holds = rows[rows["phase"] == "hold"]
    assert steps["exercise"].tolist() == holds["exercise"].tolist()
    assert steps["side"].tolist() == holds["side"].tolist()
    assert steps["held_s"].tolist() == holds["duration_s"].tolist()
    assert session["planned_s"] == int(rows["duration_s"].sum())
    assert scores["kind"].tolist() == ["before", "after"]
    assert scores["session_id"].tolist() == [session["id"]] * 2


@both_threads
def test_a_whole_routine_in_jupyterlab_from_score_to_score_and_the_folded_exercises_follow_it(
    lab: LabPage,
) -> None:
    coach = ready(lab)
    page = coach.page
    toggle = page.get_by_role("button", name="Show all 8 exercises")
    assert page.locator(".un-exercise").count() == 0
    toggle.click()
    chest = page.locator("#exercise-chest_stretch")
    chest.locator("summary").click()
    expect(chest.get_by_text("Not done yet.")).to_be_visible()
    led_through(coach)
    expect(chest.get_by_text("done in 1 session", exact=True)).to_be_visible(timeout=READY_MS)
    expect(chest.get_by_text(re.compile("Done in 1 session, on "))).to_be_visible()
    page.get_by_role("button", name="Hide the 8 exercises").click()
    expect(chest).to_be_hidden()


def test_a_whole_routine_in_voila_from_score_to_score(voila: VoilaPage) -> None:
    led_through(ready(voila))


def covered(coach: CoachPage) -> list[str]:
    """Name our controls of which something that is not ours lies over the left edge."""
    return list(
        coach.page.evaluate(
            """() => [...document.querySelectorAll(".unknot :is(button, input, summary)")]
            .filter((control) => {
                control.scrollIntoView({ block: "center" });
                const box = control.getBoundingClientRect();
                const at = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
                return control.checkVisibility() && !at?.closest(".unknot");
            })
            .map((control) => control.getAttribute("aria-label") ?? control.textContent)"""
        )
    )


def marks_zero(coach: CoachPage) -> None:
    coach.unfold("Score first")
    row = coach.form("before").get_by_role("radiogroup", name="Upper back as a whole")
    zero = row.get_by_role("radio").first
    for place in (None, {"x": 2.0, "y": 22.0}):
        zero.click(position=place, timeout=5000)
        assert zero.get_attribute("aria-checked") == "true"
        zero.click(timeout=5000)
        assert zero.get_attribute("aria-checked") == "false"
    assert covered(coach) == []


SIZES = ((390, 800), (640, 400))  # a phone; 1280 by 800, twice as large
WIDE = """() => [...document.querySelectorAll(".unknot")]
    .filter((ours) => ours.checkVisibility())
    .map((ours) => [ours.className, ours.getBoundingClientRect(), ours])
    .filter(([, box, ours]) => {
        const frame = ours.closest(".jp-Notebook").getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1
            || ours.scrollWidth > ours.clientWidth + 1;
    })
    .map(([name, box]) => `${name} ${box.left} ${box.right}`)"""
"""Which of our widgets run off sideways in JupyterLab."""


def test_in_a_jupyterlab_of_any_width_presses_at_the_left_edge_arrive_and_nothing_runs_off_sideways(
    lab: LabPage,
) -> None:
    coach = CoachPage(lab).open()
    coach.accept()
    marks_zero(coach)
    lab.page.set_viewport_size({"width": 390, "height": 844})
    lab.command("application:toggle-left-area")
    marks_zero(coach)
    coach.score("before", 6)
    for width, height in SIZES:
        lab.page.set_viewport_size({"width": width, "height": height})
        until(lambda: lab.page.evaluate(WIDE) == [], f"all of it inside {width} pixels")
        assert violations(lab.page, ".unknot") == []


def test_what_to_take_care_of_is_told_before_the_start_and_before_the_exercise(page: Page) -> None:
    shown = PlainPlayer(page, plan("release"))
    for said in ("Never on the front or sides of the neck", "Ask a professional first"):
        assert not shown.player.locator(".un-heed").get_by_text(said).first.is_visible()
    shown.player.get_by_text("Take care").click()
    for said in ("Never on the front or sides of the neck", "Ask a professional first"):
        assert shown.player.locator(".un-heed").get_by_text(said).first.is_visible()
    shown.start()
    now = shown.player.locator(".un-care-now")
    assert "Ask a professional first if you take blood thinners" in now.inner_text()
    bottom = "document.querySelector('.un-stopbar').getBoundingClientRect().bottom"
    waiting = page.evaluate(bottom)
    shown.forward(12)
    assert now.inner_text() == ""
    assert page.evaluate(bottom) == waiting


def test_a_stop_works_from_inside_a_code_cell_and_at_once_with_a_busy_kernel(
    coach: CoachPage,
) -> None:
    coach.start()
    coach.page.locator(".jp-CodeCell .cm-content:visible").first.click()
    coach.page.keyboard.press("Escape")
    coach.until_status("stopped")
    coach.form("stop").wait_for()
    coach.button("It was a mistake: nothing hurts, go on").click()
    coach.until_status("running")
    with coach.shown.kernel() as kernel:
        kernel.start("__import__('time').sleep(6)")
        coach.page.wait_for_timeout(300)
        coach.button("Pain: stop").click()
        coach.until_status("stopped")
        coach.form("stop").get_by_text("Where did it hurt?").wait_for(timeout=1000)
        coach.button("End here").click()
        coach.until_status("finished")
    coach.until_session("stopped for pain")
    coach.saved()


def test_a_pain_stop_is_scored_and_offers_the_easier_way_now_and_next_time(
    coach: CoachPage,
) -> None:
    coach.shown.install_clock()
    coach.start()
    coach.shown.forward(15, step_s=5)  # in the first hold of the upper back stretch
    coach.button("Pain: stop").click()
    coach.until_status("stopped")
    coach.page.clock.resume()
    coach.form("stop").get_by_role("checkbox", name="On the blade, left").last.check()
    coach.score("stop", 7, "On the blade, left")
    coach.save("stop")
    coach.button("Go on with the easier form: Arms in a circle").click()
    coach.until_status("running")
    assert "Arms in a circle" in coach.player.inner_text()
    with coach.journal() as journal:
        (step,) = journal.steps().to_dict("records")
        (score,) = journal.scores().to_dict("records")
    assert (step["outcome"], step["reason"]) == ("stopped for pain", "pain")
    assert 5 <= step["held_s"] < 15
    assert (score["kind"], score["site"], score["side"]) == ("stop", "on the blade", "left")
    assert score["session_id"] == step["session_id"]
    coach.button("End").click()
    coach.button("End here").click()
    coach.until_session("ended early")
    coach.button("Run it again").click()
    coach.player.get_by_text("hurt last time: today in its easier form").wait_for()


def test_a_killed_kernel_leaves_an_interrupted_session_and_the_rest_arrives_later(
    coach: CoachPage,
) -> None:
    coach.shown.install_clock()
    coach.start()
    coach.shown.forward(45, step_s=5)
    coach.saved()
    coach.shown.kill_kernel()
    with coach.journal() as journal:
        assert journal.sessions()["outcome"].tolist() == ["interrupted"]
        assert journal.steps()["held_s"].tolist() == [30.0]
    coach.shown.forward(300, step_s=30)
    coach.until_status("finished")
    coach.player.get_by_text("choose Run ▸ Run All Cells").wait_for()
    with coach.journal() as journal:
        assert len(journal.steps()) == 1
    coach.page.clock.resume()
    coach.shown.run_all()
    coach.until_session("completed")
    with coach.journal() as journal:
        assert journal.steps()["position"].tolist() == list(range(1, 9))


ENDS_MS = """() => {
    const key = Object.keys(localStorage).find((name) => name.endsWith(":run"));
    const { deadline, rows, index } = JSON.parse(localStorage.getItem(key)).run;
    return rows.slice(index + 1).reduce((at, row) => at + row.duration_s * 1000, deadline);
}"""
"""When the run that this browser keeps will be over."""


TOP = "document.querySelector('.un-player').getBoundingClientRect().top"


def pressed_while_the_page_moves(coach: CoachPage, name: str) -> None:
    """Press a button that slides away between down and up, as when a cell above it fills."""
    coach.button(name).hover()
    coach.page.mouse.down()
    coach.page.evaluate("document.querySelector('.un-player').style.marginTop = '300px'")
    coach.page.mouse.up()


def test_after_a_reload_the_routine_goes_on_from_its_deadline(coach: CoachPage) -> None:
    coach.start()
    coach.page.wait_for_timeout(2000)
    ends_ms = coach.page.evaluate(ENDS_MS)
    lab = coach.shown
    lab.page.reload()
    lab.open_again().run_all()
    coach.until_status("running")
    assert abs(coach.page.evaluate(ENDS_MS) - ends_ms) < 100
    until(lambda: 0 <= coach.page.evaluate(TOP) < 200, "the player in sight")
    coach.page.keyboard.press("Escape")
    coach.until_status("stopped")
    pressed_while_the_page_moves(coach, "End here")
    coach.until_session("stopped for pain")
    with coach.journal() as journal:
        assert len(journal.sessions()) == 1


def test_after_a_reload_voila_takes_the_routine_up_in_a_new_kernel(voila: VoilaPage) -> None:
    coach = ready(voila)
    coach.choose("At the desk")
    voila.page.get_by_label("Sessions a week").select_option("5")
    coach.start()
    coach.saved()
    voila.page.reload()
    voila.shown()
    coach.until_status("running")
    expect(voila.page.locator(".un-chooser input[value=desk]")).to_be_checked()
    expect(voila.page.get_by_label("Sessions a week")).to_have_value("5")
    until(lambda: abs(coach.page.evaluate(TOP)) < 60, "the player in sight")
    coach.button("Pain: stop").click()
    coach.button("End here").click()
    coach.until_session("stopped for pain")


def test_two_views_of_one_routine_stay_in_step(coach: CoachPage) -> None:
    lab = coach.shown
    lab.append_and_run("coach.player")
    views = coach.page.get_by_role("region", name="Guided player")
    until(lambda: views.count() == 2, "a second view")
    coach.shown.install_clock()
    coach.start()
    coach.shown.forward(20, step_s=5)
    digits = coach.page.locator(".un-player .un-digits")
    until(lambda: len({*digits.all_text_contents()}) == 1, "the same digits in both")
    assert digits.first.text_content() != ""
    views.nth(1).get_by_role("button", name="Pause", exact=True).click()
    assert coach.status == "paused"
    coach.saved()
    with coach.journal() as journal:
        assert len(journal.sessions()) == 1


def test_the_keyboard_alone_is_enough(coach: CoachPage) -> None:
    page = coach.page
    coach.shown.install_clock()
    coach.button("Start").focus()
    page.keyboard.press("Enter")
    coach.until_status("running")
    page.keyboard.press("Space")
    coach.until_status("paused")
    page.keyboard.press("Space")
    coach.until_status("running")
    coach.shown.forward(12, step_s=4)
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")  # no time
    coach.shown.forward(1)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    coach.until_status("stopped")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "End here":
            break
    page.keyboard.press("Enter")
    coach.until_session("stopped for pain")
    with coach.journal() as journal:
        assert journal.steps()["reason"].iloc[0] == "time"


def looked_at(coach: CoachPage, selector: str) -> None:
    """Hold the page to axe in each state of the player."""
    page = coach.page
    assert violations(page, selector) == []
    coach.score("before", 6)
    coach.form("before").get_by_role("button", name="Describe").first.click()
    coach.unfold("Change the routine")
    coach.unfold("Easier forms")
    coach.player.get_by_text("What is in it").click()
    assert violations(page, selector) == []
    coach.start()
    coach.button("Settings").click()
    coach.button("Keys").click()
    assert violations(page, selector) == []
    coach.button("Skip").click()
    assert violations(page, selector) == []
    coach.button("Don’t skip").click()
    coach.button("Pain: stop").click()
    coach.form("stop").wait_for()
    assert violations(page, selector) == []
    coach.button("End here").click()
    coach.until_status("finished")
    assert violations(page, selector) == []


def test_axe_finds_nothing_in_our_outputs_in_jupyterlab(coach: CoachPage) -> None:
    looked_at(coach, coach.shown.outputs)


@pytest.mark.context(color_scheme="dark")
def test_axe_finds_nothing_on_the_dark_voila_page(voila: VoilaPage) -> None:
    looked_at(ready(voila), "html")


@pytest.mark.context(viewport={"width": 1280, "height": 800})
def test_the_whole_player_is_in_a_laptop_s_sight_and_a_whole_stop_button_in_every_row(
    lab: LabPage,
) -> None:
    coach = ready(lab, "The full routine")
    coach.shown.install_clock()
    coach.start()
    hidden = """() => ["top", "ring", "picture", "pause", "stopbar"].filter((one) => {
        const box = document.querySelector(`.un-player .un-${one}`);
        const { left, top, bottom } = box.getBoundingClientRect();
        const at = [top + 1, bottom - 1].map((y) => document.elementFromPoint(left + 40, y));
        return !at.every((seen) => seen?.closest(".un-run, .un-stopbar"));
    })"""
    until(lambda: coach.page.evaluate(hidden) == [], "all of the player in sight")
    whole = """() => [...document.querySelectorAll("button.stop")].some((stop) => {
        const { left, top, bottom } = stop.getBoundingClientRect();
        const at = [top + 2, bottom - 2].map((y) => document.elementFromPoint(left + 40, y));
        return at.every((seen) => stop.contains(seen));
    })"""
    for _ in range(8):
        coach.shown.forward(1)
        until(lambda: coach.page.evaluate(whole), "a whole stop button", patience_s=5)
        coach.page.keyboard.press("ArrowRight")
        coach.page.keyboard.press("2")  # no time: on to the next exercise
    coach.until_status("finished")


@pytest.mark.context(viewport={"width": 390, "height": 844})
def test_the_page_fits_a_phone_and_twice_the_size_and_the_stop_stays_in_reach(
    voila: VoilaPage,
) -> None:
    coach = ready(voila)
    assert wide_by(coach.page) <= 0
    coach.start()
    assert wide_by(coach.page) <= 0
    coach.page.set_viewport_size({"width": 640, "height": 400})  # 1280 x 800 at 200 %
    assert wide_by(coach.page) <= 0
    assert coach.button("Pain: stop").is_visible()
    coach.page.set_viewport_size({"width": 390, "height": 844})
    coach.page.evaluate("document.querySelector('h1').scrollIntoView()")
    coach.page.get_by_role("button", name="Pain: stop").last.click()
    coach.until_status("stopped")
    assert violations(coach.page, "html") == []
