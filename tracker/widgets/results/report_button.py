"""The button that saves a page for a clinician, with a name on it or without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import esm
from tracker.widgets.kit.logged_widget import Answer, AskedWidget, Request


class ReportButton(AskedWidget):
    """Save one page for a clinician as PDF or HTML, where the browser saves files.

    ``make(kind, name, paper)`` returns the file: kind "pdf" or "html", paper "A4" or "Letter".

    Examples
    --------
    >>> ReportButton(lambda kind, name, paper: b"")
    Report button: run this cell to use it.
    """

    FILE = "page"
    UNFORESEEN, LOGGED = "The page could not be made", "a report could not be made"
    _SAYS = "Report button: run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(Path(__file__).with_name("chart_view.css"))

    page = traitlets.Bytes().tag(sync=True)

    def __init__(self, make: Callable[[str, str, str], bytes]) -> None:
        super().__init__()
        self._make = make

    def _done(self, asked: Request) -> Answer:
        kind = "html" if asked.get("kind") == "html" else "pdf"
        page = self._make(kind, str(asked.get("name", "")), str(asked.get("paper", "")))
        return {"name": f"unknot-report.{kind}", "page": page}
