from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tracker
from tests.refused import refused
from tracker.analysis.days.daily import daily
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue

DTYPES = {
    "pain": "float64",
    "sessions": "int64",
    "minutes": "float64",
    "stretched": "bool",
    "target": "float64",
    "paused": "bool",
    "stress": "float64",
    "sleep_h": "float64",
    "sitting_h": "float64",
    "observed": "bool",
}


def scores(*rows, **more):
    frame = pd.DataFrame(rows, columns=["day", "score"])
    return frame.assign(kind="daily", site="upper back", side="both").assign(**more)


def sessions(*rows):
    return pd.DataFrame(rows, columns=["day", "outcome", "minutes", "planned_s"])


def test_the_sample_diary_has_a_row_for_each_of_its_112_days():
    with tracker.Journal("sample") as journal:
        days = daily(journal)
        given = journal.scores().query("kind == 'daily' and site == 'upper back'")
    assert list(days.columns) == list(DTYPES)
    assert (days.index.freqstr, days.index.name, len(days)) == ("D", "day", 112)
    assert days["pain"].notna().sum() == given["day"].nunique() == 106
    assert days["target"].value_counts().to_dict() == {3.0: 56, 4.0: 56}


def test_columns_have_the_same_dtypes_with_and_without_entries():
    empty = daily({"scores": scores()})
    full = daily({"scores": scores(("2026-03-01", 4)), "sessions": sessions()})
    assert (len(empty), empty.index.freqstr) == (0, "D")
    assert empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()
    assert full.dtypes.astype(str).to_dict() == DTYPES


def test_of_several_daily_scores_the_last_counts_and_of_moments_the_mean():
    late_first = pd.to_datetime(["2026-03-01T22:00Z", "2026-03-01T08:00Z"])
    rows = (("2026-03-01", 3), ("2026-03-01", 6))
    assert daily({"scores": scores(*rows)})["pain"].tolist() == [6]
    assert daily({"scores": scores(*rows, at=late_first)})["pain"].tolist() == [3]
    moments = daily({"scores": scores(*rows, kind="before")}, kind="before")
    assert moments["pain"].tolist() == [4.5]


def test_one_knot_on_one_side_and_nothing_of_the_others():
    rows = pd.concat(
        [
            scores(("2026-03-01", 2), site="inner blade edge", side="left"),
            scores(("2026-03-01", 7), site="inner blade edge", side="right"),
            scores(("2026-03-02", 5)),
        ]
    )
    knot = daily({"scores": rows}, site="inner blade edge", side="left")
    np.testing.assert_array_equal(knot["pain"], [2, np.nan])
    assert knot["observed"].all()


def test_a_session_counts_when_completed_or_with_a_minute_held():
    days = daily(
        {
            "sessions": sessions(
                ("2026-03-01", "completed", 4.0, 300),
                ("2026-03-01", "completed", 5.0, 300),
                ("2026-03-02", "stopped for pain", 0.5, 300),
                ("2026-03-03", "ended early", 1.0, 300),
                ("2026-03-04", "completed", np.nan, 300),
                ("2026-03-05", "completed", np.nan, 0),
                ("2026-03-06", "interrupted", np.nan, 300),
            )
        }
    )
    assert days["sessions"].tolist() == [2, 0, 1, 1, 1, 0]
    assert days["stretched"].tolist() == [True, False, True, True, True, False]
    np.testing.assert_array_equal(days["minutes"], [9, 0.5, 1, 5, np.nan, 0])
    assert days["observed"].all()


def test_minutes_come_from_the_holds_where_sessions_do_not_say():
    steps = pd.DataFrame({"session_id": ["a", "a"], "held_s": [60, 90]})
    rows = pd.DataFrame({"id": ["a"], "day": ["2026-03-01"], "outcome": ["completed"]})
    assert daily({"sessions": rows, "steps": steps})["minutes"].tolist() == [2.5]


def test_an_import_without_lengths_or_empty_days_makes_up_neither():
    # As read_loop() keeps a habit's ticks: at noon, without a length, and nothing where none was.
    with clock.at(datetime(2026, 4, 1, tzinfo=ZoneInfo("UTC"))), tracker.Journal() as journal:
        for day in (1, 2, 5):
            noon = datetime(2026, 3, day, 12, tzinfo=ZoneInfo("UTC"))
            journal.log_session("Stretch", at=noon, source="loop")
        days = daily(journal)
    assert days["stretched"].tolist() == [True, True, False, False, True]
    assert days["observed"].tolist() == [True, True, False, False, True]
    np.testing.assert_array_equal(days["minutes"], [np.nan, np.nan, 0, 0, np.nan])


def test_targets_are_those_in_force_and_pauses_are_marked_to_their_last_day():
    plans = pd.DataFrame({"from_day": ["2026-03-04", "2026-03-02"], "sessions_per_week": [5, 3]})
    pauses = pd.DataFrame(
        {"from_day": ["2026-03-02", "2026-03-05"], "to_day": ["2026-03-03", None]}
    )
    rows = scores(("2026-03-01", 4), ("2026-03-05", 4))
    days = daily({"scores": rows, "plans": plans, "pauses": pauses})
    np.testing.assert_array_equal(days["target"], [np.nan, 3, 3, 5, 5])
    assert days["paused"].tolist() == [False, True, True, False, True]


def test_a_check_in_makes_a_day_observed_and_what_it_leaves_out_stays_out():
    checkins = pd.DataFrame({"day": ["2026-03-02"], "stress": [7], "sleep_h": [None]})
    days = daily({"scores": scores(("2026-03-01", 4), ("2026-03-03", 5)), "checkins": checkins})
    np.testing.assert_array_equal(days["stress"], [np.nan, 7, np.nan])
    assert days["sleep_h"].isna().all()
    assert days["observed"].all()


def test_a_day_that_nothing_was_entered_for_is_a_gap_and_not_a_zero():
    days = daily({"scores": scores(("2026-03-01", 4), ("2026-03-03", 5))})
    assert days["observed"].tolist() == [True, False, True]
    assert np.isnan(days["pain"].iloc[1])


def test_a_journal_that_knows_no_pauses_or_check_ins_is_read_all_the_same():
    class Early:
        def scores(self):
            return scores(("2026-03-01", 4))

        def sessions(self):
            return sessions()

    assert daily(Early())["pain"].tolist() == [4]


@pytest.mark.parametrize("first", ["2026-03-27", "2026-10-23"])
def test_no_day_is_lost_or_doubled_when_the_clocks_change(first):
    berlin = ZoneInfo("Europe/Berlin")
    evenings = pd.date_range(f"{first} 23:30", periods=5, freq="D")
    with clock.at(datetime(2027, 1, 1, tzinfo=berlin)), tracker.Journal() as journal:
        for number, evening in enumerate(evenings):
            journal.log_score(number, at=evening.to_pydatetime().replace(tzinfo=berlin))
        after_midnight = (evenings[-1] + pd.Timedelta(hours=1)).to_pydatetime()
        journal.log_score(9, at=after_midnight.replace(tzinfo=berlin))
        days = daily(journal)
    assert days["pain"].tolist() == [0, 1, 2, 3, 9]
    assert days.index[0] == pd.Timestamp(first)


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 10)), min_size=1, max_size=60))
def test_every_day_from_first_to_last_is_there_once_and_no_score_is_made_up(entries):
    start = pd.Timestamp("2026-01-01")
    rows = [(start + pd.Timedelta(days=day), score) for day, score in entries]
    days = daily({"scores": scores(*rows)})
    expected = dict(rows)
    assert (days.index[0], days.index[-1]) == (min(expected), max(expected))
    assert days["pain"].dropna().to_dict() == expected
    assert (days["observed"] == days["pain"].notna()).all()


@refused(
    (None, "daily\\(\\) reads a journal.*NoneType came"),
    ({}, "nothing came"),
    ({"score": scores()}, "score came"),
    ({"scores": 3}, "scores must be a frame, not int"),
    ({"scores": scores().drop(columns="side")}, "scores has no column 'side'"),
    ({"scores": scores(("soon", 4))}, "scores: day must hold days such as 2026-03-01"),
    ({"scores": scores((None, 4))}, "scores: day is empty in row 0"),
    ({"scores": scores(("2026-03-01", 11))}, "score 11 is not within 0-10"),
    ({"scores": scores(("2026-03-01", "4"))}, "score '4' is not a number"),
    (
        {"scores": scores(("2026-03-01", 4), ("2026-03-01", 5), at=["noon", "late"])},
        "at must hold moments",
    ),
    (
        {
            "scores": scores(
                (pd.Timestamp("2026-03-01", tz="UTC"), 4),
                (pd.Timestamp("2026-03-02", tz="Asia/Tokyo"), 4),
            )
        },
        "scores: day must hold days such as 2026-03-01, each without a time zone",
    ),
    (
        {
            "scores": scores(("2026-03-01", 4)),
            "pauses": pd.DataFrame({"from_day": ["2026-03-02"], "to_day": ["2026-03-01"]}),
        },
        "a pause ends before it starts",
    ),
)
def test_frames_that_cannot_be_read_get_a_sentence(frames):
    daily(frames)


@pytest.mark.parametrize(("name", "value"), [("site", "knee"), ("side", "up"), ("kind", "weekly")])
def test_a_pain_that_there_is_not_gets_a_sentence(name, value):
    with pytest.raises(InvalidValue, match=f"{name} '{value}' is not one of"):
        daily({"scores": scores()}, **{name: value})
