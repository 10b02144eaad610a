"""The journal's tables: columns, dtypes, units, ranges, words; a test holds the SQL to the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.foundation import anatomy
from tracker.foundation.columns import Column as Column
from tracker.foundation.columns import between, fitting
from tracker.foundation.columns import shown as shown
from tracker.foundation.errors import NotFound, not_saved

KINDS = ("daily", "before", "after", "stop", "now")
OUTCOMES = ("completed", "ended early", "stopped for pain", "interrupted")
STEP_OUTCOMES = ("done", "skipped", "stopped for pain")
SKIP_REASONS = ("pain", "time", "equipment", "other")
QUALITIES = ("dull ache", "tight", "tender spot", "sharp twinge", "burning", "tingling", "numb")
ALARMING = ("burning", "tingling", "numb")
"""Qualities that show the safety text."""
SCORE_ANCHORS = ("no pain", "pain as bad as you can imagine")
PAUSE_REASONS = ("flare", "illness", "travel", "other")
PEG_ITEMS = ("pain", "enjoyment", "activity")
MEASURES = {
    "back scratch": ("cm", -40, 60),
    "seated rotation": ("hours", 0, 6),
    "PEG": ("0-10", 0, 10),
}
"""Unit and range of each weekly test: the gap between the fingertips, negative where they overlap;
hours turned from 12 on a clock face, 3 being a quarter turn; each of `PEG_ITEMS`, whole numbers."""
ACTIONS = ("add", "amend", "remove", "undo", "redo")
KEYS = {
    "session": ("id",),
    "step": ("session_id", "position"),
    "score": ("id",),
    "plan": ("from_day",),
    "checkin": ("day",),
    "pause": ("id",),
    "measure": ("id",),
    "knot": ("site", "side"),
    "experiment": ("id",),
}
"""The person's own tables and the columns that a row is found by; its id is these, joined by "/".
Rows of a later table may belong to rows of an earlier one."""

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
    "checkin": (
        Column("day", "day", "the local day, starting at 03:00"),
        Column("stress", "integer", "0 none, 10 the most", "0-10", 0, 10, optional=True),
        Column("sleep_h", "number", "sleep in the night before", "h", 0, 24, optional=True),
        Column("sitting_h", "number", "time spent sitting", "h", 0, 24, optional=True),
        _NOTE,
    ),
    "pause": (
        Column("id", "id", "UUID, made where the pause was entered"),
        Column("from_day", "day", "its first day"),
        Column("to_day", "day", "its last day"),
        Column("reason", "text", "why these days do not count", allowed=PAUSE_REASONS),
    ),
    "measure": (
        Column("id", "id", "UUID, made where it was entered"),
        *_AT,
        Column("test", "text", "the self-test or questionnaire", allowed=tuple(MEASURES)),
        _SIDE,
        Column("item", "text", "the item of a questionnaire", allowed=("", *PEG_ITEMS)),
        Column("value", "number", "cm, hours or 0-10: see MEASURES", "", -40, 60),
    ),
    "knot": (
        Column("site", "text", "where on the back", allowed=anatomy.SITE_NAMES),
        _SIDE,
        Column("nickname", "id", "what the person calls it"),
    ),
    "experiment": (
        Column("id", "id", "what the experiment is called"),
        Column("created_at", "moment", "when it was sealed, in UTC"),
        Column("design", "json", "its design"),
        Column("seed", "integer", "what the schedule was drawn from", "", 0, 2**53 - 1),
        Column("schedule", "json", "what each block was drawn to be"),
        Column("closed_at", "moment", "when it ended, in UTC", optional=True),
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
        Column("action", "text", "what was done", allowed=ACTIONS),
        Column("table_name", "text", "the table it was done to", allowed=tuple(KEYS)),
        Column("row_id", "id", "the row it was done to"),
        Column("before", "json", "the row before, as JSON", optional=True),
        Column("after", "json", "the row after, as JSON", optional=True),
        Column("label", "text", "what a step of many rows was, on its first", optional=True),
    ),
}

_BY_NAME = {table: {column.name: column for column in columns} for table, columns in TABLES.items()}


def columns(table: str) -> tuple[Column, ...]:
    """Return the descriptions of a table's columns, in order."""
    if table not in TABLES:
        raise NotFound(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    return TABLES[table]


def column(table: str, name: str) -> Column:
    """Return the description of one column."""
    columns(table)
    if name not in _BY_NAME[table]:
        raise NotFound(
            f"table {table!r} has no column {name!r}; it has {', '.join(_BY_NAME[table])}"
        )
    return _BY_NAME[table][name]


def clean(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return checked scalars as SQLite stores them; moments and days pass through unchanged.

    >>> clean("score", {"score": 3.0, "side": "left"})
    {'score': 3, 'side': 'left'}
    >>> clean("score", {"score": 11})
    Traceback (most recent call last):
        ...
    tracker.foundation.errors.InvalidValue: score 11 is outside 0-10; nothing was saved
    """
    by_name = _BY_NAME.get(table, {})
    return {
        name: fitting(by_name.get(name) or column(table, name), value)
        for name, value in values.items()
    }


def check(table: str, row: Mapping[str, Any]) -> None:
    """Raise `InvalidValue` where a row's columns, each right by itself, do not go together."""
    if table == "session" and row["ended_at"] is not None and row["ended_at"] < row["at"]:
        raise not_saved(f"ended_at {row['ended_at']} is before the start at {row['at']}")
    if table == "pause" and row["to_day"] < row["from_day"]:
        raise not_saved(f"to_day {row['to_day']} is before from_day {row['from_day']}")
    if table == "measure":
        _check_measure(row["test"], row["side"], row["item"], row["value"])


def _check_measure(test: str, side: str, item: str, value: float) -> None:
    unit, low, high = MEASURES[test]
    sides, items = (("both",), PEG_ITEMS) if test == "PEG" else (("left", "right"), ("",))
    for name, found, allowed in (("side", side, sides), ("item", item, items)):
        if found not in allowed:
            words = " or ".join(repr(word) for word in allowed)
            raise not_saved(f"{name} {found!r} of {test} is not {words}")
    if not low <= value <= high or (test == "PEG" and value != int(value)):
        number = "a whole number of 0-10" if test == "PEG" else f"{between(low, high)} {unit}"
        raise not_saved(f"{test} {shown(value)} is not {number}")
