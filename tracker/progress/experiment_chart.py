"""A self-experiment drawn: its blocks, what chance alone does, how long a fair chance takes.

A result and an ``ax`` in, the ``ax`` out; none computes a statistic or uses pyplot.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from tracker.progress.experiment_power import Power
from tracker.progress.experiment_result import ExperimentResult

INK, ON, OFF, QUIET = "#4b5a5e", "#0f8f84", "#a0622d", "#8b9a97"
"""Text (shown in the page's own colour), on, off, and what stands back."""
_LEGEND: dict[str, Any] = {
    **{"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 2},
    **{"frameon": False, "labelcolor": INK},
}
_LINES: dict[str, Any] = {
    "on": {"color": ON, "ls": "-"},
    "off": {"color": OFF, "ls": (0, (1.5, 0.8))},
}
_MARKS = ("o", "s", "^", "D", "v", "P")


def draw_blocks(result: ExperimentResult, ax: Axes, *, pain: pd.Series | None = None) -> Axes:
    """Shade the blocks, with the mean pain of each and the days' own scores.

    Parameters
    ----------
    result : ExperimentResult
    ax : Axes
    pain : Series, optional
        Daily pain, 0-10, by day.

    Returns
    -------
    Axes
    """
    _dress(ax)
    day = pd.Timedelta(days=1)
    for row in result.blocks.to_dict("records"):
        on = row["condition"] == "on"
        first, last = row["first"], row["last"] + day
        ax.axvspan(first, last, color=ON if on else OFF, alpha=0.16 if on else 0.06, lw=0)
        if np.isfinite(row["pain"]):
            ax.plot([first, last], [row["pain"]] * 2, lw=3.5, **_LINES[row["condition"]])
    if pain is not None:
        mine = pain[pain.index.isin(result.experiment.days())]
        noon = pd.DatetimeIndex(mine.index) + day / 2
        ax.plot(noon, mine, ".", color=QUIET, ms=4, zorder=1)
    ax.set_ylim(-0.3, 10.3)
    ax.set_ylabel("pain, 0–10")
    ax.set_xlim(result.blocks["first"].iloc[0], result.blocks["last"].iloc[-1] + day)
    locator: Any = AutoDateLocator(maxticks=7)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    formatter = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(formatter)
    words = result.experiment.conditions
    lines = [Line2D([], [], lw=3.5, **_LINES[name], label=text)
             for name, text in zip(("on", "off"), words, strict=True)]  # fmt: skip
    short = len("".join(words)) < 36
    ax.legend(handles=lines, **{**_LEGEND, "ncols": 2 if short else 1})
    return ax


def draw_null(result: ExperimentResult, ax: Axes) -> Axes:
    """Draw what every schedule would have shown by chance, and what the one drawn did show.

    Parameters
    ----------
    result : ExperimentResult
    ax : Axes

    Returns
    -------
    Axes
    """
    _dress(ax)
    null = result.null[np.isfinite(result.null)]
    if len(null) == 0 or result.effect is None:
        ax.text(0.5, 0.5, "no test", ha="center", va="center", transform=ax.transAxes, color=INK)
        return ax
    reach = 1.1 * max(float(np.abs(null).max()), abs(result.effect))
    bins = np.linspace(-reach, reach, 2 * min(20, max(6, len(null) // 6)) + 2)
    ax.hist(null, bins=list(bins), color=QUIET, alpha=0.7)
    ax.axvline(result.effect, color=ON, lw=3)
    left = result.effect > 0
    ax.annotate("what was drawn", (result.effect, 0.97), xycoords=("data", "axes fraction"),
                xytext=(-6 if left else 6, 0), textcoords="offset points", va="top",
                ha="right" if left else "left", color=INK)  # fmt: skip
    ax.set_xlim(-reach, reach)
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_xlabel("points of pain, on against off")
    ax.set_ylabel("orders")
    return ax


def draw_power(found: Power, ax: Axes) -> Axes:
    """Draw how often plans find a true change against how many weeks they take.

    Parameters
    ----------
    found : Power
    ax : Axes

    Returns
    -------
    Axes
    """
    _dress(ax)
    table = found.table.dropna(subset="power")
    keys = ["effect", "half_life_days"]
    for mark, ((effect, life), rows) in zip(_MARKS, table.groupby(keys), strict=False):
        mine = rows.sort_values("weeks")
        ax.errorbar(mine["weeks"], 100 * mine["power"], 200 * mine["error"], marker=mark, ms=6,
                    capsize=2, label=f"{effect:+g}, half-life {life:g} d")  # fmt: skip
    ax.axhline(80, color=QUIET, lw=1, ls="--")
    ax.set_ylim(0, 102)
    ax.set_xlabel("weeks")
    ax.set_ylabel("found, times in 100")
    if len(table):
        ax.legend(**_LEGEND)
    return ax


def svg(figure: Figure, described: str) -> str:
    """Return a figure as SVG for a page: its ground clear, its text in the page's own colour.

    Parameters
    ----------
    figure : Figure
    described : str
        What it shows, for those who do not see it.

    Returns
    -------
    str
        An ``<svg>`` element.
    """
    file = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "unknot"}):
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    text = file.getvalue()
    text = text[text.index("<svg") :].replace(INK, "currentColor")
    label = described.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    style = 'style="width:100%;height:auto;max-width:38rem"'
    return text.replace("<svg", f'<svg role="img" aria-label="{label}" {style}', 1)


def _dress(ax: Axes) -> None:
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        ax.spines[side].set_color(QUIET)
    ax.tick_params(colors=INK, which="both")
    for label in (ax.xaxis.label, ax.yaxis.label, ax.xaxis.get_offset_text()):
        label.set_color(INK)
