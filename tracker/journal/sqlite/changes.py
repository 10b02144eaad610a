"""Every write to the journal: one lock, one transaction, and a `change` to be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tracker.foundation import clock
from tracker.foundation.errors import NotFound
from tracker.foundation.schema import KEYS, TABLES, shown
from tracker.journal.sqlite import change_words, rows
from tracker.journal.sqlite.change_words import Change
from tracker.journal.sqlite.database import Database
from tracker.journal.sqlite.rows import Row

When = datetime | date | str | None
"""A moment: without an offset it is local time, a date alone is its noon, None is now."""

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
_FLIPPED = (
    "SELECT batch, action, max(seq) AS seq FROM change"
    " WHERE action IN ('undo', 'redo') GROUP BY batch"
)
"""The steps that were taken back or done again, and what was done to each of them last."""
_LATEST = (
    "SELECT max(batch) FROM change"
    f" WHERE batch NOT IN (SELECT batch FROM ({_FLIPPED}) WHERE action = 'undo')"
)
_TAKEN_BACK = (
    f"SELECT batch FROM ({_FLIPPED}) WHERE action = 'undo' AND seq > "
    "(SELECT max(seq) FROM change WHERE action NOT IN ('undo', 'redo')) ORDER BY seq DESC"
)
"""What may be done again, the last taken back first: nothing new was written since."""
_LAST_UNDO = (
    "batch = ?1 AND action = 'undo' AND seq > coalesce("
    "(SELECT max(seq) FROM change WHERE batch = ?1 AND action = 'redo'), 0)"
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
            self._record(("add", table, row_id(table, row), None, row), batch)
            return True
        return False

    def amend(self, table: str, id: Any, columns: Row, batch: int | None = None) -> None:
        """Change columns of a row; what is the same already leaves no trace."""
        before = self.get(table, id)
        after = before | columns
        if after != before:
            self.write(("amend", table, row_id(table, before), before, after), batch)

    def remove(self, table: str, id: Any) -> None:
        """Remove a row; a session takes its steps along, its scores stay without it."""
        row = self.get(table, id)
        if table == "session":
            for score in self._ids("SELECT id FROM score WHERE session_id = ?", id):
                self.amend("score", score, {"session_id": None})
            for position in self._ids("SELECT position FROM step WHERE session_id = ?", id):
                self.remove("step", f"{id}/{position}")
        self.write(("remove", table, row_id(table, row), row, None))

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
        first, *others = (("add", table, row_id(table, row), None, row) for row in new)
        self._record(first, label=None if self._batch else label)
        now = rows.utc_text(clock.now())
        self.connection.executemany(_CHANGE, (_values(one, now, self._batch) for one in others))

    def keys(self, table: str) -> set[str]:
        """Return the id of every row of a table."""
        id = " || '/' || ".join(KEYS[table])
        return {found for (found,) in self.connection.execute(f"SELECT {id} FROM {table}")}

    def _ids(self, sql: str, id: str) -> list[Any]:
        return [found for (found,) in self.connection.execute(sql, (id,)).fetchall()]

    def write(self, change: Change, batch: int | None = None) -> None:
        """Make the row before the row after, where None is no row, and keep both."""
        _, table, id, before, after = change
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
        self._record(change, batch)

    def _insert(self, table: str, row: Row) -> bool:
        return self.connection.execute(_INSERT[table], row).rowcount == 1

    def _record(self, change: Change, batch: int | None = None, label: str | None = None) -> None:
        now = rows.utc_text(clock.now())
        values = _values(change, now, batch or self._batch, label)
        written = self.connection.execute(_CHANGE, values)
        if batch is None and self._batch is None:
            self._batch = written.lastrowid  # the first change of a step gives it its number


def _values(change: Change, now: str, batch: int | None, label: str | None = None) -> Any:
    *what, before, after = change
    return batch, now, *what, before and _json(before), after and _json(after), label


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


def undo(writer: Writer) -> str:
    """Take back the latest step that still stands, and say in words what it was."""
    (batch,) = writer.connection.execute(_LATEST).fetchone()
    if batch is None:
        raise NotFound("there is nothing to take back")
    changes, label = _written(writer, batch)
    for _, table, id, before, after in reversed(changes):
        present = writer.find(table, id)
        # Holds join their session's batch late: take back only what this change did, and only
        # where it still stands.
        restored = None
        if before and not after:
            restored = present or before
        elif before and after and present:
            restored = present | {name: before[name] for name in differing(before, after)}
        writer.write(("undo", table, id, present, restored), batch)
    return change_words.undo_sentence(changes, label)


def redo(writer: Writer) -> str:
    """Do again the step that was taken back last, and say in words what it was."""
    found = writer.connection.execute(_TAKEN_BACK).fetchone()
    if found is None:
        raise NotFound("there is nothing to do again")
    (batch,) = found
    for _, table, id, before, after in reversed(_changes(writer, _LAST_UNDO, batch)):
        writer.write(("redo", table, id, after, before), batch)
    return change_words.redo_sentence(*_written(writer, batch))


def _written(writer: Writer, batch: int) -> tuple[list[Change], str | None]:
    sql = "SELECT label FROM change WHERE batch = ? AND label IS NOT NULL"
    label = writer.connection.execute(sql, (batch,)).fetchone()
    condition = "batch = ?1 AND action NOT IN ('undo', 'redo')"
    return _changes(writer, condition, batch), label and label[0]


def _changes(writer: Writer, condition: str, batch: int) -> list[Change]:
    found: list[tuple[Any, ...]] = writer.connection.execute(
        "SELECT action, table_name, row_id, before, after FROM change"
        f" WHERE {condition} ORDER BY seq",
        (batch,),
    ).fetchall()
    return [
        (action, table, id, before and json.loads(before), after and json.loads(after))
        for action, table, id, before, after in found
    ]


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


class Writing:
    """What each part of `tracker.Journal` begins with: its file, and the step under way."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer: Writer | None = None

    @property
    def path(self) -> Path | None:
        """The file, or None where the journal is in memory."""
        return self._database.path

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make all that is written inside a ``with`` block one step: saved, and undone, as one."""
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        with self._database.writing() as connection:
            outermost = self._writer is None
            self._writer = self._writer or Writer(connection)
            try:
                yield self._writer
            finally:
                if outermost:
                    self._writer = None
