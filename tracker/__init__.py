"""Unknot: guided stretching for upper-back knots, a pain journal, and honest trends.

Names are loaded when first used, so that ``import tracker`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.app.coach import Coach as Coach
    from tracker.errors import TrackerError as TrackerError
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
    "Journal": "journal.store",
    "Routine": "routine.library",
    "TrackerError": "errors",
    "adherence": "progress.consistency",
    "daily": "progress.daily",
    "exercises": "routine.library",
    "habit_strength": "progress.habit",
    "routines": "routine.library",
    "simulate_person": "progress.simulate",
    "streaks": "progress.habit",
    "suggest": "routine.suggest",
    "timeline": "routine.timeline",
}

__all__ = [
    "Coach",
    "Exercise",
    "Journal",
    "Routine",
    "TrackerError",
    "adherence",
    "daily",
    "exercises",
    "habit_strength",
    "routines",
    "simulate_person",
    "streaks",
    "suggest",
    "timeline",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tracker' has no attribute {name!r}")
    value = getattr(import_module(f"tracker.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
