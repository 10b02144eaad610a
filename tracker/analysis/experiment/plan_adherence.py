"""How well the days keep to what was drawn for them; pain is neither needed nor shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.analysis.days.daily import counts_as_session
from tracker.analysis.days.inputs import day_frame
from tracker.analysis.experiment.plan import Experiment
from tracker.foundation.errors import InvalidValue
from tracker.foundation.words import rounded_repr


@dataclass(frozen=True, slots=True)
class PlanAdherence:
    """Days that kept to what was drawn, of those known; see `plan_adherence`."""

    on: float | None
    off: float | None
    n_on: int
    n_off: int

    __repr__ = rounded_repr

    def summary(self) -> str:
        """Say it in a sentence that does not scold."""
        parts = [
            f"{share:.0%} of {n} days {word}"
            for word, share, n in (("on", self.on, self.n_on), ("off", self.off, self.n_off))
            if share is not None
        ]
        if not parts:
            return "No day is known of yet."
        return f"Kept to the plan on {' and '.join(parts)}. Every day counts as it was drawn."


def days_kept(
    experiment: Experiment,
    days: pd.DataFrame,
    *,
    sessions: pd.DataFrame | None = None,
    steps: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say of each day what was assigned, done (1 on, 0 off) and kept (1, 0); NaN where not known.

    Sessions and steps are needed where routines or exercises are compared.
    """
    # A day off counts as kept with the other routine, or without the exercise.
    columns = ["stretched", *(["observed"] if "observed" in days else [])]
    found = day_frame(days, *columns) if len(days) else days[columns]  # a diary not begun yet
    table = found.reindex(experiment.days())
    known = table["stretched"].notna().to_numpy()
    if "observed" in table:
        known = known & (table["observed"].eq(True) | table["stretched"].eq(True)).to_numpy()
    stretched = table["stretched"].eq(True).to_numpy()
    assigned = experiment.assigned()
    on = assigned.to_numpy() == 1
    if experiment.kind == "stretch or rest":
        done = stretched.astype("float64")
        kept = done == on
    elif sessions is None or (experiment.kind == "exercise in or out" and steps is None):
        raise InvalidValue(f"{experiment.kind!r} needs the sessions and steps of the journal")
    elif experiment.kind == "routine A or routine B":
        mine = sessions[counts_as_session(sessions)]
        first, second = (_on(mine, mine["routine"] == id, experiment) for id in experiment.subject)
        done = np.where(first | second, (first & ~(second & ~on)).astype("float64"), np.nan)
        kept = np.where(on, first & ~second, second & ~first)
    else:
        held = steps[(steps["exercise"] == experiment.subject[0]) & (steps["held_s"] > 0)]  # type: ignore[index]
        with_it = _on(sessions, sessions["id"].isin(held["session_id"]), experiment)
        done = with_it.astype("float64")
        kept = with_it == on
    unknown = ~known | assigned.isna().to_numpy()
    return pd.DataFrame(
        {
            "assigned": assigned.to_numpy(),
            "done": np.where(known, done, np.nan),
            "kept": np.where(unknown, np.nan, kept.astype("float64")),
        },
        index=experiment.days(),
    )


def plan_adherence(kept: pd.DataFrame) -> PlanAdherence:
    """Sum up what `days_kept` returned.

    Examples
    --------
    >>> plan_adherence(pd.DataFrame({"assigned": [1.0, 1, 0], "kept": [1.0, 0, np.nan]})).summary()
    'Kept to the plan on 50% of 2 days on. Every day counts as it was drawn.'
    """
    found: list[tuple[float | None, int]] = []
    for side in (1, 0):
        mine = kept.loc[kept["assigned"] == side, "kept"].dropna()
        found.append((float(mine.mean()) if len(mine) else None, len(mine)))
    (on, n_on), (off, n_off) = found
    return PlanAdherence(on, off, n_on, n_off)


def _on(sessions: pd.DataFrame, which: pd.Series, experiment: Experiment) -> NDArray[np.bool_]:
    return np.asarray(experiment.days().isin(sessions.loc[which, "day"]))
