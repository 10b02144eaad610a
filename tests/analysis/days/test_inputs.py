import re

import numpy as np
import pandas as pd
import pytest

import tracker
from tests.refused import refused
from tracker.analysis.days.inputs import calendar, day_frame, numbers, on_calendar
from tracker.foundation.errors import InvalidValue

DAYS = pd.date_range("2026-03-01", periods=3)


@pytest.mark.parametrize(
    "values",
    [
        [1, None, 3],
        np.array([1, np.nan, 3]),
        pd.Series([1, pd.NA, 3], dtype="Int64"),
        pd.Series([1, None, 3], dtype=object),
        (1.0, float("nan"), 3),
    ],
)
def test_what_is_missing_becomes_nan_however_it_was_written(values):
    np.testing.assert_array_equal(numbers(values, "pain"), [1, np.nan, 3])


def test_flags_are_numbers_and_the_original_is_never_written_to():
    original = np.array([1.0, 2.0])
    numbers(original, "pain")[0] = 9
    assert original.tolist() == [1, 2]
    assert numbers([True, False], "done").tolist() == [1, 0]
    assert numbers([None, None], "pain").tolist() == pytest.approx([np.nan] * 2, nan_ok=True)
    assert numbers([], "pain").shape == (0,)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (["3", "4"], "pain '3' is not a number"),
        ([3, "four"], "pain 'four' is not a number"),
        ("34", "pain '34' is not a series of numbers"),
        (3, "pain 3 is not a series of numbers"),
        (None, "pain None is not a series of numbers"),
        ([3, np.inf], "pain inf is not a finite number"),
        ([3, 11], "pain 11 is not within 0-10"),
        ([-1], "pain -1 is not within 0-10"),
        (np.zeros((2, 2)), "pain must have one dimension: one number a row"),
        ([1j], "pain 1j is not a number"),
    ],
)
def test_what_is_no_number_in_range_gets_a_sentence(values, sentence):
    with pytest.raises(InvalidValue) as error:
        numbers(values, "pain", low=0, high=10)
    assert str(error.value) == sentence


@refused(
    (pd.Index(["2026-03-01"]), "its index is Index"),
    (DAYS[::-1], "2026-03-02 comes after 2026-03-03; put the days in order"),
    (DAYS[[0, 0]], "2026-03-01 is there twice"),
    (DAYS + pd.Timedelta(hours=8), "2026-03-01 08:00:00 is a moment, not a day"),
    (pd.DatetimeIndex(["2026-03-01", None]), "a row has no day"),
    (
        pd.Index([DAYS[0].tz_localize("UTC"), DAYS[1].tz_localize("Asia/Tokyo")]),
        "in one time zone",
    ),
)
def test_days_must_be_days_in_order_each_once(index):
    calendar(index, "pain")


def test_days_in_a_time_zone_are_the_local_days_also_when_the_clocks_change():
    berlin = pd.date_range("2026-03-28", periods=3, tz="Europe/Berlin")
    assert calendar(berlin, "pain").tolist() == list(pd.date_range("2026-03-28", periods=3))


def test_days_left_out_are_gaps_so_that_neighbours_stay_neighbours():
    values, index = on_calendar(pd.Series([4, 6], DAYS[[0, 2]]), "pain")
    np.testing.assert_array_equal(values, [4, np.nan, 6])
    assert list(index) == list(DAYS)


def test_a_frame_keeps_the_columns_asked_for_with_flags_as_flags():
    days = pd.DataFrame({"pain": [4, 6], "stretched": [1, 0], "other": "x"}, DAYS[[0, 2]])
    table = day_frame(days, "pain", "stretched")
    assert table.dtypes.astype(str).tolist() == ["float64", "bool"]
    assert table["stretched"].tolist() == [True, False, False]


@refused(
    (None, "not NoneType"),
    (pd.DataFrame({"pain": []}), "days has no column 'stretched'"),
    (pd.DataFrame({"pain": [], "stretched": []}), "days is empty"),
    (pd.DataFrame({"pain": [1], "stretched": [1]}), "its index is RangeIndex"),
    (pd.DataFrame({"pain": [1], "stretched": [2]}, DAYS[:1]), "stretched 2 is not within 0-1"),
    (pd.DataFrame({"pain": [11], "stretched": [1]}, DAYS[:1]), "pain 11 is not within 0-10"),
)
def test_a_frame_that_is_not_daily_gets_a_sentence(days):
    day_frame(days, "pain", "stretched")


def test_a_journal_or_a_frame_in_place_of_days_is_told_what_to_write(sample):
    days = tracker.daily(sample)
    for given, call, write in (
        (sample, tracker.association, "write tracker.daily(journal)"),
        (sample, tracker.habit_strength, "write tracker.daily(journal)['stretched']"),
        (days, tracker.habit_strength, "write days['stretched']"),
        ([object()], tracker.streaks, "write one yes or no a day, such as [True, False]"),
        (sample, tracker.pain_level, "write tracker.daily(journal)['pain']"),
        (sample, tracker.relief, "write journal.scores()"),
    ):
        with pytest.raises(InvalidValue, match=f"{re.escape(write)}$"):
            call(given)
