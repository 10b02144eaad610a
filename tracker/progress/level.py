"""The level of pain under the day-to-day noise: a smooth line with its band."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from tracker.progress.change import daily_pain
from tracker.progress.inputs import Floats

LEAST_RATED = 7
LONGEST_GAP_DAYS = 14
_HALF_LIFE_SHARE, _HALF_LIFE_DAYS = 1 / 30, (3.0, 45.0)


def pain_level(pain: Any) -> pd.DataFrame:
    """Smooth daily scores: the level that they scatter around, and how well it is known.

    A level that wanders a little each day, and ratings that scatter around it (a local level
    model), smoothed both ways by Kalman's recursions, so that a gap widens the band. How far it
    wanders is fixed by how much time there is to see: a rating counts half after a thirtieth of the
    diary, 3 to 45 days, so that weeks show in months and seasons in years. Days above the level
    come in runs; the band is widened for that.

    Parameters
    ----------
    pain : Series indexed by day
        0-10, NaN where not rated.

    Returns
    -------
    DataFrame
        Indexed by day: level, low, high (points, a 95 % band of the level, 0-10; NaN within gaps of
        more than 14 days and where fewer than 7 days are rated).

    Raises
    ------
    InvalidValue
        If the scores are no numbers within 0-10, or not indexed by day.

    References
    ----------
    Durbin and Koopman 2012, chapter 2.

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
        level, variance = smooth(values, gain**2 / (1 - gain))
        reach = 1.96 * np.sqrt(variance * _runs(values - level))
        table = np.clip(np.column_stack([level, level - reach, level + reach]), 0, 10)
        table[: rated[0]] = np.nan
        table[rated[-1] + 1 :] = np.nan
        for before, after in pairwise(rated.tolist()):
            if after - before > LONGEST_GAP_DAYS:
                table[before + 1 : after] = np.nan
    return pd.DataFrame(table, index, ["level", "low", "high"])


def smooth(values: Floats, ratio: float) -> tuple[Floats, Floats]:
    """Return level and its variance each day, for a ratio of the step's variance to the noise's.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        NaN where not known; at least two are.
    ratio : float
        Above 0.

    Returns
    -------
    level, variance : ndarray of float64, shape (n,)
        In points and their square; the noise's variance is that of the steps ahead.

    Examples
    --------
    >>> level, variance = smooth(np.array([4.0, np.nan, 6.0]), 0.5)
    >>> level.round(2).tolist(), bool(variance[1] > 0)
    ([4.67, 5.0, 5.33], True)
    """
    n = len(values)
    level, spread = np.empty(n), np.empty(n)  # as known after each day, in units of the noise
    a, p, squares, seen = 0.0, np.inf, 0.0, 0
    for day, value in enumerate(values.tolist()):
        if value == value:  # not NaN
            if seen:
                f = p + 1
                squares += (value - a) ** 2 / f
                a, p = a + p / f * (value - a), p / f
            else:
                a, p = value, 1.0
            seen += 1
        level[day], spread[day] = a, p
        p += ratio
    noise = max(squares / (seen - 1), 1e-6)
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
    return level, noise * spread


def _runs(left: Floats) -> float:
    """Return by how much runs of like days make a mean's variance larger."""
    both = ~np.isnan(left[1:]) & ~np.isnan(left[:-1])
    total = float(np.nansum(left**2)) / max(int((~np.isnan(left)).sum()), 1)
    if not both.any() or total == 0:
        return 1.0
    r = float((left[1:][both] * left[:-1][both]).mean()) / total
    r = min(max(r, 0.0), 0.8)
    return (1 + r) / (1 - r)
