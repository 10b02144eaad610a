"""Pain and consistency over time, on one axis of days."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from tracker.analysis.pain.pain_change import PainChange
from tracker.charts.style import (
    SMALL,
    date_axis,
    day_numbers,
    dots,
    end_labels,
    pixels,
    say_empty,
    style_axes,
)

MATTERS = 0.3
"""A change of 30 % is moderate (Farrar 2001): the line that is drawn."""
_NO_PAIN = "Score your pain, and it appears here: one tap a day is enough."


def pain(
    days: pd.DataFrame,
    ax: Axes,
    *,
    level: pd.DataFrame | None = None,
    flares: pd.DataFrame | None = None,
    change: PainChange | None = None,
) -> Axes:
    """Draw pain over time: dots for ratings, the level under them with its band; gaps stay open.

    `days`, `level` and `flares` (days with a ground of their own) are as `tracker.daily`,
    `pain_level` and `tracker.flares` make them. `change`, against the first two weeks, gives the
    baseline and a line 30 % below it: a moderate change.
    """
    if days.empty or days["pain"].isna().all():
        return say_empty(ax, _NO_PAIN)
    ink = style_axes(ax, y="Pain, 0–10")
    ax.set_ylim(-0.4, 10.4)
    ax.set_yticks([0, 2, 4, 6, 8, 10])
    date_axis(ax, days.index[0], days.index[-1])
    x = day_numbers(days.index)
    if flares is not None and len(flares):
        start, end = day_numbers(flares["start"]), day_numbers(flares["end"])
        spans = list(zip(start - 0.5, end - start + 1, strict=True))
        # Of many years a flare is a hair: a strip along the top leaves the line in sight.
        tall = 10.8 if pixels(ax)[0] >= len(days) else 0.5
        ax.broken_barh(spans, (10.4 - tall, tall), color=ink["flare"], lw=0, zorder=0)
        # One word for all of them, over the longest.
        longest = flares.iloc[int(flares["days"].to_numpy().argmax())]
        at = day_numbers([longest["start"], longest["end"]]).mean()
        left, right = ax.get_xlim()
        share = (at - left) / (right - left)
        side = "left" if share < 0.08 else "right" if share > 0.96 else "center"
        top = 10.25 if tall > 1 else 9.8
        ax.text(at, top, "flare", ha=side, va="top", fontsize=SMALL, color=ink["text"])
    rated = days["pain"].notna().to_numpy()
    dots(ax, x[rated], days["pain"].to_numpy()[rated], size=5)
    labels = []
    if level is not None and level["level"].notna().any():
        low, high, middle = (level[name].to_numpy() for name in ("low", "high", "level"))
        ax.fill_between(x, low, high, color=ink["band"], lw=0, zorder=1)
        ax.plot(x, middle, color=ink["pain"], lw=2.5, zorder=3)
        labels.append((float(middle[~np.isnan(middle)][-1]), "level", ink["pain"]))
    if change is not None and change.before is not None:
        for y, style, name in (
            (change.before, (0, (5, 3)), "at first"),
            (change.before * (1 - MATTERS), (0, (1, 2)), "30 % less"),
        ):
            ax.axhline(y, color=ink["quiet"], lw=1.3, ls=style, zorder=2)
            labels.append((y, name, ink["quiet"]))
    end_labels(ax, labels)
    return ax


def consistency(values: pd.Series, ax: Axes, *, paused: pd.Series | None = None) -> Axes:
    """Draw consistency over time, the weighted share of recent days with a session.

    `values` are 0-1 by day, drawn as per cent; days of a pause are marked along the foot.
    """
    if values.empty or not values.max() > 0:
        return say_empty(ax, "Run a routine, and how regularly you do appears here.")
    narrow = pixels(ax)[0] < 420
    what = "days with a session" if narrow else "weighted share of recent days with a session"
    ink = style_axes(ax, y=f"Consistency: {what}, %")
    date_axis(ax, values.index[0], values.index[-1])
    ax.set_ylim(0, 104)
    ax.set_yticks([0, 50, 100])
    x = day_numbers(values.index)
    share = 100 * values.to_numpy()
    ax.fill_between(x, 0, share, color=ink["done_soft"], lw=0)
    ax.plot(x, share, color=ink["done"], lw=2)
    end_labels(ax, [(float(share[-1]), f"{share[-1]:.0f} %", ink["done"])])
    if paused is not None and paused.any():
        where = paused.to_numpy(dtype=bool)
        ax.plot(x[where], np.full(where.sum(), 3.0), ls="", marker="_", color=ink["text"], mew=2.5)
        ax.text(x[where][0], 8, "pause", fontsize=SMALL, color=ink["text"], va="bottom")
    return ax


def overview(
    days: pd.DataFrame,
    consistent: pd.Series,
    ax: Axes,
    *,
    level: pd.DataFrame | None = None,
    flares: pd.DataFrame | None = None,
    change: PainChange | None = None,
) -> Axes:
    """Draw `pain` over `consistency` on one axis of days.

    All as for the two; both are axes inside `ax`.
    """
    if days.empty or (days["pain"].isna().all() and not days["stretched"].any()):
        return say_empty(ax, f"{_NO_PAIN}\nSessions you run appear under it.")
    ax.set_axis_off()
    ground = ax.get_facecolor()
    top = ax.inset_axes((0, 0.42, 1, 0.58), facecolor=ground)
    foot = ax.inset_axes((0, 0, 1, 0.24), facecolor=ground)
    pain(days, top, level=level, flares=flares, change=change)
    consistency(consistent, foot, paused=days["paused"])
    if top.axison and foot.axison:
        foot.set_xlim(top.get_xlim())
        top.tick_params(labelbottom=False)
    return ax
