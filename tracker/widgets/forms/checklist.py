"""A list of things to tick, saved as a whole."""

from __future__ import annotations

from pathlib import Path

import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import LoggedWidget


class Checklist(LoggedWidget):
    """Things to tick and one button to save them, as one event of ``type`` "save": ``value``.

    ``items`` are all there is to tick; ``value`` those that are ticked. ``known`` is false before
    the question was ever answered. Folded it says what is ticked; ``folded`` may change.

    Examples
    --------
    >>> Checklist("What do you have at hand?", items=["mat", "tennis ball"])
    What do you have at hand? Run this cell to use it.
    """

    TYPES = ("save",)
    _SAYS = "{self.title} Run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css")

    title = traitlets.Unicode().tag(sync=True)
    told = traitlets.Unicode("At hand").tag(sync=True)
    items = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.List(traitlets.Unicode()).tag(sync=True)
    known = traitlets.Bool(False).tag(sync=True)
    folded = traitlets.Bool(False).tag(sync=True)

    def __init__(self, title: str, **traits: object) -> None:
        super().__init__(title=title, **traits)
