"""Draws a chart on a sheet of paper: lines stay lines, and words can be selected."""

from __future__ import annotations

from typing import Any, cast

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.path import Path

from tracker.printing.paper import FAMILY, LINE, Paper

_CAP = {"butt": 0, "round": 1, "projecting": 2}
_OPERATOR = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE4: "c"}


class PaperRenderer(RendererBase):
    """What matplotlib draws on, where the page is a `Paper`.

    The figure, of 72 dots an inch, gets its upper left corner at `x`, `y` and `width`, all in mm.
    """

    def __init__(self, paper: Paper, x: float, y: float, figure: Figure, width: float) -> None:
        super().__init__()
        self._paper = paper
        self._size = (figure.bbox.width, figure.bbox.height)
        self._scale = width * paper.k / self._size[0]
        self._left = x * paper.k
        self._foot = (paper.h - y) * paper.k - self._size[1] * self._scale

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the figure's size in pixels."""
        return self._size

    def flipy(self) -> bool:
        """Return that y runs upwards, as on paper."""
        return False

    def points_to_pixels(self, points: Any) -> Any:
        """Return the same: 72 dots are an inch."""
        return points

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Any, rgbFace: Any = None
    ) -> None:
        """Put one path on the page, filled, stroked or both."""
        stroke = gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
        filled = rgbFace is not None and (len(rgbFace) < 4 or rgbFace[3] > 0)
        shape = self._shape(path, transform)
        if not shape or not (stroke or filled):
            return
        out = ["q", *self._clip(gc)]
        if filled:
            out.append(f"{_ink(rgbFace)} rg")
        if stroke:
            offset, dashes = cast(tuple[float, list[float] | None], gc.get_dashes())
            pattern = " ".join(f"{self._scale * part:.2f}" for part in dashes or ())
            out += [
                f"{_ink(gc.get_rgb())} RG {gc.get_linewidth() * self._scale:.3f} w",
                f"{_CAP[gc.get_capstyle()]} J 1 j",
                f"[{pattern}] {self._scale * (offset or 0):.2f} d",
            ]
        out += [shape, {(1, 1): "B", (1, 0): "f", (0, 1): "S"}[int(filled), int(stroke)], "Q"]
        seen = gc.get_alpha() if gc.get_alpha() is not None else gc.get_rgb()[3]
        with self._paper.local_context(fill_opacity=float(seen), stroke_opacity=float(seen)):
            self._paper._out(" ".join(out))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Write one line of words, its baseline starting at a point."""
        paper = self._paper
        at, down = self._place(x, y)
        left, top = at / paper.k, paper.h - down / paper.k
        paper.set_font(FAMILY, _style(prop), prop.get_size_in_points() * self._scale)
        paper.set_text_color(*(round(255 * part) for part in gc.get_rgb()[:3]))
        with paper.rotation(angle, left, top):
            paper.text(left, top, s)

    def get_text_width_height_descent(
        self, s: str, prop: Any, ismath: Any
    ) -> tuple[float, float, float]:
        """Return how large a line of words is in pixels, and how far it reaches below its line."""
        size = prop.get_size_in_points()
        wide = self._paper.width((s, _style(prop))) * self._paper.k * size
        return wide, size * LINE * self._paper.k * 0.78, size * 0.21

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self._scale, self._foot + y * self._scale

    def _shape(self, path: Path, transform: Any) -> str:
        out = []
        before = [0.0, 0.0]
        for points, code in path.iter_segments(transform, simplify=True, curves=True):
            if code == Path.CLOSEPOLY:
                out.append("h")
                continue
            ends = [float(part) for part in points]
            if code == Path.CURVE3:  # a page knows cubic curves only
                mid, end = ends[:2], ends[2:]
                ends = [a + 2 / 3 * (b - a) for a, b in zip(before, mid, strict=True)]
                ends += [a + 2 / 3 * (b - a) for a, b in zip(end, mid, strict=True)]
                ends, code = [*ends, *end], Path.CURVE4
            before = ends[-2:]
            pairs = zip(ends[::2], ends[1::2], strict=True)
            said = (f"{part:.2f}" for pair in pairs for part in self._place(*pair))
            out.append(f"{' '.join(said)} {_OPERATOR[code]}")
        return " ".join(out)

    def _clip(self, gc: GraphicsContextBase) -> list[str]:
        box = gc.get_clip_rectangle()
        if box is None:
            return []
        x, y = self._place(box.x0, box.y0)
        size = f"{box.width * self._scale:.2f} {box.height * self._scale:.2f}"
        return [f"{x:.2f} {y:.2f} {size} re W n"]


def draw(paper: Paper, figure: Figure, alt: str, x: float, y: float, width: float) -> float:
    """Draw a figure, `width` mm wide, and return the y below it."""
    with paper.tagged("Figure", alt):
        figure.draw(PaperRenderer(paper, x, y, figure, width))
    return y + width * figure.bbox.height / figure.bbox.width


def _style(prop: Any) -> str:
    return "B" if prop.get_weight() in ("bold", "heavy", 700) else ""


def _ink(colour: Any) -> str:
    return " ".join(f"{part:.3f}" for part in colour[:3])
