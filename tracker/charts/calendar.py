"""The calendar: one square a day by minutes held; pauses and pain stops are told apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from tracker.charts.palette import colours
from tracker.charts.style import SMALL, Array, pixels, say_empty

MINUTES = (0, 5, 10, 15)
"""From how many minutes a day has the next colour."""
_NAMES = ("none", "under 5 min", "5–10", "10–15", "15 or more")
_SIDE, _PITCH = 0.86, 9.3
"""Of a square, and from the top of one line of squares to the next, in squares with their gaps."""
_LEFT, _TOP, _ROW = 3.0, 1.9, 17.0
"""Room for names on the left and above, in squares; height of a row of the key, in pixels."""
_NAMED_LINES = 4
_WIDE = 560
"""Below so many pixels a line of the calendar is half a year."""


def calendar(days: pd.DataFrame, ax: Axes, *, stops: Any = ()) -> Axes:
    """Draw one square a day: the more minutes, the further its colour is from the ground.

    `days` are those of `tracker.daily`; a cross marks `stops`, days on which pain stopped a
    session. A line of squares is a year (half a year where it is narrow), weeks from left to right,
    Monday at the top.
    """
    if days.empty or not days["stretched"].any():
        return say_empty(ax, "Run a routine, or enter a session,\nand its day appears here.")
    ink = colours(ax)
    wide, high = pixels(ax)
    index = pd.DatetimeIndex(days.index)
    x, y, lines = _places(index, narrow=wide < _WIDE)
    minutes = days["minutes"].to_numpy(dtype="float64")
    shade = np.digitize(np.where(np.isnan(minutes), MINUTES[1], minutes), MINUTES[1:]) + 1
    shade[~days["stretched"].to_numpy()] = 0
    known = (days["observed"] | days["stretched"]).to_numpy(dtype=bool)
    for number in range(len(_NAMES)):
        _squares(ax, x, y, known & (shade == number), ink[f"minutes_{number}"])
    _squares(ax, x, y, ~known, "none", edge=ink["grid"])
    paused = days["paused"].to_numpy(dtype=bool)
    ax.plot(x[paused], y[paused], ls="", marker="_", color=ink["text"], ms=5, mew=1.5)
    stopped = index.isin(pd.DatetimeIndex(list(stops)))
    for width, colour in ((4.5, ink["ground"]), (2.2, ink["stop"])):
        ax.plot(x[stopped], y[stopped], ls="", marker="x", color=colour, ms=7, mew=width)
    _headings(ax, index, x, lines, y, ink)
    _key(ax, ink, bool(paused.any()), bool(stopped.any()), not known.all())
    ax.set_axis_off()
    across = _columns(x, wide) + _LEFT + 0.6
    ax.set_xlim(-_LEFT, across - _LEFT)
    ax.set_ylim(across * high / wide - _TOP, -_TOP)
    return ax


def calendar_height(days: pd.DataFrame, width: float) -> float:
    """Return how many pixels high a calendar of that width needs to be."""
    if days.empty:
        return 120.0
    x, _, lines = _places(pd.DatetimeIndex(days.index), narrow=width < _WIDE)
    square = width / (_columns(x, width) + _LEFT + 0.6)
    return square * (_TOP + _PITCH * len(lines)) + _ROW * (3 if width < _WIDE else 1.2)


def _columns(x: Array, wide: float) -> float:
    # Few weeks are drawn larger than many, though not huge.
    return max(16 if wide < _WIDE else 32, float(x.max()) + 1)


def _places(index: pd.DatetimeIndex, *, narrow: bool) -> tuple[Array, Array, list[tuple[int, int]]]:
    year, month = index.year.to_numpy(), index.month.to_numpy()
    half = (month > 6).astype(int) if narrow else np.zeros(len(index), dtype=int)
    lines, line = np.unique(np.column_stack([year, half]), axis=0, return_inverse=True)
    line = line.ravel()
    begins = [pd.Timestamp(int(y), 7 if h else 1, 1) for y, h in lines]
    monday = np.array([(day - pd.Timedelta(days=day.weekday())).toordinal() for day in begins])
    ordinal = index.to_numpy().astype("datetime64[D]").astype(np.int64) + 719163
    x = (ordinal - monday[line]) // 7
    x = x - x.min() if len(lines) == 1 else x
    return x, index.day_of_week.to_numpy() + _PITCH * line, [(int(y), int(h)) for y, h in lines]


def _squares(ax: Axes, x: Array, y: Array, where: Array, colour: str, edge: str = "none") -> None:
    if not where.any():
        return
    corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * _SIDE - _SIDE / 2
    points = np.column_stack([x[where], y[where]])[:, None, :] + corners
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], len(points))
    # One path a colour: ten years of squares are drawn as fast as one.
    path = Path(points.reshape(-1, 2), codes)
    # Not add_patch, which would look at every corner for limits that are set anyway.
    ax.add_artist(PathPatch(path, facecolor=colour, edgecolor=edge, linewidth=1))


def _headings(
    ax: Axes,
    index: pd.DatetimeIndex,
    x: Array,
    lines: list[tuple[int, int]],
    y: Array,
    ink: dict[str, str],
) -> None:
    day = index.day.to_numpy()
    begins = day == 1
    begins[0] = day[0] <= 15  # else its name would run into the next
    # Of many lines the first whole year names the months and weekdays for all.
    halves = max(half for _, half in lines)
    named = range(len(lines)) if len(lines) <= _NAMED_LINES else range(1, 2 + halves)
    line = ((y - index.day_of_week.to_numpy()) / _PITCH).round()
    for at in np.flatnonzero(begins & np.isin(line, list(named))).tolist():
        top = y[at] - index[at].day_of_week
        ax.text(x[at] - 0.4, top - 0.8, f"{index[at]:%b}", fontsize=SMALL - 1, color=ink["quiet"])
    for number, (year, half) in enumerate(lines):
        label = "" if half and number else f"{year}"
        place = (-2.2, _PITCH * number + 3)
        ax.text(
            *place, label, fontsize=SMALL, color=ink["text"], rotation=90, ha="center", va="center"
        )
        for name, row in (("M", 0), ("T", 3), ("S", 6)) if number in named else ():
            place = (-0.9, _PITCH * number + row)
            ax.text(*place, name, fontsize=SMALL - 2, color=ink["quiet"], ha="center", va="center")


def _key(ax: Axes, ink: dict[str, str], paused: bool, stopped: bool, unknown: bool) -> None:
    keys: list[Any] = [
        Patch(facecolor=ink[f"minutes_{number}"], label=name) for number, name in enumerate(_NAMES)
    ]
    if unknown:
        keys.append(Patch(facecolor="none", edgecolor=ink["line"], label="no entry"))
    mark = {"ls": "", "ms": 7, "mew": 2}
    if paused:
        keys.append(Line2D([], [], marker="_", color=ink["text"], label="pause", **mark))  # type: ignore[arg-type]
    if stopped:
        keys.append(Line2D([], [], marker="x", color=ink["stop"], label="pain stop", **mark))  # type: ignore[arg-type]
    ax.legend(
        handles=keys,
        loc="lower left",
        bbox_to_anchor=(0, 0),
        ncols=3 if pixels(ax)[0] < _WIDE else len(keys),
        frameon=False,
        fontsize=SMALL - 1,
        labelcolor=ink["quiet"],
        handlelength=0.9,
        handleheight=0.9,
        handletextpad=0.5,
        columnspacing=1.1,
        borderpad=0,
    )
