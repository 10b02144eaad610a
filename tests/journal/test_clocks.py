"""Clocks that are set, seasons and flights: each entry keeps the day that the person lived."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pandas as pd
import pytest

from tracker.foundation import clock
from tracker.journal.store import Journal

JAPAN, CALIFORNIA = timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))


@pytest.fixture
def berlin(monkeypatch):
    """The system is in Berlin; in 2025 clocks changed there on 30 March and 26 October."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def days(frame):
    return [f"{day:%m-%d}" for day in frame.day]


def test_a_clock_that_is_set_back_loses_nothing_and_each_entry_keeps_its_day(own_journal):
    evening = datetime(2026, 3, 2, 20, tzinfo=UTC)
    with Journal() as journal:
        for at in (evening, evening - timedelta(days=1), evening - timedelta(hours=1)):
            with clock.at(at):
                journal.log_score(4)
                journal.log_checkin(stress=4)
                journal._daily.wait()
        assert days(journal.scores()) == ["03-01", "03-02", "03-02"]
        assert days(journal.checkins()) == ["03-01", "03-02"]
        assert journal.history().seq.tolist() == [1, 2, 3, 4, 5]
        assert len(journal.backups()) == 2
        with clock.at(evening):
            assert journal.undo().startswith("Took back: daily score 4 for upper back on 2026-03")


def test_a_clock_years_ahead_for_an_hour_costs_no_copy_of_today(own_journal):
    with Journal() as journal:
        for year in (2038, 2026):
            with clock.at(datetime(year, 1, 1, 12, tzinfo=UTC)):
                journal.log_checkin(stress=4)
                journal._daily.wait()
        assert [copy.stem[-10:] for copy in journal.backups()] == ["2038-01-01", "2026-01-01"]


@pytest.mark.parametrize(
    ("at", "utc", "day"),
    [
        ("2025-03-30 01:59", "00:59", "03-29"),
        ("2025-03-30 03:00", "01:00", "03-30"),  # the hour from two to three is not there
        ("2025-03-30 23:30", "21:30", "03-30"),
        ("2025-10-26 01:30", "23:30", "10-25"),
        ("2025-10-26T02:30+02:00", "00:30", "10-25"),  # this hour is there twice
        ("2025-10-26T02:30+01:00", "01:30", "10-25"),
        ("2025-10-26 03:00", "02:00", "10-26"),
        ("2025-10-26 22:30", "21:30", "10-26"),
    ],
)
def test_in_the_nights_when_clocks_change_a_day_still_begins_at_three(
    own_journal, berlin, at, utc, day
):
    with Journal() as journal:
        journal.log_score(4, at=at)
        journal.log_measure("PEG", 4, item="pain", at=at)
        for frame in (journal.scores(), journal.measures()):
            assert frame["at"][0].strftime("%H:%M") == utc
            assert days(frame) == [day]


def test_on_a_flight_across_the_date_line_each_entry_keeps_the_day_of_where_it_was_made(
    own_journal,
):
    leaving = datetime(2026, 3, 1, 17, tzinfo=JAPAN)
    landed = (leaving + timedelta(hours=10)).astimezone(CALIFORNIA)  # at ten that same morning
    evening = landed + timedelta(hours=11)
    with Journal() as journal:
        for score, at in enumerate((leaving, landed, evening)):
            with clock.at(at):
                journal.log_score(score)
                journal.log_checkin(stress=score)
        scores = journal.scores()
        assert scores.score.tolist() == [0, 1, 2]
        assert days(scores) == ["03-01", "03-01", "03-01"]
        assert scores.utc_offset_min.tolist() == [540, -480, -480]
        assert (scores["at"].diff().dropna() > pd.Timedelta(0)).all()
        assert journal.checkins().stress.tolist() == [2]


def test_on_the_way_back_a_day_is_missing_and_none_is_made_up(own_journal):
    leaving = datetime(2026, 3, 1, 22, tzinfo=CALIFORNIA)
    landed = (leaving + timedelta(hours=19)).astimezone(JAPAN)  # on the morning of the third
    with Journal() as journal:
        for at in (leaving, landed):
            with clock.at(at):
                journal.log_score(3)
        assert days(journal.scores()) == ["03-01", "03-03"]
