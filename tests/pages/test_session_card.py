"""The session card as Python sees it: what each step is given, and what is told at the end."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.pages.events import NOW, one, send
from tracker import Coach, plan_experiment
from tracker.foundation import clock
from tracker.pages import experiment_record

SESSION = "5e551011-0000-4000-8000-000000000001"


def begin(coach, session=SESSION):
    send(coach.player, "start", session_id=session, routine="desk", planned_s=320)


def end(coach, session=SESSION):
    send(coach.player, "end", session_id=session, outcome="completed")


def give(form, score, id, occasion=""):
    scores = [one(score, id=id)]
    send(form.ratings, "scores", kind=form.ratings.kind, occasion=occasion, scores=scores)


def test_before_the_safety_text_is_read_only_that_is_shown(coach):
    main, read = coach.session.children
    assert main.layout.display == "none"
    assert read.children == (coach.safety,)
    send(coach.safety, "acknowledge")
    assert Coach(coach.journal).session.children[0].layout.display != "none"


def test_nothing_is_said_of_an_experiment_while_none_runs_and_its_day_while_one_does(coach):
    assert coach.session.today.layout.display == "none"
    plan = plan_experiment(start=clock.today(), pairs=6, block_days=2, run_in_days=2, seed=7)
    experiment_record.seal(coach.journal, plan)
    coach.session.refresh()
    assert coach.session.today.layout.display == ""
    assert repr(coach.session.today).startswith("As usual.")


def test_at_the_end_it_tells_before_and_after_the_week_and_what_next(coach, journal):
    journal.set_plan(3)
    card = coach.session
    give(coach.before, 6, "b")
    begin(coach)
    assert card.outcome.html == ""
    end(coach)
    assert "1 of the 3 you planned" in card.outcome.html or "●○○" in card.outcome.html
    give(coach.after, 4, "a", occasion=SESSION)
    assert "6 → 4" in card.outcome.html
    assert "Upper back: 2 points less." in card.outcome.html
    assert "●○○" in card.outcome.html
    assert "Next: tomorrow" in card.outcome.html


def test_the_next_session_begins_with_nothing_told(coach):
    card = coach.session
    begin(coach)
    end(coach)
    assert card.outcome.html
    begin(coach, SESSION[:-1] + "2")
    assert card.outcome.html == ""


def test_a_score_from_after_belongs_to_the_session_that_this_page_ended(coach, journal):
    other = Coach(journal)
    begin(coach)
    clock.set_now(NOW + timedelta(minutes=2))
    begin(other, SESSION[:-1] + "2")
    end(coach)
    end(other, SESSION[:-1] + "2")
    give(coach.after, 4, "a", occasion=coach.after.ratings.occasion)
    give(other.after, 5, "b", occasion=other.after.ratings.occasion)
    found = journal.scores().set_index("id")["session_id"].to_dict()
    assert found == {"a": SESSION, "b": SESSION[:-1] + "2"}


def test_a_score_marked_before_that_arrives_after_the_start_joins_the_session(coach, journal):
    marked = datetime.now(UTC).timestamp() * 1000
    begin(coach)
    event = {"id": "late", "type": "scores", "kind": "before", "occasion": "", "utc_offset_min": 0}
    coach.before.ratings.events = [{**event, "at": marked, "scores": [one(7)]}]
    assert journal.scores()["session_id"].tolist() == [SESSION]


def test_what_one_has_is_asked_after_the_first_session_kept_and_respected(coach, journal):
    card = coach.session
    assert card._at_hand.layout.display == "none"
    begin(coach)
    assert card._at_hand.layout.display == "none"
    end(coach)
    assert (card._at_hand.layout.display, coach.at_hand.folded) == ("", False)
    send(coach.at_hand, "save", value=["mat", "a horse"])
    assert (coach.at_hand.value, coach.at_hand.folded) == (["mat"], True)
    again = Coach(journal)
    assert (again.at_hand.value, again.at_hand.known) == (["mat"], True)
    lacking = {one["id"]: one["missing"] for one in again.choose.routines}
    assert lacking["short"] == []
    assert lacking["release"] == ["foam roller", "tennis ball"]
    assert [one["id"] for one in again.choose.routines][-2:] == ["full", "release"]


@pytest.mark.slow
def test_a_routine_is_suggested_for_the_knots_the_minutes_and_what_is_there(coach, journal):
    send(coach.at_hand, "save", value=[])
    coach.before.back.value = ["on the blade|left"]  # for which there is the ball, if one has it
    assert "blade" in coach.choose.knots
    coach.choose.asked = {"ask": "1", "minutes": 5}
    answer = coach.choose.answer
    assert answer["chosen"]
    left_out = {why["name"]: why["why"] for why in answer["left_out"]}
    assert left_out["Ball release"].startswith("needs a tennis ball")
    assert coach.choose.value == "suggested"
    assert coach.player.plan["routine"] == "suggested"
    assert coach.player.plan["total_s"] <= 300
    coach.choose.asked = {"ask": "2", "minutes": 0}
    assert "1 to 60" in coach.choose.answer["error"]


def test_easier_forms_that_are_switched_on_reach_the_player(coach):
    coach.choose.value = "desk"
    coach.choose.easier = ["chest_stretch"]
    names = [one["name"] for one in coach.player.plan["exercises"]]
    assert "Doorway stretch" in names
    coach.choose.easier = []
    assert "Doorway stretch" not in [one["name"] for one in coach.player.plan["exercises"]]


def test_after_weeks_away_it_says_welcome_back_and_offers_the_shortest_routine(journal):
    journal.log_session("full", at=NOW - timedelta(days=20))
    coach = Coach(journal)
    assert coach.player.note == "Welcome back. Here is the shortest routine."
    assert coach.choose.value == "desk"
    journal.log_session("full", at=NOW - timedelta(days=2))
    assert (Coach(journal).player.note, Coach(journal).choose.value) == ("", "full")


def test_an_exercise_that_hurt_last_time_is_named_beside_start_in_the_routines_that_hold_it(coach):
    begin(coach)
    step = {"exercise": "chest_stretch", "side": "both", "variant": False, "planned_s": 30}
    stopped = {"held_s": 4, "outcome": "stopped for pain", "reason": "pain", "position": 1}
    send(coach.player, "step", session_id=SESSION, **step, **stopped)
    end(coach)
    again = Coach(coach.journal)
    assert again.player.note == "Chest stretch hurt last time: today in its easier form."
    again.choose.choices = {"chest_stretch": "leave out"}
    assert again.player.note == "Chest stretch hurt last time: today left out."
    again.choose.value = "release"
    assert again.player.note == ""


def test_its_text_in_a_notebook_is_the_same_every_time(coach):
    assert repr(coach.session).startswith("Session: Guided player: At the desk")


def test_the_composer_begins_with_what_one_has(coach):
    assert coach.compose.at_hand is None
    send(coach.at_hand, "save", value=["mat"])
    assert coach.compose.at_hand == ["mat", "chair", "wall", "doorway"]
    assert Coach(coach.journal).compose.at_hand == ["mat", "chair", "wall", "doorway"]


def test_a_suggestion_is_still_there_on_a_new_page_of_the_same_day(coach, journal):
    coach.choose.asked = {"ask": "1", "minutes": 5}
    assert coach.choose.value == "suggested"
    again = Coach(journal)
    assert "suggested" in [one["id"] for one in again.choose.routines]
    with clock.at(NOW + timedelta(days=1)):
        assert "suggested" not in [one["id"] for one in Coach(journal).choose.routines]


def test_nothing_is_suggested_that_presses_on_a_spot_too_sore(coach):
    coach.before.back.value = ["on the blade|left"]
    coach.choose.asked = {"ask": "1", "minutes": 12}
    assert "Ball release" in [why["name"] for why in coach.choose.answer["chosen"]]
    coach.before.ratings.worst = 6
    coach.choose.asked = {"ask": "2", "minutes": 12}
    left_out = {why["name"]: why["why"] for why in coach.choose.answer["left_out"]}
    assert left_out["Ball release"] == "presses on a spot that is too sore today"


def test_the_form_that_hurt_is_named_and_left_out_where_it_was_the_easier_one(coach):
    begin(coach)
    step = {"exercise": "upper_back_stretch", "side": "both", "variant": True, "planned_s": 30}
    stopped = {"held_s": 4, "outcome": "stopped for pain", "reason": "pain", "position": 1}
    send(coach.player, "step", session_id=SESSION, **step, **stopped)
    end(coach)
    again = Coach(coach.journal)
    assert again.player.note == "Arms in a circle hurt last time: today left out."
    assert "Upper back stretch" not in [one["name"] for one in again.player.plan["exercises"]]
