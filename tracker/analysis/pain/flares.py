"""Flares: runs of days well above what is usual for the person."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tracker.analysis.days.inputs import Floats
from tracker.analysis.pain.pain_change import daily_pain

FLARE_POINTS = 2
_USUAL_DAYS = 56
_USUAL_LEAST = 14
_FLARE_LEAST = 2
_FLARE_GAP = 1


def flares(pain: Any) -> pd.DataFrame:
    """Find runs of days well above what is usual for the person.

    A flare is "a worsening of your condition that lasts from hours to weeks" (Costa 2019, a
    consensus, for the low back; it adds that it is hard to bear, which scores do not tell). Here:
    at least 2 points above the person's usual on at least two rated days in a row, a day not rated
    in between allowed. In 11,817 surveys of people with back pain those in a flare were 2.8 points
    higher (medRxiv 2025, PMID 39867371). Usual is the median of the 56 days before, once 14 of them
    are rated.

    Parameters
    ----------
    pain : Series indexed by day
        0-10, NaN where not rated; other numbers, and what has no days, raise `InvalidValue`.

    Returns
    -------
    DataFrame
        One row a flare: start, end (its first and last day above), days (rated days above),
        calendar_days (from start to end, both counted), peak (highest score), usual (the median
        before it).

    Examples
    --------
    >>> days = pd.date_range("2026-03-02", periods=27)
    >>> pain = pd.Series([4.0] * 20 + [7.0, 8.0] + [4.0] * 5, days)
    >>> flares(pain)[["days", "calendar_days", "peak", "usual"]].to_numpy().tolist()
    [[2.0, 2.0, 8.0, 4.0]]
    """
    values, index = daily_pain(pain)
    usual = (
        pd.Series(values).shift().rolling(_USUAL_DAYS, min_periods=_USUAL_LEAST).median().to_numpy()
    )
    found: list[Any] = []
    run: list[int] = []
    level = np.nan
    for day in np.flatnonzero(~np.isnan(values)):
        # What was usual when it began stays the measure until it ends.
        measure = level if run and day - run[-1] <= _FLARE_GAP + 1 else usual[day]
        if run and (day - run[-1] > _FLARE_GAP + 1 or values[day] < measure + FLARE_POINTS):
            found += _flare(run, values, index, level)
            run, measure = [], usual[day]
        if values[day] >= measure + FLARE_POINTS:
            run, level = [*run, int(day)], measure
    found += _flare(run, values, index, level)
    columns = ["start", "end", "days", "calendar_days", "peak", "usual"]
    return pd.DataFrame(found, columns=columns)


def _flare(run: list[int], values: Floats, index: pd.DatetimeIndex, usual: float) -> list[Any]:
    if len(run) < _FLARE_LEAST:
        return []
    days = len(run), run[-1] - run[0] + 1
    return [(index[run[0]], index[run[-1]], *days, float(values[run].max()), float(usual))]
