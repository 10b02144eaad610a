"""A score card with what the safety text says to its answers."""

from __future__ import annotations

from tracker.journal.forms import ScoreForm
from tracker.routine.safety import EMERGENCY, Safety

_BEFORE = [  # the pain rule, said to somebody who has not begun
    {"from": 0, "to": 3, "text": "Fine to start."},
    {"from": 4, "to": 5, "text": "Start gently, and only if it settles within a day."},
    {"from": 6, "to": 10, "text": "Not today, or choose something easier."},
]


def score_form(
    kind: str,
    label: str,
    safety: Safety,
    *,
    sites: list[str] | None = None,
    anchor: str = "",
    journal_id: str = "",
) -> ScoreForm:
    """Return a card that answers a score with the pain rule, and an alarming quality with its text.

    Parameters
    ----------
    kind : {"before", "after", "stop"}
        Before a session the pain rule speaks of starting.
    label : str
        The question above it.
    safety : Safety
        The safety text.
    sites : list of str, optional
        The knots to begin with, each ``"site|side"``.
    anchor, journal_id : str
        As the card's own.
    """
    bands = [{"from": band.low, "to": band.high, "text": band.advice} for band in safety.pain_rule]
    return ScoreForm(
        kind,
        sites=sites or [],
        label=label,
        anchor=anchor,
        journal_id=journal_id,
        alert=safety.alarming,
        alert_title=EMERGENCY,
        alert_items=list(safety.emergency),
        advice=_BEFORE if kind == "before" else bands,
    )
