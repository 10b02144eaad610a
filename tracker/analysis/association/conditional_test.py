"""The sequential conditional randomisation test, and which effects it leaves possible.

Had consistency the effect theta, pain less theta times consistency would be what pain had been
anyway. It is kept; stretching is drawn anew day by day from the person's own propensity, which sees
the pain that each redrawn past would have given. If theta is right, the days that happened are one
draw among the others (Candes et al. 2018, doi 10.1111/rssb.12265; sequential: Bojinov and Shephard
2019, doi 10.1080/01621459.2018.1527225). The interval is every effect not rejected.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.association.propensity import (
    SHORT_DAYS,
    SLOW_PAIN_DAYS,
    Diaries,
    Propensity,
    fit,
)
from tracker.analysis.association.whitening import Whitened, basis
from tracker.analysis.days.consistency import half_life

Floats = NDArray[np.float64]
Tails = Callable[[Floats], tuple[Floats, Floats]]

FARTHEST = 40.0
"""Points of pain; a diary that does not rule out so much rules out nothing."""
FOUND = 1.7
"""Half widths of its interval that an effect must have to be found 8 times in 10.

Normal errors of one size would make it 1 + .84 / 1.96 = 1.43; intervals of like diaries differ in
width, and with 1.43 it was 57-74 times (400 simulated people in each of 16 kinds, 180 and 360 days,
autocorrelation .3 and .8, habits more and less steady, pain driving them or not). With 1.7 it is
64-83, in the middle 79.
"""
_POINTS, _ROUNDS, _INSIDE = 17, 3, 5


def redraw(
    given: Diaries, propensity: Propensity, weights: Floats, theta: Floats, chances: Floats
) -> tuple[Floats, Floats]:
    """Return the statistic of the days that happened (problems,), and of draws (problems, draws).

    One person's days, or one each, serve the problems; `weights` (problems, days) are of each day's
    consistency, `chances` (days, problems or 1, draws) logits of uniform random numbers.
    """
    rated, free = np.isfinite(given.pain), given.free
    shape = (len(weights), chances.shape[2])
    keep, keep_short = half_life(given.half_life_days), half_life(SHORT_DAYS)
    keep_pain = half_life(SLOW_PAIN_DAYS)
    b_done, b_short, b_before = (propensity.done[:, i, None] for i in range(3))
    b_today, b_last, b_slow = (theta[:, None] * propensity.felt[:, i, None] for i in range(3))
    pain_matters = bool(np.any(theta))

    done = np.broadcast_to(given.before[:, :1], shape).copy()
    short = np.broadcast_to(given.short[:, :1], shape).copy()
    before = done.copy()
    today, last, slow = np.zeros((3, *shape))
    drawn = np.zeros(shape)
    for t in range(weights.shape[1]):
        drawn += weights[:, t, None] * before
        logit = propensity.fixed[:, t, None] + b_done * done + b_short * short + b_before * before
        if pain_matters:  # by how much the pain that was felt differs from the one that was
            last = today
            moved = before - given.before[:, t, None]
            today = moved if rated[:, t].all() else np.where(rated[:, t, None], moved, today)
            slow = keep_pain * slow + (1 - keep_pain) * last
            logit += b_today * today + b_last * last + b_slow * slow
        done = (chances[t] < logit) * 1.0
        if not free[:, t].all():  # a paused day stays as it was, an unknown one at its share
            was = given.stretched[:, t, None]
            kept = np.where((was == 0) | (was == 1), was, short)
            done = np.where(free[:, t, None], done, kept)
        short = keep_short * short + (1 - keep_short) * done
        before = keep * before + (1 - keep) * done
    return np.asarray((weights * given.before).sum(axis=1)), drawn


def tails(observed: Floats, drawn: Floats) -> tuple[Floats, Floats]:
    """Return the shares of draws at or below, and at or above, what happened, each with +1.

    Examples
    --------
    >>> tails(np.array([2.0]), np.array([[1.0, 2.0, 3.0]]))
    (array([0.75]), array([0.75]))
    """
    most = drawn.shape[1] + 1
    below = (drawn <= observed[:, None]).sum(axis=1)
    above = (drawn >= observed[:, None]).sum(axis=1)
    return (below + 1) / most, (above + 1) / most


def chance_logits(seed: object, days: int, problems: int, draws: int) -> Floats:
    """Return logits of uniform random numbers, shape (days, problems, draws)."""
    found = np.random.default_rng(seed).random((days, problems, draws))  # type: ignore[arg-type]
    np.clip(found, 1e-16, None, out=found)
    return np.log(found / (1 - found))


@dataclass(frozen=True, slots=True)
class TestInversion:
    """What the test says of one diary, in points of pain; None where there was no test."""

    effect: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    detectable: float | None = None


def p_values(given: Diaries, theta: float, *, draws: int, seed: object) -> Floats:
    """Return two-sided p-values of `theta` being the effect, of many people at once."""
    people, days = given.pain.shape
    effects = np.full(people, float(theta))
    whitened = Whitened(given.pain, given.before, basis(days, given.weekday))
    propensity = fit(given)
    weights = past_echo(whitened.weights(effects[:, None])[:, 0], propensity.same_day)
    chances = chance_logits(seed, days, people, draws)
    below, above = tails(*redraw(given, propensity, weights, effects, chances))
    return np.asarray(np.minimum(1, 2 * np.minimum(below, above)))


def past_echo(weights: Floats, same_day: NDArray[np.bool_]) -> Floats:
    """Leave the day after a session out of what it is held to have done, where it would echo.

    Where pain and session of the same day go together, the day after shows it too, and relief that
    is gone overnight looks like pain that rises: there the consistency before the day before
    counts. At autocorrelation .8 false alarms fall from 8 to 5 % where the day's pain drives
    stretching, from 17 to 6 % where sessions lower the day's rating by half a point; done always,
    it would cost a third of the power.

    Examples
    --------
    >>> past_echo(np.array([[1.0, 2.0, 3.0]]), np.array([True]))
    array([[2., 3., 0.]])
    """
    later = np.concatenate([weights[:, 1:], np.zeros_like(weights[:, :1])], axis=1)
    return np.where(same_day[:, None], later, weights)


def tail_curves(given: Diaries, *, draws: int, seed: int) -> tuple[Tails, float, float]:
    """Return the two tails as a function of the assumed effect, and where to look.

    One person's; the same random numbers serve every effect. Least squares give a place to start.
    """
    days = given.pain.shape[1]
    propensity = fit(given)
    whitened = Whitened(given.pain, given.before, basis(days, given.weekday))
    chances = chance_logits(seed, days, 1, draws)

    def both(theta: Floats) -> tuple[Floats, Floats]:
        weights = past_echo(whitened.weights(theta[None])[0], propensity.same_day)
        return tails(*redraw(given, propensity, weights, theta, chances))

    effect, error = whitened.start()
    return both, float(effect[0]), float(error[0])


def invert(tails: Tails, start: float, error: float, *, level: float = 0.05) -> TestInversion:
    """Return the p-value of no effect, and every effect that the test would not reject.

    The effect is where the tails balance; the interval leaves out 0 exactly where p is at or below
    `level`, and is infinite where 40 points are not rejected: then there is no `detectable`.
    """
    error = min(max(error, 0.05), FARTHEST / 8)
    start = float(np.clip(start, -FARTHEST / 2, FARTHEST / 2))
    reach = np.linspace(-5, 5, _POINTS - 1) * error
    points = np.unique(np.concatenate([start + reach, [0.0]]))
    below, above = tails(points)
    p_value = float(min(1.0, 2 * np.minimum(below, above)[points == 0][0]))
    while above[0] > level / 2 and points[0] > -FARTHEST:
        points, below, above = _add(tails, points, below, above, points[0] - 4 * error * _STEPS)
    while below[-1] > level / 2 and points[-1] < FARTHEST:
        points, below, above = _add(tails, points, below, above, points[-1] + 4 * error * _STEPS)
    for _ in range(_ROUNDS):
        new = [
            np.linspace(points[i], points[i + 1], _INSIDE + 2)[1:-1]
            for i in {
                _last(above <= level / 2),
                _last(above <= below),
                _first(below <= level / 2) - 1,
            }
            if 0 <= i < len(points) - 1
        ]
        if new:
            points, below, above = _add(tails, points, below, above, np.concatenate(new))
    low = _crossing(points, above - level / 2, _last(above <= level / 2))
    high = _crossing(points, level / 2 - below, _first(below <= level / 2) - 1)
    if p_value > level:  # chance among the draws never splits p-value and interval
        low, high = min(low, 0.0), max(high, 0.0)
    effect = _crossing(points, above - below, _last(above <= below))
    half = (high - low) / 2
    detectable = half * FOUND if np.isfinite(half) else None
    return TestInversion(float(np.clip(effect, low, high)), low, high, p_value, detectable)


_STEPS = np.array([1.0, 2.0, 4.0])


def _add(
    tails: Tails, points: Floats, below: Floats, above: Floats, new: Floats
) -> tuple[Floats, Floats, Floats]:
    more = tails(new)
    points = np.concatenate([points, new])
    order = np.argsort(points)
    return (
        points[order],
        np.concatenate([below, more[0]])[order],
        np.concatenate([above, more[1]])[order],
    )


def _last(holds: NDArray[np.bool_]) -> int:
    """Return the last place where something holds, -1 where it never does."""
    found = np.flatnonzero(holds)
    return int(found[-1]) if len(found) else -1


def _first(holds: NDArray[np.bool_]) -> int:
    """Return the first place where something holds, the length where it never does."""
    found = np.flatnonzero(holds)
    return int(found[0]) if len(found) else len(holds)


def _crossing(points: Floats, values: Floats, at: int) -> float:
    """Return where rising values cross 0 after place `at`; infinite beyond the ends."""
    if at < 0:
        return -np.inf
    if at == len(points) - 1:
        return np.inf
    rise = values[at + 1] - values[at]
    share = -values[at] / rise if rise > 0 else 0.5
    return float(points[at] + np.clip(share, 0, 1) * (points[at + 1] - points[at]))
