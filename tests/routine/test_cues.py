import re
from itertools import pairwise

import pytest

from tracker.routine import cues
from tracker.routine.exercises import exercises
from tracker.routine.routines import Routine, RoutineStep, routines
from tracker.routine.timeline import Row, easier_rows, routine_rows


def step(exercise: str, **given: object) -> RoutineStep:
    return RoutineStep.model_validate({"exercise": exercise, **given})


def shipped_rows() -> list[Row]:
    """Return the rows of every shipped routine: as it is, gone on with easier, and all easier."""
    rows = []
    for routine in routines().values():
        variants = [s.model_copy(update={"variant": True}) for s in routine.steps]
        rows += routine_rows(routine)
        rows += routine_rows(routine.model_copy(update={"steps": tuple(variants)}))
        for number in range(1, len(routine.steps) + 1):
            rows += easier_rows(routine, number)
    return rows


def names(row: Row) -> str:
    return exercises()[row.exercise].form(row.variant).name


def test_every_cue_of_every_shipped_routine_can_be_said_within_its_row():
    too_long = [row.cue for row in shipped_rows() if cues.spoken_s(row.cue) > row.duration_s]
    assert too_long == []


def test_a_hold_is_explained_in_its_first_half():
    late = [r.cue for r in shipped_rows() if r.phase == "hold" and len(r.cue.split()) > 39]
    assert late == []


def test_before_each_exercise_come_name_dose_start_position_and_feeling():
    for row in shipped_rows():
        if row.phase in ("get_ready", "change"):
            form = exercises()[row.exercise].form(row.variant)
            for part in (form.name[1:], "seconds", form.steps.start, form.steps.feel):
                assert part in row.cue, row.cue


def test_whoever_is_in_a_pose_is_told_how_to_come_out_before_the_next_one():
    for routine in routines().values():
        rows = routine_rows(routine)
        for before, row in pairwise(rows):
            if row.phase in ("change", "switch", "finish"):
                assert row.cue.startswith(
                    exercises()[before.exercise].form(before.variant).steps.come_out
                )


def test_left_and_right_are_always_named():
    for row in shipped_rows():
        if row.side in ("left", "right") and row.phase in ("get_ready", "hold", "switch", "change"):
            assert row.side in row.cue.lower()
            assert row.side in row.short.lower()
            assert row.side in row.names.lower()


def test_less_said_is_never_more_said():
    for row in shipped_rows():
        lengths = [len(text.split()) for text in (row.cue, row.short, row.names)]
        assert lengths == sorted(lengths, reverse=True), row


def test_a_hold_starts_with_its_side_and_ends_on_the_breath():
    left, again = (
        cues.hold(exercises()["eagle_arms"], step("eagle_arms"), "left", n) for n in (1, 2)
    )
    assert left.cue.startswith("Left side. Cross this arm")
    assert again.cue.startswith("Left side. Once more.")
    assert left.cue.endswith(exercises()["eagle_arms"].breathing)
    assert left.short == "Left side. Shoulders stay down."
    assert again.short == "Left side. Once more. Shoulders stay down."
    assert left.names == "Eagle arms, left."


def test_a_rest_announces_what_is_next():
    child, ball = exercises()["childs_pose"], exercises()["ball_release_wall"]
    assert cues.rest(child, step("childs_pose"), 2) == (
        "Walk the hands back. Rest. Second of two next.",
        "Rest. Second of two next.",
        "Rest.",
    )
    assert cues.rest(ball, step("ball_release_wall"), 3).cue == (
        "Rest. Third of three next. Move the ball to a new spot."
    )


def test_a_switch_names_the_side():
    said = cues.switch(exercises()["eagle_arms"], "right", 5)
    short = "Switch to the right."
    assert said == (f"Unwind your arms. {short}", short, short)


def test_the_halves_of_cat_camel_are_round_up_and_let_sag_with_their_breaths():
    rows = [row for row in routine_rows(routines()["full"]) if row.phase == "move"]
    assert [row.cue for row in rows[2:]] == [
        "Round up, breathing out.",
        "Let sag, breathing in.",
    ] * 2
    assert [row.cue.split(".")[0] for row in rows] == [
        "Round up, breathing out",
        "Let sag, breathing in",
    ] * 3
    assert [row.short for row in rows] == [row.cue for row in rows[2:4]] * 3
    assert [row.names for row in rows] == ["Round up.", "Let sag."] * 3


def test_no_half_is_called_cat_or_camel():
    spoken = " ".join(row.cue for row in shipped_rows() if row.phase == "move").lower()
    assert not re.search(r"\b(cat|camel|cow)\b", spoken)


def test_the_end_speaks_of_water_and_a_mild_pull():
    for routine in routines().values():
        cue = routine_rows(routine)[-1].cue
        assert "water" in cue
        assert "mild pull" in cue


def test_a_change_during_a_routine_says_that_it_is_the_easier_one():
    row = easier_rows(routines()["full"], 2)[0]
    assert row.cue.startswith("Easier: doorway stretch, three times 30 seconds.")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"exercise": "upper_back_stretch"}, "twice 30 seconds"),
        ({"exercise": "chest_stretch"}, "three times 30 seconds"),
        ({"exercise": "eagle_arms"}, "30 seconds left, then right"),
        ({"exercise": "eagle_arms", "sides": ["right", "left"]}, "30 seconds right, then left"),
        ({"exercise": "eagle_arms", "sides": ["right"]}, "30 seconds right"),
        ({"exercise": "childs_pose", "holds": 1, "hold_s": 60}, "60 seconds"),
        ({"exercise": "childs_pose", "holds": 10, "hold_s": 120}, "ten times 2 minutes"),
        ({"exercise": "childs_pose", "holds": 1, "hold_s": 90}, "90 seconds"),
    ],
)
def test_a_dose_is_said_as_a_person_would(given, expected):
    assert cues.dose(RoutineStep.model_validate(given)) == expected


def test_where_time_is_short_the_least_important_part_goes_first_and_the_side_stays():
    form = exercises()["eagle_arms"]
    said = [cues.hold(form, step("eagle_arms", hold_s=s), "left", 1).cue for s in (30, 20, 8, 5)]
    assert [len(cue.split()) for cue in said] == sorted(
        (len(c.split()) for c in said), reverse=True
    )
    assert all(cue.startswith("Left side.") for cue in said)
    assert said[-1] in ("Left side. Shoulders stay down.", "Left side. Hold.")
    assert cues.rest(form, step("eagle_arms", holds=2, rest_s=1), 2).cue == "Rest."


def test_the_easier_rows_of_the_last_exercise_end_with_it():
    routine: Routine = routines()["short"]
    assert easier_rows(routine, len(routine.steps))[-1].phase == "hold"
    assert names(easier_rows(routine, 1)[-1]) == "Chest stretch"
