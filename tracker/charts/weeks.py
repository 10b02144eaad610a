"""Week by week: sessions against the plan, the PEG, and mobility left against right."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from tracker.charts.style import date_axis, day_numbers, end_labels, say_empty, style_axes


def adherence(weeks: pd.DataFrame, ax: Axes) -> Axes:
    """Draw weeks of `tracker.adherence`: sessions as bars, what was planned as a line over them."""
    if weeks.empty or not (weeks["done"].any() or weeks["planned"].notna().any()):
        return say_empty(
            ax, "Say how many sessions a week you mean to do,\nand each week appears here."
        )
    ink = style_axes(ax, y="Sessions a week")
    middle = day_numbers(weeks.index) + 3
    done = weeks["done"].to_numpy(dtype="float64")
    planned = weeks["planned"].to_numpy(dtype="float64")
    most = max(done.max(), np.nan_to_num(planned).max(), 1)
    date_axis(ax, weeks.index[0], weeks.index[-1] + pd.Timedelta(days=6))
    # A bar is told from the next by the gap, from ten years on by its height alone.
    ax.bar(middle, done, width=5.4 if len(weeks) < 110 else 7, color=ink["done"], lw=0)
    ax.set_ylim(0, most * 1.08 + 0.3)
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    edges = np.concatenate([day_numbers(weeks.index), [middle[-1] + 4]])
    if np.isfinite(planned).any():
        ax.stairs(planned, edges, baseline=None, color=ink["text"], lw=2, fill=False)
        end_labels(ax, [(float(planned[np.isfinite(planned)][-1]), "plan", ink["text"])])
    return ax


def peg(days: pd.DataFrame, ax: Axes) -> Axes:
    """Draw the PEG over time, with its items in the background.

    `days` are those of `self_tests.peg`: pain, enjoyment, activity and peg (0-10).
    """
    if days.empty:
        return say_empty(
            ax, "Answer the three questions of the PEG once a week,\nand it appears here."
        )
    ink = style_axes(ax, y="PEG, mean of its three items, 0–10")
    ax.set_ylim(-0.4, 10.4)
    ax.set_yticks([0, 2, 4, 6, 8, 10])
    date_axis(ax, days.index[0], days.index[-1])
    x = day_numbers(days.index)
    for item, marker in (("pain", "o"), ("enjoyment", "s"), ("activity", "^")):
        ax.plot(x, days[item], ls="", marker=marker, ms=4, color=ink["dot"], alpha=0.7, mew=0)
    ax.plot(x, days["peg"], color=ink["pain"], lw=2.5, marker="o", ms=5)
    last = float(days["peg"].iloc[-1])
    end_labels(ax, [(last, f"{last:.1f}", ink["pain"])])
    return ax


def mobility(days: pd.DataFrame, ax: Axes, *, test: str, unit: str) -> Axes:
    """Draw one self-test over time, left against right.

    `days` are those of `self_tests.mobility`; `unit` is such as "cm; 0 is fingertips that touch".
    """
    if days.empty or days[["left", "right"]].isna().all(axis=None):
        return say_empty(
            ax, f"Measure your {test} once a week,\nleft and right, and it appears here."
        )
    ink = style_axes(ax, y=f"{test.capitalize()}, {unit}")
    date_axis(ax, days.index[0], days.index[-1])
    labels = []
    for side, style, marker in (("left", "-", "o"), ("right", (0, (4, 2)), "s")):
        mine = days[side].dropna()
        if mine.empty:
            continue
        ax.plot(
            *(day_numbers(mine.index), mine),
            color=ink[side],
            ls=style,
            lw=2,
            marker=marker,
            ms=5,
        )
        labels.append((float(mine.iloc[-1]), side, ink["text"]))
    ax.margins(y=0.15)
    if ax.get_ylim()[0] < 0 < ax.get_ylim()[1]:
        ax.axhline(0, color=ink["line"], lw=1.2)
    end_labels(ax, labels)
    return ax
