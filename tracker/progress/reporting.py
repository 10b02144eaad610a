"""The button that saves a page for a clinician, with a name on it or without."""

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

_HERE = Path(__file__).parent


class ReportButton(anywidget.AnyWidget):
    """Save one page for a clinician as PDF or HTML, where the browser saves files.

    Parameters
    ----------
    make : callable
        ``make(kind, name, paper)`` returns the file: kind "pdf" or "html", the name that the person
        typed, paper "A4" or "Letter".

    Examples
    --------
    >>> ReportButton(lambda kind, name, paper: b"")
    Report button: run this cell to use it.
    """

    _esm = esm(_HERE / "reporting.js")
    _css = css(_HERE / "figures.css")

    asked = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    page = traitlets.Bytes().tag(sync=True)

    def __init__(self, make: Callable[[str, str, str], bytes]) -> None:
        super().__init__()
        self._make = make
        self.observe(lambda change: self._answer(change["new"]), names="asked")

    def _answer(self, asked: dict[str, Any]) -> None:
        said, page = {"ask": asked.get("ask")}, b""
        kind = "html" if asked.get("kind") == "html" else "pdf"
        try:
            page = self._make(kind, str(asked.get("name", "")), str(asked.get("paper", "")))
            said["name"] = f"unknot-report.{kind}"
        except TrackerError as error:
            said["error"] = str(error)
        except Exception as error:  # the screen shows a sentence, the log the traceback
            logging.getLogger(__name__).exception("a report could not be made")
            said["error"] = f"The page could not be made ({type(error).__name__}: {error})."
        with self.hold_sync():
            self.page, self.answer = page, said

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return "Report button: run this cell to use it."
