import pandas as pd
import pytest

from tracker.foundation.errors import NotFound
from tracker.journal.store import Journal

HOLD = {"exercise": "thread_the_needle", "side": "right", "planned_s": 30}


def test_what_is_done_after_an_undo_is_taken_back_first(journal):
    for score in (1, 2):
        journal.log_score(score)
    journal.undo()
    journal.log_score(3)
    assert journal.undo().startswith("Took back: daily score 3")
    assert journal.undo().startswith("Took back: daily score 1")
    assert journal.scores().empty


def test_undo_works_after_closing_and_opening(own_journal):
    with Journal() as journal:
        journal.log_score(4, at="2026-03-01 20:00")
    with Journal() as journal:
        assert journal.undo() == "Took back: daily score 4 for upper back on 2026-03-01"
    with Journal() as journal, pytest.raises(NotFound, match=r"^there is nothing to take back$"):
        journal.undo()


def test_removing_a_session_is_taken_back_with_its_holds_and_the_link_of_its_scores(journal):
    session = journal.log_session("short", steps=[HOLD, HOLD])
    journal.log_score(3, session_id=session)
    before = journal.sessions(), journal.steps(), journal.scores()
    journal.remove("session", session)
    assert journal.undo() == (
        "Took back: removing session short on 2026-03-01, with 2 holds and 1 score"
    )
    after = journal.sessions(), journal.steps(), journal.scores()
    assert all(one.equals(other) for one, other in zip(before, after, strict=True))


def test_a_session_led_by_the_player_is_taken_back_whole(journal, led):
    journal.log_step(led, position=1, **HOLD)
    journal.log_score(6, kind="stop")
    journal.log_step(led, position=2, **HOLD)
    journal.end_session(led, outcome="completed")
    assert journal.undo().startswith("Took back: stop score 6")
    assert journal.undo() == "Took back: session short on 2026-03-01, with 2 holds"
    assert journal.sessions().empty
    assert journal.steps().empty


def test_taking_back_an_amendment_keeps_how_the_session_ended_meanwhile(journal, led):
    journal.amend("session", led, note="with the radio on")
    journal.end_session(led, outcome="completed")
    assert journal.undo() == (
        "Took back: changing session short on 2026-03-01; note is empty again"
    )
    row = journal.sessions().iloc[0]
    assert (row.note, row.outcome) == ("", "completed")


def test_taking_back_a_removal_leaves_a_hold_that_was_sent_again(journal, led):
    journal.log_step(led, position=1, **HOLD)
    journal.remove("step", f"{led}/1")
    journal.log_step(led, position=1, **{**HOLD, "planned_s": 45})
    assert journal.undo() == "Took back: removing step 1, thread_the_needle (right)"
    assert journal.steps().planned_s.tolist() == [45]
    journal.undo()
    assert journal.steps().empty


def test_settings_are_no_part_of_what_can_be_taken_back(journal):
    journal.set_setting("voice", False)
    with pytest.raises(NotFound):
        journal.undo()
    assert journal.setting("voice") is False


def test_what_was_taken_back_is_done_again_the_last_first(journal):
    for score in (1, 2, 3):
        journal.log_score(score, id=str(score))
    journal.undo()
    journal.undo()
    assert journal.redo() == "Did again: daily score 2 for upper back on 2026-03-01"
    assert journal.redo() == "Did again: daily score 3 for upper back on 2026-03-01"
    assert journal.scores().score.tolist() == [1, 2, 3]
    with pytest.raises(NotFound, match=r"^there is nothing to do again$"):
        journal.redo()
    assert journal.undo().startswith("Took back: daily score 3")


def test_a_new_write_ends_what_can_be_done_again(journal):
    journal.log_score(1)
    journal.undo()
    journal.log_score(2)
    with pytest.raises(NotFound, match=r"^there is nothing to do again$"):
        journal.redo()


def test_redo_works_after_closing_and_opening(own_journal):
    with Journal() as journal:
        journal.log_checkin(stress=4)
        journal.log_checkin(stress=6)
        journal.undo()
        journal.undo()
    with Journal() as journal:
        assert journal.redo().startswith("Did again: check-in of ")
        assert journal.redo().endswith("; stress is 6 again")
        assert journal.checkins().stress.tolist() == [6]


def test_a_session_led_by_the_player_is_done_again_whole(journal, led):
    journal.log_step(led, position=1, **HOLD)
    journal.end_session(led, outcome="completed")
    before = journal.sessions(), journal.steps()
    journal.undo()
    assert journal.redo() == "Did again: session short on 2026-03-01, with 1 hold"
    assert all(map(pd.DataFrame.equals, (journal.sessions(), journal.steps()), before))
    journal.log_step(led, position=2, **HOLD)
    assert journal.undo() == "Took back: session short on 2026-03-01, with 2 holds"


def test_the_history_keeps_what_was_taken_back_and_done_again(journal):
    journal.log_score(1)
    journal.undo()
    journal.redo()
    history = journal.history()
    assert history.action.tolist() == ["add", "undo", "redo"]
    assert history.batch.tolist() == [1, 1, 1]
    assert history.label.isna().all()
