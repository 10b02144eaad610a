"""The figures that compare: before with after, exercises, days around sessions, consistency."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.progress import charts
from tracker.progress.charts.plate import Plate
from tracker.progress.overlook import Overlook
from tracker.progress.state_space import SCALE, interval_words
from tracker.words import KINDS, counted, signed


def slopes(look: Overlook) -> Plate:
    """Return scores before and after sessions."""
    mine = look.pairs[look.pairs["session_id"].notna()]
    change = mine["change"]
    alt = "No session has a score before and after it yet."
    if len(mine):
        alt = (
            f"Of {counted(len(mine), 'session')} {int((change < 0).sum())} ended with a lower"
            f" score, {int((change == 0).sum())} with the same,"
            f" {int((change > 0).sum())} with a higher one; {signed(change.mean())} points on"
            " average."
        )
    return Plate(
        "before-and-after",
        "Before and after a session",
        alt,
        f"{look.heading}. Wider lines stand for more sessions. High scores come down by themselves,"
        " so part or all of the ease may not be the stretching.",
        lambda ax: charts.slopes(look.pairs, ax),
        lambda: mine[["day", "before", "after", "change"]].set_index("day"),
        lambda width: 260,
        lead=alt,
    )


def relief(look: Overlook) -> Plate:
    """Return relief by exercise with its intervals."""
    found = look.by_exercise
    return Plate(
        "relief",
        "Relief by exercise",
        found.summary(),
        "The change in pain over sessions with an exercise against sessions without it, with 95 %"
        " intervals. Those that cross 0 cannot be told from none.",
        lambda ax: charts.relief(found.table, ax),
        lambda: found.table.set_index("exercise"),
        lambda width: 44.0 * max(len(found.table), 2) + 10,
        lead=found.summary(),
    )


def lags(look: Overlook) -> Plate:
    """Return pain on the days before and after a session."""
    known = look.lags.dropna(subset="difference")
    alt = "There are too few days with and without a session yet."
    if len(known):
        alt = " ".join(
            f"On the day {row.direction} a session pain was {signed(row.difference)} points against"
            f" the day {row.direction} none (95 % interval {signed(row.low)} to"
            f" {signed(row.high)})."
            for row in known[known["lag_days"] == 1].sort_values("direction")[::-1].itertuples()
        )
    return Plate(
        "around-sessions",
        "Pain around sessions",
        alt,
        f"{look.heading}. Where the left side is high, pain drove the stretching; then the right"
        " side comes down by itself. A description, not a test.",
        lambda ax: charts.lags(look.lags, ax),
        lambda: known.set_index("lag_days"),
        lambda width: 230,
        lead=alt,
    )


def together(look: Overlook) -> Plate:
    """Return what can be said of consistency and pain; the slow one."""
    found = look.association
    rows = pd.DataFrame(columns=["label", "value", "low", "high"], dtype="float64")
    verdict, said, alt = "", "There is no day yet.", "Nothing to compare yet."
    if found is not None:
        verdict = found.verdict
        said = found.summary().removeprefix(verdict).strip()
        other = found.state_space
        readings = [
            ("full consistency against none", found.effect, found.low, found.high),
            ("if nothing else changed slowly", other.effect, other.low, other.high),
        ]
        rows = pd.DataFrame(readings, columns=["label", "value", "low", "high"])
        rows = rows.astype(dict.fromkeys(["value", "low", "high"], "float64"))
        estimates = [
            f"{label} {signed(value)} points (95 % interval {interval_words(low, high)})"
            for label, value, low, high in readings
            if value is not None and low is not None and high is not None
        ]
        alt = f"{'; '.join(estimates)}.".capitalize() if estimates else alt
    drawn = rows.assign(
        low=rows["low"].mask(rows["low"] < -SCALE, -np.inf),
        high=rows["high"].mask(rows["high"] > SCALE, np.inf),
    )
    return Plate(
        "consistency-and-pain",
        "Consistency and pain together",
        alt,
        f"{look.heading}, {KINDS[look.kind]}. {said} And over time: {look.trend.summary()}",
        lambda ax: charts.effects(drawn, ax),
        lambda: rows.rename(columns={"label": "reading", "value": "points"}).set_index("reading"),
        lambda width: 110,
        lead=verdict,
    )
