"""How regularly somebody stretches: against their plan, and as a weighted share of days."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.signal import lfilter

from tracker.analysis.days.inputs import Floats, day_frame
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


def adherence(days: pd.DataFrame) -> pd.DataFrame:
    """Hold each week (Monday to Sunday) against the plan in force in it; pauses are taken out.

    A paused day counts neither for nor against: nothing was planned for it, and a session on it is
    not counted. A week that the diary or a pause covers in part has its part of the plan.

    Parameters
    ----------
    days : DataFrame
        As `tracker.daily` makes it; sessions, minutes, target and paused are used. Anything else,
        and a frame without a day, raises `InvalidValue`.

    Returns
    -------
    DataFrame
        Indexed by `week`, its Monday:

        - done : int64, sessions on days that were not paused.
        - planned : float64, sessions planned for those days, a seventh of the weekly target each;
          NaN where a day of them had no plan.
        - share : float64, done over planned, above 1 where more was done; NaN without a plan.
        - minutes : float64, the dose: minutes held, paused days too; NaN where it is not known.

    Examples
    --------
    >>> days = pd.DataFrame({"sessions": [1, 0, 1, 0, 1, 0, 0], "minutes": 5.0, "target": 3,
    ...     "paused": False}, pd.date_range("2026-03-02", periods=7))
    >>> adherence(days).rename_axis(None)
                done  planned  share  minutes
    2026-03-02     3      3.0    1.0     35.0
    """
    table = day_frame(days, "sessions", "minutes", "target", "paused")
    index = pd.DatetimeIndex(table.index)
    start = index[0] - pd.Timedelta(days=index[0].weekday())
    week = (index - start).days.to_numpy() // 7
    n = int(week[-1]) + 1
    counts = ~table["paused"].to_numpy()
    # A day that is left out had no session that anybody knows of, and the plan that was in force.
    sessions = np.nan_to_num(table["sessions"].to_numpy())
    done = np.bincount(week[counts], sessions[counts], minlength=n)
    target = table["target"].ffill().to_numpy()
    # Counted by target before dividing, so that a whole week has a whole number.
    planned = np.bincount(week[counts], target[counts], minlength=n) / 7
    has_plan = planned > 0
    share = np.full(n, np.nan)
    share[has_plan] = done[has_plan] / planned[has_plan]
    minutes = np.bincount(week, table["minutes"].to_numpy(), minlength=n)
    columns = {"done": done.astype("int64"), "planned": planned, "share": share, "minutes": minutes}
    weeks = pd.date_range(start, periods=n, freq="W-MON", name="week")
    return pd.DataFrame(columns, index=weeks)


def weighted_consistency(
    days: pd.DataFrame, *, half_life_days: float = 14, carried: bool = True
) -> pd.Series:
    """Return the share of recent days with a session, the latest counting most.

    ``H = l x the day before's H + (1 - l) x stretched``, with ``l = 2^(-1 / half-life)``: 1 after
    months of stretching every day, 0 after months without. It starts at the share of the first 14
    days. Pauses are days like others here: a back that rests is a back that rests.

    Parameters
    ----------
    days : DataFrame
        As `tracker.daily` makes it; `stretched` is used, and `observed` where it is there. Anything
        else, and a frame without a day, raises `InvalidValue`.
    half_life_days : float
        After so many days, above 0, a session weighs half; say it wherever you show the result.
    carried : bool
        Whether a day of which nothing is known counts with the share of the days around it
        (half-life 7 days, up to the day before), rather than as a day without a session: taking the
        unknown for "no" raises false alarms.

    Returns
    -------
    Series of float64
        0-1, after each day's session.

    Examples
    --------
    >>> index = pd.date_range("2026-03-02", periods=28)
    >>> days = pd.DataFrame({"stretched": [True, False] * 14}, index)
    >>> weighted_consistency(days).round(3).tail(2).tolist()
    [0.516, 0.491]
    """
    table = day_frame(days, "stretched", maybe=["observed"])
    stretched = table["stretched"].to_numpy(dtype="float64")
    known = table["observed"].to_numpy() if "observed" in table else np.isfinite(stretched)
    if carried and not known.all():
        stretched = carry(stretched, known | (stretched == 1))
    start = float(stretched[:14].mean())
    values = decayed(stretched, half_life(half_life_days), start)
    return pd.Series(values, table.index, name="consistency")


def half_life(days: float) -> float:
    """Return the weight l that a day keeps after one day; ``l ** days`` is a half.

    Examples
    --------
    >>> round(half_life(14), 6)
    0.951695
    """
    try:
        positive = np.isfinite(days) and days > 0
    except TypeError:
        positive = False
    if not positive:
        raise InvalidValue(f"half_life_days {shown(days)} is not a number of days above 0")
    return float(0.5 ** (1 / days))


def decayed(values: Floats, keep: float, start: float) -> Floats:
    """Return ``h = keep x h + (1 - keep) x value`` after each value, in one pass.

    `keep` (0-1) is what yesterday's weighs, `start` is h before the first value.

    Examples
    --------
    >>> decayed(np.array([1.0, 0.0]), 0.5, 0.0)
    array([0.5 , 0.25])
    """
    found, _ = lfilter([1 - keep], [1, -keep], values, zi=[keep * start])
    return np.asarray(found)


def before_each_day(stretched: Floats, keep: float, start: float) -> Floats:
    """Return the consistency of the days before each day, `start` before the first."""
    return np.concatenate([[start], decayed(stretched, keep, start)[:-1]])


def carry(stretched: Floats, known: Flags, *, half_life_days: float = 7) -> Floats:
    """Return 0/1 days with each unknown one at the weighted share of the days before it.

    An unknown day leaves that share, of the half-life given, as it was; it starts at the mean of
    the known days. What `stretched` holds on unknown days does not matter.

    Examples
    --------
    >>> carry(np.array([1.0, 0.0, 0.0]), np.array([True, True, False])).round(3)
    array([1.   , 0.   , 0.496])
    """
    if not known.any():
        return np.zeros(len(stretched))
    start = float(stretched[known].mean())
    share = np.concatenate([[start], decayed(stretched[known], half_life(half_life_days), start)])
    found = stretched.astype("float64")
    found[~known] = share[np.cumsum(known)[~known]]
    return found
