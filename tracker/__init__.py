"""Unknot: guided stretching for upper-back knots, a pain journal, and honest trends.

Names are loaded when first used, so that ``import tracker`` stays light.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.foundation.errors import DamagedJournal
from tracker.foundation.html_tables import show_worded

if TYPE_CHECKING:
    from tracker import charts as charts
    from tracker.analysis.association.association import association as association
    from tracker.analysis.association.multiplicity import associations as associations
    from tracker.analysis.association.multiplicity import sensitivity as sensitivity
    from tracker.analysis.association.state_space import state_space as state_space
    from tracker.analysis.calibration import calibration as calibration
    from tracker.analysis.days.consistency import adherence as adherence
    from tracker.analysis.days.consistency import weighted_consistency as weighted_consistency
    from tracker.analysis.days.daily import daily as daily
    from tracker.analysis.days.habit import habit_strength as habit_strength
    from tracker.analysis.days.habit import streaks as streaks
    from tracker.analysis.experiment.cent import cent_table as cent_table
    from tracker.analysis.experiment.evaluation import analyse_experiment as analyse_experiment
    from tracker.analysis.experiment.plan import Experiment as Experiment
    from tracker.analysis.experiment.plan import plan_experiment as plan_experiment
    from tracker.analysis.experiment.plan import sealed_experiment as sealed_experiment
    from tracker.analysis.experiment.power import Power as Power
    from tracker.analysis.experiment.power import power as power
    from tracker.analysis.experiment.randomization import phase_schedules as phase_schedules
    from tracker.analysis.experiment.randomization import randomization_test as randomization_test
    from tracker.analysis.experiment.result import ExperimentResult as ExperimentResult
    from tracker.analysis.experiment.simulated_trials import (
        simulate_experiment as simulate_experiment,
    )
    from tracker.analysis.pain.exercise_relief import exercise_relief as exercise_relief
    from tracker.analysis.pain.flares import flares as flares
    from tracker.analysis.pain.mann_kendall import mann_kendall as mann_kendall
    from tracker.analysis.pain.pain_change import pain_change as pain_change
    from tracker.analysis.pain.pain_change import weekly_means as weekly_means
    from tracker.analysis.pain.pain_level import pain_level as pain_level
    from tracker.analysis.pain.pain_trend import pain_trend as pain_trend
    from tracker.analysis.pain.relief import relief as relief
    from tracker.analysis.simulate import simulate_person as simulate_person
    from tracker.exchange.apple_health import read_apple_health as read_apple_health
    from tracker.exchange.archive import read_archive as read_archive
    from tracker.exchange.bearable import read_bearable as read_bearable
    from tracker.exchange.csv_table import guess_columns as guess_columns
    from tracker.exchange.csv_table import read_table as read_table
    from tracker.exchange.fhir import write_fhir as write_fhir
    from tracker.exchange.ics import write_ics as write_ics
    from tracker.exchange.import_report import ImportReport as ImportReport
    from tracker.exchange.loop import read_loop as read_loop
    from tracker.exchange.parquet import write_parquet as write_parquet
    from tracker.foundation.errors import TrackerError as TrackerError
    from tracker.journal.store import Journal as Journal
    from tracker.pages.coach import Coach as Coach
    from tracker.pages.diary import Diary as Diary
    from tracker.pages.exercise_library import Library as Library
    from tracker.pages.experiment_page import experiment_page as experiment_page
    from tracker.pages.progress import Progress as Progress
    from tracker.pages.report import report as report
    from tracker.pages.self_experiment import SelfExperiment as SelfExperiment
    from tracker.pages.today import Today as Today
    from tracker.printing.card import card as card
    from tracker.routine.routines import Exercise as Exercise
    from tracker.routine.routines import Routine as Routine
    from tracker.routine.routines import exercises as exercises
    from tracker.routine.routines import routines as routines
    from tracker.routine.suggest import suggest as suggest
    from tracker.routine.timeline import timeline as timeline

_MODULES = {"charts": "charts"}
_HOME = {
    "Coach": "pages.coach",
    "Diary": "pages.diary",
    "Exercise": "routine.routines",
    "Experiment": "analysis.experiment.plan",
    "ExperimentResult": "analysis.experiment.result",
    "ImportReport": "exchange.import_report",
    "Journal": "journal.store",
    "Library": "pages.exercise_library",
    "Power": "analysis.experiment.power",
    "Progress": "pages.progress",
    "Routine": "routine.routines",
    "SelfExperiment": "pages.self_experiment",
    "Today": "pages.today",
    "TrackerError": "foundation.errors",
    "adherence": "analysis.days.consistency",
    "analyse_experiment": "analysis.experiment.evaluation",
    "association": "analysis.association.association",
    "associations": "analysis.association.multiplicity",
    "calibration": "analysis.calibration",
    "card": "printing.card",
    "cent_table": "analysis.experiment.cent",
    "daily": "analysis.days.daily",
    "exercise_relief": "analysis.pain.exercise_relief",
    "exercises": "routine.routines",
    "experiment_page": "pages.experiment_page",
    "flares": "analysis.pain.flares",
    "guess_columns": "exchange.csv_table",
    "habit_strength": "analysis.days.habit",
    "mann_kendall": "analysis.pain.mann_kendall",
    "pain_change": "analysis.pain.pain_change",
    "pain_level": "analysis.pain.pain_level",
    "pain_trend": "analysis.pain.pain_trend",
    "phase_schedules": "analysis.experiment.randomization",
    "plan_experiment": "analysis.experiment.plan",
    "power": "analysis.experiment.power",
    "randomization_test": "analysis.experiment.randomization",
    "read_apple_health": "exchange.apple_health",
    "read_archive": "exchange.archive",
    "read_bearable": "exchange.bearable",
    "read_loop": "exchange.loop",
    "read_table": "exchange.csv_table",
    "relief": "analysis.pain.relief",
    "report": "pages.report",
    "routines": "routine.routines",
    "sealed_experiment": "analysis.experiment.plan",
    "sensitivity": "analysis.association.multiplicity",
    "simulate_experiment": "analysis.experiment.simulated_trials",
    "simulate_person": "analysis.simulate",
    "state_space": "analysis.association.state_space",
    "streaks": "analysis.days.habit",
    "suggest": "routine.suggest",
    "timeline": "routine.timeline",
    "weekly_means": "analysis.pain.pain_change",
    "weighted_consistency": "analysis.days.consistency",
    "write_fhir": "exchange.fhir",
    "write_ics": "exchange.ics",
    "write_parquet": "exchange.parquet",
}

__all__ = [
    "Coach",
    "Diary",
    "Exercise",
    "Experiment",
    "ExperimentResult",
    "ImportReport",
    "Journal",
    "Library",
    "Power",
    "Progress",
    "Routine",
    "SelfExperiment",
    "Today",
    "TrackerError",
    "adherence",
    "analyse_experiment",
    "association",
    "associations",
    "calibration",
    "card",
    "cent_table",
    "charts",
    "daily",
    "exercise_relief",
    "exercises",
    "experiment_page",
    "flares",
    "guess_columns",
    "habit_strength",
    "mann_kendall",
    "pain_change",
    "pain_level",
    "pain_trend",
    "phase_schedules",
    "plan_experiment",
    "power",
    "randomization_test",
    "read_apple_health",
    "read_archive",
    "read_bearable",
    "read_loop",
    "read_table",
    "relief",
    "report",
    "routines",
    "sealed_experiment",
    "sensitivity",
    "simulate_experiment",
    "simulate_person",
    "state_space",
    "streaks",
    "suggest",
    "timeline",
    "weekly_means",
    "weighted_consistency",
    "write_fhir",
    "write_ics",
    "write_parquet",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"tracker.{_MODULES[name]}")
    if name not in _HOME:
        raise AttributeError(f"module 'tracker' has no attribute {name!r}")
    value = getattr(import_module(f"tracker.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def _show_way_back(path: Path) -> None:
    import_module("tracker.pages.panels.recovery_panel").show_way_back(path)


DamagedJournal.way_back = _show_way_back
show_worded()


def __dir__() -> list[str]:
    return sorted(__all__)
