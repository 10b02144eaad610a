"""How the progress page says a day, a number, a span."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tracker.progress.overlook import Overlook, place

KINDS = {"daily": "daily scores", "before": "scores before sessions", "after": "scores after them"}


def of(look: Overlook) -> str:
    """Return which place and which days are looked at."""
    if look.days.empty:
        return "No day yet"
    return f"{where(look)}, {span_words(look.days.index[0], look.days.index[-1])}"


def where(look: Overlook) -> str:
    """Return which place is looked at, as a sentence begins."""
    said = place(look.site, look.side)
    return f"{said[0].upper()}{said[1:]}"


def day_words(day: pd.Timestamp) -> str:
    """Return a day as people write it.

    Examples
    --------
    >>> day_words(pd.Timestamp("2026-03-02"))
    '2 March 2026'
    """
    return f"{day.day} {day:%B %Y}"


def span_words(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Return from which day to which, or the one day.

    Examples
    --------
    >>> span_words(pd.Timestamp("2026-03-02"), pd.Timestamp("2026-03-02"))
    '2 March 2026'
    """
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def signed(value: Any) -> str:
    """Return points with their sign, and nothing as nothing.

    Examples
    --------
    >>> signed(-1.26), signed(-0.01), signed(2)
    ('-1.3', '0.0', '+2.0')
    """
    return "0.0" if abs(value) < 0.05 else f"{value:+.1f}"


def count(n: int, what: str) -> str:
    """Return a number of things, one or many."""
    return f"{n} {what}{'' if n == 1 else 's'}"


def or_dash(score: float) -> str:
    """Return a mean score, or that there is none."""
    return "not scored" if np.isnan(score) else f"{score:.1f}"
