"""Reading a self-experiment: by what was drawn, against everything that might have been."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.analysis.days.inputs import Floats, day_frame
from tracker.analysis.experiment.block_test import BlockTest, block_sums, directions, sign_rows
from tracker.analysis.experiment.plan import LEAST_PAIRS, STILL_GOOD, Experiment
from tracker.analysis.experiment.plan_adherence import days_kept
from tracker.analysis.experiment.result import ExperimentResult
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue
from tracker.foundation.words import day_words

_SPARE = 4
"""Rated days needed beyond what is fitted."""
SHIFT = 1.0
"""Points by which missing days are made to speak against the finding."""


def analyse_experiment(
    experiment: Experiment,
    days: pd.DataFrame,
    *,
    kept: pd.Series | None = None,
    stopped_on: date | None = None,
    stopped_because: str = "",
    unsealed_on: date | None = None,
) -> ExperimentResult:
    """Test whether what was drawn made a difference, and how large a one.

    Every day counts as it was drawn, kept or not (intention to treat). Pain is set against the
    *assigned* consistency before the day, trend taken out, whitened as AR(1) with reporting noise;
    what was drawn is held against every order that chance could have drawn. The interval is every
    effect that this test does not rule out (Edgington and Onghena 2007). Missing days stay missing.

    Parameters
    ----------
    experiment : Experiment
    days : DataFrame
        As `tracker.daily` makes it; pain is used, and stretched, observed, paused and target where
        they are there. Days outside the experiment are left aside.
    kept : Series, optional
        1 and 0 by day: whether what was drawn was done, as `days_kept` returns it; by default read
        from `stretched` where the question is to stretch or to rest.
    stopped_on : date, optional
        The last day that was lived, if it was stopped early.
    stopped_because : str
        Why, in the person's words.
    unsealed_on : date, optional
        The day the result was looked at before its time, if it was.

    Returns
    -------
    ExperimentResult
        effect, low, high, p_value (None with a sentence in `missing` where it is no test),
        n_schedules, and what a reader must know, as CENT asks (Vohra 2015).

    Raises
    ------
    InvalidValue
        If `days` is no such frame, has no day of the experiment, or the experiment is not over.

    Examples
    --------
    >>> from tracker import plan_experiment, simulate_experiment
    >>> plan = plan_experiment(pairs=8, start="2026-01-05", seed=7)
    >>> found = analyse_experiment(plan, simulate_experiment(plan, effect=-3.0, seed=1))
    >>> found.verdict, found.p_value <= 0.05, found.n_schedules
    ('less pain', True, 256)
    """
    table = day_frame(days, "pain", maybe=["paused", "target"])
    whole = experiment.days()
    inside = table.index.intersection(whole)
    if len(inside) == 0:
        raise InvalidValue(
            f"days has no day of the experiment, which runs from {day_words(experiment.start)} to"
            f" {day_words(experiment.end)}"
        )
    today = clock.today()
    if inside[-1] < whole[-1] and today <= experiment.end and not (stopped_on or unsealed_on):
        raise InvalidValue(
            f"the result is sealed until {day_words(experiment.end)}, the last day, so that looking"
            " cannot change how the rest is lived; breaking the seal is recorded in the report"
        )
    table = table.reindex(whole)
    pain = table["pain"].to_numpy(dtype="float64")
    counted = experiment.counted()
    last = stopped_on or (inside[-1] if unsealed_on and today <= experiment.end else whole[-1])
    counted = counted & (whole <= pd.Timestamp(last))
    pain = np.where(counted, pain, np.nan)
    rated = np.isfinite(pain)
    own = np.array([1.0 if word == "on" else -1.0 for word in experiment.schedule[::2]])
    test = _Test(experiment, own)
    blocks = _blocks(experiment, pain, counted, _kept(experiment, days, kept))
    missing = experiment.no_test() or _lacking(pain, experiment) or _incomplete(experiment, blocks)
    found = None if _lacking(pain, experiment) else test.of(pain)
    p_value = None if found is None or missing else found.p_value(experiment.alternative)
    low, high = (None, None) if found is None or missing else found.interval()
    on = experiment.assigned().to_numpy() == 1
    both = (rated & on).any() and (rated & ~on).any()
    difference = float(pain[rated & on].mean() - pain[rated & ~on].mean()) if both else None
    return ExperimentResult(
        experiment,
        None if found is None else found.effect,
        low,
        high,
        p_value,
        len(test.signs),
        test.exact,
        int(counted.sum()),
        int(rated.sum()),
        difference,
        blocks,
        np.array([]) if found is None else found.each / found.norm,
        _sensitivity(test, pain, counted, table, found, p_value),
        (
            *_happened(experiment, last, stopped_on, stopped_because, unsealed_on),
            *_notes(table, blocks, counted, rated),
        ),
        stopped_on,
        stopped_because,
        unsealed_on,
        missing,
    )


class _Test:
    def __init__(self, experiment: Experiment, own: Floats) -> None:
        plan = experiment
        self.plan, self.own = plan, own
        self.signs, self.exact = sign_rows(plan.pairs, own, plan.seed)
        self.pushed = directions(plan.pairs, plan.block_days, plan.run_in_days, plan.half_life_days)

    def of(self, pain: Floats) -> BlockTest:
        (summed,) = block_sums(pain[:, None], np.isfinite(pain), self.pushed)
        return summed.found(self.own, self.signs)

    def row(self, pain: Floats) -> tuple[float, float]:
        found = self.of(pain)
        return found.effect, found.p_value(self.plan.alternative)


def _lacking(pain: Floats, experiment: Experiment) -> str:
    rated = np.isfinite(pain)
    on = experiment.assigned().to_numpy() == 1
    for side, words in zip((on, ~on), experiment.conditions, strict=True):
        if not (rated & side).any():
            return f"No day of “{words.lower()}” was rated, so there is nothing to compare."
    least = experiment.pairs + 2 + _SPARE
    if rated.sum() < least:
        return f"There are {rated.sum()} rated days; this test needs {least}."
    if np.ptp(pain[rated]) == 0:
        return "Every rating is the same, so nothing can have made a difference to it."
    return ""


def _incomplete(experiment: Experiment, blocks: pd.DataFrame) -> str:
    full = experiment.block_days - experiment.washout_days
    there = (blocks["days"] == full) & (blocks["rated"] > 0)
    complete = int(there.groupby(blocks["pair"]).all().sum())
    if complete >= LEAST_PAIRS:
        return ""
    return (
        f"This is no test: {complete} of {experiment.pairs} pairs of blocks were lived to the end"
        f" and rated, and a test needs {LEAST_PAIRS}. {STILL_GOOD}"
    )


def _kept(experiment: Experiment, days: pd.DataFrame, kept: pd.Series | None) -> Floats:
    if kept is None and experiment.kind == "stretch or rest" and "stretched" in days:
        kept = days_kept(experiment, days)["kept"]
    if kept is None:
        return np.full(experiment.n_days, np.nan)
    return kept.reindex(experiment.days()).to_numpy(dtype="float64")


def _blocks(
    experiment: Experiment, pain: Floats, counted: NDArray[np.bool_], kept: Floats
) -> pd.DataFrame:
    blocks = experiment.blocks()
    lived = slice(experiment.run_in_days, None)
    shape = (len(blocks), experiment.block_days)
    frame = blocks.copy()
    frame["days"] = counted[lived].reshape(shape).sum(axis=1)
    frame["rated"] = np.isfinite(pain[lived]).reshape(shape).sum(axis=1)
    for name, values in (("pain", pain), ("kept", kept)):
        rows = pd.DataFrame(values[lived].reshape(shape))
        frame[name] = rows.mean(axis=1).to_numpy()
    return frame


def _sensitivity(
    test: _Test,
    pain: Floats,
    counted: NDArray[np.bool_],
    table: pd.DataFrame,
    found: BlockTest | None,
    p_value: float | None,
) -> pd.DataFrame:
    rows: dict[str, tuple[Any, Any]] = {}
    if found is not None and p_value is not None:
        rows["as rated"] = (found.effect, p_value)
        gaps = counted & ~np.isfinite(pain)
        if gaps.any():
            on = np.where(test.plan.assigned().to_numpy() == 1, 1.0, -1.0)
            against = np.nanmean(pain) - np.sign(found.effect) * SHIFT * on
            filled = np.where(gaps, np.clip(against, 0, 10), pain)
            rows["missing days a point against it"] = test.row(filled)
        paused = table["paused"].eq(True).to_numpy() if "paused" in table else ~counted & False
        without = np.where(paused, np.nan, pain)
        if (paused & np.isfinite(pain)).any() and not _lacking(without, test.plan):
            rows["without paused days"] = test.row(without)
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["effect", "p_value"])
    return frame.astype("float64").rename_axis("reading")


def _happened(
    experiment: Experiment,
    last: date,
    stopped_on: date | None,
    stopped_because: str,
    unsealed_on: date | None,
) -> list[str]:
    notes = []
    if unsealed_on is not None:
        notes.append(
            f"The seal was broken on {day_words(unsealed_on)}, before the last day: what was seen"
            " then may have changed how the rest was lived and rated."
        )
    if stopped_on is not None and stopped_on < experiment.end:
        because = f": {stopped_because.strip().rstrip('.')}" if stopped_because.strip() else ""
        notes.append(f"It was stopped early, on {day_words(stopped_on)}{because}.")
    elif pd.Timestamp(last) < pd.Timestamp(experiment.end):
        notes.append(f"It is not over: this is how it stands on the evening of {day_words(last)}.")
    return notes


def _notes(
    table: pd.DataFrame,
    blocks: pd.DataFrame,
    counted: NDArray[np.bool_],
    rated: NDArray[np.bool_],
) -> list[str]:
    notes = []
    gaps = int((counted & ~rated).sum())
    if gaps:
        notes.append(f"{gaps} of {int(counted.sum())} days have no rating, and stay without.")
    for block in blocks.index[(blocks["rated"] == 0) & (blocks["days"] > 0)]:
        row = blocks.loc[block]
        notes.append(
            f"Block {block} (“{str(row['words']).lower()}”, {day_words(row['first'])} to"
            f" {day_words(row['last'])}) has no rating, so its pair says little."
        )
    if "paused" in table and table["paused"].eq(True).any():
        days = int(table["paused"].eq(True).sum())
        notes.append(f"{days} days were paused; they count as they were drawn.")
    if "target" in table and table["target"].dropna().nunique() > 1:
        notes.append("The plan of sessions a week was changed midway.")
    return notes
