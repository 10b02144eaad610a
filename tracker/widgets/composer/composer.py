"""The composer: a routine of one's own, put together from the library by drag or by keyboard.

The browser owns the draft; Python hands in what there is to choose from, answers and saves.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import traitlets
from annotated_types import Ge, Le

from tracker.figure.figures import figures
from tracker.figure.rendering import figure_svg
from tracker.foundation.errors import NotFound
from tracker.foundation.theme import css
from tracker.routine.exercises import Exercise, exercises
from tracker.routine.own_routines import as_draft, is_own
from tracker.routine.routines import MOST_S, MOST_STEPS, Routine, RoutineStep
from tracker.routine.suggest import LONGEST_MIN
from tracker.routine.timeline import CHANGE_S, DOWN, FINISH_S, GET_READY_S, SWITCH_S, UP_OR_DOWN_S
from tracker.routine.toml_files import MOST_BYTES
from tracker.widgets.kit.bundle import esm
from tracker.widgets.kit.logged_widget import AskedWidget, LoggedWidget

LONG_S = 20 * 60
"""From here on a routine is said to be long: few exercises are kept up best."""


class RoutineComposer(AskedWidget, LoggedWidget):
    """Compose a routine, or adapt, import and share one; folded until it is asked for.

    Once `opened`, the library, its pictures and the rules are handed in. ``routines`` are what one
    can start from, ``flagged`` the exercises that pain stopped last time: id, name, why, easier;
    ``at_hand`` what there is to stretch with, None where nobody said.

    A question (``asked``, answered under its ``id``, or with ``problem``, a sentence) is by
    ``kind``

    - "print": ``draft``, ``paper``; answered with ``name``, ``pdf`` (bytes), ``left_out``
    - "text": ``draft``; answered with ``text`` (TOML) and ``file`` (a name for it)
    - "check": ``text``, ``name``; answered with ``draft``
    - "suggest": ``minutes``, ``floor``, ``equipment``; answered with ``draft`` (None where
      nothing fits), ``summary``, ``chosen``, ``left_out`` (each ``name``, ``why``), ``notes``

    Events on the channel "compose":

    - save: draft, routine (id of one's own that it is the new form of, or ""), replace (bool)
    - delete, put_back: routine

    Examples
    --------
    >>> RoutineComposer()
    Routine composer: run this cell to use it.
    """

    TYPES = ("save", "delete", "put_back")
    ID, PROBLEM, UNFORESEEN = "id", "problem", "This could not be answered"
    _SAYS = "Routine composer: run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(Path(__file__).with_suffix(".css"))

    opened = traitlets.Bool(False).tag(sync=True)
    library = traitlets.List(traitlets.Dict()).tag(sync=True)
    figures = traitlets.Dict().tag(sync=True)
    rules = traitlets.Dict().tag(sync=True)
    routines = traitlets.List(traitlets.Dict()).tag(sync=True)
    knots = traitlets.Unicode("").tag(sync=True)
    flagged = traitlets.List(traitlets.Dict()).tag(sync=True)
    at_hand = traitlets.List(traitlets.Unicode(), allow_none=True, default_value=None).tag(
        sync=True
    )

    @traitlets.observe("opened")
    def _hand_in(self, _: Any) -> None:
        self.rules = rules()
        self.library = shown()
        self.figures = pictures()


def shown() -> list[dict[str, Any]]:
    """Return what the composer needs of each exercise.

    Times are in seconds: ``longest_s`` of one hold, which is a whole multiple of ``cycle_s``;
    ``shows`` is the side that the picture shows: left, right or both.
    """
    return [_shown(exercise) for exercise in exercises().values()]


@cache
def pictures() -> dict[str, str]:
    """Return the pictures that there are as SVG: by the exercise's id, or ``"id|easier"``."""
    found = {}
    for id in exercises():
        for variant in (False, True):
            try:
                found[f"{id}|easier" if variant else id] = figure_svg(id, variant=variant)
            except NotFound:  # the composer does without, as the player does
                continue
    return found


def rules() -> dict[str, Any]:
    """Return what the browser adds up and judges by: seconds between holds, and what is allowed."""
    return {
        "get_ready_s": GET_READY_S,
        "switch_s": SWITCH_S,
        "change_s": CHANGE_S,
        "up_or_down_s": UP_OR_DOWN_S,
        "finish_s": FINISH_S,
        "down": list(DOWN),
        "long_s": LONG_S,
        "most_s": MOST_S,
        "most_steps": MOST_STEPS,
        "most_bytes": MOST_BYTES,
        "most_minutes": LONGEST_MIN,
        "ranges": {key: _range(key) for key in ("holds", "hold_s", "rest_s")},
    }


def starting_point(routine: Routine) -> dict[str, Any]:
    """Return a routine as the composer offers it: id, own (bool), name, description, steps.

    Examples
    --------
    >>> from tracker.routine.routines import routines
    >>> starting_point(routines()["desk"])["own"]
    False
    """
    return {"id": routine.id, "own": is_own(routine), **as_draft(routine)}


def _shown(exercise: Exercise) -> dict[str, Any]:
    dose, form = exercise.dose, {"name", "position", "equipment"}
    own = {"id", "works_on", "sides", "at_the_knot"}
    return {
        **exercise.model_dump(mode="json", include=form | own),
        **dose.model_dump(include={"holds", "hold_s", "rest_s", "longest_s"}),
        "cycle_s": dose.half_s * len(dose.halves) or 1,
        "shows": _side_shown(exercise.id, variant=False),
        "easier": {
            **exercise.variant.model_dump(mode="json", include=form),
            "shows": _side_shown(exercise.id, variant=True),
        },
    }


def _side_shown(id: str, *, variant: bool) -> str:
    figure = figures().get((id, variant))
    return figure.drawing.side if figure else "both"


def _range(key: str) -> list[int]:
    told = RoutineStep.model_fields[key].metadata
    low = next(rule.ge for rule in told if isinstance(rule, Ge))
    high = next(rule.le for rule in told if isinstance(rule, Le))
    return [int(str(low)), int(str(high))]
