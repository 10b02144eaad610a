"""Numbers with their nouns, lists, days, spans and p-values, as people write them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

KINDS = {"daily": "daily scores", "before": "scores before sessions", "after": "scores after them"}
_NEAR = {0: "today", 1: "yesterday"}
_NAMES = {"step": "hold", "checkin": "check-in", "measure": "weekly test", "knot": "nickname"}


def counted_by_table(numbers: Mapping[str, int]) -> str:
    """Return how many rows of each table, in words; a table of none is left out.

    >>> counted_by_table({"session": 1, "step": 4, "score": 0, "checkin": 2})
    '1 session, 4 holds and 2 check-ins'
    """
    return listed([counted(number, table) for table, number in numbers.items() if number])


def listed(said: Sequence[str], last: str = "and") -> str:
    """Return a list as one speaks it, `last` before its last.

    >>> listed(["scores", plural("step"), plural("checkin")])
    'scores, holds and check-ins'
    >>> listed(["mat", "ball"], "or")
    'mat or ball'
    """
    return f" {last} ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def counted(number: int, name: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "score"), counted(2, "score")
    ('1 score', '2 scores')
    >>> counted(1, "minute"), counted(2, "hold")
    ('1 minute', '2 holds')
    """
    return f"{number} {_NAMES.get(name, name) if number == 1 else plural(name)}"


def plural(name: str) -> str:
    """Return what several rows of a table are called."""
    return f"{_NAMES.get(name, name)}s"


def day_words(day: date) -> str:
    """Return a day as people write it.

    >>> day_words(date(2026, 3, 2))
    '2 March 2026'
    """
    return f"{day.day} {day:%B %Y}"


def when_words(day: str, today: str) -> str:
    """Return when a day up to today was, as one says it today; both as in "2026-03-02".

    >>> when_words("2026-03-04", "2026-03-04"), when_words("2026-03-03", "2026-03-04")
    ('today', 'yesterday')
    >>> when_words("2026-03-02", "2026-03-04"), when_words("2025-12-31", "2026-03-04")
    ('on Monday, 2 March', 'on Wednesday, 31 December 2025')
    """
    lived, now = date.fromisoformat(day), date.fromisoformat(today)
    if (now - lived).days in _NEAR:
        return _NEAR[(now - lived).days]
    return f"on {lived:%A}, {lived.day} {lived:%B}{f' {lived.year}' * (lived.year != now.year)}"


def span_words(first: date, last: date) -> str:
    """Return from which day to which, or the one day.

    >>> span_words(date(2026, 3, 2), date(2026, 3, 2))
    '2 March 2026'
    >>> span_words(date(2026, 3, 2), date(2026, 4, 1))
    '2 March 2026 to 1 April 2026'
    """
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def signed(value: Any) -> str:
    """Return points with their sign, and nothing as nothing.

    >>> signed(-1.26), signed(-0.01), signed(2)
    ('-1.3', '0.0', '+2.0')
    """
    return "0.0" if abs(value) < 0.05 else f"{value:+.1f}"


def score_words(score: float) -> str:
    """Return a mean score, or that there is none."""
    return "not scored" if math.isnan(score) else f"{score:.1f}"


def p_words(p_value: float, *, digits: int = 3) -> str:
    """Write a p-value without a leading 0, and no smaller than its last digit can say.

    >>> p_words(0.0004), p_words(0.26), p_words(0.26, digits=2)
    ('below .001', '.260', '.26')
    """
    least = 10**-digits
    said = f"{max(p_value, least):.{digits}f}".lstrip("0")
    return f"below {said}" if p_value < least else said


def rounded_repr(result: Any) -> str:
    """Return a result as code shows it, in a line: numbers to three digits, what is empty left out.

    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Trend:
    ...     slope: float
    ...     p_value: float | None
    ...     missing: str = ""
    ...     __repr__ = rounded_repr
    >>> Trend(-0.123456, None)
    Trend(slope=-0.123)
    """
    said = [
        f"{one.name}={_rounded(value)}"
        for one in fields(result)
        if one.repr and (value := getattr(result, one.name)) not in (None, "", ())
    ]
    return f"{type(result).__name__}({', '.join(said)})"


def _rounded(value: Any) -> str:
    if isinstance(value, float):  # numpy's too
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name!r}: {_rounded(one)}' for name, one in value.items())}}}"
    return f"{type(value).__name__}(…)" if is_dataclass(value) else repr(value)
