"""A score card with what the safety text says to its answers, and how its scores are kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tracker.foundation.errors import NotFound
from tracker.journal import session_scores
from tracker.journal.store import Journal
from tracker.routine.safety import EMERGENCY, Safety
from tracker.widgets.kit.logged_widget import Event
from tracker.widgets.scores.score_form import ScoreForm

_BEFORE = [  # the pain rule, said to somebody who has not begun
    {"from": 0, "to": 3, "text": "Fine to start."},
    {"from": 4, "to": 5, "text": "Start gently, and only if it settles within a day."},
    {"from": 6, "to": 10, "text": "Not today, or choose something easier."},
]


def score_form(
    kind: str,
    label: str,
    safety: Safety,
    journal: Journal,
    *,
    sites: list[str] | None = None,
    anchor: str = "",
    map_first: bool = True,
    folded: bool = False,
) -> ScoreForm:
    """Return a card that answers a score with the pain rule, and an alarming quality with its text.

    `sites` are the knots to begin with, each ``"site|side"``; the rest is as of `ScoreForm`.
    """
    bands = [{"from": band.low, "to": band.high, "text": band.advice} for band in safety.pain_rule]
    return ScoreForm(
        kind,
        sites=sites or [],
        label=label,
        anchor=anchor,
        map_first=map_first,
        folded=folded,
        journal_id=journal.id,
        nicknames=session_scores.nicknames(journal.rows("knot")),
        alert=safety.alarming,
        alert_title=EMERGENCY,
        alert_items=list(safety.emergency),
        advice=_BEFORE if kind == "before" else bands,
    )


def keep_scores(
    journal: Journal, event: Event, belonging: Callable[[Event], dict[str, Any]]
) -> None:
    """Write what a score card tells: new scores, a correction, or that scores are taken back.

    `belonging` returns for new scores when they were felt (``at``) and their session.
    """
    with journal.together():
        if event["type"] != "undo_scores":
            new = event["scores"] if event["type"] == "scores" else event["added"]
            if event["type"] == "correct":
                for score in event["scores"]:
                    changed = {name: score[name] for name in ("score", "qualities", "note")}
                    journal.amend("score", score["id"], **changed)
            belongs = belonging(event) if new else {}
            for score in new:
                journal.log_score(**score, kind=event["kind"], **belongs)
        for id in [*event.get("ids", ()), *event.get("removed", ())]:
            with suppress(NotFound):  # sent twice, removed once
                journal.remove("score", id)
