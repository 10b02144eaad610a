"""The button that saves a routine as a page to print."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from tracker.bundle import esm
from tracker.errors import TrackerError
from tracker.theme import css
from tracker.widgets import cause

_HERE = Path(__file__).parent


class PrintButton(anywidget.AnyWidget):
    """Save the card of a routine as a PDF, where the browser saves files.

    The page is made when it is asked for and its bytes go to the browser with the answer, so that
    it works the same in JupyterLab and Voilà.

    Parameters
    ----------
    make : callable
        ``make(variants, paper)`` returns the file's name, its bytes, and a sentence on what it
        leaves out: with the easier variants or without, paper "A4" or "Letter".

    Examples
    --------
    >>> PrintButton(lambda variants, paper: ("desk.pdf", b"", ""))
    Print button: run this cell to use it.
    """

    _esm = esm(_HERE / "printing.js")
    _css = css(_HERE / "printing.css")

    # Traits rather than messages: a message that finds nobody is lost.
    asked = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    page = traitlets.Bytes().tag(sync=True)

    def __init__(self, make: Callable[[bool, str], tuple[str, bytes, str]]) -> None:
        super().__init__()
        self._make = make
        self.observe(lambda change: self._answer(change["new"]), names="asked")

    def _answer(self, asked: dict[str, Any]) -> None:
        pdf = b""
        said = {"ask": asked.get("ask")}
        try:
            variants, paper = asked.get("variants") is True, asked.get("paper", "")
            said["name"], pdf, said["left_out"] = self._make(variants, paper)
        except TrackerError as error:
            said["error"] = str(error)
        except Exception as error:  # the screen shows a sentence, the log the traceback
            logging.getLogger(__name__).exception("a card could not be made")
            said["error"] = f"The page could not be made ({cause(error)})."
        with self.hold_sync():
            self.page, self.answer = pdf, said

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return "Print button: run this cell to use it."
