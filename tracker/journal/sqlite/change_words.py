"""What a change to the journal was, in a person's words."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from tracker.foundation.words import counted_by_table

Change = tuple[str, str, str, dict[str, Any] | None, dict[str, Any] | None]
"""Action, table, id of the row, the row before and the row after."""

_ORDER = (
    *("session", "experiment", "plan", "pause", "score"),
    *("checkin", "measure", "knot", "step"),
)  # whose change is named when several were one step
_ALONG = ("session", "step", "score", "checkin", "pause", "plan", "measure", "knot", "experiment")
_DONE = {"add": "entered", "amend": "changed", "remove": "removed"}


def describe(table: str, row: dict[str, Any]) -> str:
    """Return a few words by which a person knows a row again.

    >>> describe("plan", {"from_day": "2026-03-01", "sessions_per_week": 3, "routine": None})
    'plan of 3 sessions a week from 2026-03-01'
    """
    side = "" if row.get("side", "both") == "both" else f"{row['side']} "
    match table:
        case "session":
            return f"session {row['routine']} on {row['day']}"
        case "score":
            return f"{row['kind']} score {row['score']} for {side}{row['site']} on {row['day']}"
        case "step":
            return f"step {row['position']}, {row['exercise']}{side and f' ({side.strip()})'}"
        case "checkin":
            return f"check-in of {row['day']}"
        case "pause":
            reason = "" if row["reason"] == "other" else f" for {row['reason']}"
            return f"pause{reason} from {row['from_day']} to {row['to_day']}"
        case "measure":
            what = row["item"] or row["side"]
            return f"{row['test']} ({what}) {row['value']:g} on {row['day']}"
        case "knot":
            return f"name {_value(row['nickname'])!r} for {side}{row['site']}"
        case "experiment":
            return f"experiment {_value(row['id'])}"
    return f"plan of {row['sessions_per_week']} sessions a week from {row['from_day']}"


def undo_sentence(changes: Sequence[Change], label: str | None = None) -> str:
    """Say in one sentence what was taken back when these changes were, which were one step."""
    return f"Took back: {_said(changes, label, 'before')}"


def redo_sentence(changes: Sequence[Change], label: str | None = None) -> str:
    """Say in one sentence what was done again when these changes were, which were one step."""
    return f"Did again: {_said(changes, label, 'after')}"


def what_changed(changes: Sequence[Change], label: str | None = None) -> str:
    """Say in a few words what these changes did, which were one step.

    >>> plan = {"from_day": "2026-03-01", "sessions_per_week": 3}
    >>> what_changed([("amend", "plan", "2026-03-01", plan, plan | {"sessions_per_week": 4})])
    'changed plan of 3 sessions a week from 2026-03-01; sessions per week was 3, is 4'
    """
    action, table, id, before, after = _main(changes)
    if action == "undo":  # it went from what the step had left back to what was there before
        done = [_step(table, id, new, old) for _, table, id, old, new in changes]
        return f"took back: {_said(done, label, 'before')}"
    if action == "redo":
        done = [_step(table, id, old, new) for _, table, id, old, new in changes]
        return f"did again: {_said(done, label, 'after')}"
    rows = {(table, id) for _, table, id, _, _ in changes}
    if label:
        return f"{_DONE[action]} {label}, {_by_table(rows)}"
    said = f"{_DONE[action]} {describe(table, before or after or {})}"
    if before and after:
        names = [name for name in before if before[name] != after[name]]
        told = [f"{_value(before[name])}, is {_value(after[name])}" for name in names]
        moved = zip(names, told, strict=True)
        said += "; " + "; ".join(f"{name.replace('_', ' ')} was {one}" for name, one in moved)
    along = _by_table(rows - {(table, id)})
    return f"{said}, with {along}" if along else said


def _main(changes: Sequence[Change]) -> Change:
    return min(changes, key=lambda change: _ORDER.index(change[1]))


def _step(
    table: str, id: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> Change:
    action = "amend" if before and after else "remove" if before else "add"
    return action, table, id, before, after


def _said(changes: Sequence[Change], label: str | None, stands: str) -> str:
    rows = {(table, id) for _, table, id, _, _ in changes}
    if label:
        return f"{label}, {_by_table(rows)}"
    action, table, id, before, after = _main(changes)
    said = describe(table, before or after or {})
    if action == "remove":
        said = f"removing {said}"
    elif before and after:
        now = before if stands == "before" else after
        again = [
            f"{name.replace('_', ' ')} is {_value(now[name])} again"
            for name in before
            if before[name] != after[name]
        ]
        said = f"changing {said}; {', '.join(again)}"
    along = _by_table(rows - {(table, id)})
    return f"{said}, with {along}" if along else said


def _by_table(rows: Set[tuple[str, str]]) -> str:
    tables = [table for table, _ in rows]
    return counted_by_table({table: tables.count(table) for table in _ALONG})


def _value(value: Any) -> str:
    text = "empty" if value in (None, "") else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
