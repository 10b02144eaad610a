import pytest

from tracker.widgets.player.player import RoutinePlayer

PLAN = {
    "routine": "short",
    "name": "A short one",
    "total_s": 330,
    "rows": [{"phase": "finish"}],
    "exercises": [{"number": 1}, {"number": 2}],
}


def test_the_plan_handed_in_is_the_plan_of_the_widget():
    assert RoutinePlayer(PLAN).plan == PLAN


def test_a_player_may_be_made_before_a_routine_is_chosen():
    player = RoutinePlayer(locked="Please read the safety text first.")
    assert player.plan == {}
    assert player.locked == "Please read the safety text first."


def test_nothing_shows_under_the_player_before_a_stop_or_the_end():
    player = RoutinePlayer(PLAN)
    assert (player.stop_display, player.after_display) == ("none", "none")


SHARED = (
    "plan settings locked note run stop_display after_display stop_advice after_anchor "
    "journal_id events saved failed attempt"
)


@pytest.mark.parametrize("name", SHARED.split())
def test_the_browser_and_python_share_each_trait(name):
    assert RoutinePlayer(PLAN).trait_metadata(name, "sync")


@pytest.mark.parametrize(
    ("total_s", "words"), [(330, "5 min 30 s"), (120, "2 min"), (45, "45 s"), (0, "0 s")]
)
def test_it_says_in_words_what_it_is(total_s, words):
    player = RoutinePlayer({**PLAN, "total_s": total_s})
    said = f"Guided player: A short one, 2 exercises, {words}. Run this cell to use it."
    assert repr(player) == said


def test_it_says_so_when_no_routine_is_chosen():
    assert repr(RoutinePlayer()).startswith("Guided player: no routine chosen yet")


def test_each_event_is_handed_over_once_and_acknowledged():
    player = RoutinePlayer(PLAN)
    start, step, end = (
        {"id": id, "type": type, "at": 1_790_000_000_000, "utc_offset_min": 60}
        for id, type in (("a", "start"), ("b", "step"), ("c", "end"))
    )
    player.events = [start, step]
    kept = []
    player.on_event(kept.append)
    player.events = [step, end]
    assert [event["id"] for event in kept] == ["a", "b", "c"]
    assert player.saved == ["a", "b", "c"]


def test_what_people_wrote_is_never_read_as_markup():
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"):
        assert word not in RoutinePlayer._esm
