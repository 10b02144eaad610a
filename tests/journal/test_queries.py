from datetime import UTC, date, datetime

import pandas as pd
import pytest

from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue, NotFound


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


@pytest.mark.parametrize(
    ("frame", "wanted", "query"),
    [
        ("scores", {"kind": "daily"}, "kind == 'daily'"),
        (
            "scores",
            {"kind": "before", "site": "inner blade edge", "side": "left", "since": "2026-03-01"},
            "kind == 'before' and site == 'inner blade edge' and day >= '2026-03-01'",
        ),
        ("scores", {"since": date(2026, 4, 20)}, "day >= '2026-04-20'"),
        (
            "sessions",
            {"routine": "short", "since": "2026-02-01"},
            "routine == 'short' and day >= '2026-02-01'",
        ),
        ("steps", {"exercise": "eagle_arms"}, "exercise == 'eagle_arms'"),
        ("checkins", {"since": "2026-04-01"}, "day >= '2026-04-01'"),
        (
            "measures",
            {"test": "PEG", "since": "2026-04-01"},
            "test == 'PEG' and day >= '2026-04-01'",
        ),
        ("measures", {"side": "left"}, "side == 'left'"),
    ],
)
def test_what_is_asked_for_is_what_a_query_of_the_whole_frame_gives(sample, frame, wanted, query):
    read = getattr(sample, frame)
    some, all_of_it = read(**wanted), read()
    pd.testing.assert_frame_equal(some, all_of_it.query(query).reset_index(drop=True))
    assert 0 < len(some) < len(all_of_it)


def test_holds_since_a_day_are_those_of_the_sessions_since_then(sample):
    steps = sample.steps(since="2026-04-01")
    assert set(steps.session_id) == set(sample.sessions(since="2026-04-01").id)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"kind": "dialy"}, r"^kind 'dialy' is not one of 'daily', .*'now'$"),
        ({"site": "knee"}, r"^site 'knee' is not one of "),
        ({"since": "soon"}, r"^since 'soon' is not a day such as '2026-03-01'$"),
    ],
)
def test_what_no_row_could_have_is_refused_in_a_sentence(sample, wanted, said):
    with pytest.raises(InvalidValue, match=said):
        sample.scores(**wanted)


def test_a_filter_that_nothing_passes_gives_an_empty_typed_frame(sample):
    nothing = sample.scores(kind="now")
    pd.testing.assert_frame_equal(nothing, sample.scores()[:0], check_index_type=False)
