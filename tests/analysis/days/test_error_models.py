"""Held against statsmodels' Kalman filter, cell by cell."""

import numpy as np
import pytest
from statsmodels.tsa.statespace.kalman_filter import KalmanFilter

from tracker.analysis.days.error_models import DRIFT, DRIFT_KEEPS, NOISE, PHI, ErrorModels

CELLS = [(phi, r, w) for phi in PHI for r in NOISE for w in DRIFT]


def oracle(y, phi, r, w, initial):
    model = KalmanFilter(k_endog=1, k_states=2, tolerance=0)
    model["design"] = [[1, 1]]
    model["obs_cov"] = [[r]]
    model["transition"] = np.diag([phi, DRIFT_KEEPS])
    model["selection"] = np.eye(2)
    model["state_cov"] = np.diag([1 - phi**2, w * (1 - DRIFT_KEEPS**2)])
    model.initialize_known(np.zeros(2), np.diag([initial, w]))
    model.bind(np.asfortranarray(y[None, :]))
    return model.filter()


@pytest.mark.parametrize("cell", range(0, 81, 7))
@pytest.mark.parametrize("initial", [1.0, 3.0])
def test_innovations_and_likelihood_are_those_of_statsmodels_with_gaps(cell, initial):
    rng = np.random.default_rng(cell)
    y = rng.normal(size=60)
    y[[0, 7, 8, 9, 59]] = np.nan
    rated = ~np.isnan(y)
    models = ErrorModels(rated, initial=initial)
    found = models.filter(np.where(rated, y, 0.0)[:, None])[cell, :, 0]
    expected = oracle(y, *CELLS[cell], initial)
    np.testing.assert_allclose(
        found[rated], expected.standardized_forecasts_error[0, rated], atol=1e-9
    )
    log_likelihood = -0.5 * (rated.sum() * np.log(2 * np.pi) + models.log_f[cell] + found @ found)
    assert log_likelihood == pytest.approx(expected.llf, abs=1e-9)
    assert (found[~rated] == 0).all()


def test_the_response_is_what_filtering_a_fed_back_consistency_gives():
    # Built the long way: innovations to pain, pain to consistency, consistency through the filter.
    rng = np.random.default_rng(1)
    n, cell, keep, now, yesterday = 40, 40, 0.95, 0.1, 0.05
    rated = rng.random(n) < 0.8
    models = ErrorModels(rated)
    q = rng.normal(size=(81, n, 1)) * rated[None, :, None]
    phi = PHI[cell // 9]
    u = d = h = before = 0.0
    consistency = np.zeros(n)
    for t in range(n):
        consistency[t] = h
        e = q[cell, t, 0] * np.sqrt(models.f[t, cell, 0])
        pain = u + d + e
        h = keep * h + (1 - keep) * (now * pain + yesterday * before)
        before = pain
        u = phi * (u + models.k1[t, cell, 0] * e)
        d = DRIFT_KEEPS * (d + models.k2[t, cell, 0] * e)
    expected = q[cell, :, 0] @ models.filter(consistency[:, None])[cell, :, 0]
    assert models.response(q, keep, now, yesterday)[cell, 0] == pytest.approx(expected)
    assert models.response(q, keep, 0, 0).tolist() == [[0]] * 81
