import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.pain.test_pain_change import series
from tracker.analysis.pain.flares import flares
from tracker.foundation.errors import InvalidValue


def days_of(found):
    return [(start.day, end.day) for start, end in zip(found["start"], found["end"], strict=True)]


def test_two_days_at_two_points_above_usual_are_a_flare_and_one_is_not():
    usual = [4.0] * 16
    assert flares(series([*usual, 6, 4, 4])).empty
    found = flares(series([*usual, 6, 7, 4, 4]))
    assert days_of(found) == [(18, 19)]
    assert found[["days", "peak", "usual"]].to_numpy().tolist() == [[2, 7, 4]]
    assert flares(series([*usual, 5.5, 5.5])).empty


def test_a_day_not_rated_does_not_end_a_flare_and_two_do():
    usual = [4.0] * 16
    assert days_of(flares(series([*usual, 7, np.nan, 7, 4]))) == [(18, 20)]
    assert flares(series([*usual, 7, np.nan, np.nan, 7, 4])).empty


def test_days_are_those_rated_and_calendar_days_all_from_start_to_end():
    found = flares(series([4.0] * 16 + [7, np.nan, 7, 7, 4, 4] + [4.0] * 9 + [8, 8]))
    assert found["days"].tolist() == [3, 2]
    assert found["calendar_days"].tolist() == [4, 2]


def test_a_long_flare_is_measured_by_what_was_usual_when_it_began():
    found = flares(series([4.0] * 14 + [7.0] * 40 + [4.0] * 3))
    assert found["days"].tolist() == [40]
    assert found["usual"].tolist() == [4]


def test_without_two_weeks_of_ratings_nothing_is_usual_yet():
    assert flares(series([4.0] * 13 + [9, 9])).empty
    assert flares(series([])).columns.tolist() == [
        "start",
        "end",
        "days",
        "calendar_days",
        "peak",
        "usual",
    ]
    assert flares(series([np.nan] * 90)).empty
    assert flares(series([4.0] * 90)).empty


def test_a_flare_that_is_still_on_is_listed():
    assert days_of(flares(series([4.0] * 16 + [8, 8]))) == [(18, 19)]


@given(st.lists(st.sampled_from([2.0, 4.0, 5.0, 7.0, 9.0, np.nan]), max_size=120))
def test_flares_are_in_order_apart_and_above_usual_throughout(values):
    pain = series(values)
    found = flares(pain)
    assert (found["days"] >= 2).all()
    assert (found["peak"] >= found["usual"] + 2).all()
    starts, ends = found["start"].tolist(), found["end"].tolist()
    assert all(end < start for end, start in zip(ends[:-1], starts[1:], strict=True))
    for row in found.itertuples():
        inside = pain[row.start : row.end].dropna()
        assert len(inside) == row.days
        assert (inside >= row.usual + 2).all()


def test_scores_that_cannot_be_read_get_a_sentence():
    with pytest.raises(InvalidValue, match="pain must be indexed by day"):
        flares([4, 5])
