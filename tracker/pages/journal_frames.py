"""What a page on progress is about: a journal's frames, or the sample's where it is empty."""

from __future__ import annotations

import pandas as pd

from tracker.foundation import clock
from tracker.foundation.anatomy import WHOLE
from tracker.journal.store import Journal
from tracker.routine.routines import exercises

TABLES = ("scores", "sessions", "steps", "plans", "pauses", "checkins", "measures", "knots")
SAMPLE = (
    "Your journal is still empty, so this page shows the sample diary, which nobody kept. Run a"
    " routine or score your day, then open this page again."
)


def shown_diary(journal: Journal) -> tuple[dict[str, pd.DataFrame], pd.Timestamp, str]:
    """Return a journal's frames, its last day, and "": or those of the sample, and a sentence."""
    frames = frames_of(journal)
    if any(len(frames[name]) for name in ("scores", "sessions", "checkins")):
        return frames, pd.Timestamp(clock.today()), ""
    with Journal("sample") as sample:
        return frames_of(sample), pd.Timestamp(clock.today()), SAMPLE


def score_kind_in_use(scores: pd.DataFrame) -> str:
    """Return which scores of the whole upper back a diary keeps: of the day, or before sessions."""
    kinds = set(scores["kind"][scores["site"] == WHOLE])
    return "before" if "before" in kinds and "daily" not in kinds else "daily"


def frames_of(journal: Journal) -> dict[str, pd.DataFrame]:
    """Return a journal's tables as frames, by the names of its methods; exercises by name."""
    found = {name: getattr(journal, name)() for name in TABLES}
    names = {id: exercise.name.lower() for id, exercise in exercises().items()}
    steps = found["steps"]
    named = steps["exercise"].map(lambda id: names.get(id, id.replace("_", " ")))
    return {**found, "steps": steps.assign(exercise=named)}
