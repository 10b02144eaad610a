"""The button that saves a routine as a page to print."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from tracker.errors import TrackerError
from tracker.routine.card import card
from tracker.routine.library import Routine
from tracker.theme import css
from tracker.widgets import cause, esm

_HERE = Path(__file__).parent
_LONGEST = 60


class PrintButton(anywidget.AnyWidget):
    """Save the card of a routine as a PDF, where the browser saves files.

    The page is made when it is asked for and its bytes go to the browser with the answer, so that
    it works the same in JupyterLab and Voilà.

    Parameters
    ----------
    chosen : callable
        ``chosen()`` returns the routine that is printed, as it is chosen when it is asked for.

    Examples
    --------
    >>> from tracker.routine.library import routines
    >>> PrintButton(lambda: routines()["desk"])
    Print button: run this cell to use it.
    """

    _esm = esm(_HERE / "printing.js")
    _css = css(_HERE / "printing.css")

    # Traits rather than messages: a message that finds nobody is lost.
    asked = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    page = traitlets.Bytes().tag(sync=True)

    def __init__(self, chosen: Callable[[], Routine], **traits: Any) -> None:
        super().__init__(**traits)
        self._chosen = chosen
        self.observe(lambda change: self._answer(change["new"]), names="asked")

    def _answer(self, asked: dict[str, Any]) -> None:
        pdf = b""
        said = {"ask": asked.get("ask")}
        try:
            made = card(
                self._chosen(),
                variants=asked.get("variants") is True,
                paper=asked.get("paper", ""),
            )
            page = made.layout
        except TrackerError as error:
            said["error"] = str(error)
        except Exception as error:  # the screen shows a sentence, the log the traceback
            logging.getLogger(__name__).exception("a card could not be made")
            said["error"] = f"The page could not be made ({cause(error)})."
        else:
            pdf = page.pdf
            said["name"] = f"{file_name(made.words.name, made.words.id)}.pdf"
            said["left_out"] = page.left_out
        with self.hold_sync():
            self.page, self.answer = pdf, said

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return "Print button: run this cell to use it."


def file_name(name: str, otherwise: str) -> str:
    """Return a routine's name as the name of a file that every system takes.

    Examples
    --------
    >>> file_name("Über <b>Mittag</b>: 2/3", "mine"), file_name("肩", "mine")
    ('uber-b-mittag-b-2-3', 'mine')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-") or otherwise
