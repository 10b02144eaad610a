from datetime import UTC, datetime, timedelta

import pytest

from tests.pages.events import NOW, one
from tracker import Coach, card
from tracker.figure import figures
from tracker.foundation import clock
from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import JournalError

SESSION = "5e551011-0000-4000-8000-000000000001"
PAIN = {"outcome": "stopped for pain", "reason": "pain", "end": "stopped for pain"}


class Browser:
    """What a browser would send: all events so far, each with an id, a minute apart."""

    def __init__(self, widget, first_minute=0):
        self.widget, self.sent, self.first_minute = widget, [], first_minute

    def send(self, type, **rest):
        minute = self.first_minute + len(self.sent)
        event = {
            "id": f"event-{id(self)}-{minute}",
            "type": type,
            "at": (datetime.now(UTC) + timedelta(minutes=minute)).timestamp() * 1000,
            "utc_offset_min": 60,
            "seq": minute + 1,
            **rest,
        }
        self.sent = [*self.sent, event]
        self.widget.events = self.sent
        return event


class Run(Browser):
    def __init__(self, coach, session=SESSION):
        super().__init__(coach.player)
        self.session, self.position = session, 0

    def start(self):
        self.send("start", session_id=self.session, routine="short", planned_s=330)
        return self

    def step(self, exercise="chest_stretch", side="both", outcome="done", reason="", **rest):
        self.position += 1
        hold = {"planned_s": 30, "held_s": 30, "variant": False, "position": self.position}
        return self.send(
            "step",
            session_id=self.session,
            exercise=exercise,
            side=side,
            outcome=outcome,
            reason=reason,
            **{**hold, **rest},
        )

    def end(self, outcome="completed"):
        return self.send("end", session_id=self.session, outcome=outcome)


def whole_run(coach, *step, end="completed", **rest):
    run = Run(coach).start()
    run.step(*step, **rest)
    run.end(end)
    return run


def give(form, *scores, minute=0):
    return Browser(form.ratings, minute).send(
        "scores", kind=form.ratings.kind, occasion="", scores=scores
    )


@pytest.mark.slow
def test_a_whole_session_is_saved_as_it_comes(coach, journal):
    run = Run(coach).start()
    assert journal.sessions()["outcome"].tolist() == ["interrupted"]
    run.step()
    assert journal.steps()["held_s"].tolist() == [30.0]
    run.end()
    (session,) = journal.sessions().to_dict("records")
    assert (session["id"], session["outcome"], session["source"]) == (
        SESSION,
        "completed",
        "player",
    )
    assert coach.player.saved == [event["id"] for event in run.sent]


def test_a_killed_session_stays_interrupted_with_the_holds_done(coach, journal):
    run = Run(coach).start()
    run.step()
    again = Coach(journal)
    assert journal.sessions()["outcome"].tolist() == ["interrupted"]
    assert journal.sessions()["minutes"].tolist() == [0.5]
    again.player.events = run.sent  # the browser sends what it was never told of
    run.widget = again.player
    run.step()
    run.end()
    assert journal.sessions()["outcome"].tolist() == ["completed"]
    assert journal.steps()["position"].tolist() == [1, 2]


def test_nothing_is_saved_twice_however_often_it_is_sent(coach, journal):
    give(coach.before, one(6))
    run = whole_run(coach)
    written = len(journal.history())
    other = Coach(journal)
    other.player.events = run.sent
    assert len(journal.history()) == written
    assert other.player.saved == [event["id"] for event in run.sent]


def test_scores_from_before_join_the_session_that_starts(coach, journal):
    give(coach.before, one(6), one(7, "on the blade", "left", id="score-2", qualities=["tight"]))
    assert journal.scores()["session_id"].isna().all()
    Run(coach).start()
    assert journal.scores()["session_id"].tolist() == [SESSION] * 2


def test_scores_from_long_before_do_not_join(coach, journal):
    journal.log_score(6, kind="before", at=NOW - timedelta(hours=3))
    Run(coach).start()
    assert journal.scores()["session_id"].isna().all()


def test_scores_from_after_belong_to_the_session_that_ended(coach, journal):
    give(coach.before, one(6))
    whole_run(coach)
    clock.set_now(NOW + timedelta(minutes=15))
    give(coach.after, one(4, id="score-2"))
    assert journal.scores()["session_id"].tolist() == [SESSION] * 2
    assert coach.closing.lines[0] == "Upper back: 6 before, 4 after: 2 points less."
    assert coach.closing.lines[-1].startswith("1 session this week")


def test_scores_that_arrive_before_their_session_join_it_all_the_same(coach, journal):
    # The kernel was gone; now each widget sends what it kept, the cards before the player.
    give(coach.before, one(6), minute=-70)
    give(coach.stop, one(7, id="score-2"), minute=-58)
    give(coach.after, one(4, id="score-3"), minute=-50)
    give(coach.after, one(2, id="score-4"), minute=300)
    run = Run(coach)
    run.first_minute = -60
    run.start()
    run.step()
    run.end()
    scores = journal.scores().set_index("id")["session_id"]
    assert scores.dropna().index.tolist() == ["score-1", "score-2", "score-3"]
    assert "6 before, 4 after" in coach.closing.lines[0]


def test_a_pain_stop_flags_the_exercise_and_offers_the_easier_way(coach, journal):
    run = Run(coach).start()
    run.step("thread_the_needle", "right", "stopped for pain", "pain", held_s=12)
    run.send("pain", session_id=SESSION, exercise="thread_the_needle", side="right", phase="hold")
    give(coach.stop, one(7, "on the blade", "right", qualities=["sharp twinge"]), minute=3)
    run.end("stopped for pain")
    (score,) = journal.scores().to_dict("records")
    assert (score["kind"], score["session_id"]) == ("stop", SESSION)
    (flag,) = coach.choose.flagged
    assert (flag["id"], flag["why"]) == ("thread_the_needle", "hurt last time, on the right")
    assert Coach(journal).choose.choices == {"thread_the_needle": "easier"}


def test_the_easier_way_and_leaving_out_reach_the_player(coach, journal):
    whole_run(coach, "thread_the_needle", "right", **PAIN)
    again = Coach(journal)
    again.choose.value = "short"
    names = [exercise["name"] for exercise in again.player.plan["exercises"]]
    assert "Seated rotation" in names
    again.choose.choices = {"thread_the_needle": "leave out"}
    assert len(again.player.plan["exercises"]) == len(names) - 1


def test_the_next_run_of_the_same_notebook_offers_the_easier_way_until_it_went_well(coach):
    coach.choose.value = "short"

    def chest():
        return coach.player.plan["exercises"][1]["variant"]

    run = whole_run(coach, "chest_stretch", **PAIN)
    assert (coach.choose.choices, chest()) == ({"chest_stretch": "easier"}, True)
    clock.set_now(NOW + timedelta(days=1))
    run.session, run.position = SESSION[:-1] + "2", 0
    run.start()
    run.step("chest_stretch", variant=True)
    run.end()
    assert (coach.choose.choices, chest()) == ({}, False)


def test_a_stop_pressed_by_mistake_is_taken_back_once(coach, journal):
    run = Run(coach).start()
    run.step(outcome="stopped for pain", reason="pain", held_s=3)
    run.send("mistake", session_id=SESSION, position=1, exercise="chest_stretch", side="both")
    assert journal.steps().empty
    run.position = 0
    run.step()
    run.end()
    Coach(journal).player.events = run.sent
    assert journal.steps()["outcome"].tolist() == ["done"]


def test_a_routine_under_way_is_not_replaced_by_choosing_another(coach):
    before = coach.player.plan
    coach.player.run = {"status": "running"}
    coach.choose.value = "desk"
    assert coach.player.plan == before
    coach.player.run = {"status": "finished"}
    assert coach.player.plan["routine"] == "desk"


def test_the_player_is_locked_until_the_safety_text_is_read_once(coach, journal):
    assert "Before you start" in coach.player.locked
    Browser(coach.safety).send("acknowledge")
    assert coach.player.locked == ""
    assert journal.setting("safety_read_on") == "2026-03-04"
    assert Coach(journal).player.locked == ""


def test_scores_can_be_corrected_and_taken_back(coach, journal):
    form = Browser(coach.before.ratings)
    form.send(
        "scores",
        kind="before",
        occasion="",
        scores=[one(6), one(3, "on the blade", "left", id="b")],
    )
    form.send(
        "correct",
        kind="before",
        occasion="",
        scores=[one(5, note="better")],
        added=[one(2, "on the blade", "right", id="c")],
        removed=["b"],
    )
    assert journal.scores().set_index("id")["score"].to_dict() == {"score-1": 5, "c": 2}
    form.send("undo_scores", ids=["score-1", "c"])
    assert journal.scores().empty


def test_a_refused_score_is_told_in_a_sentence_and_nothing_of_it_is_saved(coach, journal):
    event = give(coach.before, one(6), one(11, "on the blade", "left", id="b"))
    assert "score 11 is outside 0-10" in coach.before.ratings.failed[event["id"]]
    assert journal.scores().empty
    assert coach.before.ratings.saved == []


def test_a_failing_disk_is_told_and_a_second_try_saves_once(coach, journal, monkeypatch):
    def full(*_, **__):
        raise JournalError("The disk is full; nothing was saved.")

    with monkeypatch.context() as broken:
        broken.setattr(journal, "log_score", full)
        event = give(coach.after, one(4))
    assert coach.after.ratings.failed == {event["id"]: "The disk is full; nothing was saved."}
    coach.after.ratings.attempt += 1
    assert coach.after.ratings.failed == {}
    assert journal.scores()["score"].tolist() == [4]


def test_a_setting_of_the_player_is_remembered(coach, journal):
    coach.player.settings = {"voice": False, "volume": 0.3}
    assert Coach(journal).player.settings == {"voice": False, "volume": 0.3}


@pytest.mark.slow
def test_the_pace_that_is_chosen_lays_the_routine_out_anew_and_is_remembered(coach, journal):
    usual = coach.player.plan["total_s"]
    coach.player.settings = {"pace": 1.5}
    assert coach.player.plan["pace"] == 1.5
    assert coach.player.plan["total_s"] > usual
    assert Coach(journal).player.plan["total_s"] == coach.player.plan["total_s"]
    coach.player.settings = {"pace": "slow"}
    assert coach.player.plan["total_s"] == usual


def test_a_pace_chosen_during_a_run_waits_until_it_is_over(coach):
    before = coach.player.plan
    coach.player.run = {"status": "running", "session_id": SESSION}
    coach.player.settings = {"pace": 0.75}
    assert coach.player.plan == before
    coach.player.run = {"status": "finished", "session_id": SESSION}
    assert coach.player.plan["pace"] == 0.75


@pytest.mark.slow
def test_a_picture_that_cannot_be_used_is_said_on_the_player_which_runs_with_text_alone(
    journal, monkeypatch, tmp_path
):
    shipped = (data_folder() / figures.FILE).read_text(encoding="utf-8")
    torn = tmp_path / figures.FILE
    torn.write_text(shipped.replace('pin = "', 'pin = "no_', 1), encoding="utf-8")
    monkeypatch.setattr(figures, "_shipped", lambda: figures.read_figures(torn))
    player = Coach(journal).player
    (problem,) = player.plan["problems"]
    assert figures.FILE in problem
    assert "goes without its picture" in problem
    assert any(exercise["figure"] is None for exercise in player.plan["exercises"])
    assert player.plan["rows"]
    assert player.locked == "Please read “Before you start” first."


def test_the_plan_is_saved_and_counts_at_once(coach, journal):
    whole_run(coach)
    Browser(coach.plan).send("plan", sessions_per_week=5)
    assert journal.plans()["sessions_per_week"].tolist() == [5]
    assert coach.closing.lines[-1] == "1 session this week of the 5 you planned."


def test_a_plan_that_arrives_late_holds_from_the_day_it_was_made(coach, journal):
    made = datetime.now(UTC) - timedelta(days=2)
    Browser(coach.plan).send("plan", sessions_per_week=5, at=made.timestamp() * 1000)
    assert journal.plans()["from_day"].dt.strftime("%Y-%m-%d").tolist() == ["2026-03-02"]


def test_the_knots_of_last_time_are_chosen_again(coach, journal):
    give(coach.before, one(6), one(7, "on the blade", "left", id="b"))
    again = Coach(journal)
    assert again.before.back.value == ["on the blade|left"]
    assert again.before.ratings.suggested == {}  # they are this time, and still shown


def test_the_last_time_of_a_score_before_is_that_before_an_earlier_session(coach, journal):
    def last_time():
        return coach.before.ratings.suggested

    journal.log_score(9, kind="daily", at="2026-03-03")
    give(coach.before, one(6, id="a"), minute=-5)
    assert last_time() == {}
    run = Run(coach).start()
    coach.player.run = {"status": "running", "session_id": SESSION}
    give(coach.before, one(7, "on the blade", "left", id="b"))
    assert last_time() == {}
    run.step()
    run.end()  # heard before the state of the run
    give(coach.after, one(2, id="c"), minute=9)
    assert last_time() == {"upper back|both": 6, "on the blade|left": 7}
    coach.player.run = {"status": "finished", "session_id": SESSION}
    give(coach.before, one(5, id="d"), minute=10)
    assert last_time() == {"upper back|both": 6, "on the blade|left": 7}
    assert Coach(journal).before.ratings.suggested == last_time()


def test_a_place_scored_twice_before_a_session_comes_back_once_as_it_was_last(coach, journal):
    give(coach.before, one(6), one(3, "on the blade", "left", id="b"), minute=-9)
    give(coach.before, one(5, id="c"), minute=-2)
    sent = Coach(journal).before.ratings.sent["scores"]
    assert [(score["id"], score["score"]) for score in sent] == [("b", 3), ("c", 5)]


def test_a_persons_text_is_shown_as_text(coach, journal):
    coach.closing.lines = ["<b>not bold</b>"]
    assert "&lt;b&gt;" in coach.closing.value


def test_scores_from_before_can_still_be_changed_after_a_reload(coach, journal):
    given = one(6, qualities=["tight", "dull ache"], note="after lunch")
    give(coach.before, given)
    (shown,) = Coach(journal).before.ratings.sent["scores"]
    assert shown == {**given, "qualities": ["dull ache", "tight"]}
    assert Coach(journal).after.ratings.sent == {}


def test_a_journal_that_cannot_be_written_does_not_keep_the_routine_locked(
    coach, journal, monkeypatch
):
    def full(*_):
        raise JournalError("The disk is full; nothing was saved.")

    monkeypatch.setattr(journal, "set_setting", full)
    event = Browser(coach.safety).send("acknowledge")
    assert coach.safety.failed == {event["id"]: "The disk is full; nothing was saved."}
    assert coach.player.locked == ""


def test_a_clock_set_back_meanwhile_does_not_keep_a_session_from_ending(coach, journal):
    run = Run(coach).start()
    run.step()
    run.first_minute = -30
    run.end()
    (session,) = journal.sessions().to_dict("records")
    assert (session["outcome"], session["ended_at"]) == ("completed", session["at"])


def test_a_score_from_before_given_while_the_session_runs_belongs_to_it(coach, journal):
    Run(coach).start()
    coach.player.run = {"status": "running", "session_id": SESSION}
    give(coach.before, one(6), minute=1)
    assert journal.scores()["session_id"].tolist() == [SESSION]


def test_a_knot_added_by_a_correction_hides_no_other_next_time(coach, journal):
    form = Browser(coach.before.ratings)
    form.send("scores", kind="before", occasion="", scores=[one(6, "on the blade", "left")])
    added = [one(3, "on the blade", "right", id="b")]
    form.send("correct", kind="before", occasion="", scores=[], added=added, removed=[])
    assert Coach(journal).before.back.value == ["on the blade|left", "on the blade|right"]


@pytest.mark.slow
def test_what_is_printed_is_what_is_chosen_with_the_easier_ways_that_were_decided(coach):
    whole_run(coach, "chest_stretch", **PAIN)
    coach.choose.value = "desk"
    coach.print.asked = {"ask": "1", "paper": "A4"}
    assert coach.print.answer["name"] == "at-the-desk.pdf"
    made = card(coach._chosen())
    assert coach.print.page == made.pdf()
    assert made.words.entries[1].name == "Doorway stretch"
