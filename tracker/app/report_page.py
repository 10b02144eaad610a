"""The page for a clinician as PDF: figures drawn as lines, words as words, all of it tagged."""

from __future__ import annotations

from tracker.app import ink
from tracker.app.report_words import ABOUT, CODES, Words
from tracker.routine.paper import Paper

MARGIN, GUTTER = 13.0, 8.0
ACCENT, RULE = (15, 118, 110), (200, 208, 206)
_SIZES = ((9.5, 720, 1.0), (9.0, 720, 0.9), (8.5, 760, 0.8), (8.0, 800, 0.7), (7.5, 840, 0.6))
"""Text in pt, width in pixels that the overview is drawn for, share of its height; roomy first."""


def pdf(words: Words, paper: str) -> bytes:
    """Return the page; text shrinks in steps until all of it fits, never below 7.5 pt."""
    return laid_out(words, paper)[0].finish()


def laid_out(words: Words, paper: str) -> tuple[Paper, float]:
    """Return the page at the roomiest size at which all of it fits, and how far down it reaches."""
    for size in _SIZES:
        sheet = Paper(paper, words.title, words.subtitle)
        below = _fill(sheet, words, *size)
        if below <= sheet.h - MARGIN or size is _SIZES[-1]:
            break
        sheet.finish()
    return sheet, below


def _fill(sheet: Paper, words: Words, pt: float, pixels: int, tall: float) -> float:
    wide = sheet.w - 2 * MARGIN
    y = sheet.write_at(MARGIN, MARGIN, [(words.title, "B")], wide, 17, tag="H1")
    y = sheet.write_at(MARGIN, y + 0.5, [(words.subtitle, "")], wide, 11, grey=0.2)
    y = _rule(sheet, y + 2)
    figure = words.overview.figure(pixels)
    figure.set_size_inches(pixels / 72, figure.bbox.height / 72 * tall)
    y = ink.draw(sheet, figure, words.overview.alt, MARGIN, y + 2, wide)
    column = (wide - GUTTER) * 0.6
    left = _sections(sheet, words, pt, y + 1, column)
    at, narrow = MARGIN + column + GUTTER, wide - column - GUTTER
    right = _heading(sheet, "Where it hurts", at, y + 1, narrow, pt)
    right = ink.draw(sheet, words.back.figure(420), words.back.alt, at, right, narrow)
    right = sheet.write_at(at, right + 1, [(words.back.caption, "")], narrow, pt - 1, grey=0.3)
    right = _heading(sheet, "Questions to ask", at, right + 2, narrow, pt)
    for question in words.questions:
        right = sheet.write_at(at, right, [("□", ""), (question, "")], narrow, pt) + 0.8
    y = _rule(sheet, max(left, right) + 2)
    y = sheet.write_at(MARGIN, y + 1.5, [(ABOUT, "")], wide, pt - 1, grey=0.3)
    return sheet.write_at(MARGIN, y + 0.5, [("Codes:", "B"), (CODES, "")], wide, pt - 1, grey=0.3)


def _sections(sheet: Paper, words: Words, pt: float, y: float, wide: float) -> float:
    for heading, said in words.sections:
        y = _heading(sheet, heading, MARGIN, y, wide, pt)
        for text in said:
            y = sheet.write_at(MARGIN, y, [(text, "")], wide, pt) + 0.8
        y += 1.2
    return y


def _heading(sheet: Paper, text: str, x: float, y: float, wide: float, pt: float) -> float:
    return sheet.write_at(x, y, [(text, "B")], wide, pt + 1.5, tag="H2") + 0.4


def _rule(sheet: Paper, y: float) -> float:
    with sheet.ornament():
        sheet.set_draw_color(*RULE)
        sheet.set_line_width(0.3)
        sheet.line(MARGIN, y, sheet.w - MARGIN, y)
    return y
