"""The level under the noise: against statsmodels, and what a smooth line must always do."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.tsa.statespace.structural import UnobservedComponents

import tracker
from tracker.errors import InvalidValue
from tracker.progress.level import pain_level, smooth


def series(values):
    return pd.Series(values, pd.date_range("2026-03-02", periods=len(values)), dtype="float64")


def test_level_and_variance_are_those_of_statsmodels():
    rng = np.random.default_rng(1)
    values = 5 + rng.normal(size=80).cumsum() * 0.2 + rng.normal(size=80)
    values[20:33] = np.nan
    level, variance = smooth(values, 0.05)
    model = UnobservedComponents(values, "local level", use_exact_diffuse=True)
    noise = model.smooth([1.0, 0.05])
    scale = np.nansum(noise.standardized_forecasts_error[0, 1:] ** 2) / (
        (~np.isnan(values)).sum() - 1
    )
    assert level == pytest.approx(noise.smoothed_state[0], abs=1e-6)
    assert variance == pytest.approx(scale * noise.smoothed_state_cov[0, 0], rel=1e-6)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=80))
def test_the_line_stays_within_its_band_and_the_scores_range(values):
    found = pain_level(series([np.nan if value is None else value for value in values]))
    known = found.dropna()
    assert len(found) == len(values)
    assert ((known["low"] <= known["level"]) & (known["level"] <= known["high"])).all()
    assert known.to_numpy().size == 0 or (known.min().min() >= 0 and known.max().max() <= 10)


def test_a_long_gap_is_left_open_and_a_short_one_bridged():
    values = [4.0] * 20 + [np.nan] * 20 + [6.0] * 20 + [np.nan] * 5 + [6.0] * 5
    found = pain_level(series(values))["level"]
    assert found[20:40].isna().all()
    assert found.drop(found.index[20:40]).notna().all()


def test_few_ratings_have_no_line():
    assert pain_level(series([4.0] * 6)).isna().all(axis=None)


def test_the_band_holds_the_level_of_a_person_whose_level_is_known():
    inside = []
    for seed in range(20):
        days = tracker.simulate_person(180, effect=0, autocorrelation=0.5, seed=seed)
        found = pain_level(days["pain"]).iloc[45:135]
        inside.append(((found["low"] <= 5) & (found["high"] >= 5)).mean())
    assert (
        np.mean(inside) > 0.85
    )  # with days that resemble each other, of which a band knows little


def test_scores_out_of_range_are_refused():
    with pytest.raises(InvalidValue, match="pain 11 is not within 0-10"):
        pain_level(series([4, 11]))
