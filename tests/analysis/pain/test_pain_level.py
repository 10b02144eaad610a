"""The level under the noise: against statsmodels, and what a smooth line must always do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import lfilter
from statsmodels.tsa.statespace.structural import UnobservedComponents

import tracker
from tests.analysis.pain.test_pain_change import series
from tracker.analysis.pain.pain_level import _kinds, _scatter, pain_level, smooth
from tracker.analysis.simulate import World, people
from tracker.foundation.errors import InvalidValue


def test_level_and_variance_are_those_of_statsmodels():
    rng = np.random.default_rng(1)
    values = 5 + rng.normal(size=80).cumsum() * 0.2 + rng.normal(size=80)
    values[20:33] = np.nan
    level, spread = smooth(values, 0.05)
    model = UnobservedComponents(values, "local level", use_exact_diffuse=True)
    noise = model.smooth([1.0, 0.05])
    assert level == pytest.approx(noise.smoothed_state[0], abs=1e-6)
    assert spread == pytest.approx(noise.smoothed_state_cov[0, 0], rel=1e-6)


@pytest.mark.parametrize("phi", [0.0, 0.5, 0.9])
def test_how_far_the_level_strays_is_that_of_the_smoother_as_a_matrix(phi):
    """The local level's smoother is (I + D'D / ratio)^-1, D the differences (Whittaker 1923)."""
    gain, n = 0.1, 401
    ratio, steps = gain**2 / (1 - gain), np.diff(np.eye(n), axis=0)
    smoother = np.linalg.inv(np.eye(n) + steps.T @ steps / ratio)
    scatter = phi ** np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    around = (smoother @ scatter @ smoother.T)[200, 200]
    rest = np.eye(n) - smoother
    left = (rest @ scatter @ rest.T)[200, 200:204]
    leaves, strays = _kinds(gain)
    (kind,) = np.flatnonzero(np.abs(leaves - left).max(axis=1) < 1e-4)[-1:]
    assert strays[kind] * smoother[200, 200] == pytest.approx(around, rel=1e-3)


def test_the_band_is_as_wide_as_the_level_strays():
    """Over 30,000 days of scatter that is half AR(1) and half noise, around a level that stays."""
    rng = np.random.default_rng(7)
    slow = lfilter([0.8], [1, -0.6], rng.normal(size=30_000))
    values = slow + rng.normal(size=30_000)
    gain = 1 - 0.5 ** (1 / 12)
    level, spread = smooth(values, gain**2 / (1 - gain))
    strays = level[200:-200].var()
    assert spread[15_000] * _scatter(values - level, gain) == pytest.approx(strays, rel=0.15)


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


@pytest.mark.parametrize("autocorrelation", [0.0, 0.4, 0.7])
def test_the_band_holds_the_level_of_people_whose_level_is_known(autocorrelation):
    inside = []
    for seed in range(30):
        days = tracker.simulate_person(180, effect=0, autocorrelation=autocorrelation, seed=seed)
        found = pain_level(days["pain"]).iloc[45:135]
        inside.append(((found["low"] <= 5) & (found["high"] >= 5)).mean())
    assert np.mean(inside) == pytest.approx(0.95, abs=0.035)


def test_no_band_is_far_wider_than_those_of_like_people():
    """In sixteen weeks many kinds of scatter look alike: none of them alone makes the band."""
    found = [pain_level(series(pain)) for pain in people(World(missing=0.08), 150, 112, 1).pain]
    widths = [(each["high"] - each["low"]).median() for each in found]
    assert np.quantile(widths, 0.95) < 2.2 * np.median(widths)
    inside = [each["low"].le(5) & each["high"].ge(5) for each in found]
    assert np.mean([each[28:84].mean() for each in inside]) == pytest.approx(0.95, abs=0.035)


def test_scores_out_of_range_are_refused():
    with pytest.raises(InvalidValue, match="pain 11 is not within 0-10"):
        pain_level(series([4, 11]))
