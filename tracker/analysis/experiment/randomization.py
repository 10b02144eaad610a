"""A test by the chance that drew the schedule: what the others would have shown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.days.inputs import Floats, numbers
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown
from tracker.foundation.words import rounded_repr

ALTERNATIVES = ("two-sided", "less", "greater")
STATISTICS = ("days", "phases")
MOST_SCHEDULES = 1_000_000
_AT_A_TIME = 4096

Schedules = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class RandomizationTest:
    """What a schedule showed, mean on minus mean off, and how often the admissible ones would.

    `exact` says whether every one of them was looked at, rather than a random sample.
    """

    observed: float
    p_value: float
    exact: bool
    n_schedules: int
    n_rated: int
    alternative: str

    __repr__ = rounded_repr

    def summary(self) -> str:
        """Say it in one sentence."""
        tried = f"all {self.n_schedules}" if self.exact else f"{self.n_schedules} drawn at random"
        word = {"less": "low", "greater": "high", "two-sided": "far from 0"}[self.alternative]
        return (
            f"Mean on minus mean off is {self.observed:+.2f}; of {tried} schedules, a share of"
            f" {self.p_value:.4f} would have shown a difference as {word}."
        )

    def _repr_html_(self) -> str:
        return f"<p>{self.summary()}</p>"


def randomization_test(
    outcome: Any,
    assigned: Any,
    schedules: Any,
    *,
    alternative: str = "two-sided",
    statistic: str = "days",
) -> RandomizationTest:
    """Hold a difference against those that the other admissible schedules would have shown.

    If what was assigned made no difference on any day, the outcomes would have been the same under
    every schedule that chance might have drawn. The p-value is the share of schedules with a
    difference at least as large; nothing is assumed of the outcomes, which may depend on each other
    and drift (Edgington and Onghena, *Randomization Tests*, 4th ed., 2007). Shuffling days is right
    only where days were drawn one by one.

    Parameters
    ----------
    outcome : array-like of float, shape (n,)
        NaN where missing, and missing under every schedule.
    assigned : array-like of 0 and 1, shape (n,)
        1 where the condition was on.
    schedules : array-like of 0 and 1, shape (m, n)
        Every admissible schedule, all equally likely, `assigned` among them: the p-value is exact.
        Or a random sample of them (`assigned` not among them, or some twice): Monte Carlo, with one
        added above and below (Phipson and Smyth 2010).
    alternative : {"two-sided", "less", "greater"}
        Whether differences far from 0 count against chance, or only low or high ones.
    statistic : {"days", "phases"}
        Means over days, or over the means of unbroken phases.

    Returns
    -------
    RandomizationTest
        observed, p_value, exact, n_schedules, n_rated.

    Raises
    ------
    InvalidValue
        If lengths do not match, something is neither 0 nor 1, or no day of a condition was rated.

    Examples
    --------
    >>> score = [6, 2, 5, 3, 4, 4, 1, 2, 3, 1, 3, 2, 2, 3, 4, 2, 4, 3, 0, 1, 2, 0, 2, 1]
    >>> on = [0] * 6 + [1] * 6 + [0] * 6 + [1] * 6
    >>> found = randomization_test(score, on, phase_schedules(24, "ABAB", 4), alternative="less")
    >>> found.observed, round(found.p_value * 165)
    (-2.0, 5)
    """
    for name, value, allowed in (
        ("alternative", alternative, ALTERNATIVES),
        ("statistic", statistic, STATISTICS),
    ):
        if value not in allowed:
            raise InvalidValue(f"{name} {shown(value)} is not one of {', '.join(allowed)}")
    values = numbers(outcome, "outcome")
    mine = _flags(assigned, "assigned", 1)
    table = _flags(schedules, "schedules", 2)
    if len(mine) != len(values) or table.shape[1] != len(values):
        raise InvalidValue(
            f"outcome has {len(values)} days, assigned {len(mine)} and schedules"
            f" {table.shape[1]}; they must be the same"
        )
    if len(table) == 0:
        raise InvalidValue("schedules has no row: there must be at least one")
    contrast = _phases if statistic == "phases" else _days
    observed = float(contrast(values, mine[None])[0])
    if np.isnan(observed):
        raise InvalidValue("outcome has no value on the days of one condition: nothing to compare")
    starts = range(0, len(table), _AT_A_TIME)
    found = np.concatenate([contrast(values, table[at : at + _AT_A_TIME]) for at in starts])
    # Where a schedule leaves nothing to compare, it counts against a finding.
    found[np.isnan(found)] = np.inf if alternative != "less" else -np.inf
    slack = 1e-9 * (1 + abs(observed))
    if alternative == "two-sided":
        extreme = np.abs(found) >= abs(observed) - slack
    elif alternative == "greater":
        extreme = found >= observed - slack
    else:
        extreme = found <= observed + slack
    distinct = {row.tobytes() for row in np.packbits(table, axis=1)}
    exact = bool((table == mine).all(axis=1).any()) and len(distinct) == len(table)
    more = 0 if exact else 1
    p_value = float((extreme.sum() + more) / (len(table) + more))
    rated = int(np.isfinite(values).sum())
    return RandomizationTest(observed, p_value, exact, len(table), rated, alternative)


def phase_schedules(n: int, phases: str | int, min_days: int) -> Schedules:
    """Return every way to lay out phases of at least so many days, in their order (Onghena 1992).

    Parameters
    ----------
    n, min_days : int
        Days in all, and the least length of a phase. Phases that do not fit, and more than a
        million ways, raise `InvalidValue`.
    phases : str or int
        The order, as in ``"ABAB"``: A is off (0), B is on (1); or how many, A first.

    Returns
    -------
    ndarray of int8, shape (m, n)
        One schedule a row, by ascending ends of the phases.

    Examples
    --------
    >>> phase_schedules(5, "AB", 2)
    array([[0, 0, 1, 1, 1],
           [0, 0, 0, 1, 1]], dtype=int8)
    """
    for name, value in (("n", n), ("min_days", min_days)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            raise InvalidValue(f"{name} {shown(value)} is not a whole number from 1")
    order = _order(phases)
    free, cuts = n - len(order) * min_days, len(order) - 1
    if free < 0:
        raise InvalidValue(
            f"{len(order)} phases of at least {min_days} days need {len(order) * min_days} days;"
            f" n is {n}"
        )
    count = comb(free + cuts, cuts)
    if count > MOST_SCHEDULES:
        raise InvalidValue(f"there are {count:,} such schedules; up to {MOST_SCHEDULES:,} is fine")
    ends = np.array(list(combinations(range(free + cuts), cuts)), dtype=np.int64)
    ends = ends.reshape(count, cuts) - np.arange(cuts) + min_days * np.arange(1, cuts + 1)
    phase = (np.arange(n) >= ends[:, :, None]).sum(axis=1)
    on = np.array([letter == "B" for letter in order], dtype=np.int8)
    return np.asarray(on[phase])


def _order(phases: str | int) -> str:
    if isinstance(phases, (int, np.integer)) and not isinstance(phases, bool) and phases >= 2:
        return ("AB" * int(phases))[: int(phases)]
    if not isinstance(phases, str) or not _alternates(phases):
        raise InvalidValue(f"phases {shown(phases)} is not an order such as 'ABAB', nor how many")
    return phases


def _alternates(phases: str) -> bool:
    return set(phases) == {"A", "B"} and not {"AA", "BB"} & set(map("".join, pairwise(phases)))


def _flags(given: Any, name: str, dimensions: int) -> Schedules:
    try:
        found = np.asarray(given, dtype="float64")
    except (TypeError, ValueError):
        raise InvalidValue(f"{name} must hold only 0 and 1") from None
    if found.ndim != dimensions:
        what = "one value a day" if dimensions == 1 else "one row a schedule and one column a day"
        raise InvalidValue(f"{name} must have {what}")
    if not np.isin(found, (0, 1)).all():
        raise InvalidValue(f"{name} must hold only 0 and 1")
    return found.astype(np.int8)


def _days(values: Floats, table: Schedules) -> Floats:
    """Return for each schedule the mean on minus the mean off; NaN without days of one."""
    rated = np.isfinite(values)
    on = table[:, rated].astype("float64")
    y, count = values[rated], on.sum(axis=1)
    total = on @ y
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total / count - (y.sum() - total) / (len(y) - count))


def _phases(values: Floats, table: Schedules) -> Floats:
    """Return the same from the means of the phases; one without a rating has none."""
    rated = np.isfinite(values)
    phase = np.cumsum(np.diff(table, axis=1, prepend=table[:, :1]) != 0, axis=1)
    width = int(phase.max()) + 1
    cell = (np.arange(len(table))[:, None] * width + phase)[:, rated].ravel()
    weights = np.broadcast_to(values[rated], (len(table), int(rated.sum()))).ravel()
    count, total, on = (
        np.bincount(cell, weight, minlength=len(table) * width).reshape(len(table), width)
        for weight in (None, weights, table[:, rated].ravel())
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total / count
        side = np.where(count > 0, on > 0, -1)
        found = [np.nansum(np.where(side == s, mean, 0), axis=1) / (side == s).sum(axis=1)
                 for s in (1, 0)]  # fmt: skip
    return np.asarray(found[0] - found[1])
