"""A routine laid out in seconds: every one of them, added up, and at one's own pace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING, Any

from tracker.foundation.errors import InvalidValue, NotFound
from tracker.foundation.words import counted, listed
from tracker.routine import cues
from tracker.routine.exercises import Form, exercises
from tracker.routine.routines import Routine, RoutineStep, routines
from tracker.routine.toml_files import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

PHASES = ("get_ready", "hold", "move", "switch", "rest", "change", "finish")
GET_READY_S, SWITCH_S, CHANGE_S, UP_OR_DOWN_S, FINISH_S = 10, 5, 10, 20, 5
DOWN = ("all fours", "kneeling", "floor")
"""Positions on the floor; a change between these and the others takes `UP_OR_DOWN_S`."""
PACES = (0.75, 1.0, 1.25, 1.5)
"""How long holds may be, as shares of what the routine says."""
LEAST_S = 5
MOST_S = 600


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
        things = listed([f"a {thing}" for thing in self.equipment]) or "nothing for it"
        return (
            f"About {counted(minutes, 'minute')}: {counted(self.exercises, 'exercise')}, "
            f"{counted(self.holds, 'hold')}. {down}. You need {things}."
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
    """Return a routine as it is, or the one with that id."""
    if isinstance(routine, Routine):
        return routine
    known = routines()
    if not isinstance(routine, str) or routine not in known:
        hint = did_you_mean(str(routine), known)
        raise NotFound(f"there is no routine {routine!r}{hint}; there are {', '.join(known)}")
    return known[routine]


@dataclass(frozen=True, slots=True)
class Row:
    """One stretch of time; `timeline` says what each column means."""

    start_s: int
    duration_s: int
    phase: str
    exercise: str
    side: str
    position: str
    cue: str
    number: int
    hold: int
    variant: bool
    short: str
    names: str


def routine_rows(routine: Routine) -> list[Row]:
    """Return all the rows, from getting ready to the finish."""
    first, last = routine.steps[0], routine.steps[-1]
    rows = [_change("Get ready", None, first, 1)]
    rows += _doing(first, 1, 0)
    for number, (before, step) in enumerate(pairwise(routine.steps), start=2):
        rows.append(_change("Next", before, step, number))
        rows += _doing(step, number, _holds_before(routine, number))
    ending = form_of(last)
    said = cues.finish(ending, FINISH_S)
    rows.append(replace(_row("finish", FINISH_S, last, len(routine.steps), "", said), exercise=""))
    return _placed(rows)


def easier_rows(routine: Routine, number: int) -> list[Row]:
    """Return the rows of exercise `number` in its easier variant, with the changes around it.

    The first starts at 0, and holds keep the numbers they have in the routine.
    """
    step = routine.steps[number - 1]
    easier = step.model_copy(update={"variant": True})
    rows = [_change("Easier", step, easier, number)]
    rows += _doing(easier, number, _holds_before(routine, number))
    for following in routine.steps[number : number + 1]:
        rows.append(_change("Next", easier, following, number + 1))
    return _placed(rows)


def form_of(step: RoutineStep) -> Form:
    """Return how a step is done: the exercise as it is, or its easier variant."""
    return exercises()[step.exercise].form(step.variant)


def paced(routine: Routine, pace: float) -> Routine:
    """Return the routine with its holds made longer or shorter; rests and changes stay.

    `pace` is one of `PACES`, the share of each hold's time. Holds are whole seconds, 5 at least, a
    half rounded down. What moves keeps whole cycles; no hold passes the limit of its exercise.

    >>> from tracker.routine.routines import routines
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

    >>> pace_of({"pace": 0.75}), pace_of({"pace": "slow"})
    (0.75, 1.0)
    """
    wanted = settings.get("pace")
    return float(wanted) if wanted in PACES else 1.0


def _doing(step: RoutineStep, number: int, hold: int) -> Iterator[Row]:
    form, dose = form_of(step), exercises()[step.exercise].dose
    for turn, side in enumerate(step.sides):
        if turn:
            yield _row("switch", SWITCH_S, step, number, side, cues.switch(form, side, SWITCH_S))
        for nth in range(1, step.holds + 1):
            hold += 1
            if nth > 1 and step.rest_s:
                yield _row("rest", step.rest_s, step, number, side, cues.rest(form, step, nth))
            if not dose.halves:
                said = cues.hold(form, step, side, nth)
                yield _row("hold", step.hold_s, step, number, side, said, hold)
                continue
            for index in range(step.hold_s // dose.half_s):
                said = cues.half(form, dose.halves[index % 2], index, dose.half_s)
                yield _row("move", dose.half_s, step, number, side, said, hold)


def _change(word: str, before: RoutineStep | None, step: RoutineStep, number: int) -> Row:
    phase, seconds, leaving = "get_ready", GET_READY_S, None
    if before is not None:
        was_down, is_down = (form_of(each).position in DOWN for each in (before, step))
        phase, seconds = "change", UP_OR_DOWN_S if was_down != is_down else CHANGE_S
        leaving = form_of(before) if word == "Next" else None
    said = cues.announce(word, form_of(step), step, seconds, leaving)
    return _row(phase, seconds, step, number, step.sides[0], said)


def _row(
    phase: str,
    seconds: int,
    step: RoutineStep,
    number: int,
    side: str,
    said: cues.Said,
    hold: int = 0,
) -> Row:
    return Row(
        start_s=0,
        duration_s=seconds,
        phase=phase,
        exercise=step.exercise,
        side=side,
        position=form_of(step).position,
        number=number,
        hold=hold,
        variant=step.variant,
        **said._asdict(),
    )


def _placed(rows: Iterable[Row]) -> list[Row]:
    rows = list(rows)
    starts = accumulate((row.duration_s for row in rows), initial=0)
    return [replace(row, start_s=start) for row, start in zip(rows, starts, strict=False)]


def _holds_before(routine: Routine, number: int) -> int:
    return sum(len(step.sides) * step.holds for step in routine.steps[: number - 1])


def _hold_s(step: RoutineStep, pace: float) -> int:
    dose = exercises()[step.exercise].dose
    unit = dose.half_s * len(dose.halves) or 1
    units = ceil(step.hold_s * pace / unit - 0.5)  # to the nearest, a half down
    most = min(dose.longest_s, MOST_S) // unit
    return min(max(units, ceil(LEAST_S / unit)), most) * unit
