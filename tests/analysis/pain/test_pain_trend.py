import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.signal import lfilter

import tracker
from tests.refused import refused
from tracker.analysis.pain.pain_trend import pain_trend


def scores(seed, n=120, *, phi=0.5, per_week=0.0, noise=0.6):
    """AR(1) of spread 1.3 about 5, reporting noise, a trend, rounded to 0-10."""
    rng = np.random.default_rng(seed)
    shocks = 1.3 * np.sqrt(1 - phi**2) * rng.normal(size=n)
    shocks[0] /= np.sqrt(1 - phi**2)
    pain = 5 + lfilter([1], [1, -phi], shocks) + per_week * np.arange(n) / 7
    return np.clip(np.round(pain + noise * rng.normal(size=n)), 0, 10)


def test_the_slope_is_the_middle_of_all_pairs_each_score_spread_over_what_it_stands_for():
    pain = scores(1, per_week=-0.2)
    pain[::6] = np.nan
    found = pain_trend(pain)
    # The oracle: scipy's Theil-Sen, with its pairs, on scores spread at random many times over.
    there = ~np.isnan(pain)
    at, value = np.flatnonzero(there), pain[there]
    rng = np.random.default_rng(0)
    spread = [
        stats.theilslopes(value + rng.uniform(-0.5, 0.5, len(value)), at)[0] for _ in range(100)
    ]
    assert found.slope_per_week == pytest.approx(7 * np.mean(spread), abs=0.004)
    assert found.low < found.slope_per_week < found.high < 0
    assert found.p_value < 0.05
    assert (found.n_days, found.n_rated) == (120, there.sum())
    assert found.summary().startswith("Pain falls by 0.")
    assert found.summary() in found._repr_html_()


def test_without_noise_it_is_scipys_theil_sen():
    pain = np.repeat(np.arange(10.0, -1, -1), 14)
    expected = stats.theilslopes(pain, np.arange(len(pain)))[0]
    assert pain_trend(pain).slope_per_week == pytest.approx(7 * expected, rel=0.01)


def test_p_interval_and_slope_agree():
    found = [pain_trend(scores(seed, per_week=-0.06), draws=199) for seed in range(40)]
    outside = [each.low > 0 or each.high < 0 for each in found]
    assert outside == [each.p_value <= 0.05 for each in found]
    assert len(set(outside)) == 2
    for each in found:
        assert each.low <= each.slope_per_week <= each.high


def test_the_same_seed_gives_the_same_result_and_another_nearly_so():
    pain = scores(2)
    assert pain_trend(pain, seed=3) == pain_trend(pain.copy(), seed=3)
    # Two Monte Carlo p-values of 999 draws each lie within about 3 standard errors of each other.
    first, second = (pain_trend(pain, seed=seed).p_value for seed in (0, 1))
    error = np.sqrt(2 * first * (1 - first) / 999)
    assert 0 < abs(first - second) < 3.5 * error


@pytest.mark.slow
@pytest.mark.parametrize(("phi", "most"), [(0.3, 7), (0.5, 7), (0.8, 10)])
def test_false_alarms_stay_in_bounds_where_plain_mann_kendall_does_not(phi, most):
    # 2,000 series a cell gave 2-6 % at 90 and 180 days; here 100, above the bound 1 time in 1,000.
    series = [scores([seed, 7], 90, phi=phi) for seed in range(100)]
    alarms = sum(pain_trend(pain, draws=199).p_value <= 0.05 for pain in series)
    assert alarms <= stats.binom.ppf(0.999, 100, most / 100)
    plain = sum(tracker.mann_kendall(pain).p_value <= 0.05 for pain in series)
    assert plain > alarms


def test_a_trend_worth_having_is_found():
    found = [pain_trend(scores(seed, 180, per_week=-0.15), draws=199) for seed in range(20)]
    assert sum(each.p_value <= 0.05 for each in found) >= 15
    slope = np.mean([each.slope_per_week for each in found])
    assert slope == pytest.approx(-0.15, abs=0.02)
    assert sum(each.low <= -0.15 <= each.high for each in found) >= 16


def test_gaps_stay_gaps_however_they_are_given():
    pain = pd.Series(scores(4), pd.date_range("2026-01-05", periods=120))
    pain.iloc[10:30] = np.nan
    assert pain_trend(pain) == pain_trend(pain.dropna()) == pain_trend(pain.to_numpy())


def test_a_slow_trend_is_not_lost_in_ties():
    series = [scores(seed, 180, per_week=-0.05) for seed in range(30)]
    ours = np.mean([pain_trend(pain, draws=99).slope_per_week for pain in series])
    exact = np.mean([7 * tracker.mann_kendall(pain).slope for pain in series])
    assert ours == pytest.approx(-0.05, abs=0.015)
    assert exact > -0.035


def test_finer_scores_are_read_as_finely():
    pain = scores(5) + np.random.default_rng(0).choice([0, 0.5], 120)
    assert 0 < pain_trend(np.clip(pain, 0, 10)).p_value <= 1
    thirds = np.clip(scores(5) + np.random.default_rng(0).choice([0, 1 / 3], 120), 0, 10)
    assert 0 < pain_trend(thirds).p_value <= 1


@pytest.mark.parametrize(
    ("pain", "sentence"),
    [
        ([], "A trend takes 28 rated days; this diary has 0."),
        ([4], "this diary has 1."),
        ([np.nan] * 90, "this diary has 0."),
        ([4] * 90, "Every rating is 4"),
    ],
)
def test_a_diary_that_cannot_tell_gets_a_sentence_and_no_number(pain, sentence):
    found = pain_trend(pain)
    assert (found.slope_per_week, found.low, found.high, found.p_value) == (None,) * 4
    assert sentence in found.summary()


@refused(
    (["4"] * 90, {}, "pain '4' is not a number"),
    ([4, 11], {}, "pain 11 is not within 0-10"),
    (pd.Series([4, 5], pd.to_datetime(["2026-03-02", "2026-03-01"])), {}, "in order"),
    (pd.Series([4, 5], pd.to_datetime(["2026-03-02", "2026-03-02"])), {}, "there twice"),
    ([4] * 90, {"draws": 10}, "draws 10 is not a whole number from 99"),
    ([4] * 90, {"draws": 999.5}, "draws 999.5 is not a whole number"),
    ([4] * 90, {"seed": -1}, "seed -1 is not a whole number from 0"),
)
def test_what_cannot_be_read_gets_a_sentence(pain, options):
    pain_trend(pain, **options)


def test_the_sample_diary_has_a_trend_to_read():
    with tracker.Journal("sample") as journal:
        found = pain_trend(tracker.daily(journal)["pain"])
    assert found.n_rated == 106
    assert "16 weeks" in found.summary()
