from datetime import UTC, datetime

import pandas as pd
import pytest

from tracker.foundation import clock
from tracker.foundation.errors import NotFound


def test_frames_are_in_the_order_of_time_and_not_of_writing(journal):
    for hour in (9, 7, 8):
        id = f"at {hour}"
        at = datetime(2026, 3, 1, hour, tzinfo=UTC)
        journal.log_session("short", at=at, id=id, steps=[{"exercise": "x", "held_s": 1}] * 2)
        journal.log_score(3, at=at, id=id)
    assert journal.scores().id.tolist() == ["at 7", "at 8", "at 9"]
    assert journal.sessions().id.tolist() == ["at 7", "at 8", "at 9"]
    assert journal.steps().session_id.tolist()[::2] == ["at 7", "at 8", "at 9"]
    assert journal.steps().position.tolist() == [1, 2] * 3


def test_the_history_says_what_was_done_when(journal):
    id = journal.log_score(4)
    journal.amend("score", id, score=5)
    journal.remove("score", id)
    journal.undo()
    history = journal.history()
    assert history.action.tolist() == ["add", "amend", "remove", "undo"]
    assert history.batch.tolist() == [1, 2, 3, 3]
    assert set(history.row_id) == {id}
    assert set(history["at"]) == {pd.Timestamp(clock.now())}
    assert history.before.isna().tolist() == [True, False, False, True]
    assert history.after.isna().tolist() == [False, False, True, False]


def test_rows_are_those_of_the_values_asked_for_and_an_unknown_column_is_named(journal):
    journal.log_score(3, at="2026-02-28", kind="daily")
    journal.log_score(4, at="2026-03-01", kind="daily")
    journal.log_score(5, at="2026-03-01 18:00", kind="now")
    assert [row["score"] for row in journal.rows("score", day="2026-03-01", kind="daily")] == [4]
    assert [row["score"] for row in journal.rows("score", since="2026-03-01")] == [4, 5]
    assert journal.rows("score", since="2026-03-01", day="2026-02-28") == []
    with pytest.raises(NotFound, match="score has no column 'colour'"):
        journal.rows("score", colour="red")
