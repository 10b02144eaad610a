"""The p-values of ours, and of what one would use instead, for many people at once."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from tests.calibration import cells
from tests.calibration.cells import SECOND, SIEVE, TEST, Cell
from tracker.analysis.association.conditional_test import p_values
from tracker.analysis.association.propensity import Diaries, diaries
from tracker.analysis.association.state_space import lacking, state_space
from tracker.analysis.pain.mann_kendall import mann_kendall
from tracker.analysis.pain.pain_trend import pain_trend
from tracker.analysis.simulate import People

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def p_of(cell: Cell, lived: People, draws: int, seed: np.random.SeedSequence) -> Floats:
    """Return each person's two-sided p-value of `cell.tested`; NaN where the method refuses."""
    given = prepared(lived)
    if cell.method == TEST:
        found = p_values(given, cell.tested, draws=draws, seed=seed)
        rows = zip(given.pain, given.stretched, given.before, strict=True)
        return np.where([lacking(*row) != "" for row in rows], np.nan, found)
    seeds = seed.generate_state(len(lived.pain))
    rows = zip(lived.pain, lived.stretched, given.before, seeds, strict=True)
    if cell.method == SECOND:
        return np.array([_state_space(lived, i, cell.tested) for i in range(len(lived.pain))])
    if cell.method == SIEVE:
        found = [pain_trend(pain, draws=draws, seed=int(own)) for pain, _, _, own in rows]
        return np.array([one.p_value for one in found], dtype=np.float64)
    return np.array([_OTHERS[cell.method](pain, did, before) for pain, did, before, _ in rows])


def prepared(lived: People, paused: Flags | None = None) -> Diaries:
    """Return simulated people as diaries that start on a Monday."""
    paused = np.zeros_like(lived.known) if paused is None else paused
    weekday = np.arange(lived.pain.shape[1]) % 7
    return diaries(lived.pain, lived.stretched, lived.known, paused, weekday, 14)


def _t_test(pain: Floats, stretched: Flags, consistency: Floats) -> float:
    return float(stats.ttest_ind(pain[stretched], pain[~stretched], nan_policy="omit").pvalue)


def _pearson(pain: Floats, stretched: Flags, consistency: Floats) -> float:
    rated = np.isfinite(pain)
    return float(stats.pearsonr(pain[rated], consistency[rated]).pvalue)


def _ols_hac(pain: Floats, stretched: Flags, consistency: Floats) -> float:
    import statsmodels.api as sm  # here, so that workers that do not need it start sooner

    rated = np.isfinite(pain)
    model = sm.OLS(pain[rated], sm.add_constant(consistency[rated]))
    return float(model.fit(cov_type="HAC", cov_kwds={"maxlags": 4}).pvalues[1])


def _circular_shift(pain: Floats, stretched: Flags, consistency: Floats) -> float:
    # Every rotation of consistency against pain; a gap counts as the mean.
    trend = np.stack([np.ones(len(pain)), np.arange(len(pain))], axis=1)
    rated = np.isfinite(pain)
    left = np.zeros(len(pain))
    left[rated] = pain[rated] - trend[rated] @ np.linalg.lstsq(trend[rated], pain[rated])[0]
    other = consistency - trend @ np.linalg.lstsq(trend, consistency)[0]
    rotated = np.abs(np.fft.irfft(np.conj(np.fft.rfft(other)) * np.fft.rfft(left), len(pain)))
    return float((rotated >= rotated[0] - 1e-9).mean())


def _mann_kendall(pain: Floats, stretched: Flags, consistency: Floats) -> float:
    return float(mann_kendall(pain).p_value)


def _hamed_rao(pain: Floats, stretched: Flags, consistency: Floats) -> float:
    from pymannkendall import hamed_rao_modification_test

    return float(hamed_rao_modification_test(pain).p)


_OTHERS: dict[str, Callable[[Floats, Flags, Floats], float]] = {
    cells.STRETCHED: _t_test,
    cells.PEARSON: _pearson,
    cells.HAC: _ols_hac,
    cells.SHIFT: _circular_shift,
    cells.PLAIN_KENDALL: _mann_kendall,
    cells.HAMED_RAO: _hamed_rao,
}


def _state_space(lived: People, person: int, tested: float) -> float:
    index = pd.date_range("2026-01-05", periods=lived.pain.shape[1])
    columns = {"pain": lived.pain[person], "stretched": lived.stretched[person]}
    found = state_space(pd.DataFrame({**columns, "observed": lived.known[person]}, index))
    if found.p_value is None or found.low is None or found.high is None:
        return np.nan
    # Its p-value and interval agree, so the interval says what is rejected at 5 %.
    return found.p_value if tested == 0 else float(found.low <= tested <= found.high)
