"""A routine as the TOML that a physiotherapist would write by hand, and back from text.

Ten lines of our own rather than a TOML writer: those break ``sides`` over four lines and leave no
place for the comment; what we write has five kinds of values, and all of JSON's escapes are TOML's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tracker.routine.checked import parse_toml
from tracker.routine.library import Routine, RoutineStep, routine_of

DRAFT = "the routine"
"""What errors call a routine that is in no file yet."""
_NOTE = """\
# A routine for Unknot. A step that names no holds, hold_s, rest_s (seconds) or sides has the usual
# ones of its exercise; variant = true is the easier way.
"""
_KEYS = ("holds", "hold_s", "rest_s", "sides", "variant")


def toml_text(routine: Routine) -> str:
    r"""Write a routine as TOML: only what differs from the usual doses, in the order of the file.

    Examples
    --------
    >>> from tracker.routine.library import routines
    >>> print(toml_text(routines()["short"]).partition("\n\n")[2].partition("\n\n[[steps]]\n")[2])
    exercise = "chest_stretch"
    holds = 2
    <BLANKLINE>
    [[steps]]
    exercise = "thread_the_needle"
    <BLANKLINE>
    [[steps]]
    exercise = "childs_pose"
    <BLANKLINE>
    """
    head = [f"name = {_value(routine.name)}"]
    if routine.description:
        head.append(f"description = {_value(routine.description)}")
    tables = ("\n".join(["[[steps]]", *_lines(step)]) for step in routine.steps)
    return _NOTE + "\n\n".join(["\n".join(head), *tables]) + "\n"


def read_text(text: str, name: str = DRAFT) -> Routine:
    r"""Return the routine that TOML text holds, checked as a file is; its id is `name`.

    Raises
    ------
    LibraryError
        With the key, what came and what is allowed; `name` says what was read.

    Examples
    --------
    >>> read_text('name = "Noon"\n[[steps]]\nexercise = "eagle_arms"').steps[0].hold_s
    30
    """
    return routine_of(parse_toml(text.encode("utf-8", "surrogatepass"), name), name)


def from_draft(draft: Mapping[str, Any]) -> Routine:
    """Return the routine that a draft stands for: a mapping with name, description and steps.

    Raises
    ------
    LibraryError
        With the step, the key, what came and what is allowed.

    Examples
    --------
    >>> from_draft({"name": "Noon", "steps": [{"exercise": "eagle_arms", "holds": 2}]})
    <Routine the routine: eagle_arms>
    """
    return routine_of(dict(draft), DRAFT)


def as_draft(routine: Routine) -> dict[str, Any]:
    """Return a routine as plain values that JSON can hold: name, description, steps in full.

    Examples
    --------
    >>> from tracker.routine.library import routines
    >>> as_draft(routines()["desk"])["steps"][-1]  # doctest: +NORMALIZE_WHITESPACE
    {'exercise': 'cat_camel', 'holds': 1, 'hold_s': 30, 'rest_s': 10, 'sides': ['both'],
     'variant': True}
    """
    draft = routine.model_dump(mode="json", include={"name", "description", "steps"})
    return {name: draft[name] for name in ("name", "description", "steps")}


def _lines(step: RoutineStep) -> list[str]:
    usual = RoutineStep.model_validate({"exercise": step.exercise})
    own = [key for key in _KEYS if getattr(step, key) != getattr(usual, key)]
    return [f"{key} = {_value(getattr(step, key))}" for key in ("exercise", *own)]


def _value(value: str | int | bool | tuple[str, ...]) -> str:
    # JSON leaves one character bare that TOML does not allow.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
