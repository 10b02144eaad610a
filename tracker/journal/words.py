"""What a change to the journal was, in a person's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Change = tuple[str, str, str, dict[str, Any] | None, dict[str, Any] | None]
"""Action, table, id of the row, the row before and the row after."""

_ORDER = ("session", "plan", "score", "step")  # whose change is named when several were one step


def describe(table: str, row: dict[str, Any]) -> str:
    """Return a few words by which a person knows a row again.

    Examples
    --------
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
    return f"plan of {row['sessions_per_week']} sessions a week from {row['from_day']}"


def took_back(changes: Sequence[Change]) -> str:
    """Say in one sentence what was taken back when these changes were, which were one step."""
    main = min(changes, key=lambda change: _ORDER.index(change[1]))
    action, table, _, before, after = main
    row = before or after or {}
    said = describe(table, row)
    if action == "remove":
        said = f"removing {said}"
    elif before and after:
        again = [
            f"{name.replace('_', ' ')} is {_value(before[name])} again"
            for name in before
            if before[name] != after[name]
        ]
        said = f"changing {said}; {', '.join(again)}"
    kinds = [name for _, name, *_ in changes]
    kinds.remove(main[1])
    along = [counted(kinds.count(name), name) for name in ("step", "score") if name in kinds]
    return f"Took back: {said}" + (f", with {' and '.join(along)}" if along else "")


def counted(number: int, name: str) -> str:
    """Return a number of things in words.

    Examples
    --------
    >>> counted(1, "score"), counted(2, "score")
    ('1 score', '2 scores')
    """
    return f"{number} {name}{'' if number == 1 else 's'}"


def _value(value: Any) -> str:
    text = "empty" if value in (None, "") else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
