"""A sheet of paper as PDF: text that wraps, figures, and tags that a screen reader follows.

fpdf2 tags pictures only and takes seconds over a figure's thousand arcs; what it lacks is added
here, and nowhere else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.prefs import ViewerPreferences

from tracker.figure.rendering import CLEAR, TONES, Picture
from tracker.foundation.errors import TrackerError

Run = tuple[str, str]
"""Text and its style: "" or "B"."""
FAMILY = "dejavu"
BOX = "□"
ACCENT, RULE = (15, 118, 110), (200, 208, 206)
LINE = 0.3528 * 1.22
"""Height of a line, in mm a point of its text."""
_FONTS = {"": "DejaVuSans", "B": "DejaVuSans-Bold"}
_SEGMENT = re.compile(r"([MLAQZ])([^MLAQZ]*)")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEAST_LINE = 0.1
"""Below this much of a line's width no word fits: the letters go below one another."""


class Paper(FPDF):
    """One page in millimetres, with a font that holds the letters of most alphabets.

    ``boxed`` says whether `text`, a person's own, has letters that it lacks: they print as boxes.
    """

    def __init__(self, paper: str, title: str, text: str) -> None:
        super().__init__(format=paper, unit="mm")
        self.set_title(title)
        self.set_author("Unknot")
        self.set_creator("Unknot")
        self.set_lang("en-GB")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        # The same routine gives the same bytes: the day it was printed is no part of it.
        self.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
        self.set_margin(0)
        self.c_margin = 0
        self.set_auto_page_break(False)
        folder = _font_folder()
        for style, name in _FONTS.items():
            self.add_font(FAMILY, style, folder / f"{name}.ttf")
        self._known = self.fonts[FAMILY].cmap  # type: ignore[union-attr]
        self.boxed = self._printable(text) != text
        self._widths: dict[Run, float] = {}
        self.add_page()

    def finish(self) -> bytes:
        """Return the file; nothing more can be put on the page."""
        made = bytes(self.output())
        for font in self.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]
        return made

    def width(self, run: Run) -> float:
        """Return how wide a run of text is, in mm a point of its size."""
        if run not in self._widths:
            self.set_font(FAMILY, run[1], 100)
            self._widths[run] = self.get_string_width(run[0]) / 100
        return self._widths[run]

    def wrap(self, runs: Sequence[Run], width: float, pt: float) -> list[list[Run]]:
        """Return runs of text cut into lines of at most `width` mm."""
        most = max(width, _LEAST_LINE) / pt
        lines: list[list[Run]] = []
        room = 0.0
        for given, style in runs:
            text = self._printable(given)
            space = self.width((" ", style))
            for word in text.split(" "):
                for piece in self._pieces(word, style, most):
                    wide = self.width((piece, style))
                    if not lines or wide > room:
                        lines.append([(piece, style)])
                        room = most - wide - space
                        continue
                    *before, (last, of) = lines[-1]
                    same = [(f"{last} {piece}", of)]
                    lines[-1] = [
                        *before,
                        *(same if of == style else [(f"{last} ", of), (piece, style)]),
                    ]
                    room -= wide + space
        return lines

    def height(self, runs: Sequence[Run], width: float, pt: float) -> float:
        """Return how high runs of text are on lines of `width` mm."""
        return len(self.wrap(runs, width, pt)) * pt * LINE

    def write_at(
        self,
        x: float,
        y: float,
        runs: Sequence[Run],
        width: float,
        pt: float,
        *,
        tag: str = "P",
        grey: float = 0.0,
    ) -> float:
        """Write runs of text from the corner `x`, `y` and return the y below them."""
        with self.tagged(tag):
            self.set_text_color(round(255 * grey))
            for line in self.wrap(runs, width, pt):
                self.set_xy(x, y)
                for text, style in line:
                    self.set_font(FAMILY, style, pt)
                    self.cell(h=pt * LINE, text=_visual(text))
                y += pt * LINE
        return y

    def draw(self, seen: Picture, alt: str, x: float, y: float, width: float) -> None:
        """Draw a picture, `width` mm wide, in the light tones."""
        left, top, across, down = seen.box
        scale = self.k * width / across
        shift = self.k * x - scale * left
        flip = 1
        if seen.mirrored:
            flip, shift = -1, self.k * x + scale * (left + across)
        with self.tagged("Figure", alt):
            self._out(
                f"q {flip * scale:.5f} 0 0 {-scale:.5f} {shift:.3f} "
                f"{self.h * self.k - self.k * y + scale * top:.3f} cm "
                f"{left:.2f} {top:.2f} {across:.2f} {down:.2f} re W n"
            )
            for tone, path in seen.shapes:
                ink = f"{_ink(TONES[tone][0])} rg {operators(path)} f"
                if tone in CLEAR:
                    with self.local_context(fill_opacity=CLEAR[tone]):
                        self._out(ink)
                else:
                    self._out(ink)
            self._out("Q")

    def rule(
        self, margin: float, y: float, thick: float, colour: tuple[int, int, int] = RULE
    ) -> None:
        """Draw a line from margin to margin."""
        with self.ornament():
            self.set_draw_color(*colour)
            self.set_line_width(thick)
            self.line(margin, y, self.w - margin, y)

    @contextmanager
    def tagged(self, kind: str, alt: str | None = None) -> Iterator[None]:
        """Tag what is put on the page as a heading (H1, H2), a paragraph (P) or a Figure."""
        mcid = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{kind}", mcid=mcid, alt_text=alt)
        self._out(f"/{kind} <</MCID {mcid}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def ornament(self) -> Iterator[None]:
        """Mark what is put on the page as nothing that needs to be read out."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def _printable(self, text: str) -> str:
        return "".join(letter if ord(letter) in self._known else BOX for letter in text)

    def _pieces(self, word: str, style: str, most: float) -> Iterator[str]:
        if self.width((word, style)) <= most:
            yield word
            return
        piece = ""
        for letter in word:
            if piece and self.width((piece + letter, style)) > most:
                yield piece
                piece = ""
            piece += letter
        yield piece


def operators(path: str) -> str:
    """Return a path of ours as the operators of a PDF; arcs become curves.

    Examples
    --------
    >>> operators("M0 0L3 4Z")
    '0 0 m 3 4 l h'
    """
    out = []
    x = y = 0.0
    for command, numbers in _SEGMENT.findall(path):
        values = [float(number) for number in numbers.split()]
        match command:
            case "M" | "L":
                out.append(f"{_text(*values)} {command.lower()}")
            case "Q":
                ax, ay, bx, by = values
                near = (x + 2 * (ax - x) / 3, y + 2 * (ay - y) / 3)
                far = (bx + 2 * (ax - bx) / 3, by + 2 * (ay - by) / 3)
                out.append(f"{_text(*near, *far, bx, by)} c")
            case "A":
                out += [f"{_text(*curve)} c" for curve in _arc((x, y), values)]
            case _:
                out.append("h")
        if values:
            x, y = values[-2:]
    return " ".join(out)


def _arc(start: tuple[float, float], values: Sequence[float]) -> Iterator[tuple[float, ...]]:
    """Yield the curves along an arc that runs clockwise as seen; its ellipse is not turned."""
    rx, ry, _, large, _, *end = values
    across, down = (start[0] - end[0]) / rx, (start[1] - end[1]) / ry
    if (chord := math.hypot(across, down)) < 1e-9:
        return
    wider = max(1.0, chord / 2)  # radii that are too small to reach grow, as SVG has it
    rx, ry, chord = rx * wider, ry * wider, chord / wider
    # In units of its radii it is a part of a circle.
    (ax, ay), (bx, by) = ((x / rx, y / ry) for x, y in (start, end))
    rise = math.sqrt(max(0.0, 1 - chord * chord / 4)) / chord * (-1 if large else 1)
    cx, cy = (ax + bx) / 2 - (by - ay) * rise, (ay + by) / 2 + (bx - ax) * rise
    begin = math.atan2(ay - cy, ax - cx)
    sweep = (math.atan2(by - cy, bx - cx) - begin) % (2 * math.pi)
    count = math.ceil(sweep / (math.pi / 2) - 1e-9)
    step = sweep / count
    reach = 4 / 3 * math.tan(step / 4)
    for turn in (begin + step * i for i in range(count)):
        cos, sin = math.cos(turn), math.sin(turn)
        after, below = math.cos(turn + step), math.sin(turn + step)
        spots = [
            (cx + cos - reach * sin, cy + sin + reach * cos),
            (cx + after + reach * below, cy + below - reach * after),
            (cx + after, cy + below),
        ]
        yield tuple(part for x, y in spots for part in (x * rx, y * ry))


def _text(*numbers: float) -> str:
    return " ".join(f"{number:.2f}".rstrip("0").rstrip(".") for number in numbers)


def _ink(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def _visual(text: str) -> str:
    """Return text in the order in which its letters stand on paper, from left to right."""
    if not _RIGHT_TO_LEFT.search(text):
        return text
    reordered: str = BidiParagraph(text).get_reordered_string()
    return reordered


def _font_folder() -> Path:
    # Found without importing matplotlib, which takes longer than the whole card.
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise TrackerError(
            "the card's fonts come with matplotlib, which is not installed; install Unknot again"
        )
    return Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
