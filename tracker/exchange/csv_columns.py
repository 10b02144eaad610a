"""Any table of a person's own: which column is what, and how days and numbers are written."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from tracker.foundation.schema import shown

MEANINGS = {
    "day": r"^(date|day|datum|when|timestamp|datetime|date.?time|jour|fecha)$|date|^time ?stamp",
    "time": r"^(time|hour|uhrzeit|heure|hora)$",
    "score": r"pain|score|nrs|intensity|severity|schmerz|rating|level|ache",
    "kind": r"^(kind|type)$",
    "site": r"^(site|where|location|place|body ?(part|site)|region)$",
    "side": r"^side$",
    "stress": r"stress",
    "sleep_h": r"sleep|schlaf",
    "sitting_h": r"sitting|desk|sedentary",
    "minutes": r"minutes|duration|min\b",
    "routine": r"routine|exercise|activity|workout",
    "note": r"note|comment|remark|text|notiz",
}
"""What a column may mean, and the headings that sound like it; in the order they are tried."""
ORDERS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y")
"""Year first, day first, month first: the ways of writing a day that are told apart."""
_SEPARATORS = re.compile(r"[./\s-]+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_CLOCK = re.compile(
    r"(\d{1,2})[:.h](\d\d)(?::\d\d(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE
)


def delimiter(text: str) -> str:
    r"""Return what separates the cells: the likeliest of comma, semicolon, tab and bar.

    >>> delimiter("day;pain\n1.3.2026;4,5\n")
    ';'
    """
    head = text.lstrip("\r\n")[:65_536].splitlines()[:20]
    first = head[0] if head else ""

    def evenness(mark: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in csv.reader(head, delimiter=mark) if cells)
        width, lines = max(widths.items(), default=(1, 0), key=lambda item: item[1])
        return (lines if width > 1 else 0, first.count(mark))

    with suppress(csv.Error):
        return max(",;\t|", key=evenness)
    return ","


def guess_columns(heads: Iterable[str]) -> dict[str, str]:
    """Return which heading is likely what: meaning to heading, each heading once.

    >>> guess_columns(["Date", "Pain (0-10)", "Sleep hours", "Comment"])
    {'day': 'Date', 'score': 'Pain (0-10)', 'sleep_h': 'Sleep hours', 'note': 'Comment'}
    """
    left = [head for head in heads if head.strip()]
    guessed = {}
    for meaning, pattern in MEANINGS.items():
        fitting = [head for head in left if re.search(pattern, head.strip(), re.IGNORECASE)]
        if fitting:
            guessed[meaning] = fitting[0]
            left.remove(fitting[0])
    return guessed


def day_order(cells: Sequence[str]) -> tuple[str, str | None]:
    """Return how days are written, one of `ORDERS`, and a sentence where both readings fit.

    >>> day_order(["3/25/2026", "4/1/2026"])
    ('%m/%d/%Y', None)
    """
    cells = [cell for cell in cells if cell]
    fitting = [order for order in ORDERS if cells and all(_by_order(cell, order) for cell in cells)]
    if len(fitting) > 1:
        return fitting[0], "Days could be day first or month first, and were read as day first."
    # A few odd lines are refused one by one: the order is what most of them fit.
    scores = {order: sum(bool(_by_order(cell, order)) for cell in cells) for order in ORDERS}
    return fitting[0] if fitting else max(ORDERS, key=lambda order: scores[order]), None


def _by_order(cell: str, order: str) -> date | None:
    parts = _SEPARATORS.split(cell.strip())[:3]
    fields = [mark[1].lower() for mark in order.replace("-", "/").split("/")]
    given = dict(zip(fields, parts, strict=False))
    if len(parts) < 3 or not all(part.isdecimal() and part.isascii() for part in parts):
        return None
    if len(given["y"]) not in (2, 4) or max(len(given["m"]), len(given["d"])) > 2:
        return None
    if order == ORDERS[0] and len(given["y"]) == 2:
        return None
    year = int(given["y"]) + (2000 if len(given["y"]) == 2 else 0)
    try:
        return date(year, int(given["m"]), int(given["d"]))
    except ValueError:
        return None


def moment(day: str, clock: str, order: str) -> tuple[str, bool]:
    """Return a moment of a table as ISO-8601, and whether it names a time.

    >>> moment("1.3.2026", "8:30 pm", "%d/%m/%Y")
    ('2026-03-01T20:30:00', True)
    """
    text = day.strip()
    with suppress(ValueError):
        if _ISO.fullmatch(text):
            return datetime.fromisoformat(text).isoformat(), True
    found = _by_order(text, ORDERS[0]) or _by_order(text, order)
    if found is None:
        raise ValueError(f"{shown(text)} is not a day")
    clock = clock.strip() or (text.split(maxsplit=1)[1:] or [""])[0]
    when = _clock(clock)
    if clock and when is None:
        raise ValueError(f"{shown(clock)} is not a time")
    # Noon rather than midnight, which belongs to the evening before.
    return datetime.combine(found, when or time(12)).isoformat(), when is not None


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour = hour_of_day(found[1], found[3])
    return time(hour, int(found[2])) if hour < 24 and int(found[2]) < 60 else None


def hour_of_day(hours: str, half: str | None) -> int:
    """Return an hour, 0-23, also of a clock of twelve hours: then `half` begins am or pm.

    >>> hour_of_day("8", None), hour_of_day("12", "a"), hour_of_day("8", "P")
    (8, 0, 20)
    """
    return int(hours) % 12 + (12 if half in ("p", "P") else 0) if half else int(hours)


def number(text: str) -> Any:
    """Return the number in a cell, also with a decimal comma or a unit, or the cell as it came.

    >>> number("4"), number("7,5 h"), number("6/10"), number("bad")
    (4, 7.5, 6, 'bad')
    """
    found = re.fullmatch(
        r"\s*(-?\d{1,9}(?:[.,]\d{1,9})?)\s*(?:/\s*10|[a-z%°.]{0,8})\s*", text, re.I
    )
    if found is None:
        return text
    value = float(found[1].replace(",", "."))
    return int(value) if value == int(value) else value
