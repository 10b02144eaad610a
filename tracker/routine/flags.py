"""Exercises that pain stopped the last time they came up."""

from __future__ import annotations

import pandas as pd

from tracker.schema import STEP_OUTCOMES

DONE, SKIPPED, STOPPED = STEP_OUTCOMES


def flagged(steps: pd.DataFrame) -> dict[str, str]:
    """Name the exercises to speak of before they are done again.

    Parameters
    ----------
    steps : DataFrame
        As ``Journal.steps()`` returns them, oldest first: session_id, exercise, side, outcome.

    Returns
    -------
    dict of str to str
        Exercise id to the side on which pain stopped it in the last session that it came up in.
        One that was only skipped since stays flagged; one done since without pain does not.

    Examples
    --------
    >>> steps = pd.DataFrame({"session_id": ["a", "a", "b"], "exercise": ["x", "y", "y"],
    ...     "side": ["left", "both", "both"], "outcome": ["stopped for pain"] * 2 + ["done"]})
    >>> flagged(steps)
    {'x': 'left'}
    """
    tried = steps[steps["outcome"] != SKIPPED]
    flags: dict[str, str] = {}
    for exercise, rows in tried.groupby("exercise", sort=False):
        last = rows[rows["session_id"] == rows["session_id"].iloc[-1]]
        stopped = last[last["outcome"] == STOPPED]
        if not stopped.empty:
            flags[str(exercise)] = str(stopped["side"].iloc[-1])
    return flags
