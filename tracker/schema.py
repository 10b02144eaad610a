"""The journal's tables in Python: columns, dtypes, units, ranges and allowed words.

The SQL in ``journal/migrations`` says the same to SQLite; a test holds the two together. `clean` is
the one place where a value from a person, a form or a file is judged.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tracker import anatomy
from tracker.errors import InvalidValue, NotFound

KINDS = ("daily", "before", "after", "stop", "now")
OUTCOMES = ("completed", "ended early", "stopped for pain", "interrupted")
STEP_OUTCOMES = ("done", "skipped", "stopped for pain")
SKIP_REASONS = ("pain", "time", "equipment", "other")
QUALITIES = ("dull ache", "tight", "tender spot", "sharp twinge", "burning", "tingling", "numb")
ALARMING = ("burning", "tingling", "numb")
"""Qualities that show the safety text."""
SCORE_ANCHORS = ("no pain", "pain as bad as you can imagine")
NOTE_BYTES = 200_000

Dtype = Literal["id", "text", "moment", "day", "integer", "number", "flag", "json"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its dtype, unit, range and allowed words."""

    name: str
    dtype: Dtype
    doc: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    allowed: tuple[str, ...] = ()
    optional: bool = False


_AT = (
    Column("at", "moment", "when, in UTC"),
    Column("utc_offset_min", "integer", "the person's offset then", "min", -1080, 1080),
    Column("day", "day", "the local day they lived, starting at 03:00"),
)
_NOTE = Column("note", "text", "in the person's own words")
_SIDE = Column("side", "text", "left, right or both", allowed=anatomy.SIDES)

TABLES: dict[str, tuple[Column, ...]] = {
    "session": (
        Column("id", "id", "UUID, made where the session started"),
        Column("routine", "text", "id of the routine"),
        *_AT,
        Column("ended_at", "moment", "when it ended, in UTC", optional=True),
        Column("planned_s", "integer", "length of the routine as planned", "s", 0, 86_400),
        Column("outcome", "text", "how it ended", allowed=OUTCOMES),
        Column("source", "text", "player, by hand, or the importer"),
        _NOTE,
    ),
    "step": (
        Column("session_id", "id", "the session it belongs to"),
        Column("position", "integer", "1, 2, 3 … in the order they were done", "", 1, 100_000),
        Column("exercise", "text", "id of the exercise"),
        _SIDE,
        Column("variant", "flag", "whether the easier variant was done"),
        Column("planned_s", "integer", "length of the hold as planned", "s", 0, 86_400),
        Column("held_s", "number", "how long it was held", "s", 0, 86_400),
        Column("outcome", "text", "how it ended", allowed=STEP_OUTCOMES),
        Column("reason", "text", "why it was skipped or stopped", allowed=("", *SKIP_REASONS)),
    ),
    "score": (
        Column("id", "id", "UUID, made where the score was given"),
        *_AT,
        Column("kind", "text", "when it was asked", allowed=KINDS),
        Column("site", "text", "where on the back", allowed=anatomy.SITE_NAMES),
        _SIDE,
        Column("score", "integer", "0 no pain, 10 as bad as you can imagine", "0-10", 0, 10),
        Column("session_id", "id", "the session it was given around", optional=True),
        Column("qualities", "text", "how it feels, separated by ', '"),
        _NOTE,
    ),
    "plan": (
        Column("from_day", "day", "the first day it holds"),
        Column("sessions_per_week", "integer", "sessions meant a week", "", 0, 21),
        Column("routine", "text", "id of the routine meant", optional=True),
    ),
    "setting": (
        Column("key", "id", "what is remembered"),
        Column("value", "json", "the value"),
        Column("at", "moment", "when it was set, in UTC"),
    ),
    "change": (
        Column("seq", "integer", "1, 2, 3 … in the order written"),
        Column("batch", "integer", "changes made in one step share a number"),
        Column("at", "moment", "when it was written, in UTC"),
        Column("action", "text", "what was done", allowed=("add", "amend", "remove", "undo")),
        Column("table_name", "text", "the table it was done to"),
        Column("row_id", "id", "the row it was done to"),
        Column("before", "json", "the row before, as JSON", optional=True),
        Column("after", "json", "the row after, as JSON", optional=True),
    ),
}


def column(table: str, name: str) -> Column:
    """Return the description of one column.

    Raises
    ------
    NotFound
        If there is no such table or column.
    """
    if table not in TABLES:
        raise NotFound(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    for found in TABLES[table]:
        if found.name == name:
            return found
    names = ", ".join(c.name for c in TABLES[table])
    raise NotFound(f"table {table!r} has no column {name!r}; it has {names}")


def clean(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Check scalar values against the table and return them as SQLite stores them.

    Moments and days are the store's to convert and pass through unchanged.

    Raises
    ------
    InvalidValue
        With the column, what came and what is allowed.

    Examples
    --------
    >>> clean("score", {"score": 3.0, "side": "left"})
    {'score': 3, 'side': 'left'}
    >>> clean("score", {"score": 11})
    Traceback (most recent call last):
        ...
    tracker.errors.InvalidValue: score 11 is outside 0-10; nothing was saved
    """
    return {name: _clean_one(column(table, name), value) for name, value in values.items()}


def _clean_one(col: Column, value: Any) -> Any:
    if value is None:
        if col.optional:
            return None
        raise _refuse(col, value)
    if col.dtype in ("moment", "day", "json"):
        return value
    if col.dtype == "flag":
        if value in (0, 1):
            return int(value)
        raise _refuse(col, value)
    if col.dtype in ("integer", "number"):
        number = _number(col, value)
        if not (col.low is None or col.low <= number) or not (
            col.high is None or number <= col.high
        ):
            raise InvalidValue(f"{col.name} {value} is outside {_range(col)}; nothing was saved")
        return number
    if not isinstance(value, str):
        raise _refuse(col, value)
    if col.allowed and value not in col.allowed:
        raise _refuse(col, value)
    if "\x00" in value:
        raise InvalidValue(f"{col.name} holds a NUL character; nothing was saved")
    try:
        size = len(value.encode())
    except UnicodeEncodeError:
        raise InvalidValue(f"{col.name} is not valid text; nothing was saved") from None
    if size > NOTE_BYTES:
        raise InvalidValue(
            f"{col.name} is {size // 1000} kB long and at most {NOTE_BYTES // 1000} kB fit; "
            "nothing was saved"
        )
    if col.dtype == "id" and not value.strip():
        raise _refuse(col, value)
    return value


def _number(col: Column, value: Any) -> int | float:
    if isinstance(value, (bool, str, bytes)):
        raise _refuse(col, value)
    try:
        return operator.index(value)
    except TypeError:
        pass
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise _refuse(col, value) from None
    if not math.isfinite(number) or (col.dtype == "integer" and not number.is_integer()):
        raise _refuse(col, value)
    return int(number) if col.dtype == "integer" else number


def _range(col: Column) -> str:
    return f"{col.low:g}-{col.high:g}"


def _refuse(col: Column, value: Any) -> InvalidValue:
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "…"
    if col.allowed:
        words = ", ".join(repr(word) for word in col.allowed)
        return InvalidValue(f"{col.name} {shown} is not one of {words}; nothing was saved")
    if col.dtype in ("integer", "number"):
        kind = "a whole number" if col.dtype == "integer" else "a number"
        return InvalidValue(f"{col.name} {shown} is not {kind} from {_range(col)}; nothing was saved")
    kinds = {"flag": "True or False", "id": "a name", "text": "text"}
    return InvalidValue(
        f"{col.name} {shown} is not {kinds.get(col.dtype, col.dtype)}; nothing was saved"
    )
