"""Self-experiments to calibrate: every world that misleads a diary, and plans kept more or less."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tests.calibration.cells import WORLDS, Cell
from tracker import plan_experiment
from tracker.analysis.experiment.plan import Experiment
from tracker.analysis.experiment.simulated_trials import p_values, simulate_trials
from tracker.analysis.simulate import World

PLANS: dict[str, Experiment] = {
    name: plan_experiment(start="2026-01-05", pairs=pairs, block_days=14, seed=1, alternative=way)
    for name, pairs, way in (
        ("6 pairs", 6, "two-sided"),
        ("6 pairs, one-sided", 6, "less"),
        ("8 pairs", 8, "two-sided"),
        ("12 pairs", 12, "two-sided"),
    )
}
"""Designs of 14-day blocks, half-life stated 7 days."""

LIVED: dict[str, dict[str, float]] = {
    **WORLDS,
    "kept by half": {"reverse_causation": 0.5, "flare": 3.0, "beginner": 1.0},
    "half-life 3 d": {"half_life_days": 3.0, "will": 0.0, "adherence": 0.5},
    "half-life 7 d": {"half_life_days": 7.0, "will": 0.0, "adherence": 0.5},
    "half-life 14 d": {"half_life_days": 14.0, "will": 0.0, "adherence": 0.5},
    "kept to the letter": {"half_life_days": 7.0, "will": 0.0, "adherence": 0.5},
}
KEEPS = {"kept by half": (0.6, 0.3), "kept to the letter": (1 - 1e-9, 1e-9)}
USUAL = (0.86, 0.14)
"""Share of days with a session, on and off: a contrast of 72 %."""


def p_of_experiments(cell: Cell, count: int, seed: np.random.SeedSequence) -> NDArray[np.float64]:
    """Return the p-values of `cell.tested` of people who each draw and live the cell's plan."""
    world = replace(
        World(effect=cell.effect, autocorrelation=cell.autocorrelation), **LIVED[cell.world]
    )
    rng, keeps = np.random.default_rng(seed), KEEPS.get(cell.world, USUAL)
    plan = PLANS[cell.method]
    own, pain = simulate_trials(plan, world, count, rng, keeps)
    return p_values(plan, own, pain, effect=cell.tested)
