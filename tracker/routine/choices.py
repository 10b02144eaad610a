"""What a person chooses from: the routines in short, and what to do where it hurt last time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.routine.history import flagged, flagged_easier
from tracker.routine.routines import Routine, exercises
from tracker.routine.timeline import totals

EASIER, LEAVE_OUT = "easier", "leave out"
EVERYWHERE = ("chair", "wall", "doorway")
"""What nobody needs to own."""
FIRST_S = 6 * 60
"""The longest that the first routine ever offered may take."""
LONG_AWAY = timedelta(weeks=2)
"""After so long without a session the shortest routine is offered."""


def things_to_own() -> list[str]:
    """Return what exercises need that a room does not have by itself.

    >>> things_to_own()
    ['mat', 'cushion', 'foam roller', 'tennis ball', 'soft ball']
    """
    forms = [form for one in exercises().values() for form in (one, one.variant)]
    things = dict.fromkeys(thing for form in forms for thing in form.equipment)
    return [thing for thing in things if thing not in EVERYWHERE]


def missing(equipment: Iterable[str], owned: Collection[str] | None) -> list[str]:
    """Return what of it a person has not; nothing where they were never asked.

    >>> missing(["chair", "mat"], [])
    ['mat']
    """
    if owned is None:
        return []
    return [thing for thing in equipment if thing not in EVERYWHERE and thing not in owned]


def is_long_away(sessions: Sequence[Mapping[str, Any]], today: date) -> bool:
    """Return whether the last session, of rows as the journal has them, is weeks ago."""
    return bool(sessions) and today - date.fromisoformat(sessions[-1]["day"]) >= LONG_AWAY


def first_choice(
    known: Mapping[str, Routine],
    sessions: Sequence[Mapping[str, Any]],
    owned: Collection[str] | None,
    today: date,
) -> str:
    """Return the id of the routine to offer: the last one; the shortest after weeks away.

    Before the first session, one that needs nothing and takes at most six minutes, if there is one.

    >>> from tracker.routine.routines import routines
    >>> first_choice(routines(), [], None, date(2026, 3, 1))
    'desk'
    """
    done = [session["routine"] for session in sessions if session["routine"] in known]
    away = is_long_away(sessions, today)
    if done and not away:
        return str(done[-1])
    sums = {id: totals(routine) for id, routine in known.items()}
    at_hand = owned if sessions and owned is not None else ()
    fitting = [id for id, one in sums.items() if not missing(one.equipment, at_hand)]
    short = fitting if away else [id for id in fitting if sums[id].total_s <= FIRST_S]
    return min(short or fitting or known, key=lambda id: sums[id].total_s)


def routine_summary(routine: Routine, owned: Collection[str] | None = None) -> dict[str, Any]:
    """Return a routine in short: id, name, description, minutes, exercises, equipment, missing.

    Also ``gets_down``; an exercise has an ``easier`` form's name where it is not in that already.

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
            {
                "id": step.exercise,
                "name": known[step.exercise].form(step.variant).name,
                "easier": "" if step.variant else known[step.exercise].variant.name,
            }
            for step in routine.steps
        ],
        "equipment": list(sums.equipment),
        "missing": missing(sums.equipment, owned),
        "gets_down": sums.gets_down,
    }


def warnings(steps: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return id, name, why and easier form of each exercise still known that pain stopped last.

    Named is the form that hurt; where that is the easier one there is none to offer.
    """
    known, rows = exercises(), list(steps)
    easier = flagged_easier(rows)
    return [
        {
            "id": id,
            "name": known[id].form(id in easier).name,
            "why": "hurt last time" + ("" if side == "both" else f", on the {side}"),
            "easier": "" if id in easier else known[id].variant.name,
        }
        for id, side in flagged(rows).items()
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
