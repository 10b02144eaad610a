"""Values in, whole rows as SQLite keeps them out: what does not go together is refused.

A journal opens before pandas is imported, which takes longer than all the rest: values of numpy's
and of pandas' are recognised without importing either.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue, not_saved
from tracker.foundation.schema import KEYS, TABLES, Column, check, clean, column, shown

Row = dict[str, Any]
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_EARLIEST_DAY = EARLIEST.date().isoformat()
LEEWAY = timedelta(days=1)
"""How far ahead of our clock a moment may be: clocks and time zones differ."""


def moment(value: Any = None, name: str = "at") -> datetime:
    """Return a moment, aware, in whole milliseconds; `name` is the argument, as an error calls it.

    >>> moment("2026-03-01T21:30+02:00").isoformat()
    '2026-03-01T21:30:00+02:00'
    """
    if value is None:
        now = clock.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
    found = _datetime(value, name)
    try:
        if found.utcoffset() is None:
            found = clock.local(found)
        offset = found.utcoffset() or timedelta()
        found = found.astimezone(timezone(timedelta(minutes=offset // timedelta(minutes=1))))
        in_range = EARLIEST <= found <= clock.now() + LEEWAY
    except (OverflowError, OSError, ValueError):
        in_range = False
    if not in_range:
        raise not_saved(f"{name} {shown(value)} is not between the year 1900 and tomorrow")
    return found.replace(microsecond=found.microsecond // 1000 * 1000)


def _datetime(value: Any, name: str) -> datetime:
    found = value
    if isinstance(found, str):
        with suppress(ValueError):
            found = datetime.fromisoformat(found)
        with suppress(ValueError):
            found = date.fromisoformat(value)
    found = _plain(found)
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime.combine(found, time(12))
    if not isinstance(found, datetime) or found != found:
        raise not_saved(f"{name} {shown(value)} is not a moment such as '2026-03-01 21:30'")
    return found


def _plain(value: Any) -> Any:
    """Return a pandas.Timestamp or numpy.datetime64 as a plain datetime, all else as it is."""
    if type(value).__module__ == "numpy" and hasattr(value, "astype"):
        value = value.astype("datetime64[us]").item()
    if hasattr(value, "to_pydatetime") and value == value:
        value = value.to_pydatetime(warn=False)
    return value


def utc_text(when: datetime) -> str:
    """Return a moment as the journal writes it.

    >>> utc_text(moment("2026-03-01T21:30+02:00"))
    '2026-03-01T19:30:00.000Z'
    """
    return when.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def moment_columns(at: Any) -> Row:
    """Return `at`, `utc_offset_min` and `day`, which belong together, of one moment."""
    when = moment(at)
    minutes = (when.utcoffset() or timedelta()) // timedelta(minutes=1)
    return {"at": utc_text(when), "utc_offset_min": minutes, "day": clock.day_of(when).isoformat()}


def ended_at(value: Any) -> str | None:
    """Return when a session ended, as the journal writes it, or None where it is not known."""
    return None if value is None else utc_text(moment(value, "ended_at"))


def day(value: Any = None, name: str = "from_day") -> str:
    """Return a day as the journal writes it; None is today.

    >>> day(date(2026, 3, 1))
    '2026-03-01'
    """
    found = clock.today() if value is None else value
    if isinstance(found, str):
        with suppress(ValueError):
            found = date.fromisoformat(found)
    found = _plain(found)
    if not isinstance(found, date) or found != found:
        raise not_saved(f"{name} {shown(value)} is not a day such as '2026-03-01'")
    return (found.date() if isinstance(found, datetime) else found).isoformat()


def identity(given: Any) -> str:
    """Return the id given, checked, or a new UUID."""
    return str(uuid.uuid4()) if given is None else str(clean("session", {"id": given})["id"])


def in_column_order(table: str, values: Mapping[str, Any]) -> Row:
    """Return checked values in the order of the table's columns."""
    return clean(table, {column.name: values[column.name] for column in TABLES[table]})


def step(session_id: str, given: Mapping[str, Any]) -> Row:
    """Return the row of one hold; by default it was on both sides and done as planned."""
    names = [column.name for column in TABLES["step"] if column.name != "session_id"]
    for name in given:
        if name not in names:
            raise not_saved(f"{shown(name)} is not one of {', '.join(names)}")
    values: Row = {
        "exercise": None,
        "side": "both",
        "variant": False,
        "planned_s": given.get("held_s"),
        "outcome": "done",
        "reason": "",
        **given,
    }
    if "planned_s" not in given:
        held_s = clean("step", {"held_s": values["planned_s"]})["held_s"]
        values["planned_s"] = round(held_s)
    values.setdefault("held_s", values["planned_s"] if values["outcome"] == "done" else 0)
    return in_column_order("step", {"session_id": session_id, **values})


def steps(session_id: str, given: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the rows of a session's holds, numbered 1, 2, 3 … where no position is given."""
    if not isinstance(given, Iterable):
        raise not_saved(f"steps {shown(given)} is not a list of steps")
    found: dict[int, Row] = {}
    for number, one in enumerate(given, start=1):
        if not isinstance(one, Mapping):
            raise not_saved(f"step {number} is {shown(one)}, not a mapping with an exercise")
        try:
            row = step(session_id, {"position": number, **one})
        except InvalidValue as error:
            raise InvalidValue(f"step {number}: {error}") from None
        if row["position"] in found:
            raise not_saved(f"step {number}: position {row['position']} is taken already")
        found[row["position"]] = row
    return list(found.values())


def amended_row(table: str, row: Row, columns: Mapping[str, Any]) -> Row:
    """Return a row with some columns changed and checked; `day` follows from `at`."""
    if table == "experiment":
        raise InvalidValue(
            "a sealed experiment stays as it was drawn; nothing was saved: close it, or remove it"
        )
    for name in columns:
        column(table, name)
        if name in (*KEYS[table], "day", "utc_offset_min"):
            raise not_saved(f"{name} of a {table} cannot be changed")
    changed = _written(table, columns)
    if "at" in columns:
        changed |= clean(table, moment_columns(columns["at"]))
    return checked_row(table, row | changed)


def checked_row(table: str, row: Row) -> Row:
    """Return a row whose columns go together, or raise `InvalidValue`."""
    check(table, row)
    if table == "checkin" and not _EARLIEST_DAY <= row["day"] <= _day(clock.now() + LEEWAY):
        raise not_saved(f"day {row['day']!r} is not between the year 1900 and tomorrow")
    return row


def complete_row(table: str, values: Mapping[str, Any]) -> Row:
    """Return the whole row, checked; what is missing is empty, both sides, or follows from `at`."""
    for name in values.keys() - _NAMES[table]:
        column(table, name)  # which says what there is
    row = {**_ABSENT[table], **values}
    if "at" in _REQUIRED[table] and "at" in row:
        row |= _moment_as_given(row)
    for name in _REQUIRED[table]:
        if name not in row:
            raise not_saved(f"{name} of a {table} is missing")
    return checked_row(table, _written(table, {col.name: row[col.name] for col in TABLES[table]}))


def _moment_as_given(row: Row) -> Row:
    clean("score", {"at": row["at"]})
    if row.get("utc_offset_min") is None:
        found = moment_columns(row["at"])
    else:
        minutes = clean("score", {"utc_offset_min": row["utc_offset_min"]})["utc_offset_min"]
        when = moment(row["at"]).astimezone(timezone(timedelta(minutes=minutes)))
        found = {"at": utc_text(when), "utc_offset_min": minutes, "day": _day(when)}
    if row.get("day") is not None:
        given = day(row["day"], "day")
        if abs(date.fromisoformat(given) - date.fromisoformat(found["day"])) > LEEWAY:
            raise not_saved(f"day {given!r} is not the day of at {found['at']}")
        found["day"] = given
    return found


def _written(table: str, columns: Mapping[str, Any]) -> Row:
    found = clean(table, columns)
    for name in _TO_CONVERT[table]:
        value = found.get(name)
        if value is not None:
            found[name] = _CONVERT[column(table, name).dtype](value, name)
    return found


def in_json(value: Any, name: str) -> str:
    """Return what JSON can hold as the journal writes it; a text is JSON already.

    >>> in_json({"pairs": 6}, "design")
    '{"pairs": 6}'
    """
    try:
        parsed = json.loads(value) if isinstance(value, str) else value
        return json.dumps(parsed, ensure_ascii=False, allow_nan=False, default=_plain_json)
    except (TypeError, ValueError, RecursionError):
        raise not_saved(f"{name} {shown(value)} is not JSON") from None


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
    "moment": lambda value, name: utc_text(moment(value, name)),
    "day": day,
    "json": in_json,
}
_TO_CONVERT = {
    table: [col.name for col in TABLES[table] if col.dtype in _CONVERT] for table in KEYS
}
