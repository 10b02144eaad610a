"""Exercises that hurt the last time they came up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.schema import STEP_OUTCOMES

DONE, SKIPPED, STOPPED = STEP_OUTCOMES


def flagged(steps: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Name the exercises to speak of before they are done again.

    Parameters
    ----------
    steps : iterable of mapping
        As ``Journal.rows("step")`` returns them, oldest first: session_id, exercise, side, outcome,
        reason.

    Returns
    -------
    dict of str to str
        Exercise id to the side on which it hurt in the last session that it came up in: pain
        stopped it, or it was skipped for pain. One skipped since for another reason stays flagged;
        one done since without pain does not.

    Examples
    --------
    >>> flagged([
    ...     {"session_id": "a", "exercise": "x", "side": "left", "outcome": "stopped for pain",
    ...      "reason": "pain"},
    ...     {"session_id": "a", "exercise": "y", "side": "both", "outcome": "stopped for pain",
    ...      "reason": "pain"},
    ...     {"session_id": "b", "exercise": "y", "side": "both", "outcome": "done", "reason": ""}])
    {'x': 'left'}
    """
    last: dict[str, tuple[str, str]] = {}  # the last session it came up in, and where it hurt
    for step in steps:
        hurt = _hurt(step)
        if not hurt and step["outcome"] == SKIPPED:
            continue
        session, side = last.get(step["exercise"], ("", ""))
        if session != step["session_id"]:
            side = ""
        last[step["exercise"]] = (step["session_id"], side or (step["side"] if hurt else ""))
    return {exercise: side for exercise, (_, side) in last.items() if side}


def flagged_easier(steps: Iterable[Mapping[str, Any]]) -> set[str]:
    """Name those of the exercises `flagged` that last hurt in their easier variant.

    Parameters
    ----------
    steps : iterable of mapping
        As for `flagged`, with variant.

    Examples
    --------
    >>> hurt = {"session_id": "a", "side": "both", "outcome": "skipped", "reason": "pain"}
    >>> flagged_easier([{**hurt, "exercise": "x", "variant": 1},
    ...                 {**hurt, "exercise": "y", "variant": 0}])
    {'x'}
    """
    rows = list(steps)
    easier = {row["exercise"]: bool(row["variant"]) for row in rows if _hurt(row)}
    return {exercise for exercise in flagged(rows) if easier[exercise]}


def _hurt(step: Mapping[str, Any]) -> bool:
    return bool(step["outcome"] == STOPPED or step["reason"] == "pain")
