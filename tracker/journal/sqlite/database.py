"""The SQLite file under the journal: made privately, opened briefly, locked, migrated.

One operation at a time, since notebook callbacks arrive on two threads. A rollback journal rather
than a write-ahead log, since people keep such files in synced folders; and for the same reason the
connection of one operation serves the next only while nobody else has touched the file.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from tracker.foundation.errors import DamagedJournal, JournalError, TrackerError, not_saved, reason

APPLICATION_ID = 0x556E6B74  # "Unkt": tells a journal from another program's SQLite file
MIGRATIONS = Path(__file__).parents[1] / "migrations"
TIMEOUT_S = 10.0
LOOKS_EVERY_S = 0.002
OPEN_AGAIN = ": open the journal again, which offers a backup"
"""What the sentence on damage ends with where the journal was open already."""


def connect(path: Path | None) -> sqlite3.Connection:
    """Open a durable connection in autocommit; None is in memory, a missing file is not made."""
    connection = sqlite3.connect(
        _address(path), timeout=TIMEOUT_S, isolation_level=None, check_same_thread=False, uri=True
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:  # it reads the file to do this, and the file may be anything
        connection.close()
        raise
    return connection


@cache
def _address(path: Path | None) -> str:
    return "file::memory:" if path is None else f"{path.as_uri()}?mode=rw"


class Database:
    """A journal file, or a database in memory where `path` is None."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._inside: sqlite3.Connection | None = None  # the connection of an operation under way
        self._kept: sqlite3.Connection | None = None  # that of the last one
        self._left: Any = None  # the state in which that left the file
        self._open = ExitStack()
        self._closed = False
        weakref.finalize(self, self._open.close)
        if path is not None:
            _make(path)
        with self._operation("") as connection:
            if _version(connection, path):
                check_whole(connection)
            bring_up(connection, path)

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give a connection on which every query sees the same state of the journal."""
        return self._operation("BEGIN")

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give a connection whose writes are all on disk afterwards or, after an error, none."""
        return self._operation("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Refuse what comes later; a file is let go, a database in memory is forgotten."""
        with self._lock:
            self._closed = True
            self._let_go()

    @contextmanager
    def _operation(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._inside is not None:  # part of a larger operation, which commits
                _check_standing(self._inside)
                try:
                    yield self._inside
                except sqlite3.Error as error:
                    raise _in_words(error, self.path) from error
                return
            if self._closed:
                raise JournalError("this journal is closed; open it again with tracker.Journal()")
            try:
                connection = self._connection()
                if begin:
                    _begin(connection, begin)
                    if _version(connection, self.path) < len(_scripts()):
                        raise JournalError(
                            f"{self.path} was replaced meanwhile; open the journal again"
                        )
                    self._inside = connection
                yield connection
                if begin:
                    _check_standing(connection)
                    connection.execute("COMMIT")
                self._left = _state(self.path)
            except BaseException as error:
                self._take_back()
                if isinstance(error, sqlite3.Error):
                    raise _in_words(error, self.path) from error
                raise
            finally:
                self._inside = None

    def _connection(self) -> sqlite3.Connection:
        state = _state(self.path)
        if self._kept is None or not state or state != self._left:
            self._let_go()
            self._kept = self._open.enter_context(closing(connect(self.path)))
        return self._kept

    def _take_back(self) -> None:
        if self._kept is not None and self._kept.in_transaction:
            with suppress(sqlite3.Error):  # a disk that fails: SQLite does so at the next opening
                self._kept.execute("ROLLBACK")
        if self.path is not None:
            self._let_go()

    def _let_go(self) -> None:
        self._kept = None
        self._open.close()


def _begin(connection: sqlite3.Connection, begin: str) -> None:
    # SQLite itself comes to look but ten times a second whether the file is free, and may find
    # another process that writes without a rest in it every time.
    connection.execute("PRAGMA busy_timeout = 0")
    until = time.monotonic() + TIMEOUT_S
    while True:
        try:
            connection.execute(begin)
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise
        time.sleep(LOOKS_EVERY_S)
    connection.execute(f"PRAGMA busy_timeout = {TIMEOUT_S * 1000:.0f}")


def _check_standing(connection: sqlite3.Connection) -> None:
    # After some faults SQLite takes the whole transaction back; what follows would stand alone.
    if not connection.in_transaction:
        raise JournalError("a part of this step was not saved, and so nothing of it was")


def _state(path: Path | None) -> tuple[Any, ...]:
    """Return what differs once a file was written, moved or replaced; nothing where it is gone."""
    if path is None:
        return ("in memory",)
    try:
        is_ = path.stat()
    except OSError:
        return ()
    # A forked process shares no connection with its parent.
    return os.getpid(), is_.st_dev, is_.st_ino, is_.st_size, is_.st_mtime_ns, is_.st_ctime_ns


def _make(path: Path) -> None:
    # Private from the first byte: SQLite itself would make a file that others may read.
    try:
        if path.exists():
            if not path.is_file():
                what = "a folder" if path.is_dir() else "not a file"
                raise JournalError(f"{path} is {what}, and the journal is kept in a file")
            if path.stat().st_mode & 0o077:  # copied back from somewhere, say
                with suppress(OSError):  # another's file, or a disk that knows no modes
                    path.chmod(path.stat().st_mode & ~0o077)
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except (OSError, ValueError) as error:
        raise JournalError(f"no journal can be kept at {path} ({reason(error)})") from error


@cache
def _scripts() -> list[Path]:
    return sorted(MIGRATIONS.glob("[0-9]*.sql"))


def _version(connection: sqlite3.Connection, path: Path | None) -> int:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION_ID:
        if version > len(_scripts()):
            raise JournalError(
                f"{path} was written by a newer Unknot (journal version {version}, and this one "
                f"knows {len(_scripts())}); it was left as it is: update Unknot to open it"
            )
    elif application or version or connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise JournalError(f"{path} belongs to another program; it was left as it is")
    return version


def check_whole(connection: sqlite3.Connection) -> None:
    """Raise `sqlite3.Error` unless all of a database holds together."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found.splitlines()[-1])


def bring_up(connection: sqlite3.Connection, path: Path | None) -> None:
    """Bring a journal up to the present version, or refuse a newer one or what is none."""
    if _version(connection, path) == len(_scripts()):
        return
    # One transaction a script; the version is read again inside it, as another process may have
    # been first.
    for number, script in enumerate(_scripts(), start=1):
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection, path) < number:
            statement = ""
            for line in script.read_text(encoding="utf-8").splitlines(keepends=True):
                statement += line
                if sqlite3.complete_statement(statement):
                    connection.execute(statement)
                    statement = ""
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")


def _in_words(error: sqlite3.Error, path: Path | None) -> TrackerError:
    name = getattr(error, "sqlite_errorname", "")
    kept = "nothing was saved, and what was there before still is"
    if isinstance(error, sqlite3.IntegrityError):
        return not_saved(f"the journal does not take this ({error})")
    if name.startswith("SQLITE_READONLY"):
        return JournalError(f"{path} or its folder is read-only; {kept}")
    if name.startswith("SQLITE_FULL"):
        return JournalError(f"the disk is full: {path} cannot grow; {kept}")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return JournalError(
            f"another program is using {path} and did not let go within {TIMEOUT_S:g} s; {kept}"
        )
    if name.startswith("SQLITE_NOTADB"):
        return DamagedJournal(f"{path} is not a journal of Unknot; it was left as it is", path)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return JournalError(
            f"{path} cannot be opened: it, or its folder, is missing or may not be used; "
            "nothing was saved"
        )
    if name.startswith("SQLITE_IOERR"):
        return JournalError(f"the disk failed while {path} was in use ({error}); {kept}")
    return DamagedJournal(
        f"{path} is damaged ({error}); nothing was written to it{OPEN_AGAIN}", path
    )
