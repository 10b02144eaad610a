"""Single widgets in a bare page, and what they must pass at any width."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import violations, wide_by
from tests.browser.plain import put
from tracker.widgets.composer.exercise_catalogue import ExerciseCatalogue, content
from tracker.widgets.scores.body_map import BodyMap
from tracker.widgets.scores.score_card import ScoreCard

OVERLAPS = """(selector) => {
    const found = [...document.querySelectorAll(selector)];
    const boxes = found.map((one) => one.getBoundingClientRect());
    const meet = (a, b) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return boxes.some((one, i) => boxes.slice(i + 1).some((other) => meet(one, other)));
}"""
STOPS = """() => {
    const all = document.querySelectorAll("button, input, summary, select, [tabindex]");
    const seen = (one) => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled;
    return [...all].filter(seen).length;
}"""
NARROW_AND_WIDE = pytest.mark.parametrize("width", [390, 1280])


@NARROW_AND_WIDE
def test_filters_stand_beside_each_other_also_after_another_widgets_sheet(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    put(page, ExerciseCatalogue(content=content()), ScoreCard())
    filters = page.get_by_label("Position")
    if not filters.is_visible():
        page.get_by_text("Find by knot, position or equipment").click()
    filters.wait_for()
    assert not page.evaluate(OVERLAPS, ".un-selects select, .un-chips button")
    outside = "(one) => getComputedStyle(one).boxSizing !== 'border-box'"
    assert page.evaluate(f"[...document.querySelectorAll('.unknot *')].filter({outside})") == []


@NARROW_AND_WIDE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_one_tab_stop_and_its_list_one_more_until_it_is_asked_for(
    page: Page, width: int, scheme: str, screenshot: Callable[[str], Path]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    put(page, BodyMap())
    assert page.evaluate(STOPS) == 2
    mark = page.get_by_role("checkbox", name="On the blade, left")
    expect(mark).to_have_count(1)
    mark.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    screenshot(f"map-{width}-{scheme}")
    expect(mark).to_have_count(2)
    expect(mark.last).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_text("Chosen: Top of the shoulder, left · On the blade")).to_be_visible()
    assert violations(page, ".un-bodymap") == []
    assert wide_by(page) <= 0
