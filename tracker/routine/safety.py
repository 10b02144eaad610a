"""The safety text: what this is, what pain means, and when to see whom."""

from __future__ import annotations

from functools import cache
from html import escape

from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import LibraryError
from tracker.routine.exercises import Model, Text, Words
from tracker.routine.toml_files import check, damaged, read_toml

EMERGENCY = "Call your emergency number if back pain comes with"


class PainBand(Model):
    """What to do while pain is from `low` to `high` (0-10, both included)."""

    low: int
    high: int
    advice: Text


class Safety(Model):
    """What people read before their first routine; lists hold one sign each."""

    about: Text
    during: Words
    pain_rule: tuple[PainBand, ...]
    stop_at_once: Words
    emergency: Words
    see_soon: Words
    alarming: Text
    """Shown when a knot is marked as burning, tingling or numb."""
    sources: Words

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The text as headings with their points, in reading order."""
        bands = tuple(f"{band.low} to {band.high}: {band.advice}" for band in self.pain_rule)
        return (
            ("While you stretch", self.during),
            ("How much pain is all right, from 0 to 10", bands),
            ("Stop at once with", self.stop_at_once),
            (EMERGENCY, self.emergency),
            ("See a doctor or physiotherapist soon with", self.see_soon),
        )

    def __repr__(self) -> str:
        """Return one line, the same every time."""
        points = sum(len(points) for _, points in self.sections)
        return f"<Safety: {points} points in {len(self.sections)} sections>"

    def _repr_html_(self) -> str:
        text = f"<p>{escape(self.about)}</p>"
        for heading, points in self.sections:
            items = "".join(f"<li>{escape(point)}</li>" for point in points)
            text += f"<p><b>{escape(heading)}</b></p><ul>{items}</ul>"
        return text


@cache
def safety() -> Safety:
    """Return the safety text.

    >>> safety().pain_rule[0].advice
    'Carry on.'
    """
    path = data_folder() / "safety.toml"
    try:
        return check(Safety, read_toml(path), path.name)
    except LibraryError as error:
        raise damaged(error) from None
