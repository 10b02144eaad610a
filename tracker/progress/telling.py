"""How the progress page says a day, a number, a span."""

from __future__ import annotations

from tracker.progress.overlook import Overlook, place
from tracker.words import span_words


def of(look: Overlook) -> str:
    """Return which place and which days are looked at."""
    if look.days.empty:
        return "No day yet"
    return f"{where(look)}, {span_words(look.days.index[0], look.days.index[-1])}"


def where(look: Overlook) -> str:
    """Return which place is looked at, as a sentence begins."""
    said = place(look.site, look.side)
    return f"{said[0].upper()}{said[1:]}"
