"""The sequential conditional randomisation test: the person's days lived again, many times.

Had consistency the effect theta, pain less theta times consistency would be what pain had been
anyway, whatever the person did. It is kept; stretching is drawn anew day by day from the person's
own propensity, which sees the pain that each redrawn past would have given. If theta is right, the
days that happened are one draw among the others (Candes et al. 2018, doi 10.1111/rssb.12265, in
the sequential form of Bojinov and Shephard 2019, doi 10.1080/01621459.2018.1527225).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tracker.progress.consistency import half_life
from tracker.progress.propensity import SHORT_DAYS, SLOW_PAIN_DAYS, Diaries, Propensity

Floats = NDArray[np.float64]


def redraw(
    given: Diaries, propensity: Propensity, weights: Floats, theta: Floats, chances: Floats
) -> tuple[Floats, Floats]:
    """Return the statistic of the days that happened, and of the days drawn anew.

    Parameters
    ----------
    given : Diaries
        Of as many people as there are problems, or of one person whose days serve them all.
    propensity : Propensity
        Fitted to `given`.
    weights : ndarray of float64, shape (problems, days)
        Of each day's consistency.
    theta : ndarray of float64, shape (problems,)
        The effect that each problem assumes.
    chances : ndarray of float64, shape (days, problems or 1, draws)
        Logits of uniform random numbers; the same ones for every problem where the middle is 1.

    Returns
    -------
    observed : ndarray of float64, shape (problems,)
    drawn : ndarray of float64, shape (problems, draws)
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
