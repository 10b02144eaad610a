"""The library page: every exercise, joined to the person's own history with it."""

from __future__ import annotations

from typing import Any

from tracker.journal.store import Journal
from tracker.routine import choices
from tracker.routine.exercises import exercises
from tracker.routine.history import History, histories
from tracker.widgets.composer.exercise_catalogue import ExerciseCatalogue


class Library(ExerciseCatalogue):
    """Every exercise with pictures, steps, dose, cautions, and what the journal holds of it.

    `journal` is read anew by ``refresh()`` and whenever the page is opened. With `folded` a button
    stands for all of it at first, and nothing is drawn or read until it is pressed.

    Attributes
    ----------
    history : by exercise id what the journal holds of it, in words: lines, short, hurt

    Examples
    --------
    >>> from tracker import Journal, Library
    >>> with Journal("sample") as journal:
    ...     library = Library(journal)
    >>> library
    Exercise library, 8 exercises: run this cell to use it.
    >>> library.history["chest_stretch"]["short"]
    'done in 35 sessions'
    """

    def __init__(self, journal: Journal, *, folded: bool = False) -> None:
        super().__init__(folded=folded)
        self._journal = journal
        if not folded:
            self.refresh()
        self.observe(lambda _: self.refresh(), names="wanted")

    def refresh(self) -> None:
        """Bring the history up to date, where it is shown."""
        if self.content:
            self.history = history_entries(self._journal)


def history_entries(journal: Journal) -> dict[str, dict[str, Any]]:
    """Return what the page says of the person's own history with each exercise, by its id.

    ``lines`` are sentences; ``short`` and ``hurt`` a few words, "" if never done or without pain.
    """
    steps = journal.rows("step")
    known = histories(journal.rows("session"), steps, journal.rows("score"))
    hurt = {flag["id"]: flag["why"] for flag in choices.warnings(steps)}
    found = {id: known.get(id, History()) for id in exercises()}
    return {
        id: {"lines": one.lines(), "short": one.short(), "hurt": hurt.get(id, "")}
        for id, one in found.items()
    }
