"""Longer or shorter holds: a routine at a person's own pace."""

from __future__ import annotations

from math import ceil
from typing import Any

from tracker.errors import InvalidValue
from tracker.routine.exercise import exercises
from tracker.routine.library import Routine, RoutineStep

PACES = (0.75, 1.0, 1.25, 1.5)
"""How long holds may be, as shares of what the routine says."""

LEAST_S = 5
MOST_S = 600


def paced(routine: Routine, pace: float) -> Routine:
    """Return the routine with its holds made longer or shorter; rests and changes stay.

    Parameters
    ----------
    routine : Routine
        It stays as it is.
    pace : float
        One of `PACES`: the share of each hold's time. Both sides stay equal, since a step says
        once how long it is held. What moves keeps whole cycles, and no hold passes the limit of
        its exercise.

    Returns
    -------
    Routine
        With the same id; holds in whole seconds, 5 at least, and never longer than asked for
        because of rounding.

    Raises
    ------
    InvalidValue
        If the pace is none of `PACES`.

    Examples
    --------
    >>> from tracker.routine.library import routines
    >>> paced(routines()["short"], 1.5).steps[0].hold_s
    45
    """
    if pace not in PACES:
        allowed = ", ".join(f"{one:g}" for one in PACES)
        raise InvalidValue(f"pace is {pace!r}, and allowed are {allowed}")
    steps = (step.model_copy(update={"hold_s": _hold_s(step, pace)}) for step in routine.steps)
    return routine.model_copy(update={"steps": tuple(steps)})


def pace_of(settings: dict[str, Any]) -> float:
    """Return the pace a player's settings ask for; 1 where they ask for nothing known.

    Examples
    --------
    >>> pace_of({"pace": 0.75}), pace_of({"pace": "slow"})
    (0.75, 1.0)
    """
    wanted = settings.get("pace")
    return float(wanted) if wanted in PACES else 1.0


def _hold_s(step: RoutineStep, pace: float) -> int:
    dose = exercises()[step.exercise].dose
    unit = dose.half_s * len(dose.halves) or 1
    units = ceil(step.hold_s * pace / unit - 0.5)  # to the nearest, a half down
    most = min(dose.longest_s, MOST_S) // unit
    return min(max(units, ceil(LEAST_S / unit)), most) * unit
