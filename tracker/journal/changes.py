"""Every write to the journal goes through here, leaves a `change` behind and can be taken back."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

from tracker import clock
from tracker.errors import NotFound
from tracker.journal import rows
from tracker.journal.rows import Row
from tracker.schema import KEYS, TABLES, shown

_COLUMNS = {table: [column.name for column in TABLES[table]] for table in KEYS}
_INSERT = {
    table: f"INSERT INTO {table} VALUES ({', '.join(f':{name}' for name in names)})"
    f" ON CONFLICT ({', '.join(KEYS[table])}) DO NOTHING"
    for table, names in _COLUMNS.items()
}
_WHERE = {table: " AND ".join(f"{name} = ?" for name in names) for table, names in KEYS.items()}
_CHANGE = (
    "INSERT INTO change (batch, at, action, table_name, row_id, before, after, label) VALUES"
    " (coalesce(?, (SELECT max(seq) + 1 FROM change), 1), ?, ?, ?, ?, ?, ?, ?)"
)
_json = json.JSONEncoder(ensure_ascii=False).encode


class Writer:
    """One step of the person: writes inside one transaction that are undone together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._batch: int | None = None

    def find(self, table: str, id: Any) -> Row | None:
        """Return the row with this id, or None."""
        columns = ", ".join(_COLUMNS[table])
        sql = f"SELECT {columns} FROM {table} WHERE {_WHERE[table]}"
        try:
            found = self.connection.execute(sql, _key(table, id)).fetchone()
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
            self.write("amend", table, row_id(table, before), before, after, batch)

    def remove(self, table: str, id: Any) -> None:
        """Remove a row; a session takes its steps along, its scores stay without it."""
        row = self.get(table, id)
        if table == "session":
            for score in self._ids("SELECT id FROM score WHERE session_id = ?", id):
                self.amend("score", score, {"session_id": None})
            for position in self._ids("SELECT position FROM step WHERE session_id = ?", id):
                self.remove("step", f"{id}/{position}")
        self.write("remove", table, row_id(table, row), row, None)

    def batch_of(self, session_id: str) -> int | None:
        """Return the batch that added a session: its holds belong to the same step."""
        latest_first = (
            "SELECT batch FROM change WHERE table_name = 'session' AND row_id = ?"
            " AND action = 'add' ORDER BY seq DESC LIMIT 1"
        )
        return next(iter(self._ids(latest_first, session_id)), None)

    def add_all(self, table: str, new: list[Row], label: str) -> None:
        """Add rows whose ids are not known, all at once; the first of a step carries its label."""
        if not new:
            return
        self.connection.executemany(_INSERT[table], new)
        written = ("add", table, row_id(table, new[0]), None, new[0], None)
        self._record(*written, label=None if self._batch else label)
        now = rows.utc(clock.now())
        self.connection.executemany(
            _CHANGE,
            (
                (self._batch, now, "add", table, row_id(table, row), None, _json(row), None)
                for row in new[1:]
            ),
        )

    def keys(self, table: str) -> set[str]:
        """Return the id of every row of a table."""
        id = " || '/' || ".join(KEYS[table])
        return {found for (found,) in self.connection.execute(f"SELECT {id} FROM {table}")}

    def _ids(self, sql: str, id: str) -> list[Any]:
        return [found for (found,) in self.connection.execute(sql, (id,)).fetchall()]

    def write(
        self,
        action: str,
        table: str,
        id: str,
        before: Row | None,
        after: Row | None,
        batch: int | None = None,
    ) -> None:
        """Make the row `before` the row `after`, where None is no row, and keep both."""
        if before is None and after is not None:
            self._insert(table, after)
        elif after is None and before is not None:
            self.connection.execute(f"DELETE FROM {table} WHERE {_WHERE[table]}", _key(table, id))
        elif before is not None and after is not None and before != after:
            names = differing(before, after)
            self.connection.execute(
                f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in names)}"
                f" WHERE {_WHERE[table]}",
                (*(after[name] for name in names), *_key(table, id)),
            )
        self._record(action, table, id, before, after, batch)

    def _insert(self, table: str, row: Row) -> bool:
        return self.connection.execute(_INSERT[table], row).rowcount == 1

    def _record(
        self,
        action: str,
        table: str,
        id: str,
        before: Row | None,
        after: Row | None,
        batch: int | None,
        label: str | None = None,
    ) -> None:
        written = self.connection.execute(
            _CHANGE,
            (
                batch or self._batch,
                rows.utc(clock.now()),
                action,
                table,
                id,
                before and _json(before),
                after and _json(after),
                label,
            ),
        )
        if batch is None and self._batch is None:
            self._batch = written.lastrowid  # the first change of a step gives it its number


def row_id(table: str, row: Row) -> str:
    """Return the id under which a row is amended, removed and found in the history."""
    return "/".join(str(row[name]) for name in KEYS[table])


def differing(before: Row, after: Row) -> list[str]:
    """Return the names of the columns in which two rows differ."""
    return [name for name in before if before[name] != after[name]]


def _key(table: str, id: Any) -> tuple[Any, ...]:
    if isinstance(id, date):
        id = rows.day(id)
    names = KEYS[table]
    parts = [str(id)] if len(names) == 1 else str(id).rsplit("/", len(names) - 1)
    if len(parts) < len(names):
        parts = ["", ""]
    if table == "step":
        return (parts[0], int(parts[1]) if parts[1].isdecimal() else 0)
    return tuple(parts)


def fill(connection: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """Make the tables of a journal hold what those of another hold, its history included."""
    connection.execute("PRAGMA defer_foreign_keys = ON")  # until all is there
    for table, columns in TABLES.items():
        names = ", ".join(column.name for column in columns)
        connection.execute(f"DELETE FROM {table}")
        connection.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})",
            source.execute(f"SELECT {names} FROM {table}"),
        )
