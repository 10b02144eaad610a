"""The routines, each a list of exercises with their doses.

Shipped routines come from ``data/routines``; a person's own lie in `own_folder` and are read anew
each time, so that a file appears as soon as it is dropped there.
"""

from __future__ import annotations

import os
from functools import cache
from html import escape
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import Field, model_validator

from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import LibraryError
from tracker.routine.exercises import Exercise as Exercise
from tracker.routine.exercises import (
    Holds,
    HoldSeconds,
    Model,
    RestSeconds,
    Side,
    Text,
    all_exercises,
    dose_words,
)
from tracker.routine.exercises import exercises as exercises
from tracker.routine.safety import safety as safety
from tracker.routine.toml_files import check, damaged, nearest, read_toml, shown

MOST_STEPS, MOST_S = 40, 7200
_SHIPPED = ("full", "short", "desk", "release", "evening")
_SIDES = '["left", "right"], or one of them'


class RoutineStep(Model):
    """One exercise in a routine; what its file leaves out is the exercise's own dose."""

    exercise: str = Field(description="the id of an exercise")
    holds: Holds
    hold_s: HoldSeconds
    rest_s: RestSeconds
    sides: tuple[Side, ...] = Field(description=_SIDES)
    variant: bool = Field(strict=True, description="true (the easier variant) or false")

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        known, wanted = all_exercises(), given.get("exercise")
        if not isinstance(wanted, str) or wanted not in known:
            raise ValueError(_unknown(wanted))
        usual = known[wanted].dose.model_dump(include={"holds", "hold_s", "rest_s"})
        return {**usual, "sides": known[wanted].sides, "variant": False, **given}

    @model_validator(mode="after")
    def _fits(self) -> RoutineStep:
        exercise = all_exercises()[self.exercise]
        dose, cycle_s = exercise.dose, exercise.dose.half_s * len(exercise.dose.halves)
        if not self.sides or not set(self.sides) <= set(exercise.sides):
            allowed = _SIDES if len(exercise.sides) > 1 else '["both"]: it uses both sides at once'
            raise ValueError(
                f"sides is {shown(self.sides)}, and allowed for {self.exercise} is {allowed}"
            )
        if len(set(self.sides)) < len(self.sides):
            raise ValueError(f"sides is {shown(self.sides)}, and each side may come once")
        if self.hold_s > dose.longest_s:
            raise ValueError(
                f"hold_s is {self.hold_s}, and allowed for {self.exercise} are at most "
                f"{dose.longest_s} seconds"
            )
        if cycle_s and self.hold_s % cycle_s:
            raise ValueError(
                f"hold_s is {self.hold_s}, and allowed for {self.exercise} are whole cycles of "
                f"{cycle_s} seconds, such as {cycle_s * 3} or {cycle_s * 6}"
            )
        return self

    @property
    def seconds(self) -> int:
        """Holds and the rests between them, all sides, in seconds."""
        return len(self.sides) * (self.holds * (self.hold_s + self.rest_s) - self.rest_s)


class Routine(Model):
    """A named list of exercises with their doses; `file` is where it was read from."""

    id: Text
    name: Annotated[
        str, Field(min_length=1, max_length=80, description="a name of 1 to 80 letters")
    ]
    description: str = Field("", max_length=500, description="a text of at most 500 letters")
    steps: tuple[RoutineStep, ...] = Field(
        min_length=1,
        max_length=MOST_STEPS,
        description=f"1 to {MOST_STEPS} tables called [[steps]]",
    )
    file: Path | None = None

    @model_validator(mode="after")
    def _ends(self) -> Routine:
        if (total_s := sum(step.seconds for step in self.steps)) > MOST_S:
            raise ValueError(
                f"steps take {total_s // 60} minutes, and allowed are {MOST_S // 60} at most"
            )
        return self

    def __repr__(self) -> str:
        """Return one line, the same every time."""
        return f"<Routine {self.id}: {', '.join(step.exercise for step in self.steps)}>"

    def _repr_html_(self) -> str:
        rows = ""
        for step in self.steps:
            form = all_exercises()[step.exercise].form(step.variant)
            dose = dose_words(step.holds, step.hold_s, step.sides)
            cells = (form.name, dose, form.position, ", ".join(form.equipment))
            rows += f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        heads = ("Exercise", "Dose", "Position", "You need")
        return (
            f"<p><b>{escape(self.name)}.</b> {escape(self.description)}</p><table><thead><tr>"
            + "".join(f'<th scope="col">{head}</th>' for head in heads)
            + f"</tr></thead><tbody>{rows}</tbody></table>"
        )


def routines() -> dict[str, Routine]:
    """Return the routines by id: the shipped ones, then the person's own as they are now on disk.

    A file that cannot be used is left out and explained by `problems`. A shipped routine keeps its
    id, so that an entry in the journal always means the same routine.

    Raises
    ------
    LibraryError
        If a shipped file cannot be used: the copy is damaged.

    Examples
    --------
    >>> list(routines())[:5]
    ['full', 'short', 'desk', 'release', 'evening']
    """
    return {**_shipped(), **_own()[0]}


def problems() -> list[str]:
    """Return one sentence for each of the person's own routine files that cannot be used."""
    return _own()[1]


def own_folder() -> Path:
    """Return where a person's own routines lie: ``TRACKER_ROUTINES``, or in their data folder."""
    if named := os.environ.get("TRACKER_ROUTINES"):
        return Path(named).expanduser()
    return platformdirs.user_data_path("unknot") / "routines"


def read_routine(path: Path) -> Routine:
    """Return the routine in one file; its id is the file's name without ``.toml``."""
    return routine_of(read_toml(path), path.stem, file=path)


def routine_of(content: dict[str, Any], id: str, *, file: Path | None = None) -> Routine:
    """Return the routine that a file's content stands for; what reading and importing share."""
    where = file.name if file else id
    if taken := content.keys() & {"id", "file"}:
        raise LibraryError(
            f'{where}: the key "{min(taken)}" is not known, and allowed are name, description, '
            f'steps (the id is the file\'s name, "{id}")'
        )
    return check(Routine, {**content, "id": id, "file": file}, where)


@cache
def _shipped() -> dict[str, Routine]:
    folder = data_folder() / "routines"
    all_exercises()  # a fault in there is no routine's fault
    try:
        return {name: read_routine(folder / f"{name}.toml") for name in _SHIPPED}
    except LibraryError as error:
        raise damaged(error) from None


def _own() -> tuple[dict[str, Routine], list[str]]:
    folder, found, said = own_folder(), dict[str, Routine](), list[str]()
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except FileNotFoundError:
        return found, said
    except OSError as error:
        return found, [
            f"your routines folder cannot be read ({error.strerror}); "
            "the routines that come with Unknot still work."
        ]
    for path in paths:
        if path.name.startswith("."):  # copies that editors and systems leave behind
            continue
        try:
            _check_name(path, found)
            found[path.stem] = read_routine(path)
        except LibraryError as error:
            said.append(f"{error}; it is left out, and the other routines still work.")
    return found, said


def _check_name(path: Path, found: dict[str, Routine]) -> None:
    name = path.name.encode("utf-8", "replace").decode()
    if name != path.name:
        raise LibraryError(f"{name}: this name is not valid text; rename the file")
    same = {other.casefold() for other in found}
    if path.stem.casefold() in same:
        raise LibraryError(f'{name}: there is a second file with the id "{path.stem}"; rename one')
    if path.stem.casefold() in _shipped():
        raise LibraryError(
            f'{name}: the id "{path.stem}" belongs to a routine that comes with Unknot, and the '
            "journal must always mean the same one; rename the file"
        )


def _unknown(wanted: Any) -> str:
    known = all_exercises()
    if wanted is None:
        return f"exercise is missing, and needed is one of {', '.join(known)}"
    names = {
        name: exercise.id
        for exercise in known.values()
        for name in (*exercise.also_known_as, exercise.name, exercise.id)
    }
    meant = nearest(wanted, names) if isinstance(wanted, str) else None
    hint = f" (did you mean {names[meant]}?)" if meant else ""
    return f"exercise is {shown(wanted)}{hint}, and allowed is one of {', '.join(known)}"
