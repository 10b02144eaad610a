"""The form that asks how many sessions a week the person means to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.theme import css
from tracker.foundation.words import counted
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import Event, LoggedWidget, day_of


class PlanForm(LoggedWidget):
    """How many sessions a week the person means to do, 1-14.

    `save` is given the number and the day it was chosen on; it returns once it is saved, or raises.

    Examples
    --------
    >>> PlanForm(3)
    Plan, 3 sessions a week: run this cell to change it.
    """

    TYPES = ("plan",)
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css")

    label = traitlets.Unicode("How often do you mean to stretch?").tag(sync=True)
    hint = traitlets.Unicode(
        "3 sessions a week do better than fewer; 5 are a goal. A day missed does no harm."
    ).tag(sync=True)
    sessions_per_week = traitlets.Int(3).tag(sync=True)

    def __init__(
        self,
        sessions_per_week: int = 3,
        save: Callable[[int, date], object] | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(sessions_per_week=sessions_per_week, **traits)
        if save is not None:
            self.on_event(lambda event: self._planned(event, save))

    def _planned(self, event: Event, save: Callable[[int, date], object]) -> None:
        save(event["sessions_per_week"], day_of(event))
        self.sessions_per_week = event["sessions_per_week"]

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        planned = counted(self.sessions_per_week, "session")
        return f"Plan, {planned} a week: run this cell to change it."
