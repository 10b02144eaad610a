"""Unknot: guided stretching for upper-back knots, a pain journal, and honest trends.

Names are loaded when first used, so that ``import tracker`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.app.coach import Coach as Coach
    from tracker.app.library import Library as Library
    from tracker.errors import TrackerError as TrackerError
    from tracker.journal.exchange.apple_health import read_apple_health as read_apple_health
    from tracker.journal.exchange.archive import read_archive as read_archive
    from tracker.journal.exchange.bearable import read_bearable as read_bearable
    from tracker.journal.exchange.fhir import write_fhir as write_fhir
    from tracker.journal.exchange.ics import write_ics as write_ics
    from tracker.journal.exchange.loop import read_loop as read_loop
    from tracker.journal.exchange.parquet import write_parquet as write_parquet
    from tracker.journal.exchange.report import ImportReport as ImportReport
    from tracker.journal.exchange.table import guess_columns as guess_columns
    from tracker.journal.exchange.table import read_table as read_table
    from tracker.journal.store import Journal as Journal
    from tracker.progress.consistency import adherence as adherence
    from tracker.progress.daily import daily as daily
    from tracker.progress.habit import habit_strength as habit_strength
    from tracker.progress.habit import streaks as streaks
    from tracker.progress.simulate import simulate_person as simulate_person
    from tracker.routine.library import Exercise as Exercise
    from tracker.routine.library import Routine as Routine
    from tracker.routine.library import exercises as exercises
    from tracker.routine.library import routines as routines
    from tracker.routine.suggest import suggest as suggest
    from tracker.routine.timeline import timeline as timeline

_HOME = {
    "Coach": "app.coach",
    "Exercise": "routine.library",
    "ImportReport": "journal.exchange.report",
    "Journal": "journal.store",
    "Library": "app.library",
    "Routine": "routine.library",
    "TrackerError": "errors",
    "adherence": "progress.consistency",
    "daily": "progress.daily",
    "exercises": "routine.library",
    "guess_columns": "journal.exchange.table",
    "habit_strength": "progress.habit",
    "read_apple_health": "journal.exchange.apple_health",
    "read_archive": "journal.exchange.archive",
    "read_bearable": "journal.exchange.bearable",
    "read_loop": "journal.exchange.loop",
    "read_table": "journal.exchange.table",
    "routines": "routine.library",
    "simulate_person": "progress.simulate",
    "streaks": "progress.habit",
    "suggest": "routine.suggest",
    "timeline": "routine.timeline",
    "write_fhir": "journal.exchange.fhir",
    "write_ics": "journal.exchange.ics",
    "write_parquet": "journal.exchange.parquet",
}

__all__ = [
    "Coach",
    "Exercise",
    "ImportReport",
    "Journal",
    "Library",
    "Routine",
    "TrackerError",
    "adherence",
    "daily",
    "exercises",
    "guess_columns",
    "habit_strength",
    "read_apple_health",
    "read_archive",
    "read_bearable",
    "read_loop",
    "read_table",
    "routines",
    "simulate_person",
    "streaks",
    "suggest",
    "timeline",
    "write_fhir",
    "write_ics",
    "write_parquet",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tracker' has no attribute {name!r}")
    value = getattr(import_module(f"tracker.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
