"""What goes with what: before and after, by lag, by exercise; intervals beside every estimate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from tracker.charts.style import SMALL, say_empty, style_axes

LESS_MORE = "less pain   ←   points   →   more pain"
_NO_LAGS = """After some more days, with a session and without,
this shows what pain did around them."""
_NO_EFFECT = """Score your pain on days with a session and without;
from 60 scored days on this can be asked."""
_NO_RELIEF = """Score before and after some twenty sessions that differ
in their exercises, and they can be compared."""


def slopes(pairs: pd.DataFrame, ax: Axes) -> Axes:
    """Draw each session of `before_and_after` as a line from the score before to the score after.

    Scores are whole numbers: a line is as wide as the sessions that lie on one another are many.
    """
    mine = pairs[pairs["session_id"].notna()] if len(pairs) else pairs
    if mine.empty:
        return say_empty(ax, "Score before and after a session,\nand the two appear here, joined.")
    ink = style_axes(ax, y="Pain, 0–10, before and after")
    counts = mine.groupby(["before", "after"]).size()
    widest = float(counts.max())
    for before, after, count in counts.reset_index(name="count").itertuples(index=False):
        way = np.sign(after - before)
        colour = {-1: ink["done"], 0: ink["line"], 1: ink["pain"]}[int(way)]
        width = max(1.2, 8 * count / widest) if widest > 3 else 2
        ax.plot([0, 1], [before, after], color=colour, lw=width, alpha=0.8)
    ax.set_xlim(-0.12, 1.6)
    ax.set_xticks([0, 1], ["before", "after"])
    ax.set_ylim(-0.5, 10.5)
    ax.set_yticks([0, 2, 4, 6, 8, 10])
    change = np.sign(mine["after"] - mine["before"])
    for y, text, colour in (
        (9.0, f"{int((change > 0).sum())} higher", ink["pain"]),
        (7.0, f"{int((change == 0).sum())} the same", ink["quiet"]),
        (5.0, f"{int((change < 0).sum())} lower", ink["done"]),
    ):
        ax.text(1.2, y, text, fontsize=SMALL, color=colour, va="center")
    return ax


def lags(profile: pd.DataFrame, ax: Axes) -> Axes:
    """Draw how pain differs by days from a session: before it on the left, after it on the right.

    `profile` is what `lag_profile` makes.
    """
    known = profile.dropna(subset="difference")
    if known.empty:
        return say_empty(ax, _NO_LAGS)
    ink = style_axes(
        ax, y="Pain against days without a session, points", x="days before and after a session"
    )
    ax.axhline(0, color=ink["line"], lw=1.2)
    ax.axvline(0, color=ink["line"], lw=1.2)
    for direction, sign, colour, marker in (
        ("before", -1, ink["pain"], "s"),
        ("after", 1, ink["done"], "o"),
    ):
        rows = known[known["direction"] == direction]
        x = sign * rows["lag_days"].to_numpy()
        ax.vlines(x, rows["low"], rows["high"], color=colour, lw=2)
        ax.plot(x, rows["difference"], ls="", marker=marker, ms=7, color=colour)
    most = int(profile["lag_days"].max())
    reach = max(1.0, 1.12 * float(known[["low", "high"]].abs().to_numpy().max()))
    ax.set_xlim(-most - 0.6, most + 0.6)
    ax.set_ylim(-reach, reach * 1.2)
    steps = np.unique(np.linspace(1, most, min(most, 4)).round().astype(int))
    at = [*(-steps[::-1]), *steps]
    ax.set_xticks(at, [f"{abs(x)}" for x in at])
    for place, side, text, colour in (
        (0.01, "left", "before", ink["pain"]),
        (0.99, "right", "after", ink["done"]),
    ):
        ax.text(
            *(place, 0.985, text),
            transform=ax.transAxes,
            ha=side,
            va="top",
            fontsize=SMALL,
            color=colour,
        )
    return ax


def effects(rows: pd.DataFrame, ax: Axes) -> Axes:
    """Draw estimates with their intervals, one below the other.

    `rows` are label, value, low, high (points; an infinite end runs out of the picture), from top
    to bottom.
    """
    known = rows.dropna(subset="value")
    if known.empty:
        return say_empty(ax, _NO_EFFECT)
    ink = style_axes(ax, x=LESS_MORE, grid="x")
    y = np.arange(len(known))[::-1]
    ends = known[["low", "high"]].to_numpy(dtype="float64")
    finite = np.abs(np.concatenate([ends[np.isfinite(ends)], known["value"].to_numpy(), [1.0]]))
    reach = float(finite.max()) * 1.15
    shown = np.clip(ends, -2 * reach, 2 * reach)
    ax.axvline(0, color=ink["line"], lw=1.2)
    ax.hlines(y, shown[:, 0], shown[:, 1], color=ink["done"], lw=3)
    ax.plot(known["value"], y, ls="", marker="o", ms=9, color=ink["done"], mec=ink["ground"])
    for at, label, value in zip(y, known["label"], known["value"], strict=True):
        points = "0" if abs(value) < 0.05 else f"{value:+.1f}".replace("-", "−")
        ax.text(
            *(-reach, at + 0.2, f"{label}: {points}"),
            fontsize=SMALL,
            color=ink["text"],
            va="bottom",
            bbox={"facecolor": ink["ground"], "edgecolor": "none", "pad": 1},
        )
    ax.set_xlim(-reach, reach)
    ax.set_ylim(-0.6, len(known) - 0.3)
    ax.set_yticks([])
    return ax


def relief(table: pd.DataFrame, ax: Axes) -> Axes:
    """Draw relief by exercise with its interval, in the order of the table.

    `table` has exercise (its name), sessions, change, low, high (points; negative is ease).
    """
    if table.empty:
        return say_empty(ax, _NO_RELIEF)
    named = table["exercise"].str.replace("_", " ") + ", " + table["sessions"].astype(str)
    rows = table.assign(label=named + " sessions", value=table["change"])
    return effects(rows, ax)
