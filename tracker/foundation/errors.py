"""The errors people see: one sentence each, naming what came, what is allowed and what was kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar


class TrackerError(Exception):
    """Parent of every error this package raises on purpose; its text is fit for a screen."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows this in place of a traceback: the sentence is all that a person needs.
        return [f"{type(self).__name__}: {self}"]


def reason(error: Exception) -> str:
    """Return why the system could not do something, to be put in brackets in a sentence."""
    return str(getattr(error, "strerror", None) or error).lower()


class InvalidValue(TrackerError, ValueError):
    """A value that a score, a session or a plan cannot have; nothing was saved."""


def not_saved(sentence: str) -> InvalidValue:
    """Return the error on a value that kept a whole step out of the journal."""
    return InvalidValue(f"{sentence}; nothing was saved")


class NotFound(TrackerError, LookupError):
    """A row, table, exercise or routine that is not there."""


class LibraryError(TrackerError):
    """An exercise, routine or safety file that cannot be used, with the file and key at fault."""


class JournalError(TrackerError):
    """The journal cannot be read or written: read-only, full disk, newer, damaged, not ours."""


class ExchangeError(TrackerError):
    """A file from elsewhere that cannot be read, or one for elsewhere that cannot be written."""


class DamagedJournal(JournalError):
    """The journal's file, `path`, is not whole and was not written to; a backup can replace it."""

    way_back: ClassVar[Callable[[Path], object] | None] = None
    """Shows how the file is made whole again, where there is a notebook to show it in."""

    def __init__(self, sentence: str, path: Path | None = None) -> None:
        super().__init__(sentence)
        self.path = path
        self._offered = False  # IPython may ask more than once how it is shown

    def _render_traceback_(self) -> list[str]:
        if self.path is None or DamagedJournal.way_back is None:
            return super()._render_traceback_()
        if not self._offered:
            self._offered = True
            DamagedJournal.way_back(self.path)
        return [f"{type(self).__name__}: {self.path} is damaged; the way back is above"]
