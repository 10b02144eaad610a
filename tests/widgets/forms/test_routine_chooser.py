import pytest

from tracker.foundation.errors import InvalidValue, NotFound
from tracker.widgets.forms.routine_chooser import RoutineChooser

FLAGGED = [
    {"id": "childs_pose", "name": "Child's pose", "why": "hurt", "easier": "with a cushion"},
    {"id": "own", "name": "My own", "why": "hurt", "easier": ""},
]


def routine(name, *exercises):
    return {
        "id": name,
        "name": name.title(),
        "description": "",
        "minutes": 5,
        "exercises": [{"id": each, "name": each} for each in exercises],
        "equipment": [],
        "gets_down": 0,
    }


def test_the_first_routine_is_chosen_unless_another_is_named():
    routines = [routine("short"), routine("full")]
    assert RoutineChooser(routines).value == "short"
    assert RoutineChooser(routines, value="full").value == "full"
    assert RoutineChooser([]).value == ""


def test_an_unknown_routine_cannot_be_chosen_and_the_choice_stays():
    chooser = RoutineChooser([routine("short")])
    with pytest.raises(NotFound, match="there is no routine 'long' to choose; there are short"):
        chooser.value = "long"
    assert chooser.value == "short"


def test_a_flagged_exercise_begins_with_its_easier_variant_or_left_out_when_there_is_none():
    chooser = RoutineChooser([routine("short", "childs_pose", "own")], flagged=FLAGGED)
    assert chooser.choices == {"childs_pose": "easier", "own": "leave out"}
    again = RoutineChooser([routine("short")], flagged=FLAGGED, choices={"childs_pose": "as usual"})
    assert again.choices == {"childs_pose": "as usual", "own": "leave out"}


def test_a_choice_comes_and_goes_with_its_flag():
    chooser = RoutineChooser([routine("short", "childs_pose", "own")], flagged=FLAGGED[:1])
    chooser.choices = {"childs_pose": "as usual"}
    chooser.flagged = FLAGGED
    assert chooser.choices == {"childs_pose": "as usual", "own": "leave out"}
    chooser.flagged = []
    assert chooser.choices == {}


def test_a_choice_that_does_not_exist_is_refused_with_those_that_do():
    chooser = RoutineChooser([routine("short")])
    with pytest.raises(InvalidValue, match="'harder' for own is not one of easier, as usual"):
        chooser.choices = {"own": "harder"}
    assert chooser.choices == {}


def test_its_text_in_a_notebook_is_the_same_every_time():
    two = RoutineChooser([routine("a"), routine("b")])
    assert repr(two) == "Routine chooser, 2 routines: run this cell to use it."
