"""Whole copies of a journal, one a day by itself: on disk entirely and checked, or not at all."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.foundation import clock
from tracker.foundation.errors import reason
from tracker.journal.sqlite.database import APPLICATION_ID, check_whole, connect

FOLDER = "backups"
DAYS = 14
"""How many daily copies are kept; of earlier ones, the last of each month."""
HALF_S = 3600
"""How old a half-written copy is before nobody can be writing it any more."""


def folder(path: Path) -> Path:
    """Return where the daily copies of a journal are kept, which is beside it."""
    return path.parent / FOLDER


def of_day(path: Path, day: date) -> Path:
    """Return where a journal's copy of a day is kept."""
    return folder(path) / f"{path.stem}-{day.isoformat()}.db"


def daily(path: Path) -> dict[date, Path]:
    """Return a journal's daily copies by their day, the newest first."""
    pattern = re.compile(re.escape(path.stem) + r"-(\d{4}-\d\d-\d\d)\.db")
    found = {}
    with suppress(OSError):
        for copy in folder(path).iterdir():
            if match := pattern.fullmatch(copy.name):
                with suppress(ValueError):
                    found[date.fromisoformat(match[1])] = copy
    return dict(sorted(found.items(), reverse=True))


def free_path_aside(path: Path, kind: str) -> Path:
    """Return where a journal as it is now, "before" a restore or "damaged", may be kept."""
    when = clock.now().strftime("%Y-%m-%d-%H%M%S")
    return free_path(folder(path) / f"{path.stem}-{kind}-{when}.db")


class Aside(NamedTuple):
    """What was kept of a journal: "before" a restore or "damaged", when, and where."""

    kind: str
    stamp: str
    path: Path


def aside(path: Path) -> list[Aside]:
    """Return what was kept of a journal before restores, and when it was damaged; newest first."""
    pattern = re.compile(
        re.escape(path.stem) + r"-(before|damaged)-(\d{4}-\d\d-\d\d-\d{6})(-\d+)?\.db(-journal)?"
    )
    found = []
    with suppress(OSError):
        for copy in folder(path).iterdir():
            if match := pattern.fullmatch(copy.name):
                found.append(Aside(match[1], match[2], copy))
    return sorted(found, key=lambda one: (one.stamp, one.path.name), reverse=True)


def days_to_keep(days: Iterable[date]) -> set[date]:
    """Return which days' copies are kept: the last fourteen, and the last of each month.

    >>> days = [date(2026, month, day) for month in (1, 2) for day in range(1, 21)]
    >>> sorted(days_to_keep(days))[:3]
    [datetime.date(2026, 1, 20), datetime.date(2026, 2, 7), datetime.date(2026, 2, 8)]
    """
    return set(map(date.fromisoformat, _lasting(map(str, days))))


def _lasting(stamps: Iterable[str]) -> set[str]:
    """Return the last fourteen of texts that begin with a date, and the last of each month."""
    ordered = sorted(set(stamps))
    last_of_month = {stamp[:7]: stamp for stamp in ordered}
    return {*last_of_month.values(), *ordered[-DAYS:]}


def thin_out(path: Path) -> None:
    """Remove copies not to be kept, each kind apart, and halves that a killed process left."""
    found = daily(path)
    gone = [found[day] for day in found.keys() - days_to_keep(found)]
    for kind in ("before", "damaged"):
        ours = [one for one in aside(path) if one.kind == kind]
        lasting = _lasting(one.stamp for one in ours)
        gone += [one.path for one in ours if one.stamp not in lasting]
    for copy in gone:
        with suppress(OSError):
            copy.unlink()
    for part in folder(path).glob(f".{path.stem}-*.part"):
        with suppress(OSError):
            if part.stat().st_mtime < time.time() - HALF_S:
                part.unlink()


def newest_good(path: Path) -> tuple[date, Path] | None:
    """Return the newest daily copy of a journal that passes its check, and its day."""
    for day, copy in daily(path).items():
        with suppress(sqlite3.Error):
            check_file(copy)
            return day, copy
    return None


def free_path(target: Path) -> Path:
    """Return a path at which nothing is yet: the one given, or a numbered one."""
    numbered = (target.with_stem(f"{target.stem}-{number}") for number in range(2, 10_000))
    return next(path for path in (target, *numbered) if not path.exists())


def snapshot(connection: sqlite3.Connection) -> bytes:
    """Return the journal on a connection as the bytes of a file, checked."""
    if not connection.in_transaction:
        connection.execute("BEGIN")
    # Whoever holds the file is waited for here, with a limit; the copying itself knows none.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    with closing(sqlite3.connect(":memory:")) as image:
        connection.backup(image, progress=_unhindered)
        check(image)
        return bytes(image.serialize())


def _unhindered(status: int, *_: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("it is being written to")


def write_checked(data: bytes, target: Path, *, whole: bool = True) -> Path:
    """Write a file for its owner alone, on disk and checked (also as a `whole` journal) or not."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with part.open("r+b") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            if file.read() != data:
                raise OSError(errno.EIO, "what was written is not what is there")
        if whole and data.startswith(b"SQLite format 3"):
            check_file(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    if os.name == "posix":  # the name is on disk only when the folder is
        above = os.open(target.parent, os.O_RDONLY)
        with suppress(OSError):  # some network drives cannot
            os.fsync(above)
        os.close(above)
    return target


def open_read_only(path: Path) -> sqlite3.Connection:
    """Return a connection to a copy that can only read it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def id_and_length(connection: sqlite3.Connection) -> tuple[str, int]:
    """Return a journal's UUID, as JSON, and how many changes were written to it."""
    found = connection.execute(
        "SELECT (SELECT value FROM setting WHERE key = 'journal_id'), max(seq) FROM change"
    ).fetchone()
    return str(found[0]), found[1] or 0


def check_file(path: Path) -> None:
    """Raise `sqlite3.Error` unless a file is a whole journal."""
    with closing(open_read_only(path)) as connection:
        check(connection)


def check(connection: sqlite3.Connection) -> None:
    """Raise `sqlite3.Error` unless a connection is to a whole journal."""
    check_whole(connection)
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise sqlite3.DatabaseError("it is not a journal of Unknot")


class DailyCopy:
    """Makes a journal's daily copies on a thread; `problem` says why the last one failed, or ""."""

    def __init__(self, path: Path) -> None:
        self.problem = ""
        self._path = path
        self._made: date | None = None
        self._thread: threading.Thread | None = None

    def make(self) -> None:
        """Begin today's copy unless it is there; return at once, whatever happens to it."""
        today = clock.today()
        if today == self._made or (self._thread and self._thread.is_alive()):
            return
        self._made = today
        thread = threading.Thread(target=self._copy, args=(today,), name="unknot daily copy")
        try:
            thread.start()
        except RuntimeError:  # Python is about to end
            return
        self._thread = thread

    def wait(self) -> None:
        """Return when no copy is being made."""
        if self._thread is not None:
            self._thread.join()

    def _copy(self, today: date) -> None:
        target = of_day(self._path, today)
        try:
            if not target.exists():
                with closing(connect(self._path)) as connection:
                    data = snapshot(connection)
                write_checked(data, target)
                thin_out(self._path)
            self.problem = ""
        except (OSError, sqlite3.Error) as error:
            self._made = None
            self.problem = (
                f"no backup of today could be made in {target.parent} ({reason(error)}); "
                "what was entered is saved in the journal itself"
            )
