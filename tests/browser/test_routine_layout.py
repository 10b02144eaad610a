import pytest
from playwright.sync_api import Page

from tests.browser.checks import violations
from tests.browser.plain import PlainPlayer
from tracker.routine.timeline import timeline
from tracker.widgets.player.player_plan import plan

WIDTHS = (390, 700, 880, 1280)
STANDS = (".un-ring", ".un-picture", ".un-words", ".un-coming", ".un-controls", ".un-stopbar")
MEASURE = """([widths, selectors]) => {
    const root = document.querySelector(".un-player");
    return widths.map((width) => {
        root.style.width = `${width}px`;
        const from = root.getBoundingClientRect();
        const boxes = selectors.map((selector) => {
            const box = root.querySelector(selector).getBoundingClientRect();
            const { left, top, width, height } = box;
            return [left - from.left, top - from.top, width, height].map(Math.round);
        });
        root.style.width = "";
        return [...boxes, [Math.round(from.height)]];
    });
}"""

RED = """() => {
    const red = document.querySelector(".un-player .stop");
    const ground = (one) => getComputedStyle(one).backgroundColor;
    const all = [...document.querySelectorAll(".un-player, .un-player *")];
    const seen = all.filter((one) => one.checkVisibility());
    return seen.filter((one) => ground(one) === ground(red)).map((one) => one.className);
}"""
CROWDED = """() => {
    const words = document.createRange();
    return [...document.querySelectorAll(".un-player button")]
        .filter((one) => one.checkVisibility())
        .filter((one) => {
            words.selectNodeContents(one);
            const [inside, box] = [words.getBoundingClientRect(), one.getBoundingClientRect()];
            return inside.left - box.left < 6 || box.right - inside.right < 6;
        })
        .map((one) => one.textContent);
}"""


@pytest.mark.context(viewport={"width": 1400, "height": 1000})
def test_nothing_moves_from_step_to_step_at_any_width(page: Page) -> None:
    shown = PlainPlayer(page, plan("full")).start()
    page.add_style_tag(content=".un-stopbar { position: static !important }")
    seen: dict[int, dict[str, set[str]]] = {width: {} for width in WIDTHS}
    for seconds in timeline("full")["duration_s"][:-1]:
        for part in (0.5, seconds / 2, seconds / 2 - 0.5):
            assert shown.status == "running"
            found = page.evaluate(MEASURE, [WIDTHS, STANDS])
            for width, boxes in zip(WIDTHS, found, strict=True):
                for what, box in zip((*STANDS, "all of it"), boxes, strict=True):
                    seen[width].setdefault(what, set()).add(str(box))
            shown.forward(part)
    moved = [
        f"{what} at {width} px: {sorted(boxes)}"
        for width, things in seen.items()
        for what, boxes in things.items()
        if len(boxes) > 1
    ]
    assert moved == []


@pytest.mark.context(viewport={"width": 1280, "height": 800})
@pytest.mark.parametrize(
    ("view", "height"), [("page", 800), ("page", 620), ("large", 800)], ids=str
)
def test_pause_and_stop_are_in_sight_and_clear_of_each_other(
    page: Page, view: str, height: int
) -> None:
    page.set_viewport_size({"width": 1280, "height": height})
    shown = PlainPlayer(page, plan("full"), settings={"view": view}).start()
    pause, stop = (shown.button(name).bounding_box() for name in ("Pause", "Pain: stop"))
    assert pause is not None
    assert stop is not None
    assert pause["y"] >= 0
    assert pause["y"] + pause["height"] <= stop["y"]
    assert stop["y"] + stop["height"] <= height


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_only_the_stop_button_is_red_and_no_words_stand_on_the_border_of_theirs(
    page: Page, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    shown = PlainPlayer(page, plan("full")).start()
    shown.forward(15)
    assert page.evaluate(RED) == ["stop"]
    for question, answer in (("Skip", "Don’t skip"), ("End", "Keep going")):
        shown.button(question).click()
        assert page.evaluate(CROWDED) == []
        shown.button(answer).click()
    shown.button("Pain: stop").click()
    shown.button("It was a mistake: nothing hurts, go on").wait_for()
    page.clock.resume()
    assert page.evaluate(RED) == []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(CROWDED) == []
        assert violations(page, ".un-player") == []
