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
    """How one table would change: rows that come, go and become different, and their days.

    Days are ISO texts, empty where the table knows none.
    """

    table: str
    added: int
    lost: int
    changed: int
    first_day: str
    last_day: str

    def __str__(self) -> str:
        """Say it in a few words."""
        parts = [
            f"{words.counted(number, self.table)} {verb}"
            for number, verb in (
                (self.added, "added"),
                (self.lost, "lost"),
                (self.changed, "changed"),
            )
            if number
        ]
        days = f" ({self.first_day} to {self.last_day})" if self.first_day else ""
        if self.first_day == self.last_day and self.first_day:
            days = f" ({self.first_day})"
        return ", ".join(parts) + days


def differences(now: sqlite3.Connection, then: sqlite3.Connection) -> tuple[Difference, ...]:
    """Return how each table would change if `now` became `then`; others are absent."""
    return tuple(one for table in KEYS if (one := difference(now, then, table)))


def difference(now: sqlite3.Connection, then: sqlite3.Connection, table: str) -> Difference | None:
    """Return how one table would change if `now` became `then`; None where it would not."""
    found = _difference(table, _rows(now, table), _rows(then, table))
    return found if found.added or found.lost or found.changed else None


def _rows(connection: sqlite3.Connection, table: str) -> dict[str, tuple[object, ...]]:
    id = " || '/' || ".join(KEYS[table])
    columns = ", ".join(column.name for column in TABLES[table])
    found = connection.execute(f"SELECT {id}, {_DAY.get(table, 'day')}, {columns} FROM {table}")
    return {id: row for id, *row in found}


def _difference(
    table: str, now: dict[str, tuple[object, ...]], then: dict[str, tuple[object, ...]]
) -> Difference:
    added, lost = then.keys() - now.keys(), now.keys() - then.keys()
    changed = {id for id in then.keys() & now.keys() if then[id] != now[id]}
    days = sorted(_days(then, added | changed) | _days(now, lost | changed))
    first, last = (days[0], days[-1]) if days else ("", "")
    return Difference(table, len(added), len(lost), len(changed), first, last)


def _days(rows: dict[str, tuple[object, ...]], ids: Iterable[str]) -> set[str]:
    return {str(rows[id][0]) for id in ids if rows[id][0] is not None}
