"""The page for a clinician as PDF: figures drawn as lines, words as words, all of it tagged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from tracker.charts.captioned import CaptionedChart
from tracker.printing import chart_on_paper
from tracker.printing.paper import Paper, Run
from tracker.printing.report_words import ABOUT, NO_KNOT, Words

MARGIN, GUTTER = 13.0, 8.0
BACK = 330
"""Pixels that the back is drawn for: small, so that its words are not."""


class Sizes(NamedTuple):
    """How large all is: text in pt, for how many pixels the overview is drawn, and how high."""

    pt: float
    pixels: int
    tall: float

    def overview(self, full: CaptionedChart) -> CaptionedChart:
        """Return the overview, less high where room is short."""
        return replace(full, height=lambda width: full.height(width) * self.tall)


_ROOMS = (
    Sizes(9.5, 720, 1.0),
    Sizes(9.0, 720, 0.9),
    Sizes(8.5, 760, 0.8),
    Sizes(8.0, 800, 0.7),
    Sizes(7.5, 840, 0.6),
)
"""Roomy first."""


class _Ruler:
    """Measures how far down the page reaches, and puts nothing on it."""

    def __init__(self, sheet: Paper) -> None:
        self.sheet = sheet

    def write(
        self, x: float, y: float, runs: list[Run], wide: float, pt: float, **look: Any
    ) -> float:
        """Return the y below runs of text."""
        return y + self.sheet.height(runs, wide, pt)

    def draw(self, chart: CaptionedChart, pixels: float, x: float, y: float, wide: float) -> float:
        """Return the y below a figure."""
        across, down = chart.size(pixels)
        return y + wide * down / across

    def rule(self, y: float) -> float:
        """Return the y of a line across the page."""
        return y


class _Pen(_Ruler):
    """Puts it there."""

    def write(
        self, x: float, y: float, runs: list[Run], wide: float, pt: float, **look: Any
    ) -> float:
        return self.sheet.write_at(x, y, runs, wide, pt, **look)

    def draw(self, chart: CaptionedChart, pixels: float, x: float, y: float, wide: float) -> float:
        return chart_on_paper.draw(self.sheet, chart.figure(pixels), chart.alt, x, y, wide)

    def rule(self, y: float) -> float:
        self.sheet.rule(MARGIN, y, 0.3)
        return y


def pdf(words: Words, paper: str) -> bytes:
    """Return the page; text shrinks in steps until all of it fits, never below 7.5 pt."""
    return laid_out(words, paper)[0].finish()


def laid_out(words: Words, paper: str) -> tuple[Paper, float]:
    """Return the page at the roomiest size at which all of it fits, and how far down it reaches."""
    sheet = Paper(paper, words.title, words.subtitle)
    return sheet, _fill(_Pen(sheet), words, room_on(sheet, words))


def room_on(sheet: Paper, words: Words, spare: float = 0.0) -> Sizes:
    """Return the roomiest size at which all fits a page and `spare` mm stay free at its foot."""
    most = sheet.h - MARGIN - spare
    fitting = (room for room in _ROOMS if _fill(_Ruler(sheet), words, room) <= most)
    return next(fitting, _ROOMS[-1])


def _fill(on: _Ruler, words: Words, room: Sizes) -> float:
    wide, pt = on.sheet.w - 2 * MARGIN, room.pt
    y = on.write(MARGIN, MARGIN, [(words.title, "B")], wide, 17, tag="H1")
    y = on.write(MARGIN, y + 0.5, [(words.subtitle, "")], wide, 11, grey=0.2)
    y = on.rule(y + 2)
    if words.overview is not None:
        y = on.draw(room.overview(words.overview), room.pixels, MARGIN, y + 2, wide)
        y = on.write(MARGIN, y + 1, [(words.overview.caption, "")], wide, pt - 1, grey=0.3)
    column = (wide - GUTTER) * 0.6
    left = y + 2
    for heading, said in words.sections:
        left = _heading(on, heading, MARGIN, left, column, pt)
        for text in said:
            left = on.write(MARGIN, left, [(text, "")], column, pt) + 0.8
        left += 1.2
    at, narrow = MARGIN + column + GUTTER, wide - column - GUTTER
    right = _heading(on, "Where it hurts", at, y + 2, narrow, pt)
    if words.back is None:
        right = on.write(at, right, [(NO_KNOT, "")], narrow, pt)
    else:
        right = on.draw(words.back, BACK, at, right, narrow)
        right = on.write(at, right + 1, [(words.back.caption, "")], narrow, pt - 1, grey=0.3)
    right = _heading(on, "Questions to ask", at, right + 2, narrow, pt)
    for question in words.questions:
        right = on.write(at, right, [("□", ""), (question, "")], narrow, pt) + 0.8
    y = on.rule(max(left, right) + 2)
    y = on.write(MARGIN, y + 1.5, [(ABOUT, "")], wide, pt - 1, grey=0.3)
    return on.write(MARGIN, y + 0.5, [("Codes:", "B"), (words.codes, "")], wide, pt - 1, grey=0.3)


def _heading(on: _Ruler, text: str, x: float, y: float, wide: float, pt: float) -> float:
    return on.write(x, y, [(text, "B")], wide, pt + 1.5, tag="H2") + 0.4
