"""The other way round: whether pain drives stretching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit, ndtr

from tracker.analysis.association.propensity import Diaries, a_day_later, latest_rating
from tracker.analysis.association.whitening import basis

Rated = Literal["before", "after"]

_RIDGE = 0.05


@dataclass(frozen=True, slots=True)
class Reverse:
    """How a point more pain changes the chance to stretch (0.1: ten in 100); None: cannot tell."""

    effect: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None


def reverse(given: Diaries, *, rated: Rated = "after") -> Reverse:
    """Return how pain moves the chance to stretch, other habits being equal: a logistic regression.

    A day's rating may have driven its session ("before"), or follows it; then yesterday's counts.
    Wald interval and p-value of the average change; empty with fewer than 30 days or ratings, fewer
    than 10 days with or without a session, or pain that never changed.
    """
    pain, free = given.pain[:1], given.free[0]
    there = np.isfinite(pain)
    done = given.stretched[0, free]
    if free.sum() < 30 or there.sum() < 30 or min((done == 1).sum(), (done == 0).sum()) < 10:
        return Reverse()
    ratings = np.take_along_axis(pain, latest_rating(there), axis=1)
    felt = (ratings if rated == "before" else a_day_later(ratings))[0]
    if np.ptp(felt[free]) == 0:
        return Reverse()
    before = a_day_later(given.stretched[:1])[0]
    own = np.stack([felt - felt[free].mean(), before, given.short[0]], axis=1)
    x = np.concatenate([own, basis(len(felt), given.weekday)], axis=1)[free]
    beta = np.zeros(x.shape[1])
    penalty = _RIDGE * np.eye(len(beta))
    for _ in range(12):
        chance = expit(x @ beta)
        spread = chance * (1 - chance)
        step = np.linalg.solve((x.T * spread) @ x + penalty, x.T @ (done - chance) - penalty @ beta)
        beta += step * min(1.0, 3 / max(float(np.abs(step).max()), 1e-9))
    chance = expit(x @ beta)
    spread = chance * (1 - chance)
    error = float(np.sqrt(np.linalg.inv((x.T * spread) @ x + penalty)[0, 0]))
    share = float(spread.mean())
    logit = float(beta[0])
    return Reverse(
        logit * share,
        (logit - 1.96 * error) * share,
        (logit + 1.96 * error) * share,
        float(2 * ndtr(-abs(logit) / error)),
    )
