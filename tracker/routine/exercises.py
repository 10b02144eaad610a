"""The exercises: what they are, how they go, how long, and what to take care of."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from tracker.foundation import anatomy
from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import LibraryError
from tracker.routine.toml_files import check, damaged, read_toml, shown

Position = Literal["standing", "seated", "all fours", "kneeling", "wall", "floor"]
Side = Literal["left", "right", "both"]
Text = Annotated[str, Field(min_length=1)]
Words = tuple[Text, ...]


def whole_number(low: int, high: int, unit: str = " of seconds") -> Any:
    """Return a field for whole numbers from `low` to `high`, described in words."""
    said = f"a whole number{unit} from {low} to {high}"
    return Field(strict=True, ge=low, le=high, description=said)


Holds = Annotated[int, whole_number(1, 10, "")]
HoldSeconds = Annotated[int, whole_number(5, 600)]
RestSeconds = Annotated[int, whole_number(0, 120)]


class Model(BaseModel):
    """Parent of what is read from ``data/``: frozen, and no key that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def __str__(self) -> str:
        """Return the same one line in print as in a cell."""
        return repr(self)


class Steps(Model):
    """How an exercise goes, in sentences short enough to be spoken."""

    start: Text
    move: Text
    hold: Text
    feel: Text
    come_out: Text
    again: str = ""
    """What to do in the rest between two holds; most exercises need nothing."""


class Form(Model):
    """One way to do an exercise: as it is, or its easier variant."""

    name: Text
    position: Position
    equipment: Words
    breathing: Text
    steps: Steps
    figure: str | None = None
    """What its picture shows, in words."""


class Half(Model):
    """One half of an exercise that moves, such as rounding up."""

    name: Text
    cue: Text


class Dose(Model):
    """How often and how long: `holds` of `hold_s` seconds a side with `rest_s` between them.

    An exercise with `halves` moves from one to the next every `half_s` seconds while held.
    """

    holds: Holds
    hold_s: HoldSeconds
    rest_s: RestSeconds
    longest_s: int = 600
    half_s: Annotated[int, whole_number(2, 60)] = 5
    halves: tuple[Half, Half] | tuple[()] = ()


class Exercise(Form):
    """One exercise with everything a person is told about it."""

    id: Text
    also_known_as: Words
    works_on: Words
    sites: Words
    sides: tuple[Side, ...]
    dose: Dose
    dose_source: Text
    mistakes: Words
    cautions: Words
    variant: Form
    for_any: str = ""
    """What it does for any upper back, wherever the knots are; most work on some places only."""
    at_the_knot: bool = False
    """Whether it is done only on a side that has a knot."""

    @field_validator("sites")
    @classmethod
    def _on_the_back(cls, sites: Words) -> Words:
        if strange := set(sites) - set(anatomy.SITES):
            raise ValueError(
                f"sites holds {shown(min(strange))}, and allowed are {', '.join(anatomy.SITES)}"
            )
        return sites

    def form(self, variant: bool = False) -> Form:
        """Return how it is done: as it is, or in its easier variant."""
        return self.variant if variant else self

    def told(self, variant: bool = False) -> str:
        """Return all its steps as one text, from the start position to coming out."""
        steps = self.form(variant).steps
        return " ".join((steps.start, self.doing(variant), steps.feel, steps.come_out))

    def doing(self, variant: bool = False) -> str:
        """Return what one does in it, without the start position and coming out."""
        steps, halves = self.form(variant).steps, self.dose.halves
        doing = [steps.move, steps.hold]
        if halves:
            doing = [
                f"{half.name.capitalize()}: {how[0].lower()}{how[1:]}"
                for half, how in zip(halves, doing, strict=True)
            ]
        return " ".join(doing)

    def __repr__(self) -> str:
        """Return one line, the same every time."""
        dose, sides = self.dose, " a side" if len(self.sides) > 1 else ""
        return f"<Exercise {self.id}: {dose.holds} x {dose.hold_s} s{sides}, {self.position}>"

    def _repr_html_(self) -> str:
        dose = dose_words(self.dose.holds, self.dose.hold_s, self.sides)
        facts = {
            "Also known as": ", ".join(self.also_known_as),
            "Works on": ", ".join(self.works_on),
            "Dose": f"{dose}. {self.dose_source}",
            "Breathing": self.breathing,
            "Not": "; ".join(self.mistakes),
            "Take care": " ".join(self.cautions),
            f"Easier: {self.variant.name.lower()}": self.told(variant=True),
        }
        rows = "".join(f"<li><b>{escape(k)}:</b> {escape(v)}</li>" for k, v in facts.items())
        return (
            f"<p><b>{escape(self.name)}</b> ({escape(self.position)})</p>"
            f"<p>{escape(self.told())}</p><ul>{rows}</ul>"
        )


@cache
def all_exercises() -> dict[str, Exercise]:
    """Return the exercises by id, read once; for readers only, since all share it."""
    path = data_folder() / "exercises.toml"
    try:
        return {
            name: check(Exercise, {**table, "id": name}, f"{path.name}, {name}")
            for name, table in read_toml(path).items()
        }
    except LibraryError as error:
        raise damaged(error) from None


def exercises() -> dict[str, Exercise]:
    """Return the exercises by id, in the order of the full routine.

    Raises
    ------
    LibraryError
        If the shipped file cannot be used: the copy is damaged.

    Examples
    --------
    >>> exercises()["chest_stretch"]
    <Exercise chest_stretch: 3 x 30 s, standing>
    """
    return dict(all_exercises())


def dose_words(holds: int, hold_s: int, sides: tuple[Side, ...]) -> str:
    """Return a dose for the eye.

    >>> dose_words(2, 30, ("left", "right"))
    '2 x 30 s, left and right'
    """
    named = "" if sides == ("both",) else f", {' and '.join(sides)}"
    return f"{holds} x {hold_s} s{named}"
