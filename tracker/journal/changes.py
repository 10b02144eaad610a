"""Every write to the journal goes through here, leaves a `change` behind and can be taken back."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

from tracker import clock
from tracker.errors import NotFound
from tracker.journal import rows, words
from tracker.journal.rows import Row
from tracker.schema import TABLES, shown

KEYS = {
    "session": ("id",),
    "step": ("session_id", "position"),
    "score": ("id",),
    "plan": ("from_day",),
}
"""The columns a row is found by; a step's id is ``session_id/position``."""
_COLUMNS = {table: [column.name for column in TABLES[table]] for table in KEYS}
_INSERT = {
    table: f"INSERT INTO {table} VALUES ({', '.join(f':{name}' for name in names)})"
    f" ON CONFLICT ({', '.join(KEYS[table])}) DO NOTHING"
    for table, names in _COLUMNS.items()
}
_WHERE = {table: " AND ".join(f"{name} = ?" for name in names) for table, names in KEYS.items()}
_json = json.JSONEncoder(ensure_ascii=False).encode


class Writer:
    """One step of the person: writes inside one transaction that are undone together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._batch: int | None = None

    def find(self, table: str, id: Any) -> Row | None:
        """Return the row with this id, or None."""
        columns = ", ".join(_COLUMNS[table])
        sql = f"SELECT {columns} FROM {table} WHERE {_WHERE[table]}"
        try:
            found = self._connection.execute(sql, _key(table, id)).fetchone()
        except (OverflowError, UnicodeEncodeError):  # what SQLite cannot hold was never saved
            return None
        return dict(zip(_COLUMNS[table], found, strict=True)) if found else None

    def get(self, table: str, id: Any) -> Row:
        """Return the row with this id, or raise `NotFound`."""
        if table not in KEYS:
            raise NotFound(f"there is no table {shown(table)}; there are {', '.join(KEYS)}")
        row = self.find(table, id)
        if row is None:
            raise NotFound(f"there is no {table} {shown(id)} in the journal; nothing was changed")
        return row

    def add(self, table: str, row: Row, batch: int | None = None) -> bool:
        """Add a row unless its id is known; return whether it was new."""
        if self._insert(table, row):
            self._record("add", table, row_id(table, row), None, row, batch)
            return True
        return False

    def amend(self, table: str, id: Any, columns: Row, batch: int | None = None) -> None:
        """Change columns of a row; what is the same already leaves no trace."""
        before = self.get(table, id)
        after = before | columns
        if after != before:
            self._write("amend", table, row_id(table, before), before, after, batch)

    def remove(self, table: str, id: Any) -> None:
        """Remove a row; a session takes its steps along, its scores stay without it."""
        row = self.get(table, id)
        if table == "session":
            for score in self._ids("SELECT id FROM score WHERE session_id = ?", id):
                self.amend("score", score, {"session_id": None})
            for position in self._ids("SELECT position FROM step WHERE session_id = ?", id):
                self.remove("step", f"{id}/{position}")
        self._write("remove", table, row_id(table, row), row, None)

    def batch_of(self, session_id: str) -> int | None:
        """Return the batch that added a session: its holds belong to the same step."""
        latest_first = (
            "SELECT batch FROM change WHERE table_name = 'session' AND row_id = ?"
            " AND action = 'add' ORDER BY seq DESC LIMIT 1"
        )
        return next(iter(self._ids(latest_first, session_id)), None)

    def undo(self) -> str:
        """Take back the latest step that still stands, and say in words what it was."""
        (batch,) = self._connection.execute(
            "SELECT max(batch) FROM change"
            " WHERE batch NOT IN (SELECT batch FROM change WHERE action = 'undo')"
        ).fetchone()
        if batch is None:
            raise NotFound("there is nothing to take back")
        changes = [
            (action, table, id, before and json.loads(before), after and json.loads(after))
            for action, table, id, before, after in self._connection.execute(
                "SELECT action, table_name, row_id, before, after FROM change"
                " WHERE batch = ? ORDER BY seq",
                (batch,),
            )
        ]
        for _, table, id, before, after in reversed(changes):
            present = self.find(table, id)
            # Holds join their session's batch late: take back only what this change did, and only
            # where it still stands.
            restored = None
            if before and not after:
                restored = present or before
            elif before and present:
                restored = present | {name: before[name] for name in _differing(before, after)}
            self._write("undo", table, id, present, restored, batch)
        return words.took_back(changes)

    def _ids(self, sql: str, id: str) -> list[Any]:
        return [found for (found,) in self._connection.execute(sql, (id,)).fetchall()]

    def _write(
        self,
        action: str,
        table: str,
        id: str,
        before: Row | None,
        after: Row | None,
        batch: int | None = None,
    ) -> None:
        if before is None and after is not None:
            self._insert(table, after)
        elif after is None and before is not None:
            self._connection.execute(f"DELETE FROM {table} WHERE {_WHERE[table]}", _key(table, id))
        elif before is not None and after is not None and before != after:
            names = _differing(before, after)
            self._connection.execute(
                f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in names)}"
                f" WHERE {_WHERE[table]}",
                (*(after[name] for name in names), *_key(table, id)),
            )
        self._record(action, table, id, before, after, batch)

    def _insert(self, table: str, row: Row) -> bool:
        return self._connection.execute(_INSERT[table], row).rowcount == 1

    def _record(
        self,
        action: str,
        table: str,
        id: str,
        before: Row | None,
        after: Row | None,
        batch: int | None,
    ) -> None:
        written = self._connection.execute(
            "INSERT INTO change (batch, at, action, table_name, row_id, before, after) VALUES"
            " (coalesce(?, (SELECT max(seq) + 1 FROM change), 1), ?, ?, ?, ?, ?, ?)",
            (
                batch or self._batch,
                rows.utc(clock.now()),
                action,
                table,
                id,
                before and _json(before),
                after and _json(after),
            ),
        )
        if batch is None and self._batch is None:
            self._batch = written.lastrowid  # the first change of a step gives it its number


def row_id(table: str, row: Row) -> str:
    """Return the id under which a row is amended, removed and found in the history."""
    return "/".join(str(row[name]) for name in KEYS[table])


def _differing(before: Row, after: Row) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def _key(table: str, id: Any) -> tuple[Any, ...]:
    if table == "step":
        session_id, _, position = str(id).rpartition("/")
        return (session_id, int(position) if position.isdecimal() else 0)
    if table == "plan" and isinstance(id, date):
        return (rows.day(id),)
    return (str(id),)
