from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tracker.foundation.errors import InvalidValue, NotFound
from tracker.routine.exercises import exercises
from tracker.routine.routines import Routine, RoutineStep, routines
from tracker.routine.timeline import DOWN, PACES, PHASES, pace_of, paced, timeline, totals

LAW = settings(max_examples=60, derandomize=True, deadline=None)
COLUMNS = ["start_s", "duration_s", "phase", "exercise", "side", "position", "cue"]


@st.composite
def steps(draw: st.DrawFn) -> dict[str, object]:
    """Draw what a routine file may say about one exercise."""
    exercise = draw(st.sampled_from(list(exercises().values())))
    cycle = exercise.dose.half_s * len(exercise.dose.halves)
    lengths = st.integers(5, min(90, exercise.dose.longest_s))
    optional = {
        "holds": st.integers(1, 10),
        "hold_s": lengths.map(lambda s: max(cycle, s // cycle * cycle)) if cycle else lengths,
        "rest_s": st.integers(0, 60),
        "variant": st.booleans(),
    }
    if exercise.sides != ("both",):
        sides = [["left", "right"], ["right", "left"], ["left"], ["right"]]
        optional["sides"] = st.sampled_from(sides)
    return draw(st.fixed_dictionaries({"exercise": st.just(exercise.id)}, optional=optional))


@st.composite
def some_routines(draw: st.DrawFn) -> Routine:
    drawn = draw(st.lists(steps(), min_size=1, max_size=7))
    while sum(RoutineStep.model_validate(s).seconds for s in drawn) > 7200:
        drawn.pop()
    return Routine.model_validate({"id": "drawn", "name": "Drawn", "steps": drawn})


def contiguous(rows: pd.DataFrame) -> bool:
    ends = rows["start_s"] + rows["duration_s"]
    return rows["start_s"].tolist() == [0, *ends.tolist()[:-1]]


@LAW
@given(some_routines())
def test_rows_follow_one_another_without_a_gap_and_sum_to_the_total(routine):
    rows = timeline(routine)
    assert contiguous(rows)
    assert (rows["duration_s"] > 0).all()
    assert rows["duration_s"].sum() == totals(routine).total_s
    held = rows.loc[rows["phase"].isin(["hold", "move", "rest"]), "duration_s"].sum()
    assert held == sum(step.seconds for step in routine.steps)


@pytest.mark.slow
@LAW
@given(some_routines())
def test_left_and_right_get_the_same_time_unless_one_side_was_asked_for(routine):
    rows = timeline(routine)
    held = rows[rows["phase"].isin(["hold", "move"])]
    seconds = held.groupby(["number", "side"])["duration_s"].sum()
    for number, step in enumerate(routine.steps, start=1):
        each = [seconds[number, side] for side in step.sides]
        assert each == [step.holds * step.hold_s] * len(step.sides)
        assert set(seconds[number].index) == set(step.sides)


@LAW
@given(some_routines())
def test_only_getting_up_or_down_takes_20_seconds(routine):
    rows = timeline(routine)
    for before, row in pairwise(rows.itertuples()):
        if row.phase == "change":
            moved = (before.position in DOWN) != (row.position in DOWN)
            assert row.duration_s == (20 if moved else 10)
        elif row.phase == "switch":
            assert row.duration_s == 5
            assert row.side != before.side


@pytest.mark.slow
@LAW
@given(some_routines())
def test_a_routine_gets_ready_once_finishes_once_and_numbers_its_holds(routine):
    rows = timeline(routine)
    assert set(rows["phase"]) <= set(PHASES)
    assert rows["phase"].iloc[0] == "get_ready"
    assert rows["phase"].iloc[-1] == "finish"
    assert rows["phase"].isin(["get_ready", "finish"]).sum() == 2
    held = rows["phase"].isin(["hold", "move"])
    assert (rows["hold"] > 0).equals(held)
    assert rows.loc[held, "hold"].drop_duplicates().tolist() == list(
        range(1, totals(routine).holds + 1)
    )
    assert rows["number"].drop_duplicates().tolist() == list(range(1, len(routine.steps) + 1))


def test_the_frame_has_the_columns_and_dtypes_that_others_rely_on():
    rows = tracker.timeline(tracker.routines()["full"])
    assert rows.columns.tolist()[:7] == COLUMNS
    assert rows.columns.tolist()[7:] == ["number", "hold", "variant"]
    assert [str(rows[c].dtype) for c in ("start_s", "duration_s", "number", "hold", "variant")] == [
        "int64",
        "int64",
        "int64",
        "int64",
        "bool",
    ]


def test_the_same_routine_gives_the_same_rows_and_is_left_as_it_was():
    routine = routines()["full"]
    before = routine.model_dump_json()
    pd.testing.assert_frame_equal(timeline(routine), timeline("full"))
    assert routine.model_dump_json() == before


@pytest.mark.parametrize(
    ("routine", "low", "high"),
    [("full", 12, 13), ("short", 5, 6), ("desk", 5, 6), ("release", 4, 5), ("evening", 7, 8)],
)
def test_shipped_routines_take_about_as_long_as_they_should(routine, low, high):
    assert low * 60 <= totals(routine).total_s <= high * 60


@pytest.mark.parametrize("routine", ["full", "short", "desk", "release", "evening"])
def test_a_shipped_routine_gets_down_to_the_floor_at_most_once(routine):
    assert totals(routine).gets_down <= 1
    changes = timeline(routine).query("phase == 'change' and duration_s == 20")
    assert len(changes) <= 2


def test_the_desk_routine_never_leaves_the_chair_for_the_floor():
    assert totals("desk").gets_down == 0
    assert set(timeline("desk")["position"]) == {"standing", "seated"}


def test_cat_camel_is_three_cycles_of_5_and_5_seconds_in_one_hold():
    rows = timeline("full").query("phase == 'move'")
    assert rows["duration_s"].tolist() == [5] * 6
    assert rows["hold"].nunique() == 1
    assert set(rows["exercise"]) == {"cat_camel"}


def test_the_totals_are_told_in_words():
    assert totals("full").summary() == (
        "About 13 minutes: 8 exercises, 19 holds. You get down to the floor once. "
        "You need a chair, a mat, a foam roller, a tennis ball and a wall."
    )
    one = Routine.model_validate(
        {"id": "one", "name": "One", "steps": [{"exercise": "upper_back_stretch", "holds": 1}]}
    )
    assert totals(one).summary() == (
        "About 1 minute: 1 exercise, 1 hold. You stay off the floor. You need nothing for it."
    )


def test_an_unknown_routine_is_refused_with_those_that_exist():
    with pytest.raises(NotFound, match=r"no routine 'shrot' \(did you mean short\?\).*full, short"):
        timeline("shrot")


def held(pace: float) -> dict[str, int]:
    return {step.exercise: step.hold_s for step in paced(routines()["full"], pace).steps}


def test_holds_become_longer_or_shorter_by_the_share_and_never_longer_by_rounding():
    assert [held(pace)["chest_stretch"] for pace in PACES] == [22, 30, 37, 45]


def test_the_ball_is_never_held_longer_than_its_30_seconds():
    assert [held(pace)["ball_release_wall"] for pace in PACES] == [22, 30, 30, 30]


def test_cat_camel_keeps_whole_cycles_of_5_and_5_seconds():
    assert [held(pace)["cat_camel"] for pace in PACES] == [20, 30, 40, 40]


@pytest.mark.parametrize("name", routines())
def test_the_pace_of_the_file_changes_nothing(name):
    assert paced(routines()[name], 1.0) == routines()[name]


@given(
    st.sampled_from([e for e in exercises() if not exercises()[e].dose.halves]),
    st.integers(5, 30),
    st.sampled_from(PACES),
)
def test_a_hold_is_as_near_to_its_share_as_whole_seconds_and_its_limits_allow(name, hold_s, pace):
    routine = routines()["short"]
    step = RoutineStep.model_validate({"exercise": name, "hold_s": hold_s})
    (made,) = paced(routine.model_copy(update={"steps": (step,)}), pace).steps
    limit = exercises()[name].dose.longest_s
    assert abs(made.hold_s - min(max(pace * hold_s, 5), limit)) <= 0.5
    RoutineStep.model_validate(made.model_dump())  # what a file may say


def test_rests_sides_and_the_file_itself_stay_as_they_are():
    routine = routines()["full"]
    before = routine.model_dump_json()
    for one, other in zip(routine.steps, paced(routine, 1.5).steps, strict=True):
        assert one.model_dump(exclude={"hold_s"}) == other.model_dump(exclude={"hold_s"})
    assert routine.model_dump_json() == before


@pytest.mark.parametrize("pace", [2, 0, -1, "slow", None])
def test_another_pace_is_refused_with_those_there_are(pace):
    with pytest.raises(InvalidValue, match=r"allowed are 0\.75, 1, 1\.25, 1\.5"):
        paced(routines()["short"], pace)


@pytest.mark.parametrize("settings", [{}, {"pace": 7}, {"pace": "fast"}, {"pace": None}])
def test_settings_that_ask_for_no_known_pace_mean_the_usual_one(settings):
    assert pace_of(settings) == 1.0
