"""A self-experiment: its blocks, what chance alone would show, how long a fair chance takes."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from tracker.analysis.experiment.power import Power
from tracker.analysis.experiment.result import ExperimentResult
from tracker.charts.contrasts import LESS_MORE
from tracker.charts.style import (
    SMALL,
    date_axis,
    day_numbers,
    end_labels,
    pixels,
    say_empty,
    style_axes,
)

FOUND_OFTEN = 80
"""Times in 100 that are called a fair chance: the line that is drawn."""
_ROW, _LETTER, _MARK = 20, 6.7, 50
"""Of the key, in pixels: a row, a letter, a mark with its gaps."""
_STYLES = {"on": ("done", "-"), "off": ("pain", (0, (1.5, 0.8)))}
_SERIES = (("done", "o"), ("pain", "s"), ("left", "^"), ("text", "D"), ("right", "v"))


def blocks(result: ExperimentResult, ax: Axes, *, pain: pd.Series | None = None) -> Axes:
    """Draw blocks of days, those on with a ground of their own, and the mean pain of each.

    `pain` (daily, 0-10) is drawn as dots.
    """
    ink = style_axes(ax, y="Pain, 0–10, and the mean of each block")
    table, (wide, high) = result.blocks, pixels(ax)
    most = max(10, int((wide - _MARK) / _LETTER))
    words = [fill(text, most) for text in result.experiment.conditions]
    columns = 2 if len("".join(words)) * _LETTER + 2 * _MARK < wide else 1
    room = _ROW * (1 if columns == 2 else sum(text.count("\n") + 1 for text in words))
    ax.set_ylim(-0.4, 10.4 + 10.8 * room / (high - room))
    ax.set_yticks([0, 2, 4, 6, 8, 10])
    date_axis(ax, table["first"].iloc[0], table["last"].iloc[-1])
    first, last = day_numbers(table["first"]) - 0.5, day_numbers(table["last"]) + 0.5
    on = table["condition"].eq("on").to_numpy()
    spans = list(zip(first[on], (last - first)[on], strict=True))
    ax.broken_barh(spans, (-0.4, 10.8), color=ink["done_soft"], lw=0, zorder=0)
    if pain is not None:
        mine = pain[pain.index.isin(result.experiment.days())].dropna()
        ax.plot(day_numbers(mine.index), mine, ls="", marker="o", ms=3, mew=0, color=ink["dot"])
    key = []
    for condition, text in zip(_STYLES, words, strict=True):
        name, style = _STYLES[condition]
        rows = (table["condition"] == condition) & table["pain"].notna()
        ax.hlines(table["pain"][rows], first[rows], last[rows], color=ink[name], lw=3.5, ls=style)
        key.append(Line2D([], [], lw=3.5, color=ink[name], ls=style, label=text))
    ax.legend(
        handles=key,
        loc="upper left",
        bbox_to_anchor=(0, 1),
        ncols=columns,
        frameon=False,
        fontsize=SMALL,
        labelcolor=ink["text"],
        borderpad=0,
        handlelength=2.4,
    )
    return ax


def null(result: ExperimentResult, ax: Axes) -> Axes:
    """Draw what every schedule would have shown by chance, and what the one drawn did show."""
    each = result.null[np.isfinite(result.null)]
    if len(each) == 0 or result.effect is None or result.p_value is None:
        return say_empty(ax, "This is no test:\nchance alone has nothing to be held against.")
    ink = style_axes(ax, y="Orders that chance could have drawn", x=LESS_MORE)
    reach = 1.1 * max(float(np.abs(each).max()), abs(result.effect))
    bins = np.linspace(-reach, reach, 2 * min(20, max(6, len(each) // 6)) + 2)
    ax.hist(each, bins=list(bins), color=ink["line"], edgecolor=ink["ground"], lw=0.5)
    ax.axvline(result.effect, color=ink["done"], lw=3)
    ax.set_xlim(-reach, reach)
    ax.set_ylim(0, ax.get_ylim()[1] * 1.2)  # so that no bar reaches the words
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    left = result.effect > 0
    ax.annotate(
        "the one drawn",
        (result.effect, 0.985),
        xycoords=("data", "axes fraction"),
        xytext=(-6 if left else 6, 0),
        textcoords="offset points",
        va="top",
        ha="right" if left else "left",
        fontsize=SMALL,
        color=ink["done"],
    )
    return ax


def power(found: Power, ax: Axes) -> Axes:
    """Draw how often plans find a true change against how many weeks they take.

    A line for each effect and half-life; its ends are two standard errors.
    """
    table = found.table.dropna(subset="power")
    if table.empty:
        return say_empty(
            ax, "Fewer than six pairs are no test:\nthere is nothing for them to find."
        )
    ink = style_axes(ax, y="Found, times in 100", x="weeks")
    ax.set_ylim(0, 104)
    ax.set_yticks([0, 20, 40, 60, 80, 100])
    ax.axhline(FOUND_OFTEN, color=ink["line"], lw=1.3, ls=(0, (5, 3)))
    labels = []
    groups = table.groupby(["effect", "half_life_days"])
    for number, ((effect, life), rows) in enumerate(groups):
        name, mark = _SERIES[number % len(_SERIES)]
        mine = rows.sort_values("weeks")
        share, error = 100 * mine["power"], 200 * mine["error"]
        ax.vlines(mine["weeks"], share - error, share + error, color=ink[name], lw=2)
        ax.plot(mine["weeks"], share, color=ink[name], lw=1.5, marker=mark, ms=7)
        labels.append(
            (float(share.iloc[-1]), f"{effect:+g}, {life:g} d".replace("-", "−"), ink[name])
        )
    low, high = table["weeks"].min(), table["weeks"].max()
    ax.set_xlim(low - 2, high + 2)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    end_labels(ax, labels)
    return ax
