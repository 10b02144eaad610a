"""One simulated person as a frame of days."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tracker.errors import InvalidValue
from tracker.progress.daily import daily
from tracker.progress.simulate import simulate_person

COLUMNS = [
    "pain",
    "sessions",
    "minutes",
    "stretched",
    "target",
    "paused",
    "stress",
    "sleep_h",
    "sitting_h",
    "observed",
]


def test_the_frame_has_one_row_a_calendar_day_and_the_columns_of_daily():
    days = simulate_person(90, seed=1)
    assert list(days.columns) == COLUMNS
    assert isinstance(days.index, pd.DatetimeIndex)
    assert days.index.freqstr == "D"
    assert len(days) == 90
    assert days.dtypes.astype(str).to_dict() == dict.fromkeys(COLUMNS, "float64") | {
        "sessions": "int64",
        "stretched": "bool",
        "paused": "bool",
        "observed": "bool",
    }


def test_sessions_and_minutes_go_with_stretching():
    days = simulate_person(200, seed=2)
    assert (days["stretched"] == (days["sessions"] > 0)).all()
    assert (days["stretched"] == (days["minutes"] > 0)).all()


def test_nothing_is_known_of_a_forgotten_day():
    days = simulate_person(200, seed=3, forgotten=0.3)
    gone = days[~days["observed"]]
    assert len(gone) > 30
    assert gone[["pain", "stress", "sleep_h", "sitting_h"]].isna().all(axis=None)


def test_the_same_seed_is_the_same_person():
    pd.testing.assert_frame_equal(simulate_person(60, seed=4), simulate_person(60, seed=4))
    assert not simulate_person(60, seed=4).equals(simulate_person(60, seed=5))


def test_every_trait_can_be_given_by_name():
    sore = simulate_person(400, seed=6, level=8, spread=0.5)
    assert np.abs(sore["pain"].mean() - 8) < 0.3
    assert sore.index[0] == pd.Timestamp("2026-01-05")


@pytest.mark.parametrize("start", ["2027-03-01", date(2027, 3, 1), pd.Timestamp("2027-03-01")])
def test_its_days_are_those_of_daily_however_the_first_is_written(start):
    days = simulate_person(5, seed=6, start=start)
    scores = pd.DataFrame({"day": days.index, "kind": "daily", "score": days["pain"]})
    pd.testing.assert_index_equal(
        days.index, daily({"scores": scores.assign(site="upper back", side="both")}).index
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"days": 0}, "days 0 is not a whole number from 1 to 20,000"),
        ({"days": 3.5}, "days 3.5 is not a whole number"),
        ({"mood": 1}, "'mood' is no trait of a simulated person; there are: .*weekday"),
        ({"missing": 2}, r"missing 2 is outside 0 to 0\.99"),
        ({"start": "soon"}, "start 'soon' is not a day such as '2026-01-05'"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_a_sentence(wrong, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        simulate_person(**{"seed": 1} | wrong)
