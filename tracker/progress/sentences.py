"""A diary in three sentences: how regular, how the pain went, what can be said of the two."""

from __future__ import annotations

from tracker.progress.overlook import Overlook
from tracker.words import counted, day_words

NOT_ASKED = "What can be said of the two together has not been asked yet for this choice."


def sentences(look: Overlook, *, asked: bool = True) -> list[str]:
    """Return three sentences, every number of them out of the diary.

    Parameters
    ----------
    look : Overlook
    asked : bool
        Whether the third is worked out, which takes seconds for a long diary.

    Examples
    --------
    >>> import pandas as pd
    >>> import tracker
    >>> names = ("scores", "sessions", "plans", "pauses", "checkins")
    >>> with tracker.Journal("sample") as journal:
    ...     frames = {name: getattr(journal, name)() for name in names}
    >>> print(sentences(Overlook(frames, pd.Timestamp("2026-04-26")), asked=False)[0])
    From 5 January 2026 to 26 April 2026 you stretched on 43 of 112 days, and kept your plan in \
8 of 16 weeks.
    """
    days = look.days
    if days.empty:
        return ["Nothing is in the diary yet.", "Score your pain once a day.", "Run a routine."]
    first, last = day_words(days.index[0]), day_words(days.index[-1])
    span = f"On {first}" if len(days) == 1 else f"From {first} to {last}"
    weeks = look.weeks.dropna(subset="share")
    kept = int((weeks["share"] >= 1).sum())
    plan = f", and kept your plan in {kept} of {counted(len(weeks), 'week')}" if len(weeks) else ""
    regular = (
        f"{span} you stretched on {int(days['stretched'].sum())} of"
        f" {counted(len(days), 'day')}{plan}."
    )
    found = look.association if asked else None
    both = found.verdict if found is not None else NOT_ASKED
    return [regular, look.change.summary(), both]
