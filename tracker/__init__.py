"""Unknot: guided stretching for upper-back knots, a pain journal, and honest trends.

Names are loaded when first used, so that ``import tracker`` stays light.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import DamagedJournal
from tracker.tables import show_worded

if TYPE_CHECKING:
    from tracker import charts as charts
    from tracker.app.coach import Coach as Coach
    from tracker.app.diary import Diary as Diary
    from tracker.app.experiment_page import experiment_page as experiment_page
    from tracker.app.library import Library as Library
    from tracker.app.looking import Progress as Progress
    from tracker.app.report import report as report
    from tracker.app.self_experiment import SelfExperiment as SelfExperiment
    from tracker.app.today import Today as Today
    from tracker.errors import TrackerError as TrackerError
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
    from tracker.journal.store import Journal as Journal
    from tracker.printing.card import card as card
    from tracker.progress.association import association as association
    from tracker.progress.calibration import calibration as calibration
    from tracker.progress.cent import cent_table as cent_table
    from tracker.progress.change import pain_change as pain_change
    from tracker.progress.change import weekly_means as weekly_means
    from tracker.progress.consistency import adherence as adherence
    from tracker.progress.consistency import weighted_consistency as weighted_consistency
    from tracker.progress.daily import daily as daily
    from tracker.progress.exercise_relief import exercise_relief as exercise_relief
    from tracker.progress.experiment import Experiment as Experiment
    from tracker.progress.experiment import plan_experiment as plan_experiment
    from tracker.progress.experiment import sealed_experiment as sealed_experiment
    from tracker.progress.experiment_analysis import analyse_experiment as analyse_experiment
    from tracker.progress.experiment_power import Power as Power
    from tracker.progress.experiment_power import power as power
    from tracker.progress.experiment_result import ExperimentResult as ExperimentResult
    from tracker.progress.experiment_trials import simulate_experiment as simulate_experiment
    from tracker.progress.flares import flares as flares
    from tracker.progress.habit import habit_strength as habit_strength
    from tracker.progress.habit import streaks as streaks
    from tracker.progress.level import pain_level as pain_level
    from tracker.progress.mann_kendall import mann_kendall as mann_kendall
    from tracker.progress.randomization import phase_schedules as phase_schedules
    from tracker.progress.randomization import randomization_test as randomization_test
    from tracker.progress.relief import relief as relief
    from tracker.progress.several import associations as associations
    from tracker.progress.several import sensitivity as sensitivity
    from tracker.progress.simulate import simulate_person as simulate_person
    from tracker.progress.state_space import state_space as state_space
    from tracker.progress.trends import pain_trend as pain_trend
    from tracker.routine.library import Exercise as Exercise
    from tracker.routine.library import Routine as Routine
    from tracker.routine.library import exercises as exercises
    from tracker.routine.library import routines as routines
    from tracker.routine.suggest import suggest as suggest
    from tracker.routine.timeline import timeline as timeline

_MODULES = {"charts": "charts"}
_HOME = {
    "Coach": "app.coach",
    "Diary": "app.diary",
    "Exercise": "routine.library",
    "Experiment": "progress.experiment",
    "ExperimentResult": "progress.experiment_result",
    "ImportReport": "exchange.import_report",
    "Journal": "journal.store",
    "Library": "app.library",
    "Power": "progress.experiment_power",
    "Progress": "app.looking",
    "Routine": "routine.library",
    "SelfExperiment": "app.self_experiment",
    "Today": "app.today",
    "TrackerError": "errors",
    "adherence": "progress.consistency",
    "analyse_experiment": "progress.experiment_analysis",
    "association": "progress.association",
    "associations": "progress.several",
    "calibration": "progress.calibration",
    "card": "printing.card",
    "cent_table": "progress.cent",
    "daily": "progress.daily",
    "exercise_relief": "progress.exercise_relief",
    "exercises": "routine.library",
    "experiment_page": "app.experiment_page",
    "flares": "progress.flares",
    "guess_columns": "exchange.csv_table",
    "habit_strength": "progress.habit",
    "mann_kendall": "progress.mann_kendall",
    "pain_change": "progress.change",
    "pain_level": "progress.level",
    "pain_trend": "progress.trends",
    "phase_schedules": "progress.randomization",
    "plan_experiment": "progress.experiment",
    "power": "progress.experiment_power",
    "randomization_test": "progress.randomization",
    "read_apple_health": "exchange.apple_health",
    "read_archive": "exchange.archive",
    "read_bearable": "exchange.bearable",
    "read_loop": "exchange.loop",
    "read_table": "exchange.csv_table",
    "relief": "progress.relief",
    "report": "app.report",
    "routines": "routine.library",
    "sealed_experiment": "progress.experiment",
    "sensitivity": "progress.several",
    "simulate_experiment": "progress.experiment_trials",
    "simulate_person": "progress.simulate",
    "state_space": "progress.state_space",
    "streaks": "progress.habit",
    "suggest": "routine.suggest",
    "timeline": "routine.timeline",
    "weekly_means": "progress.change",
    "weighted_consistency": "progress.consistency",
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
    import_module("tracker.app.recovering").show_way_back(path)


DamagedJournal.way_back = _show_way_back
show_worded()


def __dir__() -> list[str]:
    return sorted(__all__)
