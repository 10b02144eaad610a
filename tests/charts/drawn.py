"""Axes to draw on, and what is then on them: texts that are cut or lie on one another."""

from itertools import combinations
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tracker.charts.palette import DARK


def axes(width: float = 700, height: float = 320, *, dark: bool = False) -> Axes:
    """Return axes with the margins that a page gives them; a pixel is a pixel on screen."""
    ground = DARK["ground"] if dark else "white"
    figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=ground)
    FigureCanvasAgg(figure)
    box = (44 / width, 48 / height, 1 - 122 / width, 1 - 84 / height)
    return figure.add_axes(box, facecolor=ground)


def all_axes(ax: Axes) -> list[Axes]:
    """Return axes with those inside them."""
    return [ax, *(inner for child in ax.child_axes for inner in all_axes(child))]


def texts(ax: Axes) -> list[str]:
    """Draw all of it and return every word that is shown."""
    ax.figure.canvas.draw()
    return [text.get_text() for text in _shown(ax)]


def _shown(ax: Axes) -> list[Any]:
    found = []
    for one in all_axes(ax):
        legend = one.get_legend()
        parts = [*one.texts, *(legend.get_texts() if legend else [])]
        if one.axison:
            parts += [one.title, one._left_title, one.xaxis.label, one.yaxis.label]
            parts += [*_ticks(one.xaxis), *_ticks(one.yaxis)]
        found += [part for part in parts if part.get_visible() and part.get_text().strip()]
    return found


def _ticks(axis: Any) -> list[Any]:
    low, high = sorted(axis.get_view_interval())
    ticks = [tick for tick in axis.get_major_ticks() if low - 1e-9 <= tick.get_loc() <= high + 1e-9]
    return [tick.label1 for tick in ticks if tick.label1.get_visible()]


def cut(ax: Axes) -> list[str]:
    """Return the words that reach beyond the figure, once it is drawn."""
    box = ax.figure.bbox
    found = [(text.get_text(), text.get_window_extent()) for text in _shown(ax)]
    return [
        word
        for word, at in found
        if at.x0 < -1 or at.y0 < -1 or at.x1 > box.width + 1 or at.y1 > box.height + 1
    ]


def overlapping(ax: Axes) -> list[tuple[str, str]]:
    """Return the words that lie on one another by more than a hair, once they are drawn."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in _shown(ax)]
    found = []
    for (one, a), (other, b) in combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > 1.5 and down > 2.5:
            found.append((one, other))
    return found


def is_right(ax: Axes, *what: object) -> list[str]:
    """Check that words are shown, none of them cut and none on another; return them."""
    said = texts(ax)
    assert said, f"{what} says nothing"
    assert (what, cut(ax)) == (what, [])
    assert (what, overlapping(ax)) == (what, [])
    return said
