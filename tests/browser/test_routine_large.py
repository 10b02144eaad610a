from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.checks import violations
from tests.browser.coach import CoachPage
from tests.browser.pages import LabPage, NotebookPage, VoilaPage, until
from tests.browser.plain import PlainPlayer
from tracker.widgets.player.player_plan import plan

NO_FULLSCREEN = "() => void (Element.prototype.requestFullscreen = () => Promise.reject(Error()))"
ON_SCREEN = "document.fullscreenElement?.classList.contains('un-player') === true"
FILLS = """() => {
    const root = document.querySelector(".un-player");
    const { left, top, width, height } = root.getBoundingClientRect();
    const [right, bottom] = [innerWidth - 3, innerHeight - 3];
    const corners = [[2, 2], [right, 2], [2, bottom], [right, bottom]];
    return left === 0 && top === 0 && width === innerWidth && height === innerHeight
        && corners.every(([x, y]) => root.contains(document.elementFromPoint(x, y)));
}"""
OUTSIDE = """() => [...document.querySelectorAll(".un-player :is(button, .un-digits, p)")]
    .filter((one) => one.checkVisibility() && !one.matches(".visually-hidden"))
    .filter((one) => {
        const { left, top, right, bottom } = one.getBoundingClientRect();
        return left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
    }).map((one) => one.textContent)"""
DIGITS_PX = """() => {
    const digits = document.querySelector(".un-digits");
    const style = getComputedStyle(digits);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return pen.measureText("8").actualBoundingBoxAscent;
}"""
TOP_IN_SIGHT = """() => {
    const { top } = document.querySelector(".un-player").getBoundingClientRect();
    return top > -5 && top < innerHeight / 2;
}"""
ALL_TO_THE_TOP = """() => {
    let one = document.querySelector(".un-player");
    while ((one = one.parentElement)) one.scrollTop = 0;
}"""
THREE_CM_PX = 30 / (13.3 * 25.4 * 0.848 / 1280)
"""3 cm on a 13.3 inch screen of 16:10 that is 1280 px wide."""


def opened(shown: NotebookPage) -> CoachPage:
    coach = CoachPage(shown).ready()
    coach.page.evaluate(NO_FULLSCREEN)
    return coach


def view(coach: CoachPage) -> str:
    return str(coach.player.get_attribute("data-view"))


def fills_the_window(coach: CoachPage | PlainPlayer) -> None:
    until(lambda: coach.page.evaluate(FILLS), "the player over the whole window", patience_s=10)


def in_reach(coach: CoachPage) -> None:
    """See the questions after a stop, with nothing over them."""
    save = coach.form("stop").get_by_role("checkbox", name="On the blade, left").last
    save.check(timeout=10_000)


def large_and_stopped(coach: CoachPage) -> None:
    coach.start()
    coach.page.keyboard.press("f")
    assert view(coach) == "large"
    fills_the_window(coach)
    assert coach.page.evaluate(DIGITS_PX) >= THREE_CM_PX
    coach.button("Skip").click()
    coach.button("Don’t skip").click()
    coach.button("Settings").click()
    coach.player.get_by_label("Voice", exact=True).wait_for()
    assert violations(coach.page, ".un-player") == []
    coach.button("Settings").click()
    coach.page.keyboard.press("Escape")
    coach.until_status("stopped")
    assert view(coach) == "page"
    in_reach(coach)
    coach.button("It was a mistake: nothing hurts, go on").click()
    coach.until_status("running")
    fills_the_window(coach)
    coach.page.evaluate(ALL_TO_THE_TOP)
    coach.page.keyboard.press("f")
    assert view(coach) == "page"
    until(lambda: coach.page.evaluate(TOP_IN_SIGHT), "the player's top in sight", patience_s=5)
    coach.button("Pain: stop").click()
    coach.until_status("stopped")


@pytest.mark.context(viewport={"width": 1280, "height": 800})
def test_large_fills_jupyterlab_without_fullscreen_and_escape_still_stops(lab: LabPage) -> None:
    large_and_stopped(opened(lab))


@pytest.mark.context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
def test_large_fills_voila_without_fullscreen_and_escape_still_stops(voila: VoilaPage) -> None:
    large_and_stopped(opened(voila))


def test_when_the_browser_ends_its_fullscreen_while_running_it_is_a_stop(page: Page) -> None:
    shown = PlainPlayer(page, plan("short"))
    shown.player.focus()
    page.keyboard.press("f")
    page.wait_for_function(ON_SCREEN)
    shown.start()
    assert page.evaluate(ON_SCREEN)
    shown.forward(12, step_s=4)
    page.evaluate("document.exitFullscreen()")  # as Escape does, which a page may never hear
    page.wait_for_function("document.querySelector('.un-player[data-status=stopped]')")
    assert shown.view == "page"
    assert page.evaluate("model.get('stop_display')") == ""
    shown.button("It was a mistake: nothing hurts, go on").click()
    assert shown.view == "large"
    page.wait_for_function(ON_SCREEN)


FAR_AWAY = """([scroller, end]) => {
    const gap = () => Object.assign(document.createElement("div"), { style: "height: 3000px" });
    const main = document.querySelector("main");
    main.prepend(gap());
    main.append(gap());
    if (scroller === "of its own") main.style.cssText = "height: 90vh; overflow: auto";
    window.goAway = () => [main, document.scrollingElement].forEach((one) =>
        one.scrollTo(0, end === "above" ? one.scrollHeight : 0));
}"""


@pytest.mark.parametrize("how", ["Leave", "F"])
@pytest.mark.parametrize("scroller", ["the page's", "of its own"])
@pytest.mark.parametrize("away", ["above", "below"])
@pytest.mark.parametrize("fullscreen", [True, False], ids=["screen", "window"])
@pytest.mark.context(viewport={"width": 390, "height": 844})
def test_the_player_comes_back_into_sight_from_the_floor(
    page: Page, how: str, scroller: str, away: str, fullscreen: bool
) -> None:
    shown = PlainPlayer(page, plan("full"), settings={"view": "floor"})
    page.evaluate(FAR_AWAY, [scroller, away])
    if not fullscreen:
        page.evaluate(NO_FULLSCREEN)
    shown.start()
    fills_the_window(shown)
    assert page.evaluate(ON_SCREEN) == fullscreen
    page.evaluate("goAway()")
    if how == "Leave":
        shown.button("Leave").click()
    else:
        page.keyboard.press("f")
    assert (shown.view, shown.status) == ("page", "running")
    page.wait_for_function(f"!({ON_SCREEN})")
    until(lambda: page.evaluate(TOP_IN_SIGHT), "the player's top in sight", patience_s=5)


@pytest.mark.context(viewport={"width": 390, "height": 844})
def test_from_the_end_on_the_whole_screen_one_comes_to_the_score_not_back_to_the_player(
    page: Page,
) -> None:
    shown = PlainPlayer(page, plan("short"), settings={"view": "large"})
    page.evaluate(FAR_AWAY, ["the page's", "above"])
    page.evaluate(
        "const card = document.createElement('p');"
        "card.id = 'score';"
        "document.querySelector('main > :last-child').before(card);"
        "model.set('after_anchor', 'score')"
    )
    shown.start()
    page.wait_for_function(ON_SCREEN)
    shown.forward(335)
    assert shown.status == "finished"
    shown.button("Score how it feels now").click()
    page.wait_for_function(f"!({ON_SCREEN})")
    page.wait_for_function("document.activeElement.id === 'score'")
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert abs(top) < 5


def test_before_the_start_and_after_the_end_escape_leaves_large(page: Page) -> None:
    shown = PlainPlayer(page, plan("short"))
    page.evaluate(NO_FULLSCREEN)
    shown.player.focus()
    page.keyboard.press("f")
    fills_the_window(shown)
    page.keyboard.press("Escape")
    assert (shown.view, shown.status) == ("page", "idle")
    shown.button("Settings").click()
    shown.button("Large").click()  # from the start on
    shown.button("Settings").click()
    shown.start()
    fills_the_window(shown)
    shown.forward(335)
    assert (shown.view, shown.status) == ("large", "finished")
    page.keyboard.press("Escape")
    assert (shown.view, shown.status) == ("page", "finished")


def test_escape_in_a_pause_is_a_stop_too_and_f_leaves_without_one(page: Page) -> None:
    shown = PlainPlayer(page, plan("short"), settings={"view": "large"})
    page.evaluate(NO_FULLSCREEN)
    shown.start()
    page.keyboard.press("f")
    assert (shown.view, shown.status) == ("page", "running")
    page.keyboard.press("f")
    assert (shown.view, shown.status) == ("large", "running")
    shown.button("Pause").click()
    page.keyboard.press("Escape")
    assert (shown.view, shown.status) == ("page", "stopped")


def test_nothing_under_the_large_player_can_be_reached(page: Page) -> None:
    shown = PlainPlayer(page, plan("short"), settings={"view": "large"})
    page.evaluate(NO_FULLSCREEN)
    page.evaluate(
        "document.body.prepend(Object.assign(document.createElement('button'), { id: 'under' }))"
    )
    shown.start()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") != "under"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.context(viewport={"width": 390, "height": 844})
def test_a_phone_on_the_floor_shows_the_least_turned_as_one_likes(
    page: Page, screenshot: Callable[[str], Path], scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    shown = PlainPlayer(page, plan("full"))
    page.evaluate(NO_FULLSCREEN)
    shown.button("Settings").click()
    shown.button("Phone on the floor").click()
    shown.button("Settings").click()
    shown.start()
    assert shown.view == "floor"
    fills_the_window(shown)
    shown.forward(218)  # in the left hold of eagle arms
    stop = shown.button("Pain: stop").bounding_box()
    assert stop is not None
    assert (stop["width"] > 360, stop["height"] > 150) == (True, True)
    seen = shown.player.locator("button:visible").all_inner_texts()
    assert seen == ["Pause", "Pain: stop", "Half turn", "Quarter turn", "Leave"]
    assert page.evaluate(DIGITS_PX) > 100
    for button, turn in (("Half turn", 180), ("Quarter turn", 270), ("Half turn", 90)):
        shown.button(button).click()
        assert shown.setting("turn") == turn
        fills_the_window(shown)
        assert page.evaluate(OUTSIDE) == [], turn
        screenshot(f"floor-{turn}-{scheme}")
    assert shown.setting("view") == "floor"
    page.clock.resume()  # axe waits for timers
    assert violations(page, ".un-player") == []
    shown.button("Pain: stop").click()
    assert (shown.view, shown.status) == ("page", "stopped")
