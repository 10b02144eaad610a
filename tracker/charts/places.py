"""Where it hurts: the back, first weeks against last, and a small picture for each knot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from tracker.charts.palette import colours, contrast
from tracker.charts.style import SMALL, date_axis, day_numbers, dots, pixels, say_empty, style_axes
from tracker.foundation import anatomy

_LEVELS = 5
_PICTURE, _BETWEEN = 104, 62
"""How high the picture of a knot is, and what its dates and the next one's name need, in pixels."""


def back(
    sites: pd.DataFrame,
    ax: Axes,
    *,
    parts: Sequence[str] = ("first four weeks", "last four weeks"),
) -> Axes:
    """Draw the back twice, first weeks and last: each site in the colour of its mean score.

    The same drawing as the one that people mark their knots on (`foundation.anatomy`). `sites` are
    those of `means_by_site`; with one of `parts`, the first alone is drawn.
    """
    if sites.empty:
        return say_empty(ax, "Mark your knots and score them,\nand the back shows where it hurts.")
    ink = colours(ax)
    gap = anatomy.WIDTH + 40
    for number, (column, heading) in enumerate(zip(("first", "last"), parts, strict=False)):
        shift = np.array([gap * number, 0])
        outline = Polygon(
            np.array(anatomy.body()) + shift, facecolor=ink["skin"], edgecolor=ink["line"], lw=1
        )
        ax.add_patch(outline)
        for site in anatomy.SITES:
            for side in ("left", "right"):
                patch = np.array(anatomy.polygon(site, side)) + shift
                ax.add_patch(
                    Polygon(patch, facecolor=ink["ground"], alpha=0.35, edgecolor="none", lw=0)
                )
        for row in sites.itertuples():
            _score(ax, row, getattr(row, column), shift, ink)
        ax.text(
            *(gap * number + anatomy.WIDTH / 2, -14, heading),
            ha="center",
            fontsize=SMALL,
            color=ink["text"],
        )
    ax.set_axis_off()
    ax.set_xlim(-4, gap * (len(parts) - 1) + anatomy.WIDTH + 4)
    ax.set_ylim(anatomy.HEIGHT - 30, -40)
    ax.set_aspect("equal")
    return ax


def _score(ax: Axes, row: object, score: float, shift: np.ndarray, ink: dict[str, str]) -> None:
    if np.isnan(score):
        return
    site, side = row.site, row.side  # type: ignore[attr-defined]
    colour = ink[f"pain_{min(int(round(score) / 10 * _LEVELS), _LEVELS - 1)}"]
    patch = np.array(anatomy.polygon(site, side)) + shift
    ax.add_patch(Polygon(patch, facecolor=colour, edgecolor=ink["text"], lw=1.2))
    x, y = anatomy.SITES[site].centre
    x = x if side == "left" else anatomy.WIDTH - x
    # The number is there too, so that nobody needs to compare colours.
    dark, light = sorted((ink["text"], ink["ground"]), key=lambda one: contrast(one, "#000000"))
    readable = max((dark, light), key=lambda one: contrast(one, colour))
    ax.text(
        *(x + shift[0], y, f"{score:.0f}"),
        ha="center",
        va="center",
        fontsize=SMALL,
        fontweight="bold",
        color=readable,
    )


def knots(series: Mapping[str, pd.DataFrame], ax: Axes, *, columns: int | None = None) -> Axes:
    """Draw a small picture of pain over time for each knot, on the same scales.

    `series` are by the knot's name: indexed by day, pain (0-10) and level. All are drawn inside
    `ax`, by default as many in a row as are readable.
    """
    rated = {name: frame for name, frame in series.items() if frame["pain"].notna().any()}
    if not rated:
        return say_empty(ax, "Score your knots one by one,\nand each has a picture of its own.")
    wide, high = pixels(ax)
    columns = columns or _knot_columns(wide, len(rated))
    lines = -(-len(rated) // columns)
    ax.set_axis_off()
    across = (wide - 44 * (columns - 1)) / columns / wide
    down = (high - _BETWEEN * (lines - 1)) / lines
    days = pd.DatetimeIndex(np.concatenate([frame.index.to_numpy() for frame in rated.values()]))
    for number, (name, frame) in enumerate(rated.items()):
        column, line = number % columns, number // columns
        foot = 1 - (down + line * (down + _BETWEEN)) / high
        box = (column * (across + 44 / wide), foot, across, down / high)
        small = ax.inset_axes(box, facecolor=ax.get_facecolor())
        ink = style_axes(small)
        small.set_title(name, loc="left", fontsize=SMALL, color=ink["text"], pad=6)
        date_axis(small, days.min(), days.max())
        small.set_ylim(-0.4, 10.4)
        small.set_yticks([0, 5, 10])
        there = frame["pain"].notna()
        x = day_numbers(frame.index)
        dots(small, x[there], frame["pain"][there].to_numpy(), size=3)
        small.plot(x, frame["level"], color=ink["pain"], lw=2)
    return ax


def knots_height(count: int, width: float) -> float:
    """Return how many pixels high the pictures of so many knots are, one below the other."""
    lines = -(-max(count, 1) // _knot_columns(width, max(count, 1)))
    return float(_PICTURE * lines + _BETWEEN * (lines - 1))


def _knot_columns(width: float, count: int) -> int:
    """Return how many small pictures have room beside each other."""
    return max(1, min(3, count, int(width // 180)))
