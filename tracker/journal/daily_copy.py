"""The copy that is made by itself, once a day, beside the journal and out of the way of saving."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

from tracker import clock
from tracker.journal import copies
from tracker.journal.database import connect


class DailyCopy:
    """Makes the daily copies of one journal, on a thread of its own.

    `problem` is a sentence where the last one failed, else empty; the next write tries again.
    """

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
        target = copies.of_day(self._path, today)
        try:
            if not target.exists():
                with closing(connect(self._path)) as connection:
                    data = copies.taken(connection)
                copies.put(data, target)
                copies.thin_out(self._path)
            self.problem = ""
        except (OSError, sqlite3.Error) as error:
            self._made = None
            reason = str(getattr(error, "strerror", None) or error).lower()
            self.problem = (
                f"no backup of today could be made in {target.parent} ({reason}); "
                "what was entered is saved in the journal itself"
            )
