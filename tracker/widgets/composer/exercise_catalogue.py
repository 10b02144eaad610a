"""The exercises to look through: pictures, steps, dose, cautions, and one's own history with each.

Its content is fetched only when it is opened, so that a notebook which merely holds it opens no
later for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import traitlets

from tracker.figure.figures import Figure, figures
from tracker.figure.rendering import for_player, player_body
from tracker.foundation import anatomy
from tracker.foundation.theme import css
from tracker.routine.exercises import Exercise, Form, dose_words, exercises
from tracker.widgets.kit.bundle import esm
from tracker.widgets.kit.logged_widget import StillWidget


class ExerciseCatalogue(StillWidget):
    """Every exercise, to be found by knot, position or equipment, and unfolded one by one.

    ``folded``: a button stands for all of it at first. ``history``: by exercise id a dict with
    ``lines`` (list of str), ``short`` and ``hurt`` (a few words, or ""). ``wanted``: how often the
    page has asked.

    Examples
    --------
    >>> ExerciseCatalogue()
    Exercise library, 8 exercises: run this cell to use it.
    """

    _SAYS = "Exercise library, {self.count} exercises: run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(Path(__file__).with_suffix(".css"))

    content = traitlets.Dict().tag(sync=True)
    history = traitlets.Dict().tag(sync=True)
    folded = traitlets.Bool(False).tag(sync=True)
    count = traitlets.Int(0).tag(sync=True)
    wanted = traitlets.Int(0).tag(sync=True)

    def __init__(self, *, folded: bool = False, **traits: Any) -> None:
        super().__init__(folded=folded, count=len(exercises()), **traits)
        if not folded:
            self.content = content()
        self.observe(self._answer, names="wanted")

    def _answer(self, _: Any) -> None:
        if not self.content:
            self.content = content()


def content() -> dict[str, Any]:
    """Return everything that the page shows, as plain values that JSON can hold.

    The exercises are in the order of the full routine, the sites from head to waist.

    Examples
    --------
    >>> content()["exercises"][0]["forms"][1]["name"]
    'Arms in a circle'
    """
    return {
        "exercises": [entry(exercise) for exercise in exercises().values()],
        "back": anatomy.back_svg(),
        "body": player_body(),
        "sites": list(anatomy.SITES),
    }


def entry(exercise: Exercise) -> dict[str, Any]:
    """Return one exercise as the page shows it; its easier variant is the second of ``forms``."""
    dose = exercise.dose
    words = dose_words(dose.holds, dose.hold_s, exercise.sides)
    rest = f", {dose.rest_s} s of rest between them" if dose.holds > 1 else ""
    own = {"id", "name", "also_known_as", "works_on", "sites", "mistakes", "cautions"}
    return {
        **exercise.model_dump(mode="json", include=own),
        "dose": words,
        "dose_long": f"{words}{rest}.",
        "source": exercise.dose_source,
        "forms": [_form(exercise, variant) for variant in (False, True)],
    }


def _form(exercise: Exercise, variant: bool) -> dict[str, Any]:
    form, figure = exercise.form(variant), figures().get((exercise.id, variant))
    return {
        **form.model_dump(mode="json", include={"name", "position", "equipment", "breathing"}),
        "steps": [list(pair) for pair in _steps(exercise, form)],
        "shows": form.figure or form.name,
        "figure": for_player(exercise.id, variant),
        "shots": [list(pair) for pair in key_frames(exercise, figure)] if figure else [],
    }


def _steps(exercise: Exercise, form: Form) -> Iterator[tuple[str, str]]:
    steps = form.steps
    halves = [half.name.capitalize() for half in exercise.dose.halves]
    move, hold = halves or ("Move", "Hold")
    yield "Start", steps.start
    yield move, steps.move
    yield hold, steps.hold
    yield "Feel", steps.feel
    if steps.again:
        yield "Between", steps.again
    yield "End", steps.come_out


def key_frames(exercise: Exercise, figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield the poses that tell a movement from its start to its end, each with a caption.

    Those on the way to which no arrow leads only keep it clear of the body, and are left out.

    Examples
    --------
    >>> from tracker.routine.exercises import exercises
    >>> from tracker.figure.figures import figures
    >>> list(key_frames(exercises()["cat_camel"], figures()["cat_camel", False]))
    [('start', 'Start'), ('round', 'Round up'), ('sag', 'Let sag')]
    """
    way, turns = figure.drawing.way, figure.drawing.turns
    shown = {arrow.to for arrow in figure.drawing.arrows}
    halves = [half.name.capitalize() for half in exercise.dose.halves] or ["To", "And fro"]
    captions: Mapping[str, str] = {
        **{name: "On the way" for name in way[1:-1] if name in shown},
        **({way[-1]: "Hold"} if not turns else {}),
        **dict(zip(turns, halves, strict=False)),
        **({} if way[0] in turns else {way[0]: "Start"}),
    }
    yield from (
        (name, captions[name]) for name in dict.fromkeys((*way, *turns)) if name in captions
    )
