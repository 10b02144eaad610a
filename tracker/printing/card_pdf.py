"""The printed card as PDF: a page at the roomiest level at which all fits, and days to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.printing.card_words import (
    APART,
    DAYS,
    LEAD,
    LEVELS,
    WEEKS,
    Entry,
    Level,
    Shown,
    Words,
    left_out,
    ticks_title,
    week_name,
)
from tracker.printing.paper import ACCENT, LINE, Paper, Run

MARGIN, GAP, ROW_GAP, COLUMN_GAP = 10.0, 3.0, 3.0, 6.0
LEAST_MEASURE = {1: 64.0, 2: 55.0}
"""Text beside pictures that leave less than so many mm would be a ribbon, by columns."""
CAPTION_PT = SMALL_PT = 8.0
LEAST_BADGE = 4.7
FAINT = (130, 140, 138)
STRIP, MOST_STRIPS = 14.5, 3
ABREAST = 2
"""How many weeks stand side by side on a page of their own."""
BOXES = "Boxes stand for letters that the fonts in this PDF lack; the card as HTML shows them."


@dataclass
class Cell:
    """One exercise at one level; it knows its height before it is drawn."""

    paper: Paper
    entry: Entry
    level: Level
    width: float

    @cached_property
    def pictures(self) -> list[tuple[Shown, str]]:
        """The pictures with what they show in words."""
        entry, most = self.entry, self.level.most
        shown = entry.shown[-most:] if most else ()
        found = [(one, f"{entry.alt} {one.caption}.") for one in shown]
        if entry.easier and entry.easier.shown and most:
            found.append((entry.easier.shown, f"{entry.easier.name}. {entry.easier.alt}"))
        return found

    @cached_property
    def blocks(self) -> list[list[Run]]:
        """What is said under the name and the dose, a paragraph each."""
        said = self.entry.said(self.level)
        return [[*[(lead, "B")] * bool(lead), (text, "")] for lead, text in said]

    @property
    def stacked(self) -> bool:
        """Whether the pictures stand one below the other."""
        return self.level.columns > 1

    @property
    def picture_high(self) -> float:
        """How high a picture with its caption is."""
        return self.level.width_mm * 3 / 4 + CAPTION_PT * LINE + 0.8

    @property
    def taken(self) -> float:
        """How wide the pictures are together, with a gap after each."""
        across = min(len(self.pictures), 1) if self.stacked else len(self.pictures)
        return across * (self.level.width_mm + GAP)

    @property
    def measure(self) -> float:
        """How long a line of text is, beside the pictures."""
        return self.width - self.taken

    @property
    def name_pt(self) -> float:
        """Size of the name."""
        return self.level.text_pt + (0 if self.level.tight else 2.5)

    @property
    def badge(self) -> float:
        """Diameter of the number's disc."""
        return max(self.name_pt * LINE * 1.06, LEAST_BADGE)

    @cached_property
    def height(self) -> float:
        """How high all of it is."""
        down = len(self.pictures) if self.stacked else min(len(self.pictures), 1)
        return max(self.picture_high * down, self._head_high + self._rest_high)

    @property
    def _name(self) -> list[Run]:
        dose = [(self.entry.dose, "")] * self.level.tight
        return [(self.entry.name, "B"), *dose]

    @cached_property
    def _head_high(self) -> float:
        name = self.paper.height(self._name, self.measure - self.badge - 2, self.name_pt)
        if self.level.tight:
            return max(name + (self.badge - self.name_pt * LINE) / 2, self.badge)
        dose = self.paper.height([(self.entry.dose, "B")], self.measure, self.level.text_pt)
        return name + 0.8 + dose + 0.6

    @cached_property
    def _rest_high(self) -> float:
        pt = self.level.text_pt
        return sum(self.paper.height(runs, self.measure, pt) + 0.5 for runs in self.blocks)

    def draw(self, x: float, y: float) -> float:
        """Draw it with its upper left corner at `x`, `y`; return how far down its text reaches."""
        paper, pt = self.paper, self.level.text_pt
        below = self._head(x + self.taken, y)
        self._pictures(x, y)
        for runs in self.blocks:
            below = paper.write_at(x + self.taken, below, runs, self.measure, pt) + 0.5
        return below

    def _head(self, x: float, y: float) -> float:
        paper, pt, size = self.paper, self.level.text_pt, self.badge
        with paper.ornament():
            paper.set_fill_color(*ACCENT)
            paper.ellipse(x, y, size, size, style="F")
        number = str(self.entry.number)
        inner = max(self.name_pt - (1.5 if len(number) == 1 else 2.5), SMALL_PT)
        room = (size - paper.width((number, "B")) * inner) / 2
        top = y + (size - inner * LINE) / 2
        paper.write_at(x + room, top, [(number, "B")], size, inner, grey=1, tag="P")
        left = x + size + 2
        across, name_pt = self.measure - size - 2, self.name_pt
        down = y + (size - name_pt * LINE) / 2
        below = paper.write_at(left, down, self._name, across, name_pt, tag="H2")
        if self.level.tight:
            return below
        dose = [(self.entry.dose, "B")]
        return paper.write_at(x, below + 0.7, dose, self.measure, pt, grey=0.22) + 0.6

    def _pictures(self, x: float, y: float) -> None:
        wide = self.level.width_mm
        for shown, alt in self.pictures:
            self.paper.draw(shown.picture, alt, x, y, wide)
            caption = [(shown.caption, "")]
            at = x + (wide - self.paper.width(caption[0]) * CAPTION_PT) / 2
            self.paper.write_at(at, y + wide * 3 / 4, caption, wide, CAPTION_PT, grey=0.3)
            if self.stacked:
                y += self.picture_high
            else:
                x += wide + GAP


class Page:
    """A card on upright paper, A4 or Letter: which level it took, and what it had to leave out.

    ``strips`` of weeks to tick stand on its page; where that has no room, a second one is for them.
    """

    def __init__(self, words: Words, paper: str) -> None:
        self.words = words
        self.paper = Paper(paper, words.name, f"{words.name} {words.description}")
        self.width = self.paper.w - 2 * MARGIN
        for self.level in LEVELS:
            self.left_out = left_out(words, self.level)
            rows = self._rows()
            self.room = self._room(rows)
            narrowest = min(cell.measure for row in rows for cell in row)
            if self.room >= 0 and narrowest >= LEAST_MEASURE[self.level.columns]:
                break
        self.strips = min(MOST_STRIPS, int(self.room // STRIP))
        self._draw(rows, self.room - self.strips * STRIP)
        if not self.strips:
            self._page_of_ticks()
        self.pdf = self.paper.finish()

    def _rows(self) -> list[list[Cell]]:
        columns = self.level.columns
        wide = (self.width - COLUMN_GAP * (columns - 1)) / columns
        cells = [Cell(self.paper, entry, self.level, wide) for entry in self.words.entries]
        return [cells[at : at + columns] for at in range(0, len(cells), columns)]

    def _room(self, rows: Sequence[Sequence[Cell]]) -> float:
        """Return how many mm are left over at this level; less than 0 where it does not fit."""
        taken = self._head(draw=False) + self._foot_high() + 2 * MARGIN
        taken += sum(max(cell.height for cell in row) + self._row_gap for row in rows)
        return self.paper.h - taken

    @property
    def _row_gap(self) -> float:
        return ROW_GAP / 2 if self.level.tight else ROW_GAP

    @property
    def _head_lines(self) -> list[tuple[list[Run], float, str, float]]:
        words = self.words
        large = 21.0 if len(words.name) <= 40 else 15.0
        lines = [([(words.name, "B")], large, "H1", 0.0)]
        lines += [([(words.description, "")], 10.0, "P", 0.25)] * bool(words.description)
        return [*lines, ([(words.summary, "B")], 9.5, "P", 0.0)]

    def _head(self, *, draw: bool) -> float:
        y = MARGIN
        for runs, pt, tag, grey in self._head_lines:
            if draw:
                self.paper.write_at(MARGIN, y, runs, self.width, pt, tag=tag, grey=grey)
            y += self.paper.height(runs, self.width, pt) + 0.7
        return y - MARGIN + 4.4

    @property
    def _notes(self) -> list[str]:
        return [note for note in (self.left_out, BOXES * self.paper.boxed) if note]

    @property
    def _safety(self) -> list[list[Run]]:
        first, *others = self.words.safety
        return [[(LEAD, "B"), (first, "")], *([(text, "")] for text in others)]

    def _foot_high(self) -> float:
        inside = self.width - 6
        high = sum(self.paper.height(runs, inside, SMALL_PT + 0.5) for runs in self._safety) + 4.4
        for note in self._notes:
            high += self.paper.height([(note, "")], self.width, SMALL_PT) + 0.8
        return high

    def _draw(self, rows: Sequence[Sequence[Cell]], room: float) -> None:
        paper = self.paper
        y = MARGIN + self._head(draw=True)
        paper.rule(MARGIN, y - 2.6, 0.7, ACCENT)
        spread = min(6.0, max(0.0, room) / (len(rows) + 1))
        for nth, row in enumerate(rows):
            if nth:
                paper.rule(MARGIN, y - (self._row_gap + spread) / 2, 0.2)
            x = MARGIN
            for cell in row:
                cell.draw(x, y)
                x += cell.width + COLUMN_GAP
            y += max(cell.height for cell in row) + self._row_gap + spread
        y = paper.h - MARGIN - self._foot_high()
        for strip in range(self.strips):
            self._ticks(y - (self.strips - strip) * STRIP, strip)
        self._foot(y)

    def _foot(self, y: float) -> None:
        paper, inside = self.paper, self.width - 6
        high = sum(paper.height(runs, inside, SMALL_PT + 0.5) for runs in self._safety) + 3.2
        with paper.ornament():
            paper.set_draw_color(30)
            paper.set_line_width(0.5)
            paper.rect(MARGIN, y, self.width, high, round_corners=True, corner_radius=2.2)
        below = y + 1.6
        for runs in self._safety:
            below = paper.write_at(MARGIN + 3, below, runs, inside, SMALL_PT + 0.5)
        below += 1.6 + 1.2
        for note in self._notes:
            runs = [(note, "")]
            below = paper.write_at(MARGIN, below, runs, self.width, SMALL_PT, grey=0.3) + 0.8

    def _ticks(self, y: float, strip: int) -> None:
        """Draw boxes for some weeks, Monday to Sunday, in a row."""
        gap = 6.0
        wide = (self.width - gap * (WEEKS - 1)) / WEEKS
        for nth in range(WEEKS):
            number = strip * WEEKS + nth
            self._week(MARGIN + nth * (wide + gap), y, week_name(number), wide / len(DAYS))

    def _page_of_ticks(self) -> None:
        """Draw the weeks on a page of their own."""
        paper, gap = self.paper, 8.0
        paper.add_page()
        title = [(ticks_title(self.words), "B")]
        y = paper.write_at(MARGIN, MARGIN, title, self.width, 15, tag="H2") + ROW_GAP
        rows = APART // ABREAST
        high = (paper.h - MARGIN - y) / rows
        wide = (self.width - gap * (ABREAST - 1)) / ABREAST
        size = min(wide / len(DAYS), high - SMALL_PT * LINE - ROW_GAP)
        for number in range(APART):
            column, row = divmod(number, rows)
            name = week_name(number, apart=True)
            self._week(MARGIN + column * (wide + gap), y + row * high, name, size)

    def _week(self, x: float, y: float, name: str, size: float) -> None:
        """Draw a box for each day of a week."""
        paper = self.paper
        paper.write_at(x, y, [(name, "")], self.width, SMALL_PT, grey=0.3)
        with paper.ornament():
            paper.set_draw_color(*FAINT)
            paper.set_line_width(0.25)
            for day, letter in enumerate(DAYS):
                left, top = x + day * size, y + SMALL_PT * LINE + 0.6
                paper.rect(left, top, size, size)
                paper.set_text_color(150)
                paper.set_font("dejavu", "", SMALL_PT)
                paper.set_xy(left, top)
                paper.cell(w=size, h=size, text=letter, align="C")
