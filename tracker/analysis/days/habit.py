"""A habit, by the rule that Loop Habit Tracker publishes, and streaks that forgive."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tracker.analysis.days.consistency import Flags, decayed
from tracker.analysis.days.inputs import on_calendar
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown

_LOOP_HALF_LIFE = 13.0


def habit_strength(
    done: Any, *, frequency: tuple[int, int] = (1, 1), skipped: Any = None
) -> pd.Series:
    """Return how far a habit has formed, by the rule that Loop Habit Tracker publishes.

    ``score = before x m + value x (1 - m)`` with ``m = 0.5^(sqrt(f) / 13)``, starting from 0, so
    that an imported history reads the same here as there (iSoron/uhabits, ``Score.kt`` and
    ``ScoreList.kt``). The value of a day is what was done in the last `den` days over `num`, at
    most 1; below one a day both are doubled, to smooth weekly habits.

    Parameters
    ----------
    done : Series or sequence of bool or 0/1
        One a day, oldest first; where indexed by day, days left out and NaN are not done. What is
        neither yes nor no raises `InvalidValue`.
    frequency : (int, int)
        `num` times in `den` days, not more than once a day; f is num / den.
    skipped : Series or sequence of bool, optional
        Days that freeze the score (a pause, an illness), as long as `done`.

    Returns
    -------
    Series of float64
        0-1, after each day; indexed by day where `done` is.

    Examples
    --------
    >>> habit_strength([1] * 20).round(4).tolist()[-2:]
    [0.6369, 0.6557]
    """
    num, den = _frequency(frequency)
    yes, skip, index = _done(done, skipped)
    keep = 0.5 ** (np.sqrt(num / den) / _LOOP_HALF_LIFE)
    if num < den:
        num, den = 2 * num, 2 * den
    total = np.concatenate([[0], np.cumsum(yes)])
    so_far = np.arange(1, len(total))
    value = np.minimum(1.0, (total[so_far] - total[np.maximum(so_far - den, 0)]) / num)
    score = np.concatenate([[0.0], decayed(value[~skip], float(keep), 0.0)])
    return pd.Series(score[np.cumsum(~skip)], index, name="habit_strength")


def streaks(done: Any, *, frequency: tuple[int, int] = (1, 1), skipped: Any = None) -> pd.DataFrame:
    """Find the runs of days throughout which the plan was kept, forgiving which days it was.

    Each day of a streak lies in some `den` days in a row with at least `num` of them done; a streak
    starts on a day that was done. Skipped days are as if they were not in the calendar: they end no
    streak, lengthen none, and what was done on them does not count.

    Parameters
    ----------
    done, frequency, skipped
        As in `habit_strength`, errors too; ``frequency=(3, 7)`` is three times in any seven days.

    Returns
    -------
    DataFrame
        One row a streak, oldest first: start, end (days, or positions where `done` has no days),
        days (int64, those skipped not counted).

    Examples
    --------
    >>> streaks([1, 0, 1, 0, 0, 0, 0, 0, 1], frequency=(2, 7))
       start  end  days
    0      0    8     9
    """
    num, den = _frequency(frequency)
    yes, skip, index = _done(done, skipped)
    counting = np.flatnonzero(~skip)
    hits = np.flatnonzero(yes[counting])
    last = hits[num - 1 :]
    first = hits[: len(last)]
    near = last - first < den
    # A window of `den` days may begin before its first hit, as long as it holds its last.
    early = np.maximum(last[near] - den + 1, 0)
    late = np.minimum(first[near] + den, len(counting))
    edges = np.zeros(len(counting) + 1, dtype=np.int64)
    np.add.at(edges, early, 1)
    np.add.at(edges, late, -1)
    kept = np.concatenate([[False], np.cumsum(edges[:-1]) > 0, [False]])
    begins = np.flatnonzero(kept[1:] & ~kept[:-1])
    ends = np.flatnonzero(~kept[1:] & kept[:-1]) - 1
    begins = hits[np.searchsorted(hits, begins)] if len(hits) else begins
    found = {"start": index[counting[begins]], "end": index[counting[ends]]}
    return pd.DataFrame({**found, "days": ends - begins + 1})


def _frequency(given: Any) -> tuple[int, int]:
    try:
        num, den = given
        whole = int(num) == num and int(den) == den and 1 <= num <= den
    except (TypeError, ValueError):
        whole = False
    if not whole:
        raise InvalidValue(
            f"frequency {shown(given)} is not (times, days): whole numbers from 1,"
            " not more times than days"
        )
    return (1, 1) if num == den else (int(num), int(den))


def _done(done: Any, skipped: Any) -> tuple[Flags, Flags, pd.Index]:
    try:
        value, index = on_calendar(done, "done", low=0, high=1)
    except InvalidValue as error:
        if ": write" in str(error):
            raise
        raise InvalidValue(f"{error}: write one yes or no a day, such as [True, False]") from None
    if skipped is None:
        skip = np.zeros(len(value), dtype=bool)
    else:
        if isinstance(skipped, pd.Series) and isinstance(index, pd.DatetimeIndex):
            skipped = skipped.reindex(index) if skipped.index.is_unique else skipped
        skip = on_calendar(skipped, "skipped", low=0, high=1)[0] == 1
    if len(skip) != len(value):
        raise InvalidValue(f"skipped has {len(skip)} days and done {len(value)}")
    return (value == 1) & ~skip, skip, index
