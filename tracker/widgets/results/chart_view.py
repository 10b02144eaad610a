"""A figure of a page as a widget: redrawn when the choice changes, where it can be seen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import traitlets

from tracker.charts.captioned import LEAST_WIDTH, MOST_WIDTH, WIDTH, CaptionedChart
from tracker.charts.palette import css as palette_css
from tracker.foundation.errors import TrackerError
from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import esm
from tracker.widgets.kit.logged_widget import Answer, AskedWidget, Request, cause

_FILES = ("csv", "png", "pdf")


class ChartView(AskedWidget):
    """One figure: drawn at the page's width, with table, CSV, PNG and PDF on request.

    What cannot be seen is not drawn: the browser tells when it is looked at. Where `waits` says
    that `make` would take seconds now, a button asks for it, with a progress bar.

    Examples
    --------
    >>> from matplotlib.axes import Axes
    >>> pain = CaptionedChart("x", "Pain", "Nothing yet.", "", lambda ax: ax, lambda: None)
    >>> ChartView(lambda: pain)
    Pain. Nothing yet.
    """

    FILE = "file"
    LOGGED = "what was asked of a figure could not be done"
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(Path(__file__).with_suffix(".css")) + palette_css()

    shown = traitlets.Dict().tag(sync=True)
    stale = traitlets.Int(1).tag(sync=True)
    waiting = traitlets.Bool(False).tag(sync=True)
    seen = traitlets.Bool(False).tag(sync=True)
    wanted = traitlets.Dict().tag(sync=True)
    file = traitlets.Bytes().tag(sync=True)

    def __init__(
        self, make: Callable[[], CaptionedChart], waits: Callable[[], bool] | None = None
    ) -> None:
        super().__init__()
        self._make, self._waits = make, waits or (lambda: False)
        self._plate: CaptionedChart | None = None
        self._width = WIDTH
        self.observe(lambda change: self._draw(change["new"]), names="wanted")

    @property
    def plate(self) -> CaptionedChart:
        """The figure for what is chosen now, worked out when it is first asked for."""
        with self._asking:
            if self._plate is None:
                self._plate = self._make()
            return self._plate

    def renew(self) -> None:
        """Draw it anew if it can be seen, otherwise when it next can."""
        with self._asking, self.hold_sync():
            self._plate = None
            self.stale += 1
            self.waiting = self._waits()
            if self.seen and not self.waiting:
                self._show()

    def _draw(self, wanted: dict[str, Any]) -> None:
        # Messages come on two threads: one drawing at a time.
        with self._asking:
            width = wanted.get("width")
            if isinstance(width, int):
                self._width = min(max(width, LEAST_WIDTH), MOST_WIDTH)
            if not self._waits() or wanted.get("run") is True:
                self._show()
            else:
                self.waiting = True

    def _show(self) -> None:
        try:
            plate = self.plate
            shown = {
                "title": plate.title,
                "lead": plate.lead,
                "blank": plate.blank,
                "svg": plate.svg(self._width),
                "caption": plate.caption,
                "alt": plate.alt,
            }
        except TrackerError as error:
            shown = {"error": str(error)}
        except Exception as error:  # the screen shows a sentence, the log the traceback
            logging.getLogger(__name__).exception("a figure could not be drawn")
            shown = {"error": f"This could not be drawn ({cause(error)})."}
        with self.hold_sync():
            self.waiting = False
            self.shown = {**shown, "of": self.stale, "width": self._width}

    def _done(self, asked: Request) -> Answer:
        what = asked.get("what")
        if what == "table":
            return {"table": self.plate.table_html()}
        if what not in _FILES:
            return {}
        made = {
            "csv": lambda: self.plate.csv().encode(),
            "png": lambda: self.plate.png(self._width),
            "pdf": lambda: self.plate.pdf(self._width),
        }[what]()
        return {"name": f"unknot-{self.plate.name}.{what}", "file": made}

    def __repr__(self) -> str:
        """Return what is to be seen, in words: the same for the same diary."""
        if self._plate is None and self._waits():
            return "Not asked yet: open the page, and ask."
        return repr(self.plate)
