import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.signal import lfilter

import tracker
from tracker.errors import InvalidValue
from tracker.progress.trends import pain_trend


def scores(seed, n=120, *, phi=0.5, per_week=0.0, noise=0.6):
    """AR(1) of spread 1.3 about 5, reporting noise, a trend, rounded to 0-10."""
    rng = np.random.default_rng(seed)
    shocks = 1.3 * np.sqrt(1 - phi**2) * rng.normal(size=n)
    shocks[0] /= np.sqrt(1 - phi**2)
    pain = 5 + lfilter([1], [1, -phi], shocks) + per_week * np.arange(n) / 7
    return np.clip(np.round(pain + noise * rng.normal(size=n)), 0, 10)


def test_the_slope_is_theil_sens_in_points_a_week_and_lies_in_its_interval():
    pain = scores(1, per_week=-0.2)
    pain[::6] = np.nan
    found = pain_trend(pain)
    there = ~np.isnan(pain)
    expected = stats.theilslopes(pain[there], np.flatnonzero(there))[0]
    assert found.slope_per_week == pytest.approx(7 * expected, abs=1e-9)
    assert found.low <= found.slope_per_week <= found.high < 0
    assert found.p_value < 0.05
    assert (found.n_days, found.n_rated) == (120, there.sum())
    assert found.summary().startswith("Pain falls by 0.")
    assert found.summary() in found._repr_html_()


def test_the_same_seed_gives_the_same_result_and_another_nearly_so():
    pain = scores(2)
    assert pain_trend(pain, seed=3) == pain_trend(pain.copy(), seed=3)
    # Two Monte Carlo p-values of 999 draws each lie within about 3 standard errors of each other.
    first, second = (pain_trend(pain, seed=seed).p_value for seed in (0, 1))
    error = np.sqrt(2 * first * (1 - first) / 999)
    assert 0 < abs(first - second) < 3.5 * error


@pytest.mark.parametrize(("phi", "most"), [(0.3, 7), (0.5, 7), (0.8, 10)])
def test_false_alarms_stay_in_bounds_where_plain_mann_kendall_does_not(phi, most):
    # 100 series a cell here; 2,000 a cell gave 2-6 %. Above these bounds at most 1 time in 1,000.
    series = [scores([seed, 7], 90, phi=phi) for seed in range(100)]
    alarms = sum(pain_trend(pain, draws=199).p_value <= 0.05 for pain in series)
    assert alarms <= stats.binom.ppf(0.999, 100, most / 100)
    plain = sum(tracker.mann_kendall(pain).p_value <= 0.05 for pain in series)
    assert plain > alarms


def test_a_trend_worth_having_is_found():
    found = [pain_trend(scores(seed, 180, per_week=-0.15), draws=199) for seed in range(20)]
    assert sum(each.p_value <= 0.05 for each in found) >= 15
    line = np.mean([each.line_per_week for each in found])
    assert line == pytest.approx(-0.15, abs=0.03)
    assert sum(each.low <= -0.15 <= each.high for each in found) >= 15


def test_gaps_stay_gaps_however_they_are_given():
    pain = pd.Series(scores(4), pd.date_range("2026-01-05", periods=120))
    pain.iloc[10:30] = np.nan
    assert pain_trend(pain) == pain_trend(pain.dropna()) == pain_trend(pain.to_numpy())


def test_where_ties_hide_the_middle_slope_the_line_speaks():
    pain = np.repeat([5.0, 5, 5, 5, 4], 40)
    found = pain_trend(pain)
    assert found.slope_per_week == 0
    if found.p_value <= 0.05:
        assert f"{abs(found.line_per_week):.2f} points a week" in found.summary()


def test_finer_scores_are_read_as_finely():
    pain = scores(5) + np.random.default_rng(0).choice([0, 0.5], 120)
    assert 0 < pain_trend(np.clip(pain, 0, 10)).p_value <= 1
    thirds = np.clip(scores(5) + np.random.default_rng(0).choice([0, 1 / 3], 120), 0, 10)
    assert 0 < pain_trend(thirds).p_value <= 1


@pytest.mark.parametrize(
    ("pain", "sentence"),
    [
        ([], "There are 0 rated days; a trend needs 28."),
        ([4], "There are 1 rated days"),
        ([np.nan] * 90, "There are 0 rated days"),
        ([4] * 90, "Every rating is 4"),
    ],
)
def test_a_diary_that_cannot_tell_gets_a_sentence_and_no_number(pain, sentence):
    found = pain_trend(pain)
    assert (found.slope_per_week, found.low, found.high, found.p_value) == (None,) * 4
    assert sentence in found.summary()


@pytest.mark.parametrize(
    ("pain", "options", "sentence"),
    [
        (["4"] * 90, {}, "pain '4' is not a number"),
        ([4, 11], {}, "pain 11 is not within 0-10"),
        (pd.Series([4, 5], pd.to_datetime(["2026-03-02", "2026-03-01"])), {}, "in order"),
        (pd.Series([4, 5], pd.to_datetime(["2026-03-02", "2026-03-02"])), {}, "there twice"),
        ([4] * 90, {"draws": 10}, "draws 10 is not a whole number from 99"),
        ([4] * 90, {"draws": 999.5}, "draws 999.5 is not a whole number"),
        ([4] * 90, {"seed": -1}, "seed -1 is not a whole number from 0"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(pain, options, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        pain_trend(pain, **options)


def test_the_sample_diary_has_a_trend_to_read():
    with tracker.Journal("sample") as journal:
        found = pain_trend(tracker.daily(journal)["pain"])
    assert found.n_rated == 103
    assert "16 weeks" in found.summary()
