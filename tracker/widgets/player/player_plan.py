"""What the player is given: a routine with its rows, its words and its pictures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tracker.figure.rendering import figure_problems, for_player, player_body
from tracker.routine.routines import Routine, exercises
from tracker.routine.timeline import (
    PACES,
    easier_rows,
    form_of,
    paced,
    routine_of,
    routine_rows,
    totals,
)


def plan(routine: Routine | str, *, pace: float = 1.0) -> dict[str, Any]:
    """Return what the player needs of a routine or its id, as plain values that JSON can hold.

    ``totals``: pairs of a pace and its total_s. ``rows`` as in `timeline`. ``longest_s``: how long
    one hold may be made. ``easier``: the rows that take the exercise's place when the person goes
    on with the easier variant, from the change into it to the change into the next one; None where
    it is the easier one. Figures are None where there is no picture, ``problems`` sentences about
    those.
    """
    usual = routine_of(routine)
    routine = paced(usual, pace)
    added_up = totals(routine)
    described = [_described(routine, number) for number in range(1, added_up.exercises + 1)]
    return {
        "routine": routine.id,
        "name": routine.name,
        "summary": added_up.summary(),
        "pace": pace,
        "total_s": added_up.total_s,
        "totals": [[one, totals(paced(usual, one)).total_s] for one in PACES],
        "rows": [asdict(row) for row in routine_rows(routine)],
        "exercises": described,
        "body": player_body(),
        "problems": [] if all(map(_pictured, described)) else figure_problems(),
    }


def _described(routine: Routine, number: int) -> dict[str, Any]:
    step = routine.steps[number - 1]
    form, exercise = form_of(step), exercises()[step.exercise]
    told = {"name", "position", "equipment", "steps", "breathing"}
    return {
        "number": number,
        "id": step.exercise,
        **form.model_dump(mode="json", include=told),
        "feel": form.steps.feel,
        "cautions": list(exercise.cautions),
        "longest_s": exercise.dose.longest_s,
        "variant_name": exercise.variant.name,
        "variant": step.variant,
        "easier_equipment": [] if step.variant else list(exercise.variant.equipment),
        "figure": for_player(step.exercise),
        "easier_figure": for_player(step.exercise, variant=True),
        "easier": None if step.variant else [asdict(row) for row in easier_rows(routine, number)],
    }


def _pictured(described: dict[str, Any]) -> bool:
    return bool(described["figure"] and described["easier_figure"])
