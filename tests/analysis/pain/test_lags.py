"""Pain around sessions: against statsmodels, and what it must not say."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS

import tracker
from tracker.analysis.pain.lags import lag_profile
from tracker.foundation.errors import InvalidValue


def test_difference_and_interval_are_those_of_a_regression_with_hac_errors():
    days = tracker.simulate_person(200, effect=-2, missing=0, seed=2).assign(observed=True)
    row = lag_profile(days, most=5).query("direction == 'after' and lag_days == 2").iloc[0]
    pain, did = days["pain"].to_numpy()[2:], days["stretched"].to_numpy(dtype=float)[:-2]
    known = ~np.isnan(pain)
    assert known.all()
    fit = OLS(pain, np.column_stack([np.ones(len(did)), did])).fit(
        cov_type="HAC", cov_kwds={"maxlags": 5}
    )
    assert row["difference"] == pytest.approx(fit.params[1])
    assert row["high"] - row["low"] == pytest.approx(2 * 1.96 * fit.bse[1])


def test_before_and_after_are_each_others_mirror_in_a_diary_read_backwards():
    days = tracker.simulate_person(150, effect=-1, seed=4)
    back = days.iloc[::-1].set_axis(days.index)
    forward, mirrored = lag_profile(days), lag_profile(back)
    for one, other in (("after", "before"), ("before", "after")):
        mine = forward[forward["direction"] == one]["difference"].to_numpy()
        assert mine == pytest.approx(mirrored[mirrored["direction"] == other]["difference"])


def test_a_day_of_which_nothing_is_known_is_left_out():
    index = pd.date_range("2026-03-02", periods=60)
    days = pd.DataFrame({"pain": 4.0, "stretched": [True, False] * 30, "observed": True}, index)
    assert lag_profile(days)["days"].iloc[0] == 59
    days.loc[index[1], "observed"] = False
    assert lag_profile(days)["days"].iloc[0] == 58


def test_without_enough_days_each_way_there_is_no_number():
    index = pd.date_range("2026-03-02", periods=30)
    days = pd.DataFrame({"pain": 4.0, "stretched": False}, index)
    assert lag_profile(days)[["difference", "low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("most", [0, 29, 1.5, True])
def test_a_lag_that_cannot_be_is_refused(most):
    days = pd.DataFrame(
        {"pain": [4.0], "stretched": [True]}, pd.date_range("2026-03-02", periods=1)
    )
    with pytest.raises(InvalidValue, match=r"most .* is not a whole number from 1 to 28"):
        lag_profile(days, most=most)
