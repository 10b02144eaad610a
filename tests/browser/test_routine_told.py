"""What the player tells who does not look: live region, headset keys, the breath, the pace."""

import pytest
from playwright.sync_api import Page

from tests.browser.coach import CoachPage
from tests.browser.pages import READY_MS, LabPage
from tests.browser.plain import PlainPlayer
from tracker import timeline
from tracker.routine.routines import exercises, routines
from tracker.routine.timeline import paced, totals
from tracker.widgets.player.player_plan import plan

HEARD = """() => {
    window.unknotAloud = [];
    const region = document.querySelector(".un-aloud");
    const note = () => window.unknotAloud.push(region.textContent);
    const all = { childList: true, characterData: true, subtree: true };
    new MutationObserver(note).observe(region, all);
}"""
MEDIA = """() => {
    window.unknotKeys = {};
    const real = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
    navigator.mediaSession.setActionHandler = (name, handler) => {
        window.unknotKeys[name] = handler;
        real(name, handler);
    };
}"""


BREATH = """() => [
    document.querySelector(".un-unit").textContent,
    document.querySelector(".un-disc").getAnimations().map(({ effect }) => [
        effect.getTiming().duration, ...effect.getKeyframes().map(({ transform }) => transform),
    ]),
]"""


def breath(page: Page) -> tuple[str, list[list[object]]]:
    """What the ring says of the breath, and how its disc moves: how long (ms), from and to."""
    word, moves = page.evaluate(BREATH)
    return word, moves


def test_a_screen_reader_hears_name_side_duration_halfway_and_end(page: Page) -> None:
    shown, rows = PlainPlayer(page, plan("short")), timeline("short")
    page.evaluate(HEARD)
    shown.start()
    shown.forward(336, step_s=20)
    assert shown.status == "finished"
    heard = page.evaluate("window.unknotAloud")
    wanted = []
    for row in rows.itertuples():
        name = exercises()[row.exercise].name if row.exercise else ""
        side = "" if row.side in ("both", "") else f", {row.side} side"
        if row.phase == "hold":
            wanted += [f"{name}{side}, {row.duration_s} seconds.", "Halfway."]
        elif row.phase == "finish":
            wanted.append("Finished.")
        else:
            phase = {"get_ready": "Get ready"}.get(row.phase, row.phase.capitalize())
            wanted.append(f"{phase}, {row.duration_s} seconds. Next: ")
    assert len(heard) == len(wanted) + 1
    for said, want in zip(heard, wanted, strict=False):
        assert said.startswith(want)
    assert heard[-1].startswith("Done. ")


def test_the_keys_of_a_headset_lead_the_routine_and_are_given_back(page: Page) -> None:
    shown = PlainPlayer(page, plan("short"))
    page.evaluate(MEDIA)
    shown.start()
    shown.forward(15, step_s=5)
    title = "() => navigator.mediaSession.metadata?.title"
    assert page.evaluate(title) == "Upper back stretch"
    assert page.evaluate("navigator.mediaSession.playbackState") == "playing"
    page.evaluate("window.unknotKeys.pause()")
    assert shown.status == "paused"
    page.evaluate("window.unknotKeys.play()")
    assert shown.status == "running"
    page.evaluate("window.unknotKeys.nexttrack()")
    assert page.evaluate(title) == "Chest stretch"
    page.evaluate("window.unknotKeys.previoustrack()")
    assert page.evaluate(title) == "Upper back stretch"
    shown.button("End").click()
    shown.button("End here").click()
    assert shown.status == "finished"
    assert page.evaluate("Object.values(window.unknotKeys).filter(Boolean).length") == 0
    assert page.evaluate("navigator.mediaSession.metadata") is None


def test_the_breath_is_led_in_holds_only_and_can_be_switched_off(page: Page) -> None:
    shown = PlainPlayer(page, plan("short")).start()
    assert breath(page) == ("seconds", [])
    shown.forward(10.2)
    seen = []
    for _ in range(20):
        seen.append(breath(page))
        shown.forward(0.5)
    goes_in = ("breathe in", [[4000, "scale(0.6)", "scale(1)"]])
    goes_out = ("breathe out", [[6000, "scale(1)", "scale(0.6)"]])
    assert 7 <= seen.count(goes_in) <= 9
    assert seen.count(goes_in) + seen.count(goes_out) == 20
    shown.button("Pause").click()
    assert breath(page) == ("seconds", [])
    shown.button("Go on").click()
    assert breath(page) in (goes_in, goes_out)
    shown.button("Settings").click()
    shown.player.get_by_label("Breathe along").uncheck()
    assert breath(page) == ("seconds", [])


def test_where_a_hold_moves_the_breath_keeps_step_with_its_halves(page: Page) -> None:
    shown = PlainPlayer(page, plan("evening")).start()
    rows = timeline("evening")
    at_s = float(rows.loc[rows["phase"] == "move", "start_s"].iloc[0])
    shown.forward(at_s + 0.5)
    for word in ("out", "in", "out", "in"):
        said, ((lasts_ms, *_),) = breath(page)
        assert (said, lasts_ms) == (f"breathe {word}", 5000)
        shown.forward(5)


@pytest.mark.context(reduced_motion="reduce")
def test_who_asks_for_stillness_gets_the_words_of_the_breath_alone(page: Page) -> None:
    shown = PlainPlayer(page, plan("short")).start()
    shown.forward(12)
    assert breath(page) == ("breathe in", [])


def test_longer_holds_show_their_total_at_once_and_a_busy_notebook_says_when_they_apply(
    lab: LabPage,
) -> None:
    coach = CoachPage(lab).ready()
    player = coach.player
    player.get_by_text("4 exercises · 5 min 30 s").wait_for()
    assert totals(routines()["short"]).total_s == 330
    with coach.shown.kernel() as kernel:
        kernel.start("__import__('ctypes').PyDLL(None).sleep(5)")
        coach.page.wait_for_timeout(300)
        coach.button("Settings").click()
        coach.button("Longest").click()
        player.get_by_text("4 exercises · 7 min 30 s").wait_for(timeout=1000)
        waits = player.get_by_text(
            "as soon as the notebook answers. Started now, it takes 5 min 30 s"
        )
        waits.wait_for(timeout=3000)
        waits.wait_for(state="detached", timeout=READY_MS)
    player.get_by_text("What is in it").click()
    player.get_by_text("2 × 45 s").first.wait_for()
    coach.choose("The full routine")
    lab.run_all()
    minutes, seconds = divmod(totals(paced(routines()["full"], 1.5)).total_s, 60)
    player.get_by_text(f"8 exercises · {minutes} min {seconds} s").wait_for(timeout=READY_MS)


def test_a_picture_that_cannot_be_used_is_said_and_the_text_leads_alone(page: Page) -> None:
    broken = "figures.toml, chest_stretch: pin is 'elbo'; this exercise goes without its picture."
    made = plan("short")
    made["problems"] = [broken]
    made["exercises"] = [{**one, "figure": None} for one in made["exercises"]]
    shown = PlainPlayer(page, made)
    assert shown.player.get_by_text(broken).first.is_visible()
    shown.start()
    shown.forward(12)
    assert shown.player.get_by_text(broken).last.is_visible()
    assert "Reach away" in shown.player.locator(".un-caption").inner_text()
    assert not page.locator(".un-picture").first.evaluate(
        "one => one.checkVisibility({visibilityProperty: true})"
    )


def test_figure_and_ring_take_up_another_theme_size_and_zoom_while_nothing_moves(
    page: Page,
) -> None:
    shown = PlainPlayer(page, plan("short")).start()
    shown.forward(25)
    shown.button("Pause").click()
    inked = """one => {
        const { data } = one.getContext("2d").getImageData(0, 0, one.width, one.height);
        const found = {};
        for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] === 255) found[data.slice(i, i + 3).join()] = true;
        }
        return Object.keys(found);
    }"""
    for canvas, light, dark in (
        (".un-picture canvas", "233,238,237", "35,45,44"),  # the floor
        (".un-ring canvas", "217,225,223", "53,66,63"),  # the ring's track
    ):
        one = page.locator(canvas).first
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate("document.body.dataset.jpThemeLight = 'true'")
        assert light in one.evaluate(inked)
        wide = one.evaluate("one => one.width")
        page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        assert dark in one.evaluate(inked)
        page.set_viewport_size({"width": 420, "height": 800})
        page.wait_for_function(
            "([one, wide]) => one.width !== wide", arg=[one.element_handle(), wide]
        )
        assert dark in one.evaluate(inked)
    metrics = {"width": 424, "height": 800, "mobile": False}
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setDeviceMetricsOverride", {**metrics, "deviceScaleFactor": 2})
    page.wait_for_function(
        "one => Math.abs(one.width - 2 * one.clientWidth) < 2", arg=one.element_handle()
    )
