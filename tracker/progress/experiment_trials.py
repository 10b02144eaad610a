"""Many simulated people who each draw and live one plan, and what its test says of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.progress.blocktest import directions, sign_rows, sums
from tracker.progress.experiment import Experiment
from tracker.progress.worlds import World, people

_GAPS = 4
"""How many patterns of missing days stand for all."""


def p_values(
    plan: Experiment,
    world: World,
    count: int,
    seed: Any,
    *,
    keeps: tuple[float, float] = (0.86, 0.14),
    missing: float = 0.0,
) -> NDArray[np.float64]:
    """Return the p-values of people of one world who each draw an order of their own.

    Parameters
    ----------
    plan : Experiment
        The design; its own draw is not used.
    world : World
        What is true of them; who misses a rating is said by `missing`.
    count : int
    seed : int or SeedSequence
    keeps : (float, float)
        Share of days with a session where it is on and where it is off.
    missing : float
        Share of days without a rating, at random.

    Returns
    -------
    ndarray of float64, shape (count,)
    """
    rng = np.random.default_rng(seed)
    own, diaries = live(plan, world, count, rng, keeps)
    pushed = directions(plan.pairs, plan.block_days, plan.run_in_days, plan.half_life_days)
    groups = _GAPS if missing else 1
    found = np.empty(count)
    for group in range(groups):
        rated = plan.counted() & (rng.random(plan.n_days) >= missing)
        each = range(group, count, groups)
        for i, summed in zip(each, sums(diaries[each].T, rated, pushed), strict=True):
            signs, _ = sign_rows(plan.pairs, own[i], i)
            found[i] = summed.found(own[i], signs).p_value(plan.alternative)
    return found


def live(
    plan: Experiment,
    world: World,
    count: int,
    rng: np.random.Generator,
    keeps: tuple[float, float],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Let people draw and live a plan: signs (count, pairs), 1 on first, and pain (count, days)."""
    own = rng.choice([-1.0, 1.0], (count, plan.pairs))
    blocks = np.stack([own, -own], axis=2).reshape(count, -1) / 2 + 0.5
    lived = np.repeat(blocks, plan.block_days, axis=1)
    assigned = np.hstack([np.full((count, plan.run_in_days), np.nan), lived])
    return own, people(world, count, plan.n_days, rng, assigned=assigned, keeps=keeps).pain
