"""What a person chooses from: the routines in short, and what to do where it hurt last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.routine.history import flagged
from tracker.routine.routines import Routine, exercises
from tracker.routine.timeline import totals

EASIER, LEAVE_OUT = "easier", "leave out"


def routine_summary(routine: Routine) -> dict[str, Any]:
    """Return a routine in short: id, name, description, minutes, exercises, equipment, gets_down.

    >>> from tracker.routine.routines import routines
    >>> routine_summary(routines()["short"])["minutes"]
    6
    """
    sums = totals(routine)
    known = exercises()
    return {
        "id": routine.id,
        "name": routine.name,
        "description": routine.description,
        "minutes": max(1, round(sums.total_s / 60)),
        "exercises": [
            {"id": step.exercise, "name": known[step.exercise].form(step.variant).name}
            for step in routine.steps
        ],
        "equipment": list(sums.equipment),
        "gets_down": sums.gets_down,
    }


def warnings(steps: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return id, name, why and easier form of each exercise still known that pain stopped last."""
    known = exercises()
    return [
        {
            "id": id,
            "name": known[id].name,
            "why": "hurt last time" + ("" if side == "both" else f", on the {side}"),
            "easier": known[id].variant.name,
        }
        for id, side in flagged(steps).items()
        if id in known
    ]


def adapted(routine: Routine, choices: Mapping[str, str]) -> Routine:
    """Return the routine with some exercises, maybe all, in their easier variant or left out.

    `choices` are by exercise id: "easier", "leave out", or anything else for as usual.

    >>> from tracker.routine.routines import routines
    >>> adapted(routines()["short"], {"chest_stretch": "leave out"}).steps[1].exercise
    'thread_the_needle'
    """
    steps = tuple(
        step.model_copy(update={"variant": step.variant or choices.get(step.exercise) == EASIER})
        for step in routine.steps
        if choices.get(step.exercise) != LEAVE_OUT
    )
    return routine.model_copy(update={"steps": steps})
