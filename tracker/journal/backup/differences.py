"""In which rows two journals differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.foundation import words
from tracker.foundation.schema import KEYS, TABLES

_DAY = {
    "step": "(SELECT day FROM session WHERE id = session_id)",
    "plan": "from_day",
    "pause": "from_day",
    "knot": "NULL",
    "experiment": "substr(created_at, 1, 10)",
}
"""What a row's day is, in the tables that have no column of that name."""


@dataclass(frozen=True)
class Difference:
    """How many rows of a table come, go and change, and their days: ISO texts, empty if unknown."""

    table: str
    added: int
    lost: int
    changed: int
    first_day: str
    last_day: str

    def __str__(self) -> str:
        """Say it in a few words."""
        counts = {"added": self.added, "lost": self.lost, "changed": self.changed}
        parts = [f"{words.counted(n, self.table)} {verb}" for verb, n in counts.items() if n]
        days = dict.fromkeys(day for day in (self.first_day, self.last_day) if day)
        return ", ".join(parts) + (f" ({' to '.join(days)})" if days else "")


def differences(now: sqlite3.Connection, then: sqlite3.Connection) -> tuple[Difference, ...]:
    """Return how each table would change if `now` became `then`; others are absent."""
    return tuple(one for table in KEYS if (one := difference(now, then, table)))


def difference(now: sqlite3.Connection, then: sqlite3.Connection, table: str) -> Difference | None:
    """Return how one table would change if `now` became `then`; None where it would not."""
    before, after = _rows(now, table), _rows(then, table)
    added, lost = after.keys() - before.keys(), before.keys() - after.keys()
    changed = {id for id in after.keys() & before.keys() if after[id] != before[id]}
    if not (added or lost or changed):
        return None
    days = sorted(_days(after, added | changed) | _days(before, lost | changed))
    first, last = (days[0], days[-1]) if days else ("", "")
    return Difference(table, len(added), len(lost), len(changed), first, last)


def _rows(connection: sqlite3.Connection, table: str) -> dict[str, tuple[object, ...]]:
    id = " || '/' || ".join(KEYS[table])
    columns = ", ".join(column.name for column in TABLES[table])
    found = connection.execute(f"SELECT {id}, {_DAY.get(table, 'day')}, {columns} FROM {table}")
    return {id: row for id, *row in found}


def _days(rows: dict[str, tuple[object, ...]], ids: Iterable[str]) -> set[str]:
    return {str(rows[id][0]) for id in ids if rows[id][0] is not None}
