"""How likely somebody was to stretch on each day, given what came before: their own habit.

A logistic regression with a light ridge, of many people at once, on the latest ratings and a slow
mean of them: one rating is a noisy view of the pain that may have driven the person. Time enters as
a smooth curve. On 400 simulated people without an effect (360 days, autocorrelation .5) false
alarms were 13-15 % without it, 7-8, 4-5 and 3-4 % with a knot every 90, 60 and 45 days; a true -1.5
was found in 42, 26, 18 and 15 %: 60 days hold with the most power. At 180 days (1,000 people,
autocorrelation .3 / .8, a knot every 180, 90, 60) a true -1.5 was found in 12/8, 10/8, 9/7 %; false
alarms with a season in pain 9/6, 7/6, 5/5 %, with a slow drift 8/7, 7/6, 5/5 %.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline
from scipy.signal import lfilter
from scipy.special import expit

from tracker.analysis.association.whitening import basis
from tracker.analysis.days.consistency import before_each_day, carry, half_life

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SLOW_PAIN_DAYS = 7.0
SHORT_DAYS = 7.0
KNOT_DAYS = 60.0
RIDGE = 1.0
SPLINE_RIDGE = 2.0
SAME_DAY = 1.5
STEPS = 8
"""Newton steps, each of at most 3 logits a column."""


@dataclass(frozen=True, slots=True)
class Diaries:
    """Days of many people, each array (people, days), and `weekday` (days,), 0-6, the same for all.

    `stretched` is 1, 0, or a share where not known; `free` days are known and not paused. `before`
    and `short` are the consistency before each day, at the half-life asked for and at 7 days.
    """

    pain: Floats
    stretched: Floats
    free: Flags
    before: Floats
    short: Floats
    weekday: NDArray[np.int64]
    half_life_days: float


def diaries(
    pain: Floats,
    stretched: Flags,
    known: Flags,
    paused: Flags,
    weekday: NDArray[np.int64],
    half_life_days: float,
) -> Diaries:
    """Put the days of people together, an unknown day at the share of the days around it.

    All are (people, days), but for `weekday`, (days,).
    """
    known = known | stretched
    rows = [carry(one * 1.0, there) for one, there in zip(stretched, known, strict=True)]
    done = np.stack(rows)
    keep, keep_short = half_life(half_life_days), half_life(SHORT_DAYS)
    before = np.stack([before_each_day(row, keep, row[:14].mean()) for row in rows])
    short = np.stack([before_each_day(row, keep_short, row.mean()) for row in rows])
    return Diaries(pain, done, known & ~paused, before, short, weekday, half_life_days)


@dataclass(frozen=True, slots=True)
class Propensity:
    """Logits of stretching: what is fixed, and what each redrawn past adds to it.

    `fixed` (people, days) has pain as it was; `done` (people, 3) are for a session yesterday, the
    7-day share and the consistency, `felt` (people, 3) a point of the latest rating up to today, up
    to yesterday, and its slow mean. `same_day`: rating and session of a day go together (by 1.5
    standard errors).
    """

    fixed: Floats
    done: Floats
    felt: Floats
    same_day: Flags


def fit(given: Diaries) -> Propensity:
    """Fit each person's own propensity to stretch."""
    done, felt, other = _features(given)
    columns = np.concatenate([done, felt, other], axis=2)
    penalty = np.full(columns.shape[2], RIDGE)
    penalty[6] = 1e-4  # the level
    penalty[10:17] = 10 * RIDGE  # weekday and gaps: little to go by
    penalty[17:] = SPLINE_RIDGE
    turned = np.ascontiguousarray(np.swapaxes(columns, 1, 2))
    beta = np.zeros((len(columns), columns.shape[2], 1))
    observed = given.stretched[..., None]
    free = given.free[..., None]
    for _ in range(STEPS):
        chance = expit(columns @ beta)
        gradient = turned @ (free * (observed - chance)) - penalty[:, None] * beta
        spread = (free * chance * (1 - chance))[..., 0]
        curvature = (turned * spread[:, None, :]) @ columns + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        beta += step * np.minimum(1, 3 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-9))
    fixed = (columns[..., 3:] @ beta[:, 3:])[..., 0]
    error = np.sqrt(np.linalg.inv(curvature)[:, 3, 3])
    return Propensity(
        fixed, beta[:, :3, 0], beta[:, 3:6, 0], np.abs(beta[:, 3, 0]) >= SAME_DAY * error
    )


def latest_rating(rated: Flags) -> NDArray[np.int64]:
    """Return the day of the latest rating up to each day; before the first, the first.

    Examples
    --------
    >>> latest_rating(np.array([[False, True, False, True]]))
    array([[1, 1, 1, 3]])
    """
    days = np.where(rated, np.arange(rated.shape[1]), -1)
    days = np.maximum.accumulate(days, axis=1)
    return np.where(days < 0, rated.argmax(axis=1)[:, None], days)


def a_day_later(values: Floats) -> Floats:
    """Return values (people, days) a day later; the first day keeps its own."""
    return np.concatenate([values[:, :1], values[:, :-1]], axis=1)


def splines(days: int) -> Floats:
    """Return cubic B-splines over the diary, about a knot every 60 days, shape (days, k)."""
    pieces = max(round(days / KNOT_DAYS), 1)
    knots = np.concatenate([[0.0] * 3, np.linspace(0, 1, pieces + 1), [1.0] * 3])
    found = BSpline.design_matrix(np.linspace(0, 1, days), knots, 3).toarray()
    return np.asarray(found)


def _features(given: Diaries) -> tuple[Floats, Floats, Floats]:
    rated = np.isfinite(given.pain)
    days = rated.shape[1]
    today = np.take_along_axis(given.pain, latest_rating(rated), axis=1)
    today = today - np.nanmean(given.pain, axis=1, keepdims=True)
    last = a_day_later(today)
    keep = half_life(SLOW_PAIN_DAYS)
    slow = lfilter([1 - keep], [1, -keep], last, axis=1)
    first = given.before[:, :1]
    previous = np.concatenate([first, given.stretched[:, :-1]], axis=1)
    other = [np.broadcast_to(column, rated.shape) for column in basis(days, given.weekday).T]
    slowly = [np.broadcast_to(column, rated.shape) for column in splines(days).T]
    return (
        np.stack([previous, given.short, given.before], axis=2),
        np.stack([today, last, slow], axis=2),
        np.stack([*other, ~rated * 1.0, *slowly], axis=2),
    )
