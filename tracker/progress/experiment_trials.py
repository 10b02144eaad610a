"""Many simulated people who each draw and live one plan, and what its test says of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tracker.progress.blocktest import directions, sign_rows, sums
from tracker.progress.experiment import Experiment
from tracker.progress.simulate import World, people

Floats = NDArray[np.float64]

_GAPS = 4
"""How many patterns of missing days stand for all."""


def p_values(plan: Experiment, own: Floats, pain: Floats, *, effect: float = 0.0) -> Floats:
    """Return each person's p-value of an effect, against all that they could have drawn.

    Parameters
    ----------
    plan : Experiment
        The design; its own draw is not used.
    own : ndarray of float64, shape (people, pairs)
        What each drew: 1 where on came first, else -1.
    pain : ndarray of float64, shape (people, days)
        NaN where not rated; those rated on the same days are whitened together.
    effect : float
        What is held against the diaries: points at full assigned consistency against none.

    Returns
    -------
    ndarray of float64, shape (people,)
    """
    pushed = directions(plan.pairs, plan.block_days, plan.run_in_days, plan.half_life_days)
    rest = pain - effect * (own @ pushed.T)
    rated = np.isfinite(rest) & plan.counted()
    found = np.empty(len(own))
    patterns, which = np.unique(rated, axis=0, return_inverse=True)
    for number, days in enumerate(patterns):
        each = np.flatnonzero(which.ravel() == number)
        for i, summed in zip(each, sums(rest[each].T, days, pushed), strict=True):
            signs, _ = sign_rows(plan.pairs, own[i], int(i))
            found[i] = summed.found(own[i], signs).p_value(plan.alternative)
    return found


def with_gaps(pain: Floats, missing: float, rng: np.random.Generator) -> Floats:
    """Leave out a share of the days at random, in a few patterns that stand for all."""
    if not missing:
        return pain
    gaps = rng.random((_GAPS, pain.shape[1])) < missing
    return np.where(gaps[np.arange(len(pain)) % _GAPS], np.nan, pain)


def live(
    plan: Experiment,
    world: World,
    count: int,
    rng: np.random.Generator,
    keeps: tuple[float, float],
) -> tuple[Floats, Floats]:
    """Let people draw and live a plan: signs (count, pairs), 1 on first, and pain (count, days)."""
    own = rng.choice([-1.0, 1.0], (count, plan.pairs))
    blocks = np.stack([own, -own], axis=2).reshape(count, -1) / 2 + 0.5
    lived = np.repeat(blocks, plan.block_days, axis=1)
    assigned = np.hstack([np.full((count, plan.run_in_days), np.nan), lived])
    return own, people(world, count, plan.n_days, rng, assigned=assigned, keeps=keeps).pain
