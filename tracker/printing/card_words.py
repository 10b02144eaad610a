"""What stands on the printed card of a routine, before anybody knows how large."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.figure.rendering import Picture, figures, picture
from tracker.foundation.words import listed
from tracker.routine.exercises import Exercise, exercises
from tracker.routine.routines import Routine, RoutineStep
from tracker.routine.safety import EMERGENCY, safety
from tracker.routine.timeline import form_of, totals

LEAD = "Pain stops it."
WEEKS, DAYS = 4, "MTWTFSS"
APART = 24
"""How many weeks of days to tick stand on a page of their own, where the first has no room."""
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of an exercise: which pose of its figure, and the word under it."""

    exercise: str
    variant: bool
    pose: str
    side: str | None
    caption: str

    @property
    def picture(self) -> Picture:
        """Return its shapes."""
        return picture(self.exercise, variant=self.variant, pose=self.pose, side=self.side)


@dataclass(frozen=True, slots=True)
class Easier:
    """The easier form to do an exercise."""

    name: str
    how: str
    brief: str
    alt: str
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise of a routine as the card tells it; `how` and the rest may be empty.

    ``brief`` is `how` in one line. An exercise that comes again only says where it stood before.
    """

    number: int
    name: str
    dose: str
    how: str = ""
    brief: str = ""
    cautions: str = ""
    alt: str = ""
    shown: tuple[Shown, ...] = ()
    easier: Easier | None = None

    def said(self, level: Level) -> Iterator[tuple[str, str]]:
        """Yield its paragraphs at a level: what stands in bold before each, and the text."""
        if level.how != "none" and (how := self.how if level.how == "all" else self.brief):
            yield "", how
        if level.cautions and self.cautions:
            yield "Take care:", self.cautions
        if self.easier and level.how != "none":
            how = self.easier.how if level.how == "all" else self.easier.brief
            yield f"Easier, {self.easier.name}:", how


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that a card says."""

    id: str
    name: str
    description: str
    summary: str
    entries: tuple[Entry, ...]
    safety: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """How large everything is, and what is shown: one step of shrinking.

    ``width_mm`` is the width of one picture; ``most`` how many show an exercise; ``how`` is "all",
    "brief" or "none"; ``tight`` puts name and dose on one line.
    """

    columns: int
    text_pt: float
    width_mm: float
    most: int = 2
    how: str = "all"
    cautions: bool = True
    tight: bool = False


LEVELS = (
    *(Level(1, 11.5, width) for width in (64, 60, 56)),
    *(Level(1, 10.5, width) for width in (52, 48, 44, 40)),
    *(Level(1, 9.5, width) for width in (44, 40, 36)),
    *(Level(2, pt, width) for pt, width in ((9.5, 36), (9, 33), (8.5, 31), (8, 29), (8, 27))),
    *(Level(2, 8.5, width, how="brief") for width in (31, 29, 27)),
    *(Level(2, 8, width, how="brief") for width in (27, 25, 23, 21, 19, 17, 16)),
    *(Level(2, 8, width, most=1, how="brief") for width in (24, 20)),
    Level(2, 8, 20, most=1, how="none"),
    Level(2, 8, 0, most=0, how="brief", tight=True),
    Level(2, 8, 0, most=0, how="none", tight=True),
    Level(2, 8, 0, most=0, how="none", cautions=False, tight=True),
)
"""From roomy to tight: the first one at which all of a routine fits on the page is taken."""


def words_of(routine: Routine, *, variants: bool) -> Words:
    """Return what the card of a routine says; `variants` adds the easier form of each exercise."""
    advice = safety()
    shared = _shared(routine.steps)
    together = [
        f"Numbers {listed([str(number) for number in numbers])}: {caution}"
        for caution, numbers in shared.items()
    ]
    return Words(
        id=routine.id,
        name=plain(routine.name),
        description=plain(routine.description),
        summary=totals(routine).summary(),
        entries=tuple(_entries(routine.steps, variants, set(shared))),
        safety=(
            f"{advice.during[0]} Stop at once with {_either(advice.stop_at_once)}.",
            *together,
            f"{EMERGENCY} {_either(advice.emergency)}.",
        ),
    )


def left_out(words: Words, level: Level) -> str:
    """Return in a sentence what a level leaves out to fit on one page; "" where that is nothing."""
    entries = words.entries
    gone = []
    if level.most == 0 and any(entry.shown for entry in entries):
        gone.append("the pictures")
    elif level.most == 1 and any(len(entry.shown) > 1 for entry in entries):
        gone.append("the pictures of the start positions")
    if level.how == "none":
        gone.append("how each exercise goes")
        if any(entry.easier for entry in entries):
            gone.append("easier forms")
    if not level.cautions and any(entry.cautions for entry in entries):
        gone.append("what to take care of")
    return f"Left out, so that all fits on one page: {listed(gone)}." if gone else ""


def week_name(number: int, *, apart: bool = False) -> str:
    """Return what stands over the boxes of a week; the first is 0.

    Examples
    --------
    >>> week_name(0), week_name(1), week_name(0, apart=True)
    ('Tick the days: week 1', 'Week 2', 'Week 1')
    """
    return f"Week {number + 1}" if number or apart else "Tick the days: week 1"


def ticks_title(words: Words) -> str:
    """Return what stands over the days to tick on a page of their own."""
    return f"{words.name}: tick the days"


def plain(text: str) -> str:
    r"""Return a person's own text on one line, without characters that do not print.

    Examples
    --------
    >>> plain("Before\tlunch\x00\n(quick)")
    'Before lunch (quick)'
    """
    spaced = " ".join(text.split())
    return "".join(letter for letter in spaced if unicodedata.category(letter) != "Cc")


def dose(step: RoutineStep) -> str:
    r"""Return how long, how often and on which side, to be read on paper.

    Examples
    --------
    >>> from tracker.routine.routines import routines
    >>> [dose(step) for step in routines()["short"].steps[:3:2]]
    ['2\xa0×\xa030\xa0s, 10\xa0s rest between', '30\xa0s left, then 30\xa0s right']
    """
    usual = exercises()[step.exercise].dose
    once = f"{step.holds} × {step.hold_s} s" if step.holds > 1 else f"{step.hold_s} s"
    once = once.replace(" ", NBSP)
    parts = [", then ".join(f"{once} {side}" for side in step.sides)]
    if step.sides == ("both",):
        parts = [once]
    elif len(step.sides) == 1:
        parts = [f"{once}, {step.sides[0]} only"]
    if usual.halves:
        parts.append(f"{usual.half_s}{NBSP}s each way")
    if step.holds > 1 and step.rest_s:
        parts.append(f"{step.rest_s}{NBSP}s rest between")
    return ", ".join(parts)


def _shared(steps: Sequence[RoutineStep]) -> dict[str, list[int]]:
    """Return each caution that several exercises share, with their numbers: it is said once."""
    first: dict[str, int] = {}
    for number, step in enumerate(steps, start=1):
        first.setdefault(step.exercise, number)
    said: dict[str, list[int]] = {}
    for name, number in first.items():
        for caution in exercises()[name].cautions:
            said.setdefault(caution, []).append(number)
    return {caution: numbers for caution, numbers in said.items() if len(numbers) > 1}


def _entries(
    steps: Sequence[RoutineStep], variants: bool, shared: Collection[str]
) -> Iterator[Entry]:
    known = exercises()
    forms: dict[tuple[str, bool], int] = {}
    first: dict[str, int] = {}
    for number, step in enumerate(steps, start=1):
        exercise, key = known[step.exercise], (step.exercise, step.variant)
        form = form_of(step)
        entry = Entry(number, form.name, dose(step))
        if key in forms:
            yield replace(entry, how=f"As number {forms[key]}.", brief=f"As number {forms[key]}.")
            continue
        before = first.setdefault(step.exercise, number)
        forms[key] = number
        care = " ".join(each for each in exercise.cautions if each not in shared)
        again = f" {form.steps.again}" if step.holds > 1 and form.steps.again else ""
        yield replace(
            entry,
            how=f"{exercise.told(step.variant)}{again} {form.breathing}",
            brief=exercise.doing(step.variant) + again,
            cautions=care if before == number else f"As number {before}." * bool(care),
            alt=form.figure or form.name,
            shown=_shown(step),
            easier=_easier(exercise, step) if variants and not step.variant else None,
        )


def _shown(step: RoutineStep) -> tuple[Shown, ...]:
    figure = figures().get((step.exercise, step.variant))
    if figure is None:
        return ()
    way, turns = figure.drawing.way, figure.drawing.turns
    halves = exercises()[step.exercise].dose.halves
    poses = {way[0]: "Start", figure.key: "Move" if turns else "Hold"}
    if halves and len(turns) == len(halves):
        poses = {pose: half.name.capitalize() for pose, half in zip(turns, halves, strict=True)}
    elif len(poses) == 1 and len(turns) > 1:
        poses = {turns[0]: "Start", turns[1]: "Move"}
    side = step.sides[0]
    named = "" if side == "both" else f", {side}"
    return tuple(
        Shown(step.exercise, step.variant, pose, side, word + named * (word == "Hold"))
        for pose, word in poses.items()
    )


def _easier(exercise: Exercise, step: RoutineStep) -> Easier:
    form = exercise.variant
    figure = figures().get((exercise.id, True))
    shown = Shown(exercise.id, True, figure.key, step.sides[0], "Easier") if figure else None
    return Easier(
        name=form.name,
        how=exercise.told(variant=True),
        brief=exercise.doing(variant=True),
        alt=form.figure or form.name,
        shown=shown,
    )


def _either(words: Sequence[str]) -> str:
    return listed(words, "or")
