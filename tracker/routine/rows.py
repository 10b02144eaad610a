"""The rows of a routine: every second of it, one stretch of time after the other.

Nothing here runs or waits. The same routine always gives the same rows, without a gap, and both
sides of an exercise get the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from tracker.routine import cues
from tracker.routine.exercise import Form, exercises
from tracker.routine.library import Routine, RoutineStep

PHASES = ("get_ready", "hold", "move", "switch", "rest", "change", "finish")
GET_READY_S, SWITCH_S, CHANGE_S, UP_OR_DOWN_S, FINISH_S = 10, 5, 10, 20, 5
DOWN = ("all fours", "kneeling", "floor")
"""Positions on the floor; a change between these and the others takes `UP_OR_DOWN_S`."""


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
    rows = [_lead("get_ready", "Get ready", first, 1, GET_READY_S)]
    rows += _doing(first, 1, 0)
    for number, (before, step) in enumerate(pairwise(routine.steps), start=2):
        rows.append(_change("Next", before, step, number, leaving=form_of(before)))
        rows += _doing(step, number, _holds_before(routine, number))
    ending = form_of(last)
    said = cues.finish(ending, FINISH_S)
    rows.append(replace(_row("finish", FINISH_S, last, len(routine.steps), "", said), exercise=""))
    return _placed(rows)


def easier_rows(routine: Routine, number: int) -> list[Row]:
    """Return the rows that take the place of exercise `number` done in its easier variant.

    They run from the change into the variant to the change into the next exercise, if there is
    one; the first starts at 0, and holds keep the numbers they have in the routine.
    """
    step = routine.steps[number - 1]
    easier = step.model_copy(update={"variant": True})
    rows = [_change("Easier", step, easier, number)]
    rows += _doing(easier, number, _holds_before(routine, number))
    for following in routine.steps[number : number + 1]:
        rows.append(_change("Next", easier, following, number + 1, leaving=form_of(easier)))
    return _placed(rows)


def form_of(step: RoutineStep) -> Form:
    """Return how a step is done: the exercise as it is, or its easier variant."""
    return exercises()[step.exercise].form(step.variant)


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


def _change(
    word: str, before: RoutineStep, step: RoutineStep, number: int, leaving: Form | None = None
) -> Row:
    was_down, is_down = (form_of(each).position in DOWN for each in (before, step))
    seconds = UP_OR_DOWN_S if was_down != is_down else CHANGE_S
    return _lead("change", word, step, number, seconds, leaving)


def _lead(
    phase: str,
    word: str,
    step: RoutineStep,
    number: int,
    seconds: int,
    leaving: Form | None = None,
) -> Row:
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
        cue=said.cue,
        number=number,
        hold=hold,
        variant=step.variant,
        short=said.short,
        names=said.names,
    )


def _placed(rows: Iterable[Row]) -> list[Row]:
    rows = list(rows)
    starts = accumulate((row.duration_s for row in rows), initial=0)
    return [replace(row, start_s=start) for row, start in zip(rows, starts, strict=False)]


def _holds_before(routine: Routine, number: int) -> int:
    return sum(len(step.sides) * step.holds for step in routine.steps[: number - 1])
