from datetime import UTC, datetime

import pytest
from ipywidgets import VBox

from tracker.foundation.errors import InvalidValue, JournalError, NotFound
from tracker.widgets.forms.plan_form import PlanForm
from tracker.widgets.forms.routine_chooser import RoutineChooser
from tracker.widgets.forms.safety_notice import SafetyNotice
from tracker.widgets.scores.score_form import ScoreForm

SECTIONS = [("Stop at once with", ["sharp <b>pain</b>", "numbness"]), ("See soon", ["fever"])]
FULL = JournalError("the disk is full; nothing was saved")
FLAGGED = [
    {"id": "childs_pose", "name": "Child's pose", "why": "hurt", "easier": "with a cushion"},
    {"id": "own", "name": "My own", "why": "hurt", "easier": ""},
]
NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def event(**more):
    return {"id": "e1", "at": NOW.timestamp() * 1000, "utc_offset_min": 0, **more}


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


def fails(*_):
    raise FULL


# ---- scores


def test_the_map_and_the_scales_start_with_the_same_sites_and_are_linked_in_the_browser():
    form = ScoreForm("after", sites=["on the blade|right", "inner blade edge|left"])
    assert form.back.value == form.ratings.sites == ["inner blade edge|left", "on the blade|right"]
    assert form.link.source == (form.ratings, "sites")
    assert form.link.target == (form.back, "value")
    assert form.link._model_name == "LinkModel"


def test_the_score_form_is_an_ordinary_box_that_can_be_hidden():
    form = ScoreForm("stop")
    assert isinstance(form, VBox)
    form.layout.display = "none"
    assert repr(form) == "Score card (stop): run this cell to use it."


def test_an_unknown_site_or_kind_is_refused_before_anything_is_shown():
    with pytest.raises(NotFound, match="there is no place"):
        ScoreForm("before", sites=["knee|left"])
    with pytest.raises(InvalidValue, match="kind 'soon' is not one of"):
        ScoreForm("soon")


# ---- the safety text


def test_reading_the_safety_text_is_stored_before_it_is_folded_away():
    stored = []
    notice = SafetyNotice("Before you start", SECTIONS, lambda: stored.append(notice.read_on))
    notice.events = [event(type="acknowledge")]
    assert stored == [""]
    assert notice.read_on == "2026-03-01"
    assert notice.saved == ["e1"]


def test_a_safety_text_that_could_not_be_stored_stays_unread_and_says_why():
    notice = SafetyNotice("Before you start", SECTIONS, fails)
    notice.events = [event(type="acknowledge")]
    assert notice.read_on == ""
    assert notice.failed == {"e1": str(FULL)}


def test_the_safety_text_travels_as_text_and_never_as_html():
    notice = SafetyNotice("Before you start", SECTIONS, urgent=["Stop at once with"])
    assert notice.sections[0]["items"] == ["sharp <b>pain</b>", "numbness"]
    assert [section["urgent"] for section in notice.sections] == [True, False]
    assert "innerHTML" not in str(SafetyNotice._esm)


# ---- the plan


def test_a_plan_is_saved_and_then_shown_as_the_plan():
    saved = []
    form = PlanForm(3, lambda number, day: saved.append((number, day.isoformat())))
    form.events = [event(type="plan", sessions_per_week=5)]
    assert saved == [(5, "2026-03-01")]
    assert form.sessions_per_week == 5
    assert form.saved == ["e1"]


def test_a_plan_that_could_not_be_saved_says_why_and_the_old_one_holds():
    form = PlanForm(3, fails)
    form.events = [event(type="plan", sessions_per_week=5)]
    assert form.sessions_per_week == 3
    assert form.failed == {"e1": str(FULL)}


# ---- choosing a routine


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


def test_texts_in_a_notebook_are_the_same_every_time():
    assert repr(PlanForm(1)) == "Plan, 1 session a week: run this cell to change it."
    notice = SafetyNotice("Before you start", SECTIONS, read_on="2026-03-01")
    assert repr(notice) == "Safety text, read: run this cell to read it."
    two = RoutineChooser([routine("a"), routine("b")])
    assert repr(two) == "Routine chooser, 2 routines: run this cell to use it."
