"""What analyses are given, checked once: numbers, calendar days, columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
_MOST_STEPS = 1_000_000


def numbers(
    values: Any, name: str, *, low: float | None = None, high: float | None = None
) -> Floats:
    """Return values as a float64 array; what is missing is NaN.

    `name` is for the sentence that refuses words, infinite numbers, and what is out of range.

    Examples
    --------
    >>> numbers([3, None, 4], "pain")
    array([ 3., nan,  4.])
    >>> numbers([3, 11], "pain", low=0, high=10)
    Traceback (most recent call last):
        ...
    tracker.foundation.errors.InvalidValue: pain 11 is not within 0-10
    """
    found = _floats(values, name)
    least, most = -np.inf if low is None else low, np.inf if high is None else high
    wrong = (found < least) | (found > most) | np.isinf(found)
    if wrong.any():
        value = found[wrong][0]
        allowed = "a finite number" if np.isinf(value) else f"within {least:g}-{most:g}"
        raise InvalidValue(f"{name} {value:g} is not {allowed}")
    return found


def _floats(values: Any, name: str) -> Floats:
    dtype = getattr(values, "dtype", None)
    if isinstance(dtype, np.dtype) and dtype.kind in "biuf" and values.ndim == 1:
        return np.array(values, dtype="float64")
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise InvalidValue(f"{name} {shown(values)} is not a series of numbers")
    try:
        listed = values if hasattr(values, "ndim") else list(values)
        column = values if isinstance(values, pd.Series) else pd.Series(listed, dtype=object)
    except (ValueError, TypeError):
        raise InvalidValue(f"{name} must have one dimension: one number a row") from None
    there = column.notna().to_numpy()
    found = np.full(len(column), np.nan)
    for item in (odd for odd in column[there] if not isinstance(odd, (Real, np.bool_))):
        raise InvalidValue(f"{name} {shown(item)} is not a number")
    found[there] = column[there].to_numpy(dtype="float64")
    return found


def calendar(index: Any, name: str) -> pd.DatetimeIndex:
    """Return the index of a daily series or frame, which must be days, in order, each once.

    Examples
    --------
    >>> calendar(pd.to_datetime(["2026-03-02", "2026-03-02"]), "days")
    Traceback (most recent call last):
        ...
    tracker.foundation.errors.InvalidValue: days: 2026-03-02 is there twice; one row a day is needed
    """
    if not isinstance(index, pd.DatetimeIndex):
        raise InvalidValue(
            f"{name} must have one row a calendar day, with a DatetimeIndex in one time zone,"
            f" as tracker.daily() makes it; its index is {type(index).__name__}"
        )
    days = index.tz_localize(None)
    if days.hasnans:
        raise InvalidValue(f"{name}: a row has no day")
    moments = days.to_numpy()
    within = moments != moments.astype("datetime64[D]")
    if within.any():
        raise InvalidValue(
            f"{name}: {days[within][0]} is a moment, not a day;"
            " tracker.daily() turns moments into days"
        )
    step = np.diff(moments)
    if (step <= np.timedelta64(0, "D")).any():
        at = int(np.argmax(step <= np.timedelta64(0, "D")))
        before, after = days[at].date(), days[at + 1].date()
        if before == after:
            raise InvalidValue(f"{name}: {after} is there twice; one row a day is needed")
        raise InvalidValue(f"{name}: {after} comes after {before}; put the days in order")
    return days


def on_calendar(values: Any, name: str, **limits: float) -> tuple[Floats, pd.Index]:
    """Return daily values with a NaN for each day left out, and their index.

    Indexed by day or by whole numbers, or any sequence with one value a day; `limits` are
    `numbers`'.

    Examples
    --------
    >>> pain = pd.Series([4, 5], pd.to_datetime(["2026-03-01", "2026-03-03"]))
    >>> on_calendar(pain, "pain")[0]
    array([ 4., nan,  5.])
    """
    if isinstance(values, pd.DataFrame) or hasattr(values, "scores"):
        frame = "days" if isinstance(values, pd.DataFrame) else "tracker.daily(journal)"
        column = "stretched" if name == "done" else "pain"
        raise InvalidValue(
            f"{name} must be one column, not a {type(values).__name__}: write {frame}[{column!r}]"
        )
    found = numbers(values, name, **limits)
    index = values.index if isinstance(values, pd.Series) else pd.RangeIndex(len(found))
    if len(found) == 0 or (isinstance(index, pd.RangeIndex) and index.step == 1):
        return found, index
    if pd.api.types.is_integer_dtype(index.dtype):
        number = index.to_numpy()
        if (np.diff(number) < 1).any() or number[-1] - number[0] > _MOST_STEPS:
            raise InvalidValue(f"{name}: its index must count up, each step once")
        whole: pd.Index = pd.RangeIndex(number[0], number[-1] + 1)
    else:
        days = calendar(index, name)
        number = days.to_numpy().astype("datetime64[D]").astype(np.int64)
        whole = days
        if number[-1] - number[0] > len(number) - 1:
            whole = pd.date_range(days[0], days[-1], freq="D")
    filled = np.full(len(whole), np.nan)
    filled[number - number[0]] = found
    return filled, whole


def day_frame(days: Any, *columns: str, maybe: Iterable[str] = ()) -> pd.DataFrame:
    """Return columns of a frame as `tracker.daily` makes it, checked: a row for every calendar day.

    They come as float64 (pain within 0-10), flags as bool, those of `maybe` where they are there;
    of days left out nothing is known.
    """
    if not isinstance(days, pd.DataFrame):
        raise InvalidValue(
            f"days must be a frame, not {type(days).__name__}: write tracker.daily(journal)"
        )
    missing = [name for name in columns if name not in days]
    if missing:
        raise InvalidValue(f"days has no column {missing[0]!r}; tracker.daily() makes it")
    if days.empty:
        raise InvalidValue("days is empty: there is no day to look at yet")
    found = {}
    index: pd.Index = days.index
    calendar(days.index, "days")
    for name in (*columns, *(name for name in maybe if name in days)):
        limits = LIMITS.get(name, {})
        values, index = on_calendar(days[name], name, **limits)
        found[name] = values == 1 if name in FLAGS else values
    return pd.DataFrame(found, index=index)


def needs(frame: pd.DataFrame, name: str, *columns: str) -> None:
    """Raise `InvalidValue` where something is no frame, or has not these columns."""
    if not isinstance(frame, pd.DataFrame):
        raise InvalidValue(
            f"{name} must be a frame, not {type(frame).__name__}"
            + (f": write journal.{name}()" if hasattr(frame, name) else "")
        )
    for column in columns:
        if column not in frame:
            raise InvalidValue(f"{name} has no column {column!r}")


FLAGS = ("stretched", "paused", "observed")
LIMITS: dict[str, dict[str, float]] = {
    "pain": {"low": 0, "high": 10},
    "stress": {"low": 0, "high": 10},
    **{flag: {"low": 0, "high": 1} for flag in FLAGS},
}
