"""Self-experiments between journal and statistics: sealed, lived, stopped, opened, read.

What happens to a sealed experiment is noted beside it as sealed rows of their own, so that neither
an edit nor an undo makes a report forget that the seal was broken.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from tracker.analysis.days.daily import daily
from tracker.analysis.experiment.evaluation import analyse_experiment
from tracker.analysis.experiment.plan import Experiment, sealed_experiment
from tracker.analysis.experiment.plan_adherence import days_kept
from tracker.analysis.experiment.result import ExperimentResult
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue
from tracker.foundation.words import day_words
from tracker.journal.store import Journal

OPENED, STOPPED = "opened", "stopped"
"""What may be noted beside a sealed experiment."""
_ENDS = (f" {OPENED}", f" {STOPPED}")


@dataclass(frozen=True, slots=True)
class Trial:
    """An experiment as the journal holds it, with what happened to it.

    `closed_on` is the day it was ended, `unsealed_on` the day its result was looked at early,
    `reason` why it was stopped.
    """

    plan: Experiment
    closed_on: date | None = None
    unsealed_on: date | None = None
    reason: str = ""

    @property
    def stopped_on(self) -> date | None:
        """The last day of it, where it was stopped early."""
        early = self.closed_on is not None and self.closed_on < self.plan.end
        return self.closed_on if early else None

    def is_over(self, today: date) -> bool:
        """Say whether its last day has passed."""
        return self.closed_on is not None or today > self.plan.end

    def is_open(self, today: date) -> bool:
        """Say whether its result may be read."""
        return self.is_over(today) or self.unsealed_on is not None


def trials(journal: Journal) -> list[Trial]:
    """Return the journal's experiments, the first to start first; each must be as it was sealed."""
    notes = _notes(journal)
    found = []
    for row in journal.rows("experiment"):
        if not row["id"].endswith(_ENDS):
            opened, stopped = (notes.get(f"{row['id']}{end}", {}) for end in _ENDS)
            early = date.fromisoformat(opened["day"]) if opened else None
            closed, why = _day_of(row["closed_at"]), stopped.get("reason", "")
            found.append(Trial(sealed_experiment(row), closed, early, why))
    return sorted(found, key=lambda trial: trial.plan.start)


def latest(journal: Journal) -> Trial | None:
    """Return the experiment that is to come, under way, or was last; None where there is none."""
    return next(reversed(trials(journal)), None)


def seal(journal: Journal, plan: Experiment) -> None:
    """Keep a plan for good; from its first day on it says what each day is to be.

    One that starts in the past or overlaps with another is refused, and nothing is saved.
    """
    if plan.start < clock.today():
        raise InvalidValue(
            f"start {day_words(plan.start)} is in the past; choose {day_words(clock.today())} or"
            " later. Nothing was saved"
        )
    for other in trials(journal):
        last = other.closed_on or other.plan.end
        if other.plan.id != plan.id and plan.start <= last and other.plan.start <= plan.end:
            raise InvalidValue(
                f"another experiment runs from {day_words(other.plan.start)} to {day_words(last)};"
                " two at a time cannot be told apart. Nothing was saved"
            )
    journal.seal_experiment(plan.id, plan.design(), plan.seed, list(plan.schedule))


def unseal(journal: Journal, trial: Trial) -> None:
    """Open the result before its time, and note it for good."""
    _note(journal, trial, OPENED)


def stop_early(journal: Journal, trial: Trial, reason: str) -> None:
    """End an experiment today, and note why; what was lived stays."""
    with journal.together():
        _note(journal, trial, STOPPED, reason=reason)
        journal.close_experiment(trial.plan.id)


def days_so_far(journal: Journal, trial: Trial) -> pd.DataFrame:
    """Return the journal's days up to yesterday, or up to the last day where it is over.

    Today is not done yet: what is missing of it may still come.
    """
    days = daily(journal)
    last = clock.today() if trial.is_over(clock.today()) else clock.today() - timedelta(days=1)
    return days[days.index <= pd.Timestamp(last)]


def days_on_plan(journal: Journal, trial: Trial, days: pd.DataFrame) -> pd.DataFrame:
    """Return day by day whether the `days_so_far` keep to what was drawn."""
    return days_kept(trial.plan, days, sessions=journal.sessions(), steps=journal.steps())


def result(trial: Trial, days: pd.DataFrame, kept: pd.DataFrame) -> ExperimentResult:
    """Analyse an experiment by `days_so_far` and `days_on_plan`; refused while it is sealed."""
    return analyse_experiment(
        trial.plan,
        days,
        kept=kept["kept"],
        stopped_on=trial.stopped_on,
        stopped_because=trial.reason,
        unsealed_on=trial.unsealed_on,
    )


def latest_result(journal: Journal) -> ExperimentResult | None:
    """Return what the latest experiment found, where there is one whose result may be read."""
    trial = latest(journal)
    if trial is None or not trial.is_open(clock.today()):
        return None
    days = days_so_far(journal, trial)
    try:
        return result(trial, days, days_on_plan(journal, trial, days))
    except InvalidValue:  # no day of it was lived
        return None


def _note(journal: Journal, trial: Trial, what: str, **more: str) -> None:
    design = {"noted": what, "day": clock.today().isoformat(), **more}
    journal.seal_experiment(f"{trial.plan.id} {what}", design, trial.plan.seed, [])


def _notes(journal: Journal) -> dict[str, dict[str, str]]:
    """Return every note by its id, also one that an undo took back: what was seen was seen."""
    added = [
        json.loads(change["after"])
        for change in journal.rows("change", table_name="experiment", action="add")
    ]
    rows = [row for row in [*added, *journal.rows("experiment")] if row["id"].endswith(_ENDS)]
    return {row["id"]: json.loads(row["design"]) for row in rows}


def _day_of(at: str | None) -> date | None:
    zone = clock.now().tzinfo
    return None if at is None else clock.day_of(datetime.fromisoformat(at).astimezone(zone))
