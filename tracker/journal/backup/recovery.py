"""A damaged journal: what is wrong with it, and the newest good backup in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.foundation import words
from tracker.foundation.errors import DamagedJournal, JournalError
from tracker.foundation.schema import KEYS
from tracker.journal.backup import copies
from tracker.journal.backup.backups import as_journal_error, loaded
from tracker.journal.backup.differences import Difference, difference
from tracker.journal.sqlite.database import OPEN_AGAIN, Database


@dataclass(frozen=True)
class Damage:
    """What is wrong with a journal, and what its newest good backup would make of it.

    `holds` counts the backup's rows by table; `differences` are to what can still be read of the
    damaged journal, `unread` its tables that cannot be read any more.
    """

    problem: str
    backup: Path | None = None
    day: date | None = None
    holds: dict[str, int] | None = None
    differences: tuple[Difference, ...] = ()
    unread: tuple[str, ...] = ()

    def summary(self) -> str:
        """Say in a sentence or two what bringing the backup back would change."""
        if self.backup is None or self.holds is None:
            return ""
        held = words.counted_by_table(self.holds) or "nothing yet"
        said = f"the newest good backup is of {self.day} and holds {held}. "
        if len(self.unread) == len(KEYS):
            return said + "Nothing of the damaged file can be read, so what it held besides is lost"
        changes = "; ".join(map(str, self.differences)) or "nothing that can still be read"
        said += f"Bringing it back would change: {changes}"
        if self.unread:
            torn = words.listed([words.plural(table) for table in self.unread])
            said += f". The {torn} of the damaged file cannot be read, and so not be compared"
        return said


def find_damage(path: Path) -> Damage | None:
    """Return what is wrong with a journal's file, or None where it is whole; nothing is written."""
    if not path.exists():  # which opening would make
        raise JournalError(f"{path} is missing")
    try:
        Database(path).close()
    except DamagedJournal as error:
        return _told(path, str(error).removesuffix(OPEN_AGAIN))
    return None


def _told(path: Path, problem: str) -> Damage:
    found = copies.newest_good(path)
    if found is None:
        return Damage(problem)
    day, copy = found
    differences, unread = [], []
    with loaded(copy, None) as backup, closing(copies.open_read_only(path)) as hurt:
        counts = ((table, f"SELECT count(*) FROM {table}") for table in KEYS)
        holds = {table: backup.execute(count).fetchone()[0] for table, count in counts}
        for table in KEYS:
            try:
                differences.append(difference(hurt, backup, table))
            except (sqlite3.Error, UnicodeDecodeError):
                unread.append(table)
    changes = tuple(one for one in differences if one)
    return Damage(problem, copy, day, holds, changes, tuple(unread))


def recover(path: Path) -> Path:
    """Put the newest good backup in the place of a damaged journal; return where that is kept."""
    with suppress(DamagedJournal):
        if path.exists():
            Database(path).close()
            raise JournalError(
                f"{path} is whole and was left as it is; restore() brings an earlier state back"
            )
    found = copies.newest_good(path)
    if found is None:
        raise JournalError(f"no good backup is kept in {copies.folder(path)}; nothing was changed")
    damaged = copies.free_path_aside(path, "damaged")
    half = path.with_name(f"{path.name}-journal")  # what SQLite left of an unfinished step
    try:
        data = found[1].read_bytes()
        for left in (path, half):
            if left.exists():
                kept = damaged.with_name(damaged.name + left.name.removeprefix(path.name))
                copies.write_checked(left.read_bytes(), kept, whole=False)
        half.unlink(missing_ok=True)
        copies.write_checked(data, path)
    except (OSError, sqlite3.Error) as error:
        raise as_journal_error(error, path) from error
    return damaged
