"""The safety text, with a button to say that it was read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import Event, LoggedWidget, day_of

_HERE = Path(__file__).parent


class SafetyNotice(LoggedWidget):
    """The safety text with a button to say that it was read; afterwards it folds away.

    Parameters
    ----------
    title : str
        What the text is called.
    sections : sequence of (str, sequence of str)
        A heading and its points each, in reading order. All text is shown as it is, never as HTML.
    acknowledge : callable, optional
        Called without arguments once the person has read it; returns when it is stored, or raises.
    about : str
        A paragraph above the sections.
    urgent : collection of str
        The headings to set apart.
    read_on : str
        The day it was read, as in "2026-03-01"; "" when it was not.

    Examples
    --------
    >>> SafetyNotice("Before you start", [("Stop at once with", ["sharp pain"])])
    Safety text, not read yet: run this cell to read it.
    """

    TYPES = ("acknowledge",)
    _esm = esm(_HERE / "safety_notice.js")
    _css = css(KIT / "cards.css", _HERE / "safety_notice.css")

    title = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode("").tag(sync=True)
    sections = traitlets.List(traitlets.Dict()).tag(sync=True)
    read_on = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        title: str,
        sections: Sequence[tuple[str, Sequence[str]]],
        acknowledge: Callable[[], object] | None = None,
        *,
        urgent: Collection[str] = (),
        **traits: Any,
    ) -> None:
        shown = [
            {"heading": heading, "items": list(items), "urgent": heading in urgent}
            for heading, items in sections
        ]
        super().__init__(title=title, sections=shown, **traits)
        if acknowledge is not None:
            self.on_event(lambda event: self._read(event, acknowledge))

    def _read(self, event: Event, acknowledge: Callable[[], object]) -> None:
        acknowledge()
        self.read_on = day_of(event).isoformat()

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return (
            f"Safety text, {'read' if self.read_on else 'not read yet'}: run this cell to read it."
        )
