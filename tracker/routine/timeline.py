"""A routine laid out in seconds: as a frame, added up, and as the player needs it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.errors import NotFound
from tracker.routine.checked import nearest
from tracker.routine.library import Routine, routines
from tracker.routine.rows import DOWN, form_of, routine_rows
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
