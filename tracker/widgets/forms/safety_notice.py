"""The safety text, with a button to say that it was read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import Event, LoggedWidget, day_of


class SafetyNotice(LoggedWidget):
    """The safety text with a button to say that it was read; afterwards it folds away.

    ``sections``: a heading and its points each, shown as they are, never as HTML; the headings in
    `urgent` are set apart. `acknowledge` returns when it is stored that the text was read, or
    raises. ``read_on``: the day it was read, as in "2026-03-01"; "" when it was not.

    While it is to be read, ``lock`` says so: the sentence `first`, or `again`, with which it opens
    once more while ``recall`` is true. ``rest_display`` is "none" before it was ever read: what
    comes after it waits. A press puts the focus on the element whose id is ``next_anchor``.

    Examples
    --------
    >>> SafetyNotice("Before you start", [("Stop at once with", ["sharp pain"])])
    Safety text, not read yet: run this cell to read it.
    """

    TYPES = ("acknowledge",)
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", Path(__file__).with_suffix(".css"))

    title = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode("").tag(sync=True)
    sections = traitlets.List(traitlets.Dict()).tag(sync=True)
    read_on = traitlets.Unicode("").tag(sync=True)
    recall = traitlets.Bool(False).tag(sync=True)
    first = traitlets.Unicode("Please read “Before you start” first.").tag(sync=True)
    again = traitlets.Unicode("").tag(sync=True)
    lock = traitlets.Unicode("").tag(sync=True)
    rest_display = traitlets.Unicode("").tag(sync=True)
    next_anchor = traitlets.Unicode("").tag(sync=True)

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
        if not self.read_on:
            self.lock, self.rest_display = self.first, "none"
        if acknowledge is not None:
            self.on_event(lambda event: self._read(event, acknowledge))

    def _read(self, event: Event, acknowledge: Callable[[], object]) -> None:
        acknowledge()
        with self.hold_sync():
            self.recall, self.read_on = False, day_of(event).isoformat()

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        state = "read" if self.read_on else "not read yet"
        return f"Safety text, {state}: run this cell to read it."
