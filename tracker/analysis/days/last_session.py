"""What one session did, in two lines: relief this time, and sessions this week against the plan."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from tracker.analysis.days.daily import counts_as_session

PAIR = ["site", "side"]


def relief_by_session(scores: pd.DataFrame, session_id: str) -> pd.DataFrame:
    """Pair a session's scores before and after, 0-10, a row a site scored both times.

    The whole upper back comes first; of several scores the last counts; positive relief is ease.

    Examples
    --------
    >>> scores = pd.DataFrame({"session_id": ["a", "a"], "kind": ["before", "after"],
    ...     "site": "upper back", "side": "both", "score": [5, 3],
    ...     "at": pd.to_datetime(["2026-03-01 08:00", "2026-03-01 08:20"], utc=True)})
    >>> relief_by_session(scores, "a")
             site  side  before  after  relief
    0  upper back  both       5      3       2
    """
    mine = scores[(scores["session_id"] == session_id).fillna(False)].sort_values("at")
    before, after = (
        mine[mine["kind"] == kind].drop_duplicates(PAIR, keep="last").set_index(PAIR)["score"]
        for kind in ("before", "after")
    )
    pairs = pd.concat({"before": before, "after": after}, axis=1, join="inner").reset_index()
    pairs["relief"] = pairs["before"] - pairs["after"]
    whole_first = (pairs["site"] != "upper back").astype(int)
    order = pairs.assign(_o=whole_first).sort_values(["_o", *PAIR]).index
    return pairs.loc[order].reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Week:
    """Sessions done and planned in the week of a day; planned is None without a plan."""

    done: int
    planned: int | None

    def summary(self) -> str:
        """Say it in a sentence that neither scolds nor cheers for more than was planned."""
        done = f"{self.done} {'session' if self.done == 1 else 'sessions'} this week"
        if not self.planned:
            return f"{done}. There is no plan yet; three a week is a good start."
        if self.done >= self.planned:
            return f"{done}: the {self.planned} you planned. Well kept."
        return f"{done} of the {self.planned} you planned."


def week_so_far(sessions: pd.DataFrame, plans: pd.DataFrame, today: date) -> Week:
    """Count the sessions of the week, Monday to Sunday, of the local day `today`, and its plan."""
    monday = pd.Timestamp(today - timedelta(days=today.weekday()))
    days = sessions["day"]
    this_week = (days >= monday) & (days < monday + pd.Timedelta(days=7))
    in_force = plans[plans["from_day"] <= pd.Timestamp(today)].sort_values("from_day")
    planned = None if in_force.empty else int(in_force["sessions_per_week"].iloc[-1])
    return Week(int((this_week & counts_as_session(sessions)).sum()), planned)


def closing_lines(
    sessions: pd.DataFrame,
    scores: pd.DataFrame,
    plans: pd.DataFrame,
    today: date,
    session_id: str | None = None,
) -> list[str]:
    """Say how a session, by default the latest, went and how the week stands; never empty."""
    if sessions.empty:
        return ["No session yet. The first one is a good one to keep short."]
    if session_id is None:
        session_id = str(sessions.sort_values("at")["id"].iloc[-1])
    pairs = relief_by_session(scores, session_id)
    lines = [_relief_line(row) for row in pairs.to_dict("records")]
    if lines:
        lines.append(
            "One pair of scores swings by itself, by as much as 4 points; weeks tell more."
        )
    else:
        lines.append("Score before and after a session, and the difference shows here.")
    return [*lines, week_so_far(sessions, plans, today).summary()]


def relief_words(row: Mapping[Hashable, Any]) -> tuple[str, str]:
    """Return the place of a row of `relief_by_session`, and what became of it, in words.

    >>> relief_words({"site": "on the blade", "side": "left", "relief": 2})
    ('On the blade, left', '2 points less')
    """
    where = "Upper back" if row["site"] == "upper back" else str(row["site"]).capitalize()
    if row["side"] != "both":
        where += f", {row['side']}"
    change = int(row["relief"])
    points = f"{abs(change)} {'point' if abs(change) == 1 else 'points'}"
    said = f"{points} less" if change > 0 else f"{points} more" if change < 0 else "no change"
    return where, said


def _relief_line(row: Mapping[Hashable, Any]) -> str:
    where, said = relief_words(row)
    return f"{where}: {row['before']} before, {row['after']} after: {said}."
