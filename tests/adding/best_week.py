"""The week with the least pain: a statistic, as an example."""

from __future__ import annotations

import pandas as pd

from tracker.analysis.days.inputs import day_frame


def best_week(days: pd.DataFrame) -> pd.Timestamp:
    """Return the Monday of the week whose mean pain is the least.

    Examples
    --------
    >>> days = pd.DataFrame({"pain": [5.0] * 7 + [2.0] * 7},
    ...     pd.date_range("2026-03-02", periods=14))
    >>> best_week(days)
    Timestamp('2026-03-09 00:00:00')
    """
    pain = day_frame(days, "pain")["pain"]
    monday = pain.index - pd.to_timedelta(pain.index.day_of_week, unit="D")
    return pain.groupby(monday).mean().idxmin()
