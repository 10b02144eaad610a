"""Mann-Kendall and Theil-Sen by counting: scores have few levels, so counts replace pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft
from scipy.stats import norm

from tracker.analysis.days.inputs import Floats, on_calendar
from tracker.foundation.errors import InvalidValue
from tracker.foundation.words import rounded_repr

Array = np.ndarray[Any, np.dtype[np.float64]]
_FEW_LEVELS = 32
_LEAST = 3
_BLOCK = 32
_MANY_PAIRS = 20_000_000


@dataclass(frozen=True, slots=True)
class MannKendall:
    """Mann-Kendall test for a trend, for values that do not depend on each other.

    `s` is pairs that rise less pairs that fall, `variance` its own without a trend (ties counted),
    `z` continuity corrected, `p_value` two-sided, `slope` Theil-Sen's per step.
    """

    s: int
    variance: float
    z: float
    p_value: float
    slope: float
    n: int

    __repr__ = rounded_repr

    def summary(self) -> str:
        """Say it in one sentence, with what it takes for granted."""
        way = "rising" if self.s > 0 else "falling" if self.s < 0 else "neither rising nor falling"
        return (
            f"Of {self.n} values more pairs are {way}" if self.s else f"{self.n} values are {way}"
        ) + (
            f" (S {self.s}, p {self.p_value:.3g} if each value stood by itself, which daily"
            f" pain does not; slope {self.slope:.3g} a step)."
        )

    def _repr_html_(self) -> str:
        return f"<p>{self.summary()}</p>"


def mann_kendall(values: Any) -> MannKendall:
    """Test for a monotonic trend (Mann 1945, Kendall 1975) and give the Theil-Sen slope (Sen 1968).

    Parameters
    ----------
    values : Series or sequence of float
        In order, one a step, at least three, else `InvalidValue` is raised; NaN and steps that a
        Series' index leaves out are gaps: no pair is made with them, and those around keep their
        distance.

    Returns
    -------
    MannKendall
        s, variance, z, p_value, slope (per step), n.

    Examples
    --------
    >>> found = mann_kendall([1, 2, float("nan"), 2, 5])
    >>> found.s, round(found.p_value, 4), found.slope
    (5, 0.1486, 1.0)
    """
    series, _ = on_calendar(values, "values")
    there = ~np.isnan(series)
    n = int(there.sum())
    if n < _LEAST:
        raise InvalidValue(f"values has {n} numbers; Mann-Kendall needs {_LEAST}")
    levels, level = np.unique(series[there], return_inverse=True)
    s = int(rises_less_falls(level[:, None], len(levels))[0])
    ties = np.bincount(level).astype("float64")
    variance = float(_pairs(float(n)) - _pairs(ties).sum())
    z = float((s - np.sign(s)) / np.sqrt(variance)) if variance > 0 else 0.0
    slopes = Slopes(series)
    return MannKendall(s, variance, z, float(2 * norm.sf(abs(z))), slopes.quantile(0.5), n)


def _pairs(n: Any) -> Any:
    return n * (n - 1) * (2 * n + 5) / 18


def rises_less_falls(level: np.ndarray[Any, Any], n_levels: int) -> np.ndarray[Any, Any]:
    """Return Kendall's S, pairs that rise less pairs that fall, of each column of `level` (n, m).

    Pairs are compared within blocks of 32 values; across blocks, counts of each level say the same.

    Examples
    --------
    >>> rises_less_falls(np.array([[0, 2], [1, 1], [1, 1], [2, 0]]), 3)
    array([ 5, -5])
    """
    n, m = level.shape
    small = level.astype(np.min_scalar_type(n_levels), copy=False)
    whole = n // _BLOCK * _BLOCK
    total = _within(small[:whole].reshape(-1, _BLOCK, m)) + _within(small[None, whole:])
    blocks = -(-n // _BLOCK)
    cell = (np.arange(n)[:, None] // _BLOCK * n_levels + small) * m + np.arange(m)
    here = np.bincount(cell.ravel(), minlength=blocks * n_levels * m)
    here = here.reshape(blocks, n_levels, m)
    before = np.cumsum(here, axis=0) - here
    up_to = np.cumsum(before, axis=1)
    far = here * (2 * up_to - before - up_to[:, -1:])
    return np.asarray(total + far.sum(axis=(0, 1)))


def _within(blocks: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    near = np.zeros(blocks.shape, dtype=np.int8)  # at most 31 either way
    for lag in range(1, blocks.shape[1]):
        later, earlier = blocks[:, lag:], blocks[:, :-lag]
        near[:, lag:] += (later > earlier).view(np.int8)
        near[:, lag:] -= (later < earlier).view(np.int8)
    return np.asarray(near.sum(axis=(0, 1), dtype=np.int64))


class Slopes:
    """The slopes between all pairs of values, of which quantiles are wanted; NaN is a gap.

    Examples
    --------
    >>> Slopes(np.array([0.0, 1.0, np.nan, 5.0])).quantile(0.5)
    1.6666666666666667
    """

    def __init__(self, series: Floats) -> None:
        there = ~np.isnan(series)
        levels = np.unique(series[there])
        if len(levels) <= _FEW_LEVELS:
            difference, lag, count = pairs_by_step(series, levels)
            order = np.argsort(slope := difference / lag)
            self._slope = slope[order]
            self._up_to: Array | None = np.cumsum(count[order])
            self.pairs = int(self._up_to[-1])
        else:
            self._slope, self._up_to = _every(series, there), None
            self.pairs = len(self._slope)

    def rank(self, rank: int) -> float:
        """Return the slope of a rank, from 1 to the number of pairs."""
        place = min(max(rank, 1), self.pairs)
        if self._up_to is None:
            return float(self._slope[place - 1])
        return float(self._slope[np.searchsorted(self._up_to, place)])

    def quantile(self, share: float) -> float:
        """Return a quantile, halfway between two slopes where it falls between them."""
        place = 1 + share * (self.pairs - 1)
        low, high = self.rank(int(np.floor(place))), self.rank(int(np.ceil(place)))
        return low + (high - low) * (place - int(place))


def _every(series: Floats, there: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    at, value = np.flatnonzero(there), series[there]
    pairs = len(at) * (len(at) - 1) // 2
    # Half the memory where it would run to hundreds of megabytes.
    slope = np.empty(pairs, dtype="float64" if pairs < _MANY_PAIRS else "float32")
    start = 0
    for i in range(len(at) - 1):
        stop = start + len(at) - 1 - i
        slope[start:stop] = (value[i + 1 :] - value[i]) / (at[i + 1 :] - at[i])
        start = stop
    slope.sort()
    return slope


def pairs_by_step(series: Floats, levels: Floats) -> tuple[Array, Array, Array]:
    """Count pairs by how far they differ, later less earlier, and how many steps they are apart.

    Days of each level are correlated with those of each other by Fourier transform: the cost grows
    with the levels squared and hardly more than linearly with the days.

    Examples
    --------
    >>> pairs_by_step(np.array([0.0, 1.0, np.nan, 1.0]), np.array([0.0, 1.0]))
    (array([0., 1., 1.]), array([2., 1., 3.]), array([1., 1., 1.]))
    """
    n = len(series)
    size = next_fast_len(2 * n, real=True)
    days = rfft((series == levels[:, None]).astype("float64"), size)
    back = days.conj()
    step = np.round(levels - levels[:, None], 9)
    found = []
    for difference in np.unique(step):
        first, second = np.nonzero(step == difference)
        pairs = irfft(np.einsum("ij,ij->j", back[first], days[second]), size)[1:n]
        count = np.rint(pairs)
        lag = np.flatnonzero(count) + 1.0
        found.append((np.full(len(lag), difference), lag, count[count > 0]))
    differences, lags, counts = zip(*found, strict=True)
    return np.concatenate(differences), np.concatenate(lags), np.concatenate(counts)
