"""A chart as a figure of a page: alt text, caption, its data as a table, SVG, PNG, PDF and CSV."""

from __future__ import annotations

import base64
import gc
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tracker.charts.palette import as_properties, css

WIDTH, LEAST_WIDTH, MOST_WIDTH = 720, 300, 900
"""In pixels on screen, of which a figure has 72 an inch."""
_MARGINS = {"left": 40, "right": 74, "top": 30, "foot": 44}
_BLANK = 48
"""Pixels that the words need which say what to log."""
_INSIDE = re.compile(r"<svg.*</svg>", re.DOTALL)
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "unknot",
    "pdf.fonttype": 42,
    "font.family": ["DejaVu Sans"],
}


@dataclass(frozen=True)
class CaptionedChart:
    """One chart with all that a page says of it; shown in a notebook as a ``<figure>``.

    `lead` is the one thing it says, which stands above it. `draw` draws on an ``ax``; `height` is
    in pixels, for a width in pixels. `alt` says what is to be seen, in its numbers; `table` returns
    the data behind it. A `bare` chart has no axes, and takes the whole figure.
    """

    name: str
    title: str
    alt: str
    caption: str
    draw: Callable[[Axes], Axes] = field(repr=False)
    table: Callable[[], pd.DataFrame] = field(repr=False)
    height: Callable[[float], float] = field(default=lambda width: 280, repr=False)
    bare: bool = False
    lead: str = ""

    @cached_property
    def blank(self) -> bool:
        """Whether there is no datum to draw: then it is a line of words, and nothing to save."""
        return self.table().dropna(how="all").empty

    def size(self, width: float = WIDTH) -> tuple[float, float]:
        """Return how many pixels wide and high the figure becomes."""
        edge = self._edge
        high = _BLANK if self.blank else self.height(width - edge["left"] - edge["right"])
        return width, high + edge["top"] + edge["foot"]

    @property
    def _edge(self) -> dict[str, int]:
        return dict.fromkeys(_MARGINS, 3) if self.bare or self.blank else _MARGINS

    def figure(self, width: float = WIDTH) -> Figure:
        """Return the chart as a matplotlib figure of so many pixels across."""
        edge, (_, high) = self._edge, self.size(width)
        figure = Figure(figsize=(width / 72, high / 72), dpi=72, facecolor="white")
        FigureCanvasAgg(figure)
        across, down = width - edge["left"] - edge["right"], high - edge["top"] - edge["foot"]
        box = (edge["left"] / width, edge["foot"] / high, across / width, down / high)
        self.draw(figure.add_axes(box, facecolor="white"))
        return figure

    def svg(self, width: float = WIDTH) -> str:
        """Return the chart as an SVG element whose colours follow the page; its text is text."""
        with mpl.rc_context(_SETTINGS), _swept():
            out = io.StringIO()
            nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            self.figure(width).savefig(out, format="svg", transparent=True, metadata=nothing)
        found = _INSIDE.search(out.getvalue())
        drawn = found[0] if found else ""
        # Ids are of one page: those of another figure would be taken for ours.
        drawn = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{self.name}-", drawn)
        drawn = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", drawn, count=1)
        drawn = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", drawn, count=1)
        named = f'<svg role="img" aria-label="{escape(self.alt, quote=True)}"'
        return as_properties(drawn.replace("<svg", named, 1))

    def png(self, width: float = WIDTH, *, dpi: int = 216) -> bytes:
        """Return the chart as a PNG on white, by default at three dots a pixel."""
        return self._file("png", width, dpi=dpi, metadata={"Description": self.alt})

    def pdf(self, width: float = WIDTH) -> bytes:
        """Return the chart as a PDF of its own."""
        about = {"Title": self.title, "Subject": self.alt, "CreationDate": None}
        return self._file("pdf", width, metadata=about)

    def _file(self, kind: str, width: float, **options: object) -> bytes:
        with mpl.rc_context(_SETTINGS), _swept():
            out = io.BytesIO()
            self.figure(width).savefig(out, format=kind, **options)  # type: ignore[arg-type]
        return out.getvalue()

    def csv(self) -> str:
        """Return the data behind the chart as CSV, gaps empty."""
        return self.table().to_csv(lineterminator="\n")

    def table_html(self) -> str:
        """Return the data behind the chart as an HTML table with a caption."""
        table = self.table()
        made = table.round(2).rename_axis(None).to_html(border=0, na_rep="–", classes="un-data")
        head = made.replace('<tr style="text-align: right;">', "<tr>").replace(
            "<th></th>", f"<th>{escape(str(table.index.name or ''))}</th>"
        )
        caption = f"<caption>{escape(self.title)}: the data</caption>"
        return re.sub(r"(<table[^>]*>)", rf"\1{caption}", head, count=1)

    def html(self, width: float = WIDTH) -> str:
        """Return the whole ``<figure>``, with table and CSV one click away."""
        lead = f'<p class="un-lead">{escape(self.lead)}</p>' if self.lead else ""
        data = base64.b64encode(self.csv().encode()).decode()
        return (
            f'<figure class="un-figure">{lead}{self.svg(width)}'
            f"<figcaption>{escape(self.caption)}</figcaption>"
            f"<details><summary>The data as a table</summary>{self.table_html()}</details>"
            f'<p><a download="{self.name}.csv" href="data:text/csv;base64,{data}">The data as CSV'
            "</a></p></figure>"
        )

    def _repr_html_(self) -> str:
        return f"<style>{css()}</style>{self.html()}"

    def __repr__(self) -> str:
        """Return what is to be seen, in words: the same for the same data."""
        return f"{self.title}. {self.alt}"


@contextmanager
def _swept() -> Iterator[None]:
    """Clear away what a drawing leaves behind while it is new, which takes a few milliseconds.

    Its 6,000 objects refer to each other in circles, which are costly to find once they are old: a
    quarter of a second every dozen figures.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)
