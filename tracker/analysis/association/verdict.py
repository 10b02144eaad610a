"""The answer of an association and what it says in everyday words; nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from tracker.analysis.association.reverse_causation import Rated
from tracker.analysis.association.state_space import (
    SCALE,
    StateSpace,
    interval_words,
    points_of_pain,
)
from tracker.foundation.words import p_words, rounded_repr

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Association:
    """What a diary says of consistency and pain, at full consistency against none.

    `effect`, `low`, `high` (95 %) are points of pain, minus is less, `p_value` two-sided; None
    where `missing` says what the diary lacks. `detectable` are the points that it finds 8 times in
    10. A point more pain changes the chance to stretch, that day where `rated` "before" the
    session, else the next, by `reverse_effect` (0.1 is ten in a hundred; 95 % too). `state_space`
    is the second reading, which trusts that nothing else changed slowly.
    """

    effect: float | None
    low: float | None
    high: float | None
    p_value: float | None
    reverse_effect: float | None
    reverse_low: float | None
    reverse_high: float | None
    reverse_p_value: float | None
    n_days: int
    n_rated: int
    half_life_days: float
    detectable: float | None
    state_space: StateSpace
    missing: str = ""
    rated: Rated = "after"

    __repr__ = rounded_repr

    @property
    def verdict(self) -> str:
        """The answer in a sentence."""
        if self.missing or self.effect is None or self.p_value is None:
            return f"This diary cannot tell yet. {self.missing}"
        if self.p_value > LEVEL:
            return (
                f"In these {self.n_days} days it cannot be told whether being consistent was"
                " followed by less pain, by more, or made no difference."
            )
        word = "less" if self.effect < 0 else "more"
        return f"In these {self.n_days} days being consistent was followed by {word} pain."

    def summary(self, *, advice: bool = True) -> str:
        """Say the answer, how sure it is and what else could explain it.

        `advice` adds what would tell more, which is for the person whose diary it is.
        """
        return " ".join([self.verdict, *_details(self, advice=advice)])

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(self.summary())

    def _repr_html_(self) -> str:
        rest = "".join(f"<p>{escape(line)}</p>" for line in _details(self))
        return f"<p><strong>{escape(self.verdict)}</strong></p>{rest}"


def _details(found: Association, *, advice: bool = True) -> list[str]:
    """Say how sure that is, what else could explain it, and what would tell more."""
    if found.missing or found.effect is None or found.p_value is None:
        more = "Each day you score, with or without a session, tells more."
        return [*_reverse(found), *([more] if advice else [])]
    interval = interval_words(found.low or 0.0, found.high or 0.0)
    nothing = round(abs(found.effect), 1) == 0
    points = "no difference in pain" if nothing else points_of_pain(found.effect)
    lines = [
        f"Full consistency against none: {points} (95 % interval {interval},"
        f" p {p_words(found.p_value)}), with a half-life of"
        f" {found.half_life_days:g} days, from {found.n_rated} rated days."
    ]
    if found.detectable is None or found.detectable > SCALE:
        lines.append("A diary like this cannot be relied on to find an effect, however large.")
    elif found.p_value > LEVEL:
        lines.append(
            f"A diary like this finds an effect 8 times in 10 only from {found.detectable:.1f}"
            " points on; what may be expected is 1 to 1.5. Not finding it says little."
        )
    told = [*lines, *_second(found), *_reverse(found)]
    return [*told, _experiment(found)] if advice else told


def _second(found: Association) -> list[str]:
    other = found.state_space
    if other.p_value is None or other.effect is None or found.p_value is None:
        return []
    clear, other_clear = found.p_value <= LEVEL, other.p_value <= LEVEL
    said = [f"A second reading: {other.summary()}"]
    if other_clear and not clear:
        said.append(
            "The two readings disagree. The second trusts that nothing else changed slowly in"
            " those months, and is fooled more often when something did, such as a hard month at"
            " work; so the first one counts."
        )
    elif clear and not other_clear:
        said.append(
            "The two readings disagree. The first compares with what might have been done on each"
            " day, the second with how such pain wanders by itself, and it sees no more than that:"
            " take the first with caution."
        )
    elif clear and (found.effect or 0) * other.effect < 0:
        said.append("The two readings point in opposite directions: believe neither.")
    return said


def _reverse(found: Association) -> list[str]:
    effect, p_value = found.reverse_effect, found.reverse_p_value
    if effect is None or p_value is None or p_value > LEVEL:
        return []
    word = "likelier" if effect > 0 else "less likely"
    by = f"{abs(100 * effect):.0f} in 100"
    day = "that day" if found.rated == "before" else "the next day"
    return [
        f"The other way round: each point more pain made stretching {day} {word}, by {by}."
        " This is taken into account."
    ]


def _experiment(found: Association) -> str:
    if found.p_value is not None and found.p_value <= LEVEL:
        return (
            "A diary shows what went together and in which order, not what caused it: something"
            " slow and unrecorded can do both. A self-experiment can tell."
        )
    return "A self-experiment, with days drawn by lot, can tell more than a longer diary."
