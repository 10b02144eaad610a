"""The journal's tables in Python: columns, dtypes, units, ranges and allowed words.

The SQL in ``journal/migrations`` says the same to SQLite; a test holds the two together. `clean` is
the one place where a value from a person, a form or a file is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
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

Dtype = Literal["id", "text", "words", "moment", "day", "integer", "number", "flag", "json"]
"""What a column holds; "id" is text that may not be blank, "words" some of the allowed words."""


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
        Column("routine", "id", "id of the routine"),
        *_AT,
        Column("ended_at", "moment", "when it ended, in UTC", optional=True),
        Column("planned_s", "integer", "length of the routine as planned", "s", 0, 86_400),
        Column("outcome", "text", "how it ended", allowed=OUTCOMES),
        Column("source", "id", "player, by hand, or the importer"),
        _NOTE,
    ),
    "step": (
        Column("session_id", "id", "the session it belongs to"),
        Column("position", "integer", "1, 2, 3 … in the order they were done", "", 1, 100_000),
        Column("exercise", "id", "id of the exercise"),
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
        Column("qualities", "words", "how it feels, separated by ', '", allowed=QUALITIES),
        _NOTE,
    ),
    "plan": (
        Column("from_day", "day", "the first day it holds"),
        Column("sessions_per_week", "integer", "sessions meant a week", "", 0, 21),
        Column("routine", "id", "id of the routine meant", optional=True),
    ),
    "setting": (
        Column("key", "id", "what is remembered"),
        Column("value", "json", "the value"),
        Column("at", "moment", "when it was set, in UTC"),
    ),
    "change": (
        Column("seq", "integer", "1, 2, 3 … in the order written", "", 1),
        Column("batch", "integer", "one step of the person: the seq of its first change", "", 1),
        Column("at", "moment", "when it was written, in UTC"),
        Column("action", "text", "what was done", allowed=("add", "amend", "remove", "undo")),
        Column(
            "table_name",
            "text",
            "the table it was done to",
            allowed=("session", "step", "score", "plan"),
        ),
        Column("row_id", "id", "the row it was done to"),
        Column("before", "json", "the row before, as JSON", optional=True),
        Column("after", "json", "the row after, as JSON", optional=True),
    ),
}

_BY_NAME = {table: {column.name: column for column in columns} for table, columns in TABLES.items()}


def columns(table: str) -> tuple[Column, ...]:
    """Return the descriptions of a table's columns, in order.

    Raises
    ------
    NotFound
        If there is no such table.
    """
    if table not in TABLES:
        raise NotFound(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    return TABLES[table]


def column(table: str, name: str) -> Column:
    """Return the description of one column.

    Raises
    ------
    NotFound
        If there is no such table or column.
    """
    columns(table)
    if name not in _BY_NAME[table]:
        raise NotFound(
            f"table {table!r} has no column {name!r}; it has {', '.join(_BY_NAME[table])}"
        )
    return _BY_NAME[table][name]


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
    if value is not None:
        return _CLEAN[col.dtype](col, value)
    if col.optional:
        return None
    raise _refuse(col, value)


def _number(col: Column, value: Any) -> int | float:
    number: Any = value
    if isinstance(value, bool) or not isinstance(value, Real) or number != number:
        raise _refuse(col, value)
    if (col.low is not None and number < col.low) or (col.high is not None and number > col.high):
        raise InvalidValue(f"{col.name} {shown(value)} is outside {_range(col)}; nothing was saved")
    if col.dtype == "integer" and number != int(number):
        raise _refuse(col, value)
    return int(number) if col.dtype == "integer" else float(number)


def _flag(col: Column, value: Any) -> int:
    # Out of a frame a flag is numpy's, out of SQLite a whole number; neither is a word.
    if isinstance(value, str) or str(value) not in ("True", "False", "1", "0"):
        raise _refuse(col, value)
    return int(str(value) in ("True", "1"))


def _words(col: Column, value: Any) -> str:
    # A bare string is read as the journal writes it: "tight" or "tight, tender spot".
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",") if word.strip()]
    if not isinstance(value, Iterable):
        raise _refuse(col, value)
    words = list(value)
    for word in words:
        if not isinstance(word, str) or word not in col.allowed:
            raise _refuse(col, word)
    return ", ".join(word for word in col.allowed if word in words)


def _text(col: Column, value: Any) -> str:
    if not isinstance(value, str) or (col.dtype == "id" and not value.strip()):
        raise _refuse(col, value)
    if col.allowed:
        if value not in col.allowed:
            raise _refuse(col, value)
        return str(value)
    if "\x00" in value:
        raise InvalidValue(f"{col.name} holds a NUL character; nothing was saved")
    try:
        size = len(value) if value.isascii() else len(value.encode())
    except UnicodeEncodeError:
        raise InvalidValue(f"{col.name} is not valid text; nothing was saved") from None
    if size > NOTE_BYTES:
        raise InvalidValue(
            f"{col.name} is {size / 1000:.0f} kB long and at most {NOTE_BYTES // 1000} kB fit; "
            "nothing was saved"
        )
    return str(value)


_CLEAN: dict[Dtype, Callable[[Column, Any], Any]] = {
    "id": _text,
    "text": _text,
    "words": _words,
    "integer": _number,
    "number": _number,
    "flag": _flag,
    "moment": lambda _, value: value,
    "day": lambda _, value: value,
    "json": lambda _, value: value,
}


def _range(col: Column) -> str:
    return f"{col.low:g}-{col.high:g}"


def shown(value: Any) -> str:
    """Return a value as a sentence shows it, at most 60 characters long."""
    try:
        text = str(value) if isinstance(value, Real) else repr(value)
    except Exception:  # a value too odd to be shown still gets its sentence
        text = f"of type {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "…"


def _refuse(col: Column, value: Any) -> InvalidValue:
    if col.allowed:
        words = ", ".join(repr(word) for word in col.allowed)
        allowed = f"one of {words}"
    elif col.dtype in ("integer", "number"):
        kind = "a whole number" if col.dtype == "integer" else "a number"
        allowed = f"{kind} from {_range(col)}"
    else:
        kinds = {"flag": "True or False", "id": "a name", "moment": "a moment", "day": "a day"}
        allowed = kinds.get(col.dtype, "text")
    return InvalidValue(f"{col.name} {shown(value)} is not {allowed}; nothing was saved")
