"""A routine for these knots in these minutes, and why each exercise is in it or not.

First comes one exercise for each knot, then what does any upper back good, then more for the knots.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tracker.foundation import anatomy
from tracker.foundation.errors import InvalidValue, NotFound
from tracker.foundation.words import counted, listed
from tracker.routine.exercises import Exercise, Form, exercises
from tracker.routine.routines import Routine, RoutineStep
from tracker.routine.timeline import DOWN, form_of, totals

LONGEST_MIN = 60
ID = "suggested"
Knots = Mapping[str, tuple[str, ...]]
"""Each site that has a knot, with its sides."""
_WHERE = ("above", "below", "beside", "between", "on")


@dataclass(frozen=True, slots=True)
class Why:
    """One exercise by id and name, and why it is in a suggestion or not, as half a sentence."""

    exercise: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested routine, None where nothing fits; each exercise is in one of the two lists."""

    routine: Routine | None
    chosen: tuple[Why, ...]
    left_out: tuple[Why, ...]
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """Return how much is in it, in one sentence."""
        if self.routine is None:
            return "Nothing fits: give it more minutes, or more to use."
        of = len(self.chosen) + len(self.left_out)
        minutes = counted(-(-totals(self.routine).total_s // 60), "minute")
        return f"{len(self.chosen)} of {of} exercises, {minutes} or a little less."


def suggest(
    sites: Iterable[str],
    minutes: int,
    *,
    equipment: Collection[str] | None = None,
    floor: bool = True,
    hurt: Mapping[str, str] | None = None,
    hurt_easier: Collection[str] = (),
    sore: bool = False,
) -> Suggestion:
    """Suggest a routine.

    Parameters
    ----------
    sites : iterable of str
        The knots, each ``"site|side"`` as in ``tracker.foundation.anatomy.keys()``; none for the
        upper back as a whole.
    minutes : int
        At hand, 1 to 60; the routine never takes longer.
    equipment : collection of str, optional
        What there is, in the words of the exercises; everything unless given.
    floor : bool
        Whether getting down to the floor is possible.
    hurt : mapping of str to str, optional
        Exercises that pain stopped last time, with the side; done in their easier variant.
    hurt_easier : collection of str
        Those of them that hurt in their easier variant, and are left out.
    sore : bool
        Whether a knot hurts so much that nothing should press on it.

    Returns
    -------
    Suggestion
        routine (grouped so that one gets down to the floor once at most), chosen and left_out (with
        the reason for each exercise) and notes (sentences).

    Raises
    ------
    NotFound
        If a knot is not on the back.
    InvalidValue
        If minutes is not a whole number from 1 to 60.

    Examples
    --------
    >>> found = suggest(["inner blade edge|left"], 6, equipment=["chair"], floor=False)
    >>> found.routine
    <Routine suggested: upper_back_stretch, chest_stretch, eagle_arms, cat_camel>
    >>> found.chosen[2].why
    'works on the rhomboids, for the knot at the inner blade edge (left)'
    """
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 1 <= minutes <= LONGEST_MIN:
        raise InvalidValue(
            f"minutes is {minutes!r}, and allowed is a whole number from 1 to {LONGEST_MIN}; "
            "nothing was suggested"
        )
    knots, at_hand = sides_by_site(sites), counted(minutes, "minute")
    chosen: dict[str, str] = {}
    left_out: dict[str, str] = {}
    steps: list[RoutineStep] = []
    usable: dict[str, tuple[bool, str]] = {}
    for exercise in exercises().values():
        variant, why = None, off_target(exercise, knots)
        if not why and sore and exercise.at_the_knot:
            why = "presses on a spot that is too sore today"
        if not why:
            variant, why = _way(exercise, equipment, floor, hurt or {}, hurt_easier)
        if variant is None:
            left_out[exercise.id] = why
        else:
            usable[exercise.id] = (variant, why)
    for exercise in _in_turn([exercises()[id] for id in usable], knots):
        variant, how = usable[exercise.id]
        fitted = _fitted(steps, _step(exercise, variant, knots), minutes)
        if fitted is None:
            left_out[exercise.id] = f"does not fit into {at_hand} with the others"
            continue
        steps, fewer = fitted
        why = target_words(exercise, knots)
        chosen[exercise.id] = "; ".join(part for part in (why, how, fewer) if part)
    routine = None
    if steps:
        place = f"your knot{'s' * (sum(map(len, knots.values())) > 1)}" if knots else "the back"
        told = knot_words(knots) if knots else "the back as a whole"
        routine = _routine(steps, f"{at_hand} for {place}", f"Suggested for {told}.")
    known, in_order = exercises(), [step.exercise for step in steps]
    return Suggestion(
        routine,
        tuple(Why(id, known[id].form(usable[id][0]).name, chosen[id]) for id in in_order),
        tuple(Why(id, known[id].name, left_out[id]) for id in known if id in left_out),
        uncovered_knots(knots),
    )


def grouped(steps: Iterable[RoutineStep]) -> list[RoutineStep]:
    """Return steps by position, each group in its order: off the floor, on it, then at the wall.

    >>> mixed = [RoutineStep(exercise=id) for id in ("childs_pose", "eagle_arms", "cat_camel")]
    >>> [step.exercise for step in grouped(mixed)]
    ['eagle_arms', 'childs_pose', 'cat_camel']
    """

    def group(step: RoutineStep) -> int:
        position = form_of(step).position
        return 1 if position in DOWN else 2 * (position == "wall")

    return sorted(steps, key=group)


def sides_by_site(places: Iterable[str]) -> Knots:
    """Return each site with its sides, both in the drawing's order; all must be on the back.

    >>> sides_by_site(["on the blade|right", "on the blade|left"])
    {'on the blade': ('left', 'right')}
    """
    chosen, known = set(places), anatomy.keys()
    if strange := sorted(chosen - set(known)):
        raise NotFound(
            f"there is no place {strange[0]!r} on the back; a place is a site of "
            "tracker.foundation.anatomy.SITES and a side, as in 'inner blade edge|left'"
        )
    found: dict[str, tuple[str, ...]] = {}
    for place in known:
        if place in chosen:
            site, _, side = place.partition("|")
            found[site] = (*found.get(site, ()), side)
    return found


def off_target(exercise: Exercise, knots: Knots) -> str:
    """Return why an exercise is not for these knots, "" where it is."""
    if set(exercise.sites) & set(knots) or exercise.for_any:
        return ""
    if exercise.at_the_knot and not knots:
        return "is for a knot, and none is marked"
    return f"works elsewhere: {', '.join(exercise.sites)}" if knots else ""


def missing_needs(form: Form, equipment: Collection[str] | None, floor: bool) -> str:
    """Return what an exercise needs that is not there, "" where nothing is missing."""
    if form.position in DOWN and not floor:
        return "needs the floor"
    there = form.equipment if equipment is None else equipment
    missing = [thing for thing in form.equipment if thing not in there]
    return f"needs a {' and a '.join(missing)}" if missing else ""


def target_words(exercise: Exercise, knots: Knots) -> str:
    """Return what an exercise does for these knots.

    >>> target_words(exercises()["eagle_arms"], {"inner blade edge": ("left",)})
    'works on the rhomboids, for the knot at the inner blade edge (left)'
    """
    reached = {site: knots[site] for site in knots if site in exercise.sites}
    if not reached:
        return exercise.for_any or "is for the upper back as a whole"
    at = knot_words(reached)
    if exercise.at_the_knot:
        return f"presses on {at}"
    muscles = [
        worked
        for worked in (words.partition(",")[0] for words in exercise.works_on)
        if any(worked in anatomy.SITES[site].muscle for site in reached)
    ]
    if muscles:
        return f"works on the {listed(muscles)}, for {at}"
    return exercise.for_any or f"reaches {at}"


def uncovered_knots(knots: Knots) -> tuple[str, ...]:
    """Return a sentence for each knot that no exercise works on.

    >>> uncovered_knots({"top of the shoulder": ("left",)})
    ('No exercise here works on the top of the shoulder (upper trapezius) itself.',)
    """
    known = exercises().values()
    return tuple(
        f"No exercise here works on the {site} ({anatomy.SITES[site].muscle}) itself."
        for site in knots
        if not any(site in exercise.sites for exercise in known)
    )


def knot_words(knots: Knots) -> str:
    """Return knots in words.

    >>> knot_words({"on the blade": ("left", "right"), "inner blade edge": ("left",)})
    'the knots on the blade (left and right) and at the inner blade edge (left)'
    """
    spots = [
        f"{'' if site.split()[0] in _WHERE else 'at the '}{site} ({' and '.join(sides)})"
        for site, sides in knots.items()
    ]
    several = sum(map(len, knots.values())) > 1
    return f"the knot{'s' * several} {listed(spots)}"


def _way(
    exercise: Exercise,
    equipment: Collection[str] | None,
    floor: bool,
    hurt: Mapping[str, str],
    hurt_easier: Collection[str],
) -> tuple[bool | None, str]:
    """Return whether the easier variant is to be done, None for neither way, and why."""
    why = missing_needs(exercise, equipment, floor)
    if exercise.id in hurt:
        side = hurt[exercise.id]
        why = "hurt last time" + ("" if side == "both" else f", on the {side}")
    if not why:
        return False, ""
    if exercise.id in hurt_easier:
        return None, f"{why}, in the easier form too"
    if also := missing_needs(exercise.variant, equipment, floor):
        return None, f"{why}; the easier form {also}" if also != why else why
    return True, f"the easier form, because the other {why}"


def _in_turn(usable: list[Exercise], knots: Knots) -> list[Exercise]:
    """Return exercises by how much they are wanted."""
    waiting, uncovered = list(usable), set(knots)
    first: list[Exercise] = []
    while waiting:
        # Of two that reach as many knots the shorter one leaves more room.
        best = max(waiting, key=lambda each: (len(uncovered & set(each.sites)), -_hold_s(each)))
        if not uncovered & set(best.sites):
            break
        first.append(best)
        waiting.remove(best)
        uncovered -= set(best.sites)
    any_back = [each for each in waiting if each.for_any]
    rest = [each for each in waiting if not each.for_any]
    rest.sort(key=lambda each: -len(set(knots) & set(each.sites)))
    return first + any_back + rest


def _hold_s(exercise: Exercise) -> int:
    return exercise.dose.holds * exercise.dose.hold_s * len(exercise.sides)


def _step(exercise: Exercise, variant: bool, knots: Knots) -> RoutineStep:
    sides = exercise.sides
    if exercise.at_the_knot:
        reached = {side for site in exercise.sites for side in knots.get(site, ())}
        sides = tuple(side for side in sides if side in reached)
    return RoutineStep.model_validate({"exercise": exercise.id, "variant": variant, "sides": sides})


def _fitted(
    steps: list[RoutineStep], step: RoutineStep, minutes: int
) -> tuple[list[RoutineStep], str] | None:
    """Return the steps with one more, with fewer holds where that makes it fit, and a remark."""
    for holds in range(step.holds, 0, -1):
        order = list(exercises())
        more = [*steps, step.model_copy(update={"holds": holds})]
        more = grouped(sorted(more, key=lambda each: order.index(each.exercise)))
        if totals(_routine(more)).total_s <= minutes * 60:
            fewer = f"{counted(holds, 'hold')} instead of {step.holds}, to fit"
            return more, "" if holds == step.holds else fewer
    return None


def _routine(steps: Iterable[RoutineStep], name: str = ID, description: str = "") -> Routine:
    return Routine(id=ID, name=name, description=description[:500], steps=tuple(steps))
