"""How often a self-experiment would find what is there: simulated, before anybody commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from tracker.analysis.days.consistency import adherence
from tracker.analysis.days.error_models import ErrorModels
from tracker.analysis.days.inputs import day_frame
from tracker.analysis.experiment.block_test import LEVEL
from tracker.analysis.experiment.plan import Experiment
from tracker.analysis.experiment.simulated_trials import p_values, simulate_trials, with_gaps
from tracker.analysis.simulate import World
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown
from tracker.foundation.words import rounded_repr

LEAST_RATED = 28
"""Rated days from which a diary says more about a person than the defaults do."""
FAIR = 0.8
_COLUMNS = ["pairs", "block_days", "weeks", "effect", "half_life_days", "power", "error"]
_TRAITS = ("level", "spread", "autocorrelation", "noise")


@dataclass(frozen=True, slots=True)
class Power:
    """How often plans would show a true effect; see `power`.

    `table` has one row a plan, effect and half-life: pairs, block_days, weeks, effect,
    half_life_days, power (0-1; NaN where the plan is no test) and error (Monte Carlo standard
    error). `assumed` is what was taken for the person (level, spread, autocorrelation, noise,
    missing, on, off), `from_diary` if from their own days; so many `people` were simulated for each
    row.
    """

    table: pd.DataFrame = field(repr=False, compare=False)
    assumed: dict[str, float]
    people: int
    from_diary: bool

    __repr__ = rounded_repr

    @property
    def power(self) -> float:
        """Of the first row."""
        return float(self.table["power"].iloc[0])

    @property
    def error(self) -> float:
        """Monte Carlo standard error of the first row."""
        return float(self.table["error"].iloc[0])

    def weeks(self, share: float = FAIR) -> float | None:
        """Return the length of the shortest plan that finds its effect so often, or None."""
        enough = self.table.loc[self.table["power"] >= share, "weeks"]
        return None if enough.empty else float(enough.min())

    def summary(self) -> str:
        """Say what to expect of the first plan, and how long a fair chance would take."""
        row = self.table.iloc[0]
        whom = "of somebody like you" if self.from_diary else "of a made-up person"
        plan = f"{row['pairs']:.0f} pairs of {row['block_days']:.0f}-day blocks"
        if np.isnan(row["power"]):
            return f"{plan[0].upper()}{plan[1:]} are no test, so there is nothing to find."
        said = (
            f"A true change of {row['effect']:+g} points, felt with a half-life of"
            f" {row['half_life_days']:g} days, would show in {row['power']:.0%} of experiments"
            f" {whom} with {plan} ({row['weeks']:.0f} weeks; ±{2 * row['error']:.0%})."
        )
        if len(self.table) == 1:
            return said
        weeks = self.weeks()
        if weeks is None:
            return f"{said} None of these plans finds it 8 times in 10."
        return (
            f"{said} The shortest plan here that finds its effect 8 times in 10: {weeks:.0f} weeks."
        )

    def _repr_html_(self) -> str:
        return f"<p>{self.summary()}</p>{self.table.round(2).to_html(index=False)}"


def power(
    experiment: Experiment | Sequence[Experiment],
    days: pd.DataFrame | None = None,
    effect: float | Sequence[float] = -1.5,
    half_life_days: float | Sequence[float] = 7,
    *,
    people: int = 500,
    seed: int = 0,
    progress: Callable[[int, int], object] | None = None,
) -> Power:
    """Simulate how often plans would show a true effect, in somebody like this person.

    Parameters
    ----------
    experiment : Experiment or sequence of them
        The plans.
    days : DataFrame, optional
        The person's own diary, as `tracker.daily` makes it: its level, spread, autocorrelation,
        reporting noise, missing days and how well its plan is kept are taken over. By default, and
        below 28 rated days, a person as in `World`, kept on 86 % of days on and broken on 14 % off.
    effect, half_life_days : float or sequence
        True points of pain at full consistency against none, and true half-lives, above 0 days, of
        what is done on a day. Anything else raises `InvalidValue`.
    people, seed : int
        How many to simulate for each plan, at least 20; same seed, same result.
    progress : callable, optional
        Called with how many rows are done, and of how many.

    Returns
    -------
    Power
        table, and power and error of its first row.

    Examples
    --------
    >>> from tracker import plan_experiment
    >>> plan = plan_experiment(start="2026-03-02", pairs=8, seed=7)
    >>> found = power(plan, effect=-6, people=40)
    >>> found.power > 0.8, found.table.columns.tolist()[-2:]
    (True, ['power', 'error'])
    """
    plans = [experiment] if isinstance(experiment, Experiment) else list(experiment)
    effects, half_lives = (
        [float(value)] if isinstance(value, (int, float)) else [float(each) for each in value]
        for value in (effect, half_life_days)
    )
    if not plans or not effects or not half_lives or min(half_lives) <= 0:
        raise InvalidValue("power needs at least one plan, one effect and one half-life above 0")
    if isinstance(people, bool) or not isinstance(people, int) or people < 20:
        raise InvalidValue(f"people {shown(people)} is not a whole number from 20")
    person = None if days is None else _person(days)
    assumed = person or _DEFAULTS
    rows, total = [], len(plans) * len(effects) * len(half_lives)
    for plan in plans:
        for size, life, share in _shares(plan, assumed, effects, half_lives, people, seed):
            error = np.sqrt(max(share * (1 - share), 1 / people) / people)
            design = (plan.pairs, plan.block_days, plan.n_days / 7)
            rows.append((*design, size, life, share, error))
            if progress is not None:
                progress(len(rows), total)
    return Power(pd.DataFrame(rows, columns=_COLUMNS), dict(assumed), people, person is not None)


_DEFAULTS: dict[str, float] = {
    **{name: getattr(World(), name) for name in _TRAITS},
    "missing": 0.0,
    "on": 0.86,
    "off": 0.14,
}


def _shares(
    plan: Experiment,
    assumed: Mapping[str, float],
    effects: list[float],
    half_lives: list[float],
    count: int,
    seed: int,
) -> Iterator[tuple[float, float, float]]:
    """Yield effect, half-life and power; the same people live every one of them."""
    for size in effects:
        for life in half_lives:
            if not plan.is_test:
                yield size, life, float("nan")
                continue
            traits = {name: assumed[name] for name in _TRAITS}
            world = World(effect=size, half_life_days=life, will=0.0, adherence=0.5, **traits)
            rng = np.random.default_rng(seed)
            own, pain = simulate_trials(plan, world, count, rng, (assumed["on"], assumed["off"]))
            found = p_values(plan, own, with_gaps(pain, assumed["missing"], rng))
            yield size, life, float((found <= LEVEL).mean())


def _person(days: pd.DataFrame) -> dict[str, float] | None:
    """Return what a diary says of a person; None where it is too short."""
    pain = day_frame(days, "pain")["pain"].to_numpy()
    rated = np.isfinite(pain)
    if rated.sum() < LEAST_RATED or np.ptp(pain[rated]) == 0:
        return None
    model = ErrorModels(rated, drift={0.0: 1.0}, initial=1.0)
    n = len(pain)
    columns = [np.ones(n), np.linspace(-1, 1, n), np.where(rated, pain, 0.0)]
    filtered = model.filter(np.column_stack(columns))
    _, r = np.linalg.qr(filtered)
    left = np.abs(r[:, 2, 2]) ** 2
    df = int(rated.sum()) - 2
    log_det = 2 * np.log(np.abs(np.diagonal(r[:, :2, :2], axis1=1, axis2=2))).sum(axis=1)
    cell = int((model.log_prior - (model.log_f + log_det) / 2 - df / 2 * np.log(left)).argmax())
    variance = left[cell] / df
    noise = max(variance * model.noise[cell] - 1 / 12, 0.0)  # rounding adds its own again
    found = {
        "level": float(pain[rated].mean()),
        "spread": float(np.sqrt(variance)),
        "autocorrelation": float(model.phi[cell, 0]),
        "noise": float(np.sqrt(noise)),
        "missing": float(1 - rated.mean()),
    }
    kept = _kept(days)
    return {**_DEFAULTS, **found, **({} if kept is None else {"on": kept})}


def _kept(days: pd.DataFrame) -> float | None:
    if not {"sessions", "minutes", "target", "paused"} <= set(days):
        return None
    weeks = adherence(days)
    planned = float(np.nansum(weeks["planned"]))
    done = float(weeks.loc[weeks["planned"] > 0, "done"].sum())
    return min(max(done / planned, 0.05), 0.95) if planned else None
