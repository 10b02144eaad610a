"""How far two stretches differ by chance, against the plain formula of one error model."""

import numpy as np
import pytest
from scipy.stats import t

from tracker.progress import contrast, kalman

WEIGHTS = np.repeat([-1 / 30, 0, 1 / 30], [30, 10, 30])


def test_days_that_do_not_depend_on_each_other_have_students_t(monkeypatch):
    monkeypatch.setattr(kalman, "PHI", np.array([0.0]))
    pain = np.random.default_rng(1).normal(5, 1, 70)
    means = [pain[part].mean() for part in (slice(30), slice(30, 40), slice(40, 70))]
    left = pain - np.repeat(means, [30, 10, 30])
    expected = t.ppf(0.975, 67) * np.sqrt((left @ left) / 67 * 2 / 30)
    assert contrast.chance_reach(pain, WEIGHTS) == pytest.approx(expected, rel=1e-6)


def test_the_more_days_depend_on_each_other_the_further_they_stray():
    rng = np.random.default_rng(2)
    shocks = rng.normal(size=70)
    slow = shocks.copy()
    for day in range(1, 70):
        slow[day] = 0.9 * slow[day - 1] + np.sqrt(1 - 0.81) * shocks[day]
    assert contrast.chance_reach(slow, WEIGHTS) > 1.3 * contrast.chance_reach(shocks, WEIGHTS)


def test_gaps_stay_gaps_and_no_spread_has_no_interval():
    pain = np.random.default_rng(3).normal(5, 1, 70)
    pain[5::9] = np.nan
    weights = np.where(np.isnan(pain), 0, WEIGHTS)
    assert np.isfinite(contrast.chance_reach(pain, weights))
    assert contrast.chance_reach(np.full(70, 4.0), WEIGHTS) is None
