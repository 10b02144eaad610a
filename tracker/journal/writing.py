"""The ground that the journal's parts stand on: one lock, one transaction, one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from tracker.journal.changes import Writer
from tracker.journal.database import Database

When = datetime | date | str | None
"""A moment: without an offset it is local time, a date alone is its noon, None is now."""


class Writing:
    """What each part of `tracker.Journal` begins with: its file, and the step under way.

    Each write is on disk when the method returns, or nothing of it is. A write with an id that is
    known already changes nothing, so that sending twice saves once.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer: Writer | None = None

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
