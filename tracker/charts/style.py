"""What all charts share: quiet axes, dates that read well, an empty state, day numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from tracker.charts.palette import colours

Array = np.ndarray[Any, Any]
SMALL, PLAIN = 11, 12
"""Sizes of text, in points of a figure of 72 dots an inch: one is a pixel on screen."""


def style_axes(ax: Axes, *, y: str = "", x: str = "", grid: str = "y") -> dict[str, str]:
    """Give axes our look and their units, and return the colours for their ground."""
    ink = colours(ax)
    for name in ("top", "right", "left"):
        ax.spines[name].set_visible(False)
    ax.spines["bottom"].set_color(ink["line"])
    ax.tick_params(colors=ink["quiet"], labelsize=SMALL, length=0, pad=5)
    ax.set_axisbelow(True)
    if grid:
        ax.grid(axis=grid, color=ink["grid"], linewidth=1)  # type: ignore[arg-type]
    if y:
        # Above the axis rather than along it: read without turning one's head.
        ax.set_title(y, loc="left", fontsize=SMALL, color=ink["quiet"], pad=8)
    if x:
        ax.set_xlabel(x, fontsize=SMALL, color=ink["quiet"], labelpad=6)
    return ink


def say_empty(ax: Axes, text: str) -> Axes:
    """Say on empty axes what to log, and return them."""
    ink = colours(ax)
    ax.set_axis_off()
    ax.text(
        *(0.5, 0.5, text),
        transform=ax.transAxes,
        ha="center",
        va="center",
        fontsize=PLAIN,
        color=ink["quiet"],
        wrap=True,
    )
    return ax


def pixels(ax: Axes) -> tuple[float, float]:
    """Return how wide and high axes are, in pixels on screen."""
    box = ax.get_window_extent()
    scale = 72 / ax.get_figure(root=True).dpi  # type: ignore[union-attr]
    return box.width * scale, box.height * scale


def day_numbers(days: Any) -> Array:
    """Return days as matplotlib counts them."""
    return np.asarray(date2num(pd.DatetimeIndex(days).to_numpy()))  # type: ignore[no-untyped-call]


def date_axis(ax: Axes, first: Any, last: Any) -> None:
    """Let the x axis run from one day to another, with as many dates as have room."""
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    end = max(end, start + pd.Timedelta(days=6))
    low, high = day_numbers([start, end])
    ax.set_xlim(low - 0.6, high + 0.6)
    days, labels = _dates(start, end, max(2, int(pixels(ax)[0] / 70)))
    ax.set_xticks(day_numbers(days), labels)


def _dates(start: pd.Timestamp, end: pd.Timestamp, most: int) -> tuple[pd.DatetimeIndex, list[str]]:
    """Return at most so many round dates within a span, and what to call them."""
    n_days = (end - start).days + 1
    if n_days <= 7 * most and n_days < 90:
        step = max(1, -(-n_days // most))
        step = step if step < 4 else 7 * -(-step // 7)
        monday = start + pd.Timedelta(days=-start.weekday() % 7 if step >= 7 else 0)
        days = pd.date_range(monday, end, freq=f"{step}D")
        return days, [f"{day.day} {day:%b}" for day in days]
    for months in (1, 2, 3, 6, 12, 24, 60, 120):
        days = pd.date_range(start, end, freq="MS")
        days = days[(days.month - 1 + 12 * days.year) % months == 0]
        if len(days) <= most:
            break
    return days, [f"{day:%Y}" if months >= 12 else _month(day, days[0]) for day in days]


def _month(day: pd.Timestamp, first: pd.Timestamp) -> str:
    return f"{day:%b}\n{day:%Y}" if day == first or day.month == 1 else f"{day:%b}"


def dots(ax: Axes, x: Array, y: Array, *, size: float) -> None:
    """Draw ratings as dots: smaller and paler where they are many, so that lines stay in sight."""
    crowd = len(x) / pixels(ax)[0]
    size, alpha = (size, 1) if crowd < 0.4 else (0.6 * size, 1) if crowd < 1.4 else (2, 0.35)
    ax.plot(x, y, ls="", marker="o", ms=size, mew=0, color=colours(ax)["dot"], alpha=alpha)


def end_labels(ax: Axes, labels: list[tuple[float, str, str]], *, gap: float = 15) -> None:
    """Write labels beside the right end of lines: height, text, colour; moved apart to be read."""
    low, high = ax.get_ylim()
    step = gap * abs(high - low) / pixels(ax)[1]
    at = -np.inf
    for y, text, colour in sorted(labels, key=lambda label: label[0]):
        at = max(y, at + step)
        ax.annotate(
            text,
            (1, at),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            color=colour,
            annotation_clip=False,
        )
