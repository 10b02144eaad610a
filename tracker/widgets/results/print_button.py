"""The button that saves a routine as a page to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import esm
from tracker.widgets.kit.logged_widget import Answer, AskedWidget, Request


class PrintButton(AskedWidget):
    """Save the card of a routine as a PDF, where the browser saves files.

    ``make(variants, paper)`` returns the file's name, its bytes, and a sentence on what it leaves
    out: with the easier variants or without, paper "A4" or "Letter".

    Examples
    --------
    >>> PrintButton(lambda variants, paper: ("desk.pdf", b"", ""))
    Print button: run this cell to use it.
    """

    FILE = "page"
    UNFORESEEN, LOGGED = "The page could not be made", "a card could not be made"
    _SAYS = "Print button: run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(Path(__file__).with_suffix(".css"))

    page = traitlets.Bytes().tag(sync=True)

    def __init__(self, make: Callable[[bool, str], tuple[str, bytes, str]]) -> None:
        super().__init__()
        self._make = make

    def _done(self, asked: Request) -> Answer:
        variants, paper = asked.get("variants") is True, asked.get("paper", "")
        name, page, left_out = self._make(variants, paper)
        return {"name": name, "left_out": left_out, "page": page}
