"""Backups of the journal: made, looked at, brought back."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tracker.foundation import clock
from tracker.foundation.errors import JournalError, reason
from tracker.journal.backup import copies
from tracker.journal.backup.differences import Difference, differences
from tracker.journal.sqlite.changes import Writing, fill
from tracker.journal.sqlite.database import Database, bring_up, connect

_SENDERS = {
    "Dropbox": r"Dropbox( \(.+\))?",
    "OneDrive": r"OneDrive([ -].+)?",
    "iCloud Drive": r"iCloud ?Drive|Mobile Documents|com~apple~CloudDocs",
    "Google Drive": r"Google ?Drive([ -].+)?|My Drive",
    "Nextcloud": r"Nextcloud.*|ownCloud.*",
    "Syncthing": r"Syncthing",
    "a cloud drive": r"CloudStorage",
}
_MARKS = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Google Drive": (".tmp.drivedownload", ".tmp.driveupload"),
    "Nextcloud": (".sync_*.db", "._sync_*.db", ".nextcloudsync.log", ".owncloudsync.log"),
    "OneDrive": (".849C9593-D756-4E56-8D6E-42412F2A707B",),
    "Syncthing": (".stfolder", ".stignore"),
}
"""What these programs leave in the topmost folder that they send."""


@dataclass(frozen=True)
class Restored:
    """What bringing a backup back changed, or would change.

    `kept` is the journal as it was before: restore it to take this back. `saved` is whether the
    journal is now what the backup was.
    """

    differences: tuple[Difference, ...]
    kept: Path | None = None
    saved: bool = False

    def summary(self) -> str:
        """Say it in one sentence."""
        if not self.differences:
            return "the journal holds what the backup holds; nothing was changed"
        said = "; ".join(map(str, self.differences))
        if not self.saved:
            return f"this would change: {said}; nothing was changed yet"
        return f"changed: {said}; what was there before is in {self.kept}"


class Backups(Writing):
    """The part of `tracker.Journal` that keeps copies of it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._daily = None if database.path is None else copies.DailyCopy(database.path)

    def backup(self, folder: str | os.PathLike[str], *, passphrase: str | None = None) -> Path:
        """Write a dated copy of the journal into a folder, check it, and return its path.

        Parameters
        ----------
        folder : path-like
            Made where it is not there. Nothing in it is overwritten, and no half copy is left.
        passphrase : str, optional
            Encrypts the copy in the age format. Without it nobody opens it again, you included.

        Examples
        --------
        >>> import tempfile
        >>> from tracker import Journal
        >>> with tempfile.TemporaryDirectory() as folder, Journal("sample") as journal:
        ...     print(journal.backup(folder).name)
        journal-2026-04-27.db
        """
        name = f"{self.path.stem if self.path else 'journal'}-{clock.today().isoformat()}.db"
        data = self._taken()
        if passphrase is not None:
            from tracker.journal.backup import encryption  # which few need

            name, data = name + encryption.SUFFIX, encryption.encrypt(data, passphrase)
        return _put(data, Path(folder).expanduser() / name)

    def backups(self) -> list[Path]:
        """Return the copies that were made by themselves, the newest first."""
        return [] if self.path is None else list(copies.daily(self.path).values())

    def back_up_now(self) -> Path:
        """Make today's copy beside the journal anew, of what it holds now, and return its path.

        A copy of today that is of another journal, as one that was lost leaves it, is kept aside;
        one that cannot be replaced still is what it was. A journal in memory has none.
        """
        if self.path is None:
            raise JournalError("this journal is in memory alone, and has no backups beside it")
        target = copies.of_day(self.path, clock.today())
        data = self._taken()
        try:
            if target.exists() and self._is_of_another(target):
                target.replace(copies.free_path_aside(self.path, "before"))
            return copies.write_checked(data, target)
        except (OSError, sqlite3.Error) as error:
            raise as_journal_error(error, target) from error

    @property
    def backup_failed(self) -> bool:
        """Whether today's copy could not be made by itself, as of a damaged journal none can."""
        return bool(self._daily and self._daily.problem)

    def kept_aside(self) -> list[Path]:
        """Return what was kept before restores and of damaged journals, the newest first."""
        found = [] if self.path is None else copies.aside(self.path)
        return [one.path for one in found if one.path.suffix == ".db"]

    def restore(
        self,
        path: str | os.PathLike[str],
        *,
        passphrase: str | None = None,
        dry_run: bool = False,
    ) -> Restored:
        """Make the journal what a backup holds; what was there before is kept as a dated copy.

        Parameters
        ----------
        path, passphrase
            A whole copy of this or an earlier version, and what opens it where it is encrypted.
        dry_run : bool
            Only say what would change.

        Returns
        -------
        Restored
            What changed, and where the journal as it was is kept.

        Examples
        --------
        >>> import tempfile
        >>> from tracker import Journal
        >>> with tempfile.TemporaryDirectory() as folder, Journal("sample") as journal:
        ...     copy = journal.backup(folder)
        ...     id = journal.log_score(4)
        ...     print(journal.restore(copy, dry_run=True).summary())
        this would change: 1 score lost (2026-04-27); nothing was changed yet
        """
        with loaded(Path(path).expanduser(), passphrase) as backup:
            if dry_run:
                with self._database.reading() as connection:
                    return Restored(differences(connection, backup))
            with self._database.writing() as connection:
                found = differences(connection, backup)
                if not found:
                    return Restored(found)
                kept = self.path and _put(
                    self._taken(), copies.free_path_aside(self.path, "before")
                )
                fill(connection, backup)
        return Restored(found, kept, saved=True)

    def warnings(self) -> list[str]:
        """Return what the person should know about where and how the journal is kept."""
        if self.path is None or self._daily is None:
            return []
        said = [self._daily.problem] if self._daily.problem else []
        if service := sync_service(self.path):
            said.append(
                f"the journal lies in a folder that {service} sends elsewhere ({self.path.parent})"
                ": entries made on two machines at once can damage it; keep it in another folder "
                "and put encrypted backups into this one"
            )
        if earlier := self._of_another():
            said.append(
                f"backups of another journal lie in {earlier.parent}, the newest is "
                f"{earlier.name}: if yours was lost or moved, restore it from there"
            )
        return said

    def _of_another(self) -> Path | None:
        """Return the newest copy of another journal with a longer story: a lost file leaves it."""
        if self.path is None:
            return None
        with suppress(JournalError):  # which whatever is asked next will say
            for copy in copies.daily(self.path).values():
                if self._is_of_another(copy, longer=True):
                    return copy
        return None

    def _is_of_another(self, copy: Path, *, longer: bool = False) -> bool:
        with self._database.reading() as connection:
            own, steps = copies.id_and_length(connection)
        with suppress(sqlite3.Error), closing(copies.open_read_only(copy)) as connection:
            other, more = copies.id_and_length(connection)
            return other != own and (more > steps or not longer)
        return False

    def _taken(self) -> bytes:
        with self._database.reading() as connection:  # what fails inside is said in its words
            if self.path is None:
                return copies.snapshot(connection)
            with closing(connect(self.path)) as apart:  # what is saved, also in the midst of a step
                return copies.snapshot(apart)


@contextmanager
def loaded(path: Path, passphrase: str | None) -> Iterator[sqlite3.Connection]:
    """Give a backup in memory, checked and brought up to the present version."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JournalError(
            f"{path} cannot be read ({reason(error)}); nothing was changed"
        ) from error
    if path.suffix == ".age" or data.startswith(b"age-encryption.org/"):
        from tracker.journal.backup import encryption  # which few need

        data = encryption.decrypt(data, passphrase, path.name)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as image:
        try:
            image.deserialize(data or b"nothing")  # which sqlite3 would run out of memory over
            copies.check(image)
            bring_up(image, path)
        except sqlite3.Error as error:
            raise JournalError(
                f"{path} is no good backup ({error}); nothing was changed"
            ) from error
        yield image


def _put(data: bytes, target: Path) -> Path:
    target = copies.free_path(target)
    try:
        return copies.write_checked(data, target)
    except (OSError, sqlite3.Error) as error:
        raise as_journal_error(error, target) from error


def as_journal_error(error: OSError | sqlite3.Error, target: Path) -> JournalError:
    """Return what kept a copy from the disk as our own error."""
    return JournalError(
        f"{target} could not be written ({reason(error)}); the journal is as it was"
    )


def sync_service(path: Path) -> str:
    """Return which program sends the folder of a file elsewhere, or nothing.

    >>> sync_service(Path("/home/me/Dropbox/unknot/journal.db"))
    'Dropbox'
    >>> sync_service(Path("/home/me/diary/journal.db"))
    ''
    """
    with suppress(OSError):  # where a folder leads, as far as can be told
        path = path.resolve()
    for folder in path.parents:
        for name, pattern in _SENDERS.items():
            if re.fullmatch(pattern, folder.name, re.IGNORECASE):
                return name
        for name, marks in _MARKS.items():
            with suppress(OSError):
                if any(any(folder.glob(mark)) for mark in marks):
                    return name
    return ""
