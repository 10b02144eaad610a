"""The association asked more than once: for several knots, or with other half-lives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TypeVar

import numpy as np
import pandas as pd

from tracker.analysis.association.association import association
from tracker.analysis.association.reverse_causation import Rated
from tracker.analysis.association.verdict import LEVEL
from tracker.foundation.errors import InvalidValue
from tracker.foundation.html_tables import worded
from tracker.foundation.schema import shown
from tracker.foundation.words import rounded_repr

Progress = Callable[[int, int], None]
Item = TypeVar("Item")

_COLUMNS = ["effect", "low", "high", "p_value", "p_adjusted", "verdict"]


@dataclass(frozen=True)
class Associations:
    """The association of several places with consistency; see `associations`.

    `table` is indexed by place: effect, low, high (95 % each, not adjusted), p_value, p_adjusted
    (Holm) and verdict; NaN where a place cannot be tested.
    """

    table: pd.DataFrame = field(repr=False, compare=False)
    n_places: int
    n_tested: int

    __repr__ = rounded_repr

    def summary(self) -> str:
        """Say what was found, and at how many places it was looked for."""
        if self.n_tested == 0:
            return "No place can be tested yet."
        clear = self.table.index[self.table["p_adjusted"] <= LEVEL]
        many = (
            f" Among {self.n_tested} places one may stand out by chance alone, so each p-value is"
            " adjusted for their number (Holm)."
            if self.n_tested > 1
            else ""
        )
        if clear.empty:
            return f"At no place can it be told whether being consistent helps.{many}"
        parts = [
            f"{place} ({'less' if self.table.loc[place, 'effect'] < 0 else 'more'} pain)"
            for place in clear
        ]
        return f"Being consistent was followed by a difference at {', '.join(parts)}.{many}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.summary())}</p>{worded(self.table.round(3).to_html())}"


def associations(
    series: Mapping[str, pd.DataFrame],
    *,
    half_life_days: float = 14,
    draws: int = 999,
    seed: int = 0,
    rated: Rated = "after",
    progress: Progress | None = None,
) -> Associations:
    """Ask the association of several places, the whole and each knot, and say how many were asked.

    Parameters
    ----------
    series : mapping of str to DataFrame
        Days of each place, as ``tracker.daily(journal, site=…, side=…)`` makes them; none at all
        raises `InvalidValue`.
    half_life_days, draws, seed, rated
        As in `tracker.association`.
    progress : callable, optional
        Called with how many are done and how many there are, first with 0 and then after each: a
        long diary takes seconds a place.

    Returns
    -------
    Associations
        Its table in the order given, with p-values adjusted by Holm's method (Holm 1979).

    Examples
    --------
    >>> import tracker
    >>> days = {name: tracker.simulate_person(180, seed=seed) for seed, name in enumerate("ab")}
    >>> associations(days, draws=99).n_tested
    2
    """
    if not isinstance(series, Mapping) or not series:
        raise InvalidValue(f"series {shown(series)} is not a mapping of places to their days")
    found = {
        str(place): association(
            days, half_life_days=half_life_days, draws=draws, seed=seed, rated=rated
        )
        for place, days in _told(list(series.items()), progress)
    }
    rows = [(one.effect, one.low, one.high, one.p_value) for one in found.values()]
    values = np.array(rows, dtype=np.float64)
    table = pd.DataFrame(values, pd.Index(list(found), name="place"), _COLUMNS[:4])
    table["p_adjusted"] = holm(values[:, 3])
    table["verdict"] = [one.verdict for one in found.values()]
    return Associations(table, len(found), int(np.isfinite(values[:, 3]).sum()))


def sensitivity(
    days: pd.DataFrame,
    *,
    half_lives: Sequence[float] = (7, 14, 28),
    draws: int = 999,
    seed: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return how the answer would read with other half-lives: a check, not a choice.

    There is no p-value in it, so that nobody takes the smallest. The answer is the one at the
    half-life that was fixed beforehand.

    Parameters
    ----------
    half_lives : sequence of float
        Days.
    days, draws, seed, progress
        As in `tracker.association` and `tracker.associations`.

    Returns
    -------
    DataFrame
        Indexed by half_life_days: effect, low, high (points); NaN where it cannot be tested.

    Examples
    --------
    >>> import tracker
    >>> sensitivity(tracker.simulate_person(180, seed=1), draws=99).index.tolist()
    [7.0, 14.0, 28.0]
    """
    found = [
        association(days, half_life_days=each, draws=draws, seed=seed)
        for each in _told(half_lives, progress)
    ]
    values = np.array([(one.effect, one.low, one.high) for one in found], dtype=np.float64)
    index = pd.Index([float(each) for each in half_lives], name="half_life_days")
    return pd.DataFrame(values, index, _COLUMNS[:3])


def _told(items: Sequence[Item], progress: Progress | None) -> Iterator[Item]:
    for done, item in enumerate(items):
        if progress and not done:
            progress(0, len(items))
        yield item
        if progress:
            progress(done + 1, len(items))


def holm(p_values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray:
    """Return p-values adjusted for their number by Holm's step-down method; NaN stays NaN.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p_values)  # NaN last
    n = int(np.isfinite(p_values).sum())
    factor = np.maximum(n - np.arange(len(p_values)), 1)
    stepped = np.minimum(1, np.maximum.accumulate(p_values[order] * factor))
    found = np.empty_like(p_values)
    found[order] = stepped
    return found
