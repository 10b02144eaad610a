import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.routine.test_timeline import LAW, contiguous, some_routines
from tracker.figure import figures, rendering
from tracker.routine.cues import spoken_s
from tracker.routine.exercises import exercises
from tracker.routine.routines import routines
from tracker.routine.timeline import DOWN, PACES, paced
from tracker.widgets.player.player import RoutinePlayer
from tracker.widgets.player.player_plan import plan


@pytest.mark.slow
@LAW
@given(some_routines(), st.sampled_from(PACES))
def test_at_any_pace_every_cue_fits_and_both_sides_get_the_same(routine, pace):
    made = plan(routine, pace=pace)
    rows = pd.DataFrame(made["rows"])
    assert made["total_s"] == rows["duration_s"].sum() == dict(made["totals"])[pace]
    for shown in [made["rows"], *(one["easier"] or [] for one in made["exercises"])]:
        assert [row for row in shown if spoken_s(row["cue"]) > row["duration_s"]] == []
    held = rows[rows["hold"] > 0]
    seconds = held.groupby(["number", "side"])["duration_s"].sum()
    for number, step in enumerate(paced(routine, pace).steps, start=1):
        assert seconds[number].tolist() == [step.holds * step.hold_s] * len(step.sides)


@pytest.mark.slow
@LAW
@given(some_routines())
def test_something_is_said_at_the_start_of_every_row_and_fits_it(routine):
    for row in plan(routine)["rows"]:
        assert 0 < spoken_s(row["cue"]) <= row["duration_s"]
        assert 0 < spoken_s(row["short"]) <= row["duration_s"]
        assert row["names"].strip()
        if row["side"] in ("left", "right") and row["phase"] not in ("rest", "move"):
            assert row["side"] in row["cue"].lower()


@pytest.mark.slow
@LAW
@given(some_routines())
def test_going_on_with_the_easier_variant_obeys_the_same_laws(routine):
    made = plan(routine)
    assert json.loads(json.dumps(made)) == made
    for described in made["exercises"]:
        step = routine.steps[described["number"] - 1]
        assert described["variant"] == step.variant
        assert (described["easier"] is None) == step.variant
        if described["easier"] is None:
            continue
        rows = pd.DataFrame(described["easier"])
        own = rows["number"] == described["number"]
        usual = pd.DataFrame(made["rows"])
        usual = usual[usual["number"] == described["number"]]
        assert contiguous(rows)
        assert rows["phase"].iloc[0] == "change"
        assert rows.loc[own, "variant"].all()
        assert (
            rows.loc[own & (rows["hold"] > 0), "hold"].tolist()
            == usual.loc[usual["hold"] > 0, "hold"].tolist()
        )
        is_last = described["number"] == len(routine.steps)
        assert (~own).sum() == (0 if is_last else 1)
        if not is_last:
            following = rows.iloc[-1]
            assert following["phase"] == "change"
            moved = (rows["position"].iloc[-2] in DOWN) != (following["position"] in DOWN)
            assert following["duration_s"] == (20 if moved else 10)


@pytest.mark.parametrize("routine", routines())
def test_what_to_take_care_of_comes_along_with_every_exercise(routine):
    for described in plan(routine)["exercises"]:
        exercise = exercises()[described["id"]]
        assert described["cautions"] == list(exercise.cautions) != []
        assert described["longest_s"] == exercise.dose.longest_s
        easier = [] if described["variant"] else list(exercise.variant.equipment)
        assert described["easier_equipment"] == easier


def test_the_easier_form_may_change_whether_one_gets_down_to_the_floor():
    full = routines()["full"]
    roller = next(e for e in plan(full)["exercises"] if e["id"] == "foam_roll_upper_back")
    first, last = roller["easier"][0], roller["easier"][-1]
    assert (first["position"], first["duration_s"]) == ("wall", 20)
    assert (last["exercise"], last["duration_s"]) == ("ball_release_wall", 10)


def test_without_figures_the_player_still_has_its_plan_with_the_text_alone(monkeypatch):
    for module in (rendering, figures):
        monkeypatch.setattr(module, "figures", dict)
    bare = plan("short")
    assert {exercise["figure"] for exercise in bare["exercises"]} == {None}
    assert [row["cue"] for row in bare["rows"]] == [row["cue"] for row in plan("short")["rows"]]
    assert RoutinePlayer(bare).plan == bare
