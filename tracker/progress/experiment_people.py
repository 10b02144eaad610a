"""A simulated person in a self-experiment, with a truth to hold its result against."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tracker.errors import InvalidValue
from tracker.progress.experiment import Experiment
from tracker.progress.simulate import World, as_days, people


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
    effect : float
        Points of pain at full consistency against none.
    half_life_days : float
        After how many days a session counts half in the consistency.
    keeps : (float, float)
        Share of days with a session where it is on and where it is off, 0-1 exclusive.
    seed : int
        The same seed gives the same person.
    **traits
        Any other trait of `World`, such as ``flare=3`` or ``reverse_causation=0.5``.

    Returns
    -------
    DataFrame
        As `simulate_person` returns it, from the experiment's first day to its last.

    Raises
    ------
    InvalidValue
        If there is no such trait, or a value is out of range.

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
    named: dict[str, Any] = {"effect": effect, "half_life_days": half_life_days, **traits}
    rng = np.random.default_rng(seed)
    assigned = experiment.assigned().to_numpy()[None]
    one = people(World(**named), 1, experiment.n_days, rng, assigned=assigned, keeps=keeps)
    return as_days(one, experiment.days(), rng)
