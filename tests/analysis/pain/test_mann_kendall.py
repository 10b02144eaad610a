"""Held against scipy, R's Nile and pymannkendall; sources are named where numbers are quoted."""

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.datasets import nile

from tests.refused import refused
from tracker.analysis.pain.mann_kendall import Slopes, mann_kendall, rises_less_falls
from tracker.foundation.errors import InvalidValue

some_scores = st.lists(st.one_of(st.integers(0, 10), st.just(float("nan"))), max_size=120)


def apart(values):
    series = np.array(values, dtype="float64")
    there = ~np.isnan(series)
    return series[there], np.flatnonzero(there)


def test_the_nile_reads_as_published():
    # Flow at Aswan 1871-1970: S, variance, Z and p of R's Mann-Kendall, the slope of its Sen.
    flow = nile.load_pandas().data["volume"]
    found = mann_kendall(flow)
    assert found.s == -1387
    assert found.variance == pytest.approx(112728.33, abs=0.005)
    assert found.z == pytest.approx(-4.128067, abs=1e-6)
    assert found.p_value == pytest.approx(3.658e-5, abs=5e-9)
    assert found.slope == pytest.approx(-2.6, abs=1e-9)
    by_year = pd.Series(flow.to_numpy(), index=range(1871, 1971))
    assert mann_kendall(by_year) == found
    assert "more pairs are falling" in found.summary()
    assert found.summary() in found._repr_html_()


def test_kendalls_own_example_has_s_33():
    # Rankings with ties in both: S 33, tau-b .859. Pairs with equal x are out.
    x = [1, 2.5, 2.5, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5]
    y = [1, 2, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10]
    assert stats.kendalltau(x, y).statistic == pytest.approx(0.859, abs=5e-4)
    equal_x = sum(np.sign(y[j] - y[i]) for i in range(10) for j in range(i + 1, 10) if x[i] == x[j])
    assert mann_kendall(y).s - equal_x == 33


@given(some_scores)
def test_it_is_what_comparing_every_pair_gives_with_gaps_where_they_are(values):
    value, at = apart(values)
    if len(value) < 3:
        with pytest.raises(InvalidValue, match=f"values has {len(value)} numbers; .* needs 3"):
            mann_kendall(values)
        return
    found = mann_kendall(values)
    pairs = [(i, j) for i in range(len(value)) for j in range(i + 1, len(value))]
    assert found.s == sum(np.sign(value[j] - value[i]) for i, j in pairs)
    slopes = [(value[j] - value[i]) / (at[j] - at[i]) for i, j in pairs]
    assert found.slope == pytest.approx(np.median(slopes), abs=1e-12)
    assert found.slope == pytest.approx(stats.theilslopes(value, at)[0], abs=1e-12)
    if np.ptp(value) == 0:
        assert (found.s, found.variance, found.z, found.p_value) == (0, 0, 0, 1)
    else:
        tau = stats.kendalltau(np.arange(len(value)), value).statistic
        assert np.sign(tau) == np.sign(found.s)


@pytest.mark.parametrize("n", [3, 31, 32, 33, 64, 200])
@pytest.mark.parametrize("levels", [2, 11, 1000])
def test_s_variance_z_p_and_slope_are_those_of_pymannkendall(n, levels):
    values = np.random.default_rng(n).integers(0, levels, n)
    if np.ptp(values) == 0:
        values[0] = 1 - values[0]
    ours, theirs = mann_kendall(values), pymannkendall.original_test(values)
    assert ours.s == theirs.s
    assert ours.variance == pytest.approx(theirs.var_s)
    assert ours.z == pytest.approx(theirs.z)
    assert ours.p_value == pytest.approx(theirs.p, abs=1e-12)
    assert ours.slope == pytest.approx(theirs.slope, abs=1e-12)


@pytest.mark.parametrize("levels", [11, 32, 33, 500])
def test_every_quantile_of_the_slopes_is_that_of_all_pairs(levels):
    values = np.random.default_rng(1).integers(0, levels, 150).astype("float64")
    values[::9] = np.nan
    value, at = apart(values)
    every = [(value[j] - value[i]) / (at[j] - at[i]) for j in range(len(at)) for i in range(j)]
    slopes = Slopes(values)
    assert slopes.pairs == len(every)
    for share in (0, 0.025, 0.3, 0.5, 0.9, 1):
        assert slopes.quantile(share) == pytest.approx(np.quantile(every, share), abs=1e-12)
    assert (slopes.rank(-5), slopes.rank(10**9)) == (min(every), max(every))


def test_many_series_at_once_are_each_by_itself():
    level = np.random.default_rng(2).integers(0, 5, (77, 6))
    each = [rises_less_falls(level[:, [k]], 5)[0] for k in range(6)]
    assert rises_less_falls(level, 5).tolist() == each


def test_dropping_a_gap_would_have_changed_the_slope():
    assert mann_kendall([0, 1, np.nan, np.nan, 2]).slope == pytest.approx(0.5)
    assert mann_kendall([0, 1, 2]).slope == 1


@refused(
    ([], "values has 0 numbers; Mann-Kendall needs 3"),
    ([4], "values has 1 numbers"),
    ([np.nan] * 5, "values has 0 numbers"),
    (["a", "b", "c"], "values 'a' is not a number"),
    ([1, np.inf, 3], "values inf is not a finite number"),
    (pd.Series([1, 2, 3], index=[3, 2, 1]), "its index must count up"),
    (pd.Series([1, 2, 3], index=list("abc")), "its index is Index"),
)
def test_what_cannot_be_tested_gets_a_sentence(values):
    mann_kendall(values)
