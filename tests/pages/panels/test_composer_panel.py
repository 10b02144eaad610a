import uuid

import pytest

from tests.pages.events import send
from tracker import Coach
from tracker.routine.routines import own_folder, routines

NOON = {"name": "Noon", "description": "", "steps": [{"exercise": "eagle_arms"}]}


def save(coach, draft=NOON, routine="", replace=False):
    return send(coach.compose, "save", draft=draft, routine=routine, replace=replace)


def asked(coach, kind, **rest):
    id = str(uuid.uuid4())
    coach.compose.asked = {"id": id, "kind": kind, **rest}
    answer = dict(coach.compose.answer)
    assert answer.pop("id") == id
    return answer


def offered(coach):
    return [routine["id"] for routine in coach.choose.routines]


def test_what_is_saved_is_a_file_and_offered_at_once(coach):
    id = save(coach)
    assert coach.compose.saved == [id]
    assert [path.name for path in own_folder().iterdir()] == ["noon.toml"]
    assert offered(coach)[-1] == "noon"
    assert coach.compose.routines[-1]["own"]
    coach.choose.value = "noon"
    assert coach.player.plan["name"] == "Noon"


def test_a_change_of_the_chosen_routine_reaches_the_player(coach):
    save(coach)
    coach.choose.value = "noon"
    save(coach, {**NOON, "name": "Late noon"}, routine="noon")
    assert (coach.choose.value, coach.player.plan["name"]) == ("noon", "Late noon")


def test_a_routine_under_way_is_not_changed_by_saving(coach):
    save(coach)
    coach.choose.value = "noon"
    coach.player.run = {"status": "running"}
    save(coach, {**NOON, "name": "Late noon"}, routine="noon")
    assert coach.player.plan["name"] == "Noon"
    coach.player.run = {"status": "finished"}
    assert coach.player.plan["name"] == "Late noon"


def test_deleting_the_chosen_routine_chooses_another_and_can_be_taken_back(coach):
    save(coach)
    coach.choose.value = "noon"
    send(coach.compose, "delete", routine="noon")
    assert (coach.choose.value, "noon" in offered(coach)) == ("full", False)
    send(coach.compose, "put_back", routine="noon")
    assert "noon" in offered(coach)
    assert coach.compose.failed == {}


def test_events_sent_again_by_a_new_page_change_nothing(coach):
    save(coach)
    send(coach.compose, "delete", routine="noon")
    events = coach.compose.events
    again = Coach(coach.journal)
    again.compose.events = events[1:]
    assert again.compose.failed == {}
    assert "noon" not in routines()


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({**NOON, "name": ""}, 'name is ""'),
        ({**NOON, "steps": []}, "steps is 0 of them"),
        ({**NOON, "name": "At the desk"}, "comes with Unknot and stays as it is"),
        ({**NOON, "file": "/etc/passwd"}, 'the key "file" is not known'),
        (
            {**NOON, "steps": [{"exercise": "ball_release_wall", "hold_s": 45}]},
            "allowed for ball_release_wall are at most 30 seconds",
        ),
    ],
)
def test_what_cannot_be_run_is_refused_in_a_sentence_and_nothing_is_written(coach, draft, sentence):
    id = save(coach, draft)
    assert sentence in coach.compose.failed[id]
    assert not own_folder().exists() or list(own_folder().iterdir()) == []


@pytest.mark.parametrize("id", ["../noon", "full", "/etc/passwd"])
def test_only_ones_own_is_changed_or_deleted(coach, id):
    refused = save(coach, routine=id)
    assert "no routine of your own" in coach.compose.failed[refused]
    send(coach.compose, "delete", routine=id)
    assert offered(coach) == ["full", "short", "desk", "release", "evening"]


def test_a_name_is_not_taken_over_unless_told_to(coach):
    save(coach)
    other = {**NOON, "steps": [{"exercise": "cat_camel"}]}
    refused = save(coach, other)
    assert "replace it, or give this one another name" in coach.compose.failed[refused]
    save(coach, other, replace=True)
    assert routines()["noon"].steps[0].exercise == "cat_camel"


def test_the_text_to_share_is_the_file_that_would_be_saved(coach):
    answer = asked(coach, "text", draft=NOON)
    assert answer["file"] == "noon.toml"
    save(coach)
    assert (own_folder() / "noon.toml").read_text(encoding="utf-8") == answer["text"]


def test_a_draft_is_printed_before_it_is_saved(coach):
    answer = asked(coach, "print", draft=NOON, paper="Letter")
    assert (answer["name"], answer["left_out"]) == ("noon.pdf", "")
    assert answer["pdf"].startswith(b"%PDF")
    assert "Napkin" in asked(coach, "print", draft=NOON, paper="Napkin")["problem"]
    assert not own_folder().exists()


def test_a_text_is_checked_by_the_same_reader_before_anything_is_saved(coach):
    text = 'name = "Noon"\n[[steps]]\nexercise = "eagle_arms"\n'
    draft = asked(coach, "check", text=text, name="../../noon.toml")["draft"]
    assert draft["steps"][0]["hold_s"] == 30
    answer = asked(coach, "check", text=text + "hold = 3", name="noon.toml")
    assert answer == {
        "problem": 'noon.toml, step 1: the key "hold" is not known (did you mean holds?), and '
        "allowed are exercise, holds, hold_s, rest_s, sides, variant"
    }
    assert "is not valid TOML" in asked(coach, "check", text="<html>", name="")["problem"]
    assert not own_folder().exists()


def test_a_suggestion_knows_the_knots_and_what_hurt(coach):
    coach.before.back.value = ["inner blade edge|left"]
    assert coach.compose.knots == "the knot at the inner blade edge (left)"
    journal = coach.journal
    journal.log_session(
        "short",
        id="s",
        steps=[
            {
                "exercise": "eagle_arms",
                "side": "left",
                "variant": False,
                "planned_s": 30,
                "held_s": 5,
                "outcome": "stopped for pain",
                "reason": "pain",
            }
        ],
    )
    answer = asked(coach, "suggest", minutes=8, floor=False, equipment=["chair"])
    steps = {step["exercise"]: step["variant"] for step in answer["draft"]["steps"]}
    assert steps["eagle_arms"]
    assert steps["cat_camel"]
    whys = {each["name"]: each["why"] for each in answer["chosen"]}
    assert whys["Shoulder hug"].endswith("because the other hurt last time, on the left")
    assert {"name": "Ball release"}.items() <= answer["left_out"][-1].items()


@pytest.mark.slow
def test_a_suggestion_for_no_minutes_is_refused_in_a_sentence(coach):
    answer = asked(coach, "suggest", minutes=0, floor=True, equipment=[])
    assert "whole number from 1 to 60" in answer["problem"]


def test_with_nothing_that_fits_the_draft_stays_and_it_says_so(coach, monkeypatch):
    monkeypatch.setattr("tracker.routine.suggest.exercises", dict)
    answer = asked(coach, "suggest", minutes=1, floor=False, equipment=[])
    assert (answer["draft"], answer["chosen"]) == (None, [])
    assert answer["summary"].startswith("Nothing fits")


def test_an_exercise_that_hurt_meanwhile_is_flagged_in_the_composer_too(coach):
    flags = [{"id": "eagle_arms", "name": "Eagle arms", "why": "hurt last time", "easier": "Hug"}]
    assert coach.compose.flagged == []
    coach.choose.flagged = flags
    assert coach.compose.flagged == flags
