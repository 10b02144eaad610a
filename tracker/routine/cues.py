"""What is said and captioned when each part of a routine starts, as much as there is time for."""

from __future__ import annotations

from typing import NamedTuple

from tracker.routine.exercises import Form, Half
from tracker.routine.routines import RoutineStep

WORDS_PER_S = 2.6
"""An unhurried voice at the browser's normal rate, in words a second."""

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_LATER = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class Said(NamedTuple):
    """A cue in full, in short (what to do, without how) and with names only."""

    cue: str
    short: str
    names: str


def spoken_s(text: str) -> float:
    """Return about how long a text takes to say, in seconds at the normal rate.

    >>> spoken_s("Switch to the right.") < 2
    True
    """
    return len(text.split()) / WORDS_PER_S


def fit(seconds: float, *texts: str) -> str:
    """Return the first of `texts`, fullest first, that can be said in time, else the last.

    >>> fit(2, "Let go slowly, then rest a little.", "Rest.")
    'Rest.'
    """
    return next((text for text in texts if spoken_s(text) <= seconds), texts[-1])


def announce(
    word: str, form: Form, step: RoutineStep, seconds: int, leaving: Form | None = None
) -> Said:
    """Say what comes next after `word`, as in "Next"; what one is in, `leaving`, is left first."""
    name = f"{form.name[0].lower()}{form.name[1:]}"
    side = "" if step.sides == ("both",) else f", {step.sides[0]}"
    head = f"{word}: {name}, {dose(step)}."
    lead = f"{head} {form.steps.start} {form.steps.feel}"
    out = f"{leaving.steps.come_out} {lead}" if leaving else lead
    cue = fit(seconds, out, lead, f"{head} {form.steps.start}", head)
    return Said(cue, head, f"{word}: {name}{side}.")


def dose(step: RoutineStep) -> str:
    """Return how long and how often, for the ear.

    >>> dose(RoutineStep.model_validate({"exercise": "eagle_arms", "holds": 2}))
    'twice 30 seconds left, then right'
    """
    times = {1: "", 2: "twice "}.get(step.holds, f"{_NUMBERS[step.holds]} times ")
    minutes, left = divmod(step.hold_s, 60)
    long = f"{step.hold_s} seconds" if left or minutes == 1 else f"{minutes} minutes"
    sides = "" if step.sides == ("both",) else f" {', then '.join(step.sides)}"
    return f"{times}{long}{sides}"


def hold(form: Form, step: RoutineStep, side: str, nth: int) -> Said:
    """Say how to hold: the way in the first time on a side, then only what to mind; breathing."""
    named = "" if side == "both" else f"{side.capitalize()} side. "
    steps, breathing = form.steps, form.breathing
    way = steps.move if nth == 1 else "Once more."
    cue = fit(
        step.hold_s / 2,  # the second half is for breathing, not listening
        f"{named}{way} {steps.hold} {breathing}",
        f"{named}{way} {steps.hold}",
        f"{named}{steps.hold} {breathing}",
        f"{named}{steps.hold}",
        f"{named}Hold.",
    )
    mind = f"{named}{steps.hold}"
    short = fit(step.hold_s / 2, mind if nth == 1 else f"{named}{way} {steps.hold}", mind)
    return Said(cue, short, f"{form.name}{'' if side == 'both' else f', {side}'}.")


def half(form: Form, moving: Half, index: int, seconds: int) -> Said:
    """Say which way to move; the first time round also how."""
    how = (form.steps.move, form.steps.hold)
    full = f"{moving.cue} {how[index]}" if index < len(how) else moving.cue
    names = f"{moving.name.capitalize()}."
    return Said(fit(seconds, full, moving.cue, names), fit(seconds, moving.cue, names), names)


def rest(form: Form, step: RoutineStep, nth: int) -> Said:
    """Say that the hold is over and which one is next."""
    plain = f"Rest. {_LATER[nth - 2].capitalize()} of {_NUMBERS[step.holds]} next."
    # What is done again on a new spot is not come out of in between.
    full = f"{plain} {form.steps.again}" if form.steps.again else f"{form.steps.come_out} {plain}"
    short = fit(step.rest_s, plain, "Rest.")
    return Said(fit(step.rest_s, full, short), short, "Rest.")


def switch(form: Form, side: str, seconds: int) -> Said:
    """Say which side is next."""
    short = f"Switch to the {side}."
    return Said(fit(seconds, f"{form.steps.come_out} {short}", short), short, short)


def finish(form: Form, seconds: int) -> Said:
    """Say that it is done, and the two things to remember."""
    plain = "Done. Drink some water. A mild pull is enough."
    return Said(fit(seconds, f"{form.steps.come_out} {plain}", plain), plain, "Done.")
