"""Whole rows: what is missing filled in, what does not go together refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from tracker import clock
from tracker.errors import InvalidValue
from tracker.journal import rows
from tracker.schema import KEYS, TABLES, Column, check, clean, column, shown

EARLIEST_DAY = rows.EARLIEST.date().isoformat()


def amended(table: str, row: rows.Row, columns: Mapping[str, Any]) -> rows.Row:
    """Return a row with some columns changed and checked; `day` follows from `at`."""
    if table == "experiment":
        raise InvalidValue(
            "a sealed experiment stays as it was drawn; nothing was saved: close it, or remove it"
        )
    for name in columns:
        column(table, name)
        if name in (*KEYS[table], "day", "utc_offset_min"):
            raise InvalidValue(f"{name} of a {table} cannot be changed; nothing was saved")
    changed = _written(table, columns)
    if "at" in columns:
        changed |= clean(table, rows.lived(columns["at"]))
    return checked(table, row | changed)


def checked(table: str, row: rows.Row) -> rows.Row:
    """Return a row whose columns go together, or raise `InvalidValue`."""
    check(table, row)
    if table == "checkin" and not EARLIEST_DAY <= row["day"] <= _day(clock.now() + rows.LEEWAY):
        raise InvalidValue(
            f"day {row['day']!r} is not between the year 1900 and tomorrow; nothing was saved"
        )
    return row


def complete(table: str, values: Mapping[str, Any]) -> rows.Row:
    """Return the whole row of these values, checked.

    What may be missing is none or empty, of a side both; `utc_offset_min` and `day` follow from
    `at` where they are not given.
    """
    for name in values.keys() - _NAMES[table]:
        column(table, name)  # which says what there is
    row = {**_ABSENT[table], **values}
    if "at" in _REQUIRED[table] and "at" in row:
        row |= _lived_as_given(row)
    for name in _REQUIRED[table]:
        if name not in row:
            raise InvalidValue(f"{name} of a {table} is missing; nothing was saved")
    return checked(table, _written(table, {col.name: row[col.name] for col in TABLES[table]}))


def _lived_as_given(row: rows.Row) -> rows.Row:
    clean("score", {"at": row["at"]})
    if row.get("utc_offset_min") is None:
        found = rows.lived(row["at"])
    else:
        minutes = clean("score", {"utc_offset_min": row["utc_offset_min"]})["utc_offset_min"]
        when = rows.moment(row["at"]).astimezone(timezone(timedelta(minutes=minutes)))
        found = {"at": rows.utc(when), "utc_offset_min": minutes, "day": _day(when)}
    if row.get("day") is not None:
        given = rows.day(row["day"], "day")
        if abs(date.fromisoformat(given) - date.fromisoformat(found["day"])) > rows.LEEWAY:
            raise InvalidValue(
                f"day {given!r} is not the day of at {found['at']}; nothing was saved"
            )
        found["day"] = given
    return found


def _written(table: str, columns: Mapping[str, Any]) -> rows.Row:
    found = clean(table, columns)
    for name in _TO_CONVERT[table]:
        value = found.get(name)
        if value is not None:
            found[name] = _CONVERT[column(table, name).dtype](value, name)
    return found


def in_json(value: Any, name: str) -> str:
    """Return what JSON can hold as the journal writes it; a text is JSON already.

    Examples
    --------
    >>> in_json({"pairs": 6}, "design")
    '{"pairs": 6}'
    """
    try:
        parsed = json.loads(value) if isinstance(value, str) else value
        return json.dumps(parsed, ensure_ascii=False, allow_nan=False, default=_plain_json)
    except (TypeError, ValueError, RecursionError):
        raise InvalidValue(f"{name} {shown(value)} is not JSON; nothing was saved") from None


def _plain_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "tolist"):  # numpy's numbers and arrays
        return value.tolist()
    raise TypeError


def _day(when: datetime) -> str:
    return clock.day_of(when).isoformat()


def _absent(col: Column) -> Any:
    if col.name == "side":
        return "both"
    return None if col.optional else False if col.dtype == "flag" else ""


def _may_be_absent(col: Column) -> bool:
    may_be_empty = col.dtype == "text" and (not col.allowed or "" in col.allowed)
    return col.optional or may_be_empty or col.name == "side" or col.dtype in ("flag", "words")


_NAMES = {table: {col.name for col in TABLES[table]} for table in KEYS}
_ABSENT = {
    table: {col.name: _absent(col) for col in TABLES[table] if _may_be_absent(col)}
    for table in KEYS
}
_REQUIRED = {
    table: [col.name for col in TABLES[table] if not _may_be_absent(col)] for table in KEYS
}
_CONVERT: dict[str, Callable[[Any, str], str]] = {
    "moment": lambda value, name: rows.utc(rows.moment(value, name)),
    "day": rows.day,
    "json": in_json,
}
_TO_CONVERT = {
    table: [col.name for col in TABLES[table] if col.dtype in _CONVERT] for table in KEYS
}
