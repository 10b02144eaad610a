"""The level of pain under the day-to-day noise: a smooth line with its band."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from tracker.analysis.days.inputs import Floats
from tracker.analysis.pain.pain_change import daily_pain

LEAST_RATED = 7
LONGEST_GAP_DAYS = 14
_HALF_LIFE_SHARE, _HALF_LIFE_DAYS = 1 / 30, (3.0, 45.0)
_PHI = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_SHARE = (0.25, 0.5, 0.75, 1.0)
"""Kinds of scatter: AR(1) in some share, and noise in the rest."""
_LAGS = 3
"""Days apart at which they are told from each other."""


def pain_level(pain: Any) -> pd.DataFrame:
    """Smooth daily scores: the level that they scatter around, and how well it is known.

    A level that wanders a little each day, and ratings that scatter around it (a local level
    model), smoothed both ways by Kalman's recursions (Durbin and Koopman 2012, chapter 2), so that
    a gap widens the band. How far it wanders is fixed by how much time there is to see: a rating
    counts half after a thirtieth of the diary, 3 to 45 days, so that weeks show in months and
    seasons in years. Days above the level come in runs: the band is that of scatter which is AR(1)
    and noise, of the strengths and in the shares that answer to what is left of the ratings when
    the level is taken out, each weighing in the more the better it does.

    Parameters
    ----------
    pain : Series indexed by day
        0-10, NaN where not rated; other numbers, and what has no days, raise `InvalidValue`.

    Returns
    -------
    DataFrame
        Indexed by day: level, low, high (points, a 95 % band of the level, 0-10; NaN within gaps of
        more than 14 days and where fewer than 7 days are rated).

    Examples
    --------
    >>> pain = pd.Series([6.0, 5, 6, 5] * 7, pd.date_range("2026-03-02", periods=28))
    >>> pain_level(pain)["level"].round(1).iloc[[0, -1]].tolist()
    [5.6, 5.4]
    """
    values, index = daily_pain(pain)
    table = np.full((len(values), 3), np.nan)
    rated = np.flatnonzero(~np.isnan(values))
    if len(rated) >= LEAST_RATED:
        half_life = float(np.clip(len(values) * _HALF_LIFE_SHARE, *_HALF_LIFE_DAYS))
        gain = 1 - 0.5 ** (1 / half_life)
        level, spread = smooth(values, gain**2 / (1 - gain))
        reach = 1.96 * np.sqrt(spread * _scatter(values - level, gain))
        table = np.clip(np.column_stack([level, level - reach, level + reach]), 0, 10)
        table[: rated[0]] = np.nan
        table[rated[-1] + 1 :] = np.nan
        for before, after in pairwise(rated.tolist()):
            if after - before > LONGEST_GAP_DAYS:
                table[before + 1 : after] = np.nan
    return pd.DataFrame(table, index, ["level", "low", "high"])


def smooth(values: Floats, ratio: float) -> tuple[Floats, Floats]:
    """Return level and variance each day, for a ratio of the step's variance to the noise's (1).

    Examples
    --------
    >>> level, spread = smooth(np.array([4.0, np.nan, 6.0]), 0.5)
    >>> level.round(2).tolist(), spread.round(2).tolist()
    ([4.67, 5.0, 5.33], [0.67, 0.75, 0.67])
    """
    n = len(values)
    level, spread = np.empty(n), np.empty(n)  # as known after each day
    a, p, seen = 0.0, np.inf, False
    for day, value in enumerate(values.tolist()):
        if value == value:  # not NaN
            if seen:
                a, p = a + p / (p + 1) * (value - a), p / (p + 1)
            else:
                a, p, seen = value, 1.0, True
        level[day], spread[day] = a, p
        p += ratio
    later, wide = float(level[-1]), float(spread[-1])
    for day in range(n - 2, -1, -1):
        back = spread[day] / (spread[day] + ratio) if spread[day] < np.inf else 1.0
        later = float(level[day] + back * (later - level[day])) if back < 1 else later
        wide = (
            float(spread[day] + back**2 * (wide - spread[day] - ratio))
            if back < 1
            else wide + ratio
        )
        level[day], spread[day] = later, wide
    return level, spread


def _scatter(left: Floats, gain: float) -> float:
    """Return by what to multiply a white smoother's spread, given what it left of the ratings.

    The kinds of scatter are weighted as autocorrelations of n days scatter, with variance 1/n
    (Bartlett 1946): a short diary does not tell them apart.
    """
    there = np.isfinite(left)
    values = np.where(there, left, 0.0)
    seen = np.zeros(_LAGS + 1)
    for lag in range(min(_LAGS + 1, len(left))):
        both = there[lag:] & there[: len(left) - lag]
        seen[lag] = (values[lag:] * values[: len(left) - lag]).sum() / max(both.sum(), 1)
    leaves, strays = _kinds(gain)
    apart = ((leaves[:, 1:] / leaves[:, :1] - seen[1:] / max(seen[0], 1e-9)) ** 2).sum(axis=1)
    weight = np.exp(-there.sum() / 2 * (apart - apart.min()))
    far = np.sqrt(strays / leaves[:, 0])
    return float(max(seen[0], 1e-6) * (weight @ far / weight.sum()) ** 2)


@lru_cache(maxsize=32)
def _kinds(gain: float) -> tuple[Floats, Floats]:
    """Return what autocovariance each kind of scatter leaves, and how far the level strays.

    Of scatter with variance 1; the second in units of a white smoother's spread.
    """
    keep = 1 - gain
    reach = int(np.ceil(np.log(1e-4) / np.log(keep)))
    weights = gain / (1 + keep) * keep ** np.abs(np.arange(-reach, reach + 1))
    rest = -weights
    rest[reach] += 1
    level, rest = np.correlate(weights, weights, "full"), np.correlate(rest, rest, "full")
    apart = np.abs(np.arange(len(rest) + 2 * _LAGS) - 2 * reach - _LAGS)
    kinds = np.array(
        [share * phi**apart + (1 - share) * (apart == 0) for phi in _PHI for share in _SHARE]
    )
    leaves = np.stack(
        [kinds[:, _LAGS + lag : _LAGS + lag + len(rest)] @ rest for lag in range(_LAGS + 1)], axis=1
    )
    strays = kinds[:, _LAGS : _LAGS + len(rest)] @ level
    return leaves, strays / weights[reach]
