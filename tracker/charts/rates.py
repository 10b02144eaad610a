"""How often methods raise a false alarm: a row for each world, a mark for each method."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from tracker.charts.style import SMALL, say_empty, style_axes

_NOMINAL = 5
_LEAST = 1
"""Per cent at the left edge, where what is rarer is drawn as well."""
_MARKS = ("s", "^", "v", "D", "P", "X")
_NOTHING = "Nothing has been measured yet:\nrun make calibrate."


def false_alarms(table: pd.DataFrame, ax: Axes) -> Axes:
    """Draw false alarms in 100 people by world, the first method before the others.

    `ax` is about 30 pixels high for each world of `calibration().false_alarms()`, and 110 more.
    """
    if table.empty:
        return say_empty(ax, _NOTHING)
    ink = style_axes(ax, x="false alarms in 100 people for whom nothing helps", grid="x")
    y = np.arange(len(table))[::-1]
    for number, method in reversed(list(enumerate(table))):
        ours = number == 0
        ax.plot(
            table[method].clip(lower=_LEAST),
            y,
            ls="",
            marker="o" if ours else _MARKS[(number - 1) % len(_MARKS)],
            ms=9 if ours else 6,
            color=ink["done"] if ours else ink["pain"],
            mfc=ink["done"] if ours else "none",
            label=method,
            zorder=3 if ours else 2,
        )
    ax.axvline(_NOMINAL, color=ink["line"], lw=1.2)
    ax.text(
        *(_NOMINAL, 1.0, f" {_NOMINAL}, as they should be"),
        transform=blended_transform_factory(ax.transData, ax.transAxes),
        fontsize=SMALL,
        color=ink["quiet"],
        va="bottom",
    )
    ax.set_xscale("log")
    ax.set_xlim(_LEAST * 0.9, 110)
    ax.set_xticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "100"])
    ax.minorticks_off()
    ax.set_ylim(-0.6, len(table) - 0.4)
    ax.set_yticks(y, list(table.index))
    handles, labels = ax.get_legend_handles_labels()
    ax.legend(
        *(handles[::-1], labels[::-1]),
        loc="lower left",
        bbox_to_anchor=(0, 1.06),
        ncols=3,
        frameon=False,
        fontsize=SMALL,
        labelcolor=ink["text"],
        borderaxespad=0,
        handletextpad=0.2,
    )
    return ax
