"""Longer or shorter holds, within what each exercise allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InvalidValue
from tracker.routine.exercise import exercises
from tracker.routine.library import RoutineStep, routines
from tracker.routine.pace import PACES, pace_of, paced


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
