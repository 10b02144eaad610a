"""A routine laid out in seconds: as a frame, added up, and as the player needs it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tracker.errors import NotFound
from tracker.routine.checked import nearest
from tracker.routine.figure import figure_problems, for_player, player_body
from tracker.routine.library import Routine, exercises, routines
from tracker.routine.pace import PACES, paced
from tracker.routine.rows import DOWN, easier_rows, form_of, routine_rows
from tracker.words import counted, listed

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Totals:
    """What a routine asks for: seconds, exercises, holds, times down to the floor, equipment."""

    total_s: int
    exercises: int
    holds: int
    gets_down: int
    equipment: tuple[str, ...]

    def summary(self) -> str:
        """Return the totals in words, to be read before the start."""
        minutes = max(1, round(self.total_s / 60))
        down = {0: "You stay off the floor", 1: "You get down to the floor once"}.get(
            self.gets_down, f"You get down to the floor {self.gets_down} times"
        )
        return (
            f"About {counted(minutes, 'minute')}: {counted(self.exercises, 'exercise')}, "
            f"{counted(self.holds, 'hold')}. {down}. {_needed(self.equipment)}."
        )


def timeline(routine: Routine | str) -> pd.DataFrame:
    """Lay out a routine in seconds.

    Parameters
    ----------
    routine : Routine or str
        A routine, or the id of one of ``routines()``.

    Returns
    -------
    DataFrame
        One row a stretch of time, in order, without gaps:

        - start_s, duration_s (int64): seconds, at least 1 long; start_s counts from the start
        - phase: get_ready, hold, move, switch, rest, change or finish
        - exercise: its id, the upcoming one in get_ready and change, empty in finish
        - side: left, right or both; empty in finish
        - position: where the body is, or is going: standing, seated, all fours, kneeling, wall or
          floor
        - cue: what is said and captioned when the row starts
        - number (int64): the exercise's place in the routine, from 1; the last one's in finish
        - hold (int64): the hold's place in the routine, from 1; 0 where nothing is held. All the
          rows of one hold that moves share its place
        - variant (bool): whether the easier variant is done

    Raises
    ------
    NotFound
        If there is no routine with that id.

    Examples
    --------
    >>> rows = timeline("short")
    >>> int(rows["duration_s"].sum())
    330
    >>> rows["phase"].tolist()[:4]
    ['get_ready', 'hold', 'rest', 'hold']
    """
    import pandas as pd  # here, because the player needs none

    frame = pd.DataFrame([asdict(row) for row in routine_rows(routine_of(routine))])
    return frame.drop(columns=["short", "names"]).rename_axis(columns="row")


def totals(routine: Routine | str) -> Totals:
    """Add a routine up.

    Raises
    ------
    NotFound
        If there is no routine with that id.

    Examples
    --------
    >>> totals("short").summary()
    'About 6 minutes: 4 exercises, 8 holds. You get down to the floor once. You need a mat.'
    """
    routine = routine_of(routine)
    rows = routine_rows(routine)
    forms = [form_of(step) for step in routine.steps]
    down = [False] + [form.position in DOWN for form in forms]
    return Totals(
        total_s=rows[-1].start_s + rows[-1].duration_s,
        exercises=len(routine.steps),
        holds=max(row.hold for row in rows),
        gets_down=sum(now and not before for before, now in pairwise(down)),
        equipment=tuple(dict.fromkeys(thing for form in forms for thing in form.equipment)),
    )


def plan(routine: Routine | str, *, pace: float = 1.0) -> dict[str, Any]:
    """Return what the player needs, as plain values that JSON can hold.

    Parameters
    ----------
    routine : Routine or str
        A routine, or the id of one of ``routines()``.
    pace : float
        How long holds are, as a share of what the routine says; see `pace.paced`.

    Returns
    -------
    dict
        routine (id), name, summary, pace, total_s, totals (total_s at each pace: lists of two),
        rows (as in `timeline`, each also with ``short`` and ``names``: its cue without the how,
        and with names only), exercises, body and problems (sentences about pictures that cannot
        be shown). Each exercise has number, id, name, position,
        equipment, steps, feel, breathing, cautions (sentences), longest_s (how long one hold may be
        made), variant_name, variant (whether it is the easier one already), easier_equipment and
        easier: the rows that take its place when the person goes on with the easier variant, from
        the change into it to the change into the next exercise; None where it is the easier one.
        ``figure`` and ``easier_figure`` move its picture, made of ``body``; they are None where it
        has none.

    Raises
    ------
    NotFound
        If there is no routine with that id.
    InvalidValue
        If the pace is not one there is.
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
    return {
        "number": number,
        "id": step.exercise,
        "name": form.name,
        "position": form.position,
        "equipment": list(form.equipment),
        "steps": form.steps.model_dump(),
        "feel": form.steps.feel,
        "breathing": form.breathing,
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


def routine_of(routine: Routine | str) -> Routine:
    """Return a routine as it is, or the one with that id.

    Raises
    ------
    NotFound
        If there is no routine with that id.
    """
    if isinstance(routine, Routine):
        return routine
    known = routines()
    if not isinstance(routine, str) or routine not in known:
        meant = nearest(str(routine), known)
        hint = f" (did you mean {meant}?)" if meant else ""
        raise NotFound(f"there is no routine {routine!r}{hint}; there are {', '.join(known)}")
    return known[routine]


def _needed(equipment: tuple[str, ...]) -> str:
    things = [f"a {thing}" for thing in equipment]
    return f"You need {listed(things) or 'nothing for it'}"
