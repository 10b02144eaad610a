"""Exercises that hurt the last time they came up."""

from __future__ import annotations

import pandas as pd

from tracker.schema import STEP_OUTCOMES

DONE, SKIPPED, STOPPED = STEP_OUTCOMES


def flagged(steps: pd.DataFrame) -> dict[str, str]:
    """Name the exercises to speak of before they are done again.

    Parameters
    ----------
    steps : DataFrame
        As ``Journal.steps()`` returns them, oldest first: session_id, exercise, side, outcome,
        reason.

    Returns
    -------
    dict of str to str
        Exercise id to the side on which it hurt in the last session that it came up in: pain
        stopped it, or it was skipped for pain. One skipped since for another reason stays flagged;
        one done since without pain does not.

    Examples
    --------
    >>> steps = pd.DataFrame({"session_id": ["a", "a", "b"], "exercise": ["x", "y", "y"],
    ...     "side": ["left", "both", "both"], "reason": ["pain", "pain", ""],
    ...     "outcome": ["stopped for pain"] * 2 + ["done"]})
    >>> flagged(steps)
    {'x': 'left'}
    """
    hurt = (steps["outcome"] == STOPPED) | (steps["reason"] == "pain")
    tried = steps[hurt | (steps["outcome"] != SKIPPED)]
    flags: dict[str, str] = {}
    for exercise, rows in tried.groupby("exercise", sort=False):
        last = rows[rows["session_id"] == rows["session_id"].iloc[-1]]
        sore = last[hurt[last.index]]
        if not sore.empty:
            flags[str(exercise)] = str(sore["side"].iloc[0])
    return flags
