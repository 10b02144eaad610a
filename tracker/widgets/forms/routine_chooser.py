"""Choosing a routine, and what to do about the exercises that hurt last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.errors import InvalidValue, NotFound
from tracker.foundation.theme import css
from tracker.foundation.words import counted
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import AskedWidget

CHOICES = ("easier", "as usual", "leave out")
OFFERS = ("Use the easier forms today", "Choose another routine")


class RoutineChooser(AskedWidget):
    """Routines as cards to choose from; the first one is chosen unless `value` says another.

    ``routines``: ``id``, ``name``, ``description``, ``minutes`` (int), ``exercises`` (dicts with
    ``id``, ``name`` and ``easier``, the name of its easier form, or ""), ``equipment`` and
    ``missing``, what of it the person has not (lists of str), ``gets_down`` (int, how often).
    ``flagged`` exercises were stopped for pain: ``id``, ``name``, ``why`` (as in "hurt last time,
    on 1 March"), ``easier`` (the easier variant's name, or ""). ``choices``: for each of them one
    of `CHOICES`; the easier variant to begin with, where there is one, else to leave it out.
    ``easier``: ids of other exercises to be done in their easier form. ``folded`` puts routines and
    easier forms away behind a line each.

    ``taken`` is one of `OFFERS`, which another card makes, with a number that is new each time:
    all easier forms, of which ``all_easier`` tells, or to look for another routine. Asked with
    ``minutes``, `on_ask` is to suggest a routine for `knots`, choose it, and answer ``summary``,
    ``chosen`` and ``left_out`` (dicts with ``name`` and ``why``).

    Examples
    --------
    >>> desk = {"id": "desk", "name": "At the desk", "description": "", "minutes": 4,
    ...         "exercises": [], "equipment": [], "gets_down": 0}
    >>> chooser = RoutineChooser([desk])
    >>> chooser.value
    'desk'
    >>> chooser
    Routine chooser, 1 routine: run this cell to use it.
    """

    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", Path(__file__).with_suffix(".css"))

    journal_id = traitlets.Unicode("").tag(sync=True)
    label = traitlets.Unicode("Which routine today?").tag(sync=True)
    routines = traitlets.List(traitlets.Dict()).tag(sync=True)
    flagged = traitlets.List(traitlets.Dict()).tag(sync=True)
    problems = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.Unicode("").tag(sync=True)
    choices = traitlets.Dict().tag(sync=True)
    easier = traitlets.List(traitlets.Unicode()).tag(sync=True)
    folded = traitlets.Bool(False).tag(sync=True)
    offers = traitlets.List(traitlets.Unicode(), default_value=list(OFFERS)).tag(sync=True)
    taken = traitlets.Dict().tag(sync=True)
    all_easier = traitlets.Bool(False).tag(sync=True)
    knots = traitlets.Unicode("").tag(sync=True)
    suggests = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        routines: Sequence[Mapping[str, Any]],
        *,
        flagged: Sequence[Mapping[str, Any]] = (),
        value: str = "",
        choices: Mapping[str, str] | None = None,
        **traits: Any,
    ) -> None:
        shown = [dict(routine) for routine in routines]
        super().__init__(routines=shown, flagged=[dict(flag) for flag in flagged], **traits)
        self.choices = {**self.choices, **(choices or {})}
        self.value = value or (shown[0]["id"] if shown else "")

    @traitlets.observe("flagged")
    def _offer(self, _: Any) -> None:
        # A choice comes and goes with the question on the screen that it answers.
        self.choices = {
            flag["id"]: self.choices.get(
                flag["id"], "easier" if flag.get("easier") else "leave out"
            )
            for flag in self.flagged
        }

    @traitlets.validate("value")
    def _check_value(self, proposal: Any) -> str:
        value: str = proposal["value"]
        known = [routine["id"] for routine in self.routines]
        if value and value not in known:
            raise NotFound(f"there is no routine {value!r} to choose; there are {', '.join(known)}")
        return value

    @traitlets.validate("choices")
    def _check_choices(self, proposal: Any) -> dict[str, str]:
        choices: dict[str, str] = proposal["value"]
        for exercise, choice in choices.items():
            if choice not in CHOICES:
                raise InvalidValue(
                    f"the choice {choice!r} for {exercise} is not one of {', '.join(CHOICES)}; "
                    "nothing was changed"
                )
        return choices

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return (
            f"Routine chooser, {counted(len(self.routines), 'routine')}: run this cell to use it."
        )
