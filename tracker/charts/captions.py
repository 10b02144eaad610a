"""The figures of the progress page: charts with alt text and caption, out of the numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tracker import charts
from tracker.analysis.association.state_space import SCALE, interval_words
from tracker.analysis.days.self_tests import mobility as by_side
from tracker.analysis.days.self_tests import peg as peg_days
from tracker.analysis.findings import Findings, place_name
from tracker.charts.calendar import calendar_height
from tracker.charts.captioned import CaptionedChart
from tracker.charts.places import knots_height
from tracker.foundation.words import KINDS, counted, score_words, signed


def overview(look: Findings) -> CaptionedChart:
    """Return pain over consistency."""
    pain, level = look.days["pain"].dropna(), look.level["level"].dropna()
    alt = "Nothing is scored."
    if len(pain):
        alt = f"{counted(len(pain), 'rated day')}, from {pain.min():g} to {pain.max():g}"
        if len(level):
            alt += f"; the level goes from {level.iloc[0]:.1f} to {level.iloc[-1]:.1f}"
        alt += f". {counted(len(look.flares), 'flare')}."
    unknown = ""
    if look.consistency.gt(0).any():
        unknown = " Days without an entry count as days without one." * (not look.rests_known)
        share = 100 * look.consistency
        alt += (
            f" Consistency lies between {share.min():.0f} and {share.max():.0f} %,"
            f" at last {share.iloc[-1]:.0f} %."
        )
    return CaptionedChart(
        "overview",
        "Pain over consistency",
        alt,
        f"{look.heading}, {KINDS[look.kind]}. Dots are ratings, the line is the level under them"
        " with a 95 % band, shaded days are flares. Below, the share of recent days with a session,"
        f" a session counting half after 14 days.{unknown}",
        lambda ax: charts.overview(
            look.days,
            look.consistency,
            ax,
            level=look.level,
            flares=look.flares,
            change=look.change,
        ),
        lambda: look.days[["pain", "minutes"]].assign(
            level=look.level["level"],
            low=look.level["low"],
            high=look.level["high"],
            consistency=look.consistency,
        ),
        lambda width: 320 if width > 450 else 340,
        lead=look.change.brief() or alt,
    )


def calendar(look: Findings) -> CaptionedChart:
    """Return the calendar of minutes."""
    days = look.days
    did, stops = days[days["stretched"]], look.stops["day"]
    alt = "No session is entered yet."
    if len(did):
        minutes = did["minutes"].dropna()
        alt = f"Sessions on {len(did)} of {counted(len(days), 'day')}"
        alt += f", {minutes.median():.0f} minutes at the median" if len(minutes) else ""
        alt += f". {counted(int(days['paused'].sum()), 'paused day')}"
        alt += f", {counted(len(stops), 'pain stop')}."
    return CaptionedChart(
        "calendar",
        "Minutes, day by day",
        alt,
        "A square is a day, weeks run from left to right. Minutes are those held.",
        lambda ax: charts.calendar(days, ax, stops=stops),
        lambda: days[["minutes", "sessions", "paused"]],
        lambda width: calendar_height(days, width),
        bare=True,
        lead=alt,
    )


def adherence(look: Findings) -> CaptionedChart:
    """Return sessions a week against the plan."""
    weeks = look.weeks.dropna(subset="share")
    kept = int((weeks["share"] >= 1).sum())
    alt = f"The plan was kept in {kept} of {counted(len(weeks), 'week')} that had one."
    if look.weeks.empty:
        alt = "There is no week yet."
    elif weeks.empty:
        alt = f"{counted(int(look.weeks['done'].sum()), 'session')}, and no plan."
    return CaptionedChart(
        "adherence",
        "Sessions a week",
        alt,
        "Bars are sessions, the line is what you planned. Paused days are taken out of both.",
        lambda ax: charts.adherence(look.weeks, ax),
        lambda: look.weeks,
        lambda width: 200,
        lead=alt,
    )


def back(look: Findings) -> CaptionedChart:
    """Return the back, first weeks against last."""
    sites = look.sites
    two = len(look.site_parts) > 1
    said = [
        f"{place_name(site, side)} {score_words(first)}"
        + (f" and then {score_words(last)}" if two else "")
        for site, side, first, last in sites[["site", "side", "first", "last"]].to_numpy()
    ]
    alt = f"Mean scores: {'; '.join(said)}." if said else "No knot is scored yet."
    parts = " and of the ".join(look.site_parts)
    of_late = sites.dropna(subset="last").sort_values("last")
    worst = ""
    if len(of_late):
        row = of_late.iloc[-1]
        worst = f"Worst of late is {place_name(row['site'], row['side'])}, at {row['last']:.1f}"
        worst += "." if np.isnan(row["first"]) else f"; it was {row['first']:.1f} at first."
    return CaptionedChart(
        "back",
        "Where it hurts",
        alt,
        f"Mean scores, 0–10, of the {parts} shown." if two else "Mean scores, 0–10.",
        lambda ax: charts.back(sites, ax, parts=look.site_parts),
        lambda: sites.set_index("site"),
        lambda width: min(0.62 * width, 330),
        bare=True,
        lead=worst,
    )


def knots(look: Findings) -> CaptionedChart:
    """Return pain over time for each knot."""
    said, last = [], {}
    for name, frame in look.knots.items():
        level = frame["level"].dropna()
        if len(level):
            said.append(f"{name} from {level.iloc[0]:.1f} to {level.iloc[-1]:.1f}")
            last[name] = level.iloc[-1]
    alt = f"Levels: {'; '.join(said)}." if said else "No knot has a line of its own yet."
    worst = max(last, key=lambda name: last[name], default="")

    return CaptionedChart(
        "knots",
        "Knot by knot",
        alt,
        "Scores before sessions and the level under them, all on the same scales.",
        lambda ax: charts.knots(look.knots, ax),
        lambda: pd.DataFrame({name: frame["pain"] for name, frame in look.knots.items()}),
        lambda width: knots_height(len(look.knots), width),
        lead=f"The worst now is {worst}, at {last[worst]:.1f}." if worst else "",
    )


def peg(look: Findings) -> CaptionedChart:
    """Return the PEG by week."""
    days = peg_days(look.of_span("measures"))
    alt = "The PEG is not answered yet."
    if len(days):
        first, last = days["peg"].iloc[0], days["peg"].iloc[-1]
        alt = f"{counted(len(days), 'answer')}; the mean of the items is {first:.1f} at first"
        alt += f" and {last:.1f} at last."
    return CaptionedChart(
        "peg",
        "PEG: pain, enjoyment, general activity",
        alt,
        "The line is the mean of the three items, small marks are the items. A change of about 1"
        " to 1.75 points matters.",
        lambda ax: charts.peg(days, ax),
        lambda: days,
        lambda width: 200,
        lead=alt,
    )


def mobility(test: str, unit: str) -> Callable[[Findings], CaptionedChart]:
    """Return what makes the chart of one mobility test."""

    def chart(look: Findings) -> CaptionedChart:
        days = by_side(look.of_span("measures"), test)
        said = []
        for side in ("left", "right"):
            values = days[side].dropna()
            if len(values):
                said.append(f"{side} {values.iloc[0]:.1f} at first and {values.iloc[-1]:.1f}")
        alt = f"{'; '.join(said)} at last.".capitalize() if said else "It is not measured yet."
        return CaptionedChart(
            test.replace(" ", "-"),
            test.capitalize(),
            alt,
            f"Left and right, in {unit}.",
            lambda ax: charts.mobility(days, ax, test=test, unit=unit),
            lambda: days,
            lambda width: 190,
            lead=alt,
        )

    return chart


back_scratch = mobility("back scratch", "cm; 0 is fingertips that touch")
rotation = mobility("seated rotation", "hours of a clock face")


def slopes(look: Findings) -> CaptionedChart:
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
    return CaptionedChart(
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


def relief(look: Findings) -> CaptionedChart:
    """Return relief by exercise with its intervals."""
    found = look.by_exercise
    return CaptionedChart(
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


def lags(look: Findings) -> CaptionedChart:
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
    return CaptionedChart(
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


def consistency_and_pain(look: Findings) -> CaptionedChart:
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
    return CaptionedChart(
        "consistency-and-pain",
        "Consistency and pain together",
        alt,
        f"{look.heading}, {KINDS[look.kind]}. {said} And over time: {look.trend.summary()}",
        lambda ax: charts.effects(drawn, ax),
        lambda: rows.rename(columns={"label": "reading", "value": "points"}).set_index("reading"),
        lambda width: 110,
        lead=verdict,
    )
