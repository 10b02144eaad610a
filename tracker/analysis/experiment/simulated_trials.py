"""People who live a self-experiment, one or many, and what its test says of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.analysis.experiment.block_test import block_sums, directions, sign_rows
from tracker.analysis.experiment.plan import Experiment
from tracker.analysis.simulate import World, as_days, people
from tracker.foundation.errors import InvalidValue

Floats = NDArray[np.float64]

_GAPS = 4
"""How many patterns of missing days stand for all."""


def simulate_experiment(
    experiment: Experiment,
    *,
    effect: float = 0.0,
    half_life_days: float = 7.0,
    keeps: tuple[float, float] = (0.86, 0.14),
    seed: int,
    **traits: float,
) -> pd.DataFrame:
    """Simulate the days of one person who lives a self-experiment.

    Parameters
    ----------
    experiment : Experiment
        What is drawn for each day.
    keeps : (float, float)
        Share of days with a session where it is on and where it is off, 0-1 exclusive.
    effect, half_life_days, seed, **traits
        As in `simulate_person`, such as ``flare=3`` or ``reverse_causation=0.5``, errors too.

    Returns
    -------
    DataFrame
        As `simulate_person` returns it, from the experiment's first day to its last.

    Examples
    --------
    >>> from tracker import plan_experiment
    >>> plan = plan_experiment(start="2026-01-05", seed=7)
    >>> simulate_experiment(plan, effect=-1.5, seed=1).shape
    (168, 10)
    """
    unknown = set(traits) - set(World.__dataclass_fields__)
    if unknown:
        raise InvalidValue(f"{min(unknown)!r} is no trait of a simulated person")
    if len(keeps) != 2 or not all(0 < share < 1 for share in keeps):
        raise InvalidValue(f"keeps {keeps} are not two shares between 0 and 1")
    rng = np.random.default_rng(seed)
    assigned = experiment.assigned().to_numpy()[None]
    world = World(effect=effect, half_life_days=half_life_days, **traits)
    one = people(world, 1, experiment.n_days, rng, assigned=assigned, keeps=keeps)
    return as_days(one, experiment.days(), rng)


def p_values(plan: Experiment, own: Floats, pain: Floats, *, effect: float = 0.0) -> Floats:
    """Return each person's p-value of an effect, against all that they could have drawn.

    `own` (people, pairs), 1 where on came first, else -1, stands for the plan's own draw; `effect`
    is in points at full assigned consistency, `pain` (people, days).
    """
    pushed = directions(plan.pairs, plan.block_days, plan.run_in_days, plan.half_life_days)
    rest = pain - effect * (own @ pushed.T)
    rated = np.isfinite(rest) & plan.counted()
    found = np.empty(len(own))
    patterns, which = np.unique(rated, axis=0, return_inverse=True)
    for number, days in enumerate(patterns):
        each = np.flatnonzero(which.ravel() == number)
        for i, summed in zip(each, block_sums(rest[each].T, days, pushed), strict=True):
            signs, _ = sign_rows(plan.pairs, own[i], int(i))
            found[i] = summed.found(own[i], signs).p_value(plan.alternative)
    return found


def with_gaps(pain: Floats, missing: float, rng: np.random.Generator) -> Floats:
    """Leave out a share of the days at random, in a few patterns that stand for all."""
    if not missing:
        return pain
    gaps = rng.random((_GAPS, pain.shape[1])) < missing
    return np.where(gaps[np.arange(len(pain)) % _GAPS], np.nan, pain)


def simulate_trials(
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
