"""What a person's own diary holds of each exercise, and which of them hurt the last time.

Rows are as ``Journal.rows`` gives them: plain values, moments and days as ISO texts, oldest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.foundation.anatomy import WHOLE
from tracker.foundation.schema import STEP_OUTCOMES
from tracker.foundation.words import counted, day_words

Rows = Iterable[Mapping[str, Any]]
DONE, SKIPPED, STOPPED = STEP_OUTCOMES


@dataclass(frozen=True, slots=True)
class History:
    """What the diary holds of one exercise.

    `times` counts the sessions in which at least one hold of it was done, `pain_stops` the holds
    that pain stopped or made skip. `before` and `after` are the scores (0-10) of the whole upper
    back around the last of those sessions; they are not of this exercise alone.
    """

    times: int = 0
    last_day: str = ""
    pain_stops: int = 0
    last_pain_day: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def relief(self) -> int | None:
        """Points of the last session, positive is ease; None where not scored both times."""
        return None if self.before is None or self.after is None else self.before - self.after

    def lines(self) -> list[str]:
        """Say it in sentences.

        >>> History(2, "2026-04-24", before=5, after=3).lines()[1]
        'That session, on your upper back: 5 before, 3 after, 2 points less.'
        """
        if not self.times:
            said = ["Not done yet."]
        else:
            last = "on" if self.times == 1 else "the last on"
            said = [f"Done in {counted(self.times, 'session')}, {last} {_day(self.last_day)}."]
        if (relief := self.relief) is not None:
            points = f"{counted(abs(relief), 'point')} {'less' if relief > 0 else 'more'}"
            felt = points if relief else "no change"
            scores = f"{self.before} before, {self.after} after, {felt}"
            said.append(f"That session, on your upper back: {scores}.")
        if self.pain_stops:
            often = {1: "once", 2: "twice"}.get(self.pain_stops, f"{self.pain_stops} times")
            last = "on" if self.pain_stops == 1 else "the last time on"
            said.append(f"Pain stopped it {often}, {last} {_day(self.last_pain_day)}.")
        return said

    def short(self) -> str:
        """Say how often in a few words, or nothing where it was never done."""
        return f"done in {counted(self.times, 'session')}" if self.times else ""


def histories(sessions: Rows, steps: Rows, scores: Rows) -> dict[str, History]:
    """Sum up the diary for each exercise that it holds, by its id.

    >>> session = {"id": "a", "at": "2026-04-24T08:00:00.000Z", "day": "2026-04-24"}
    >>> step = {"session_id": "a", "exercise": "chest_stretch", "outcome": "done", "reason": ""}
    >>> histories([session], [step], [])["chest_stretch"].lines()
    ['Done in 1 session, on 24 April 2026.']
    """
    when = {session["id"]: (session["at"], session["day"]) for session in sessions}
    rated = {  # the last score of the whole upper back by session and kind
        (score["session_id"], score["kind"]): score["score"]
        for score in scores
        if score["session_id"] and score["site"] == WHOLE
    }
    mine: dict[str, list[Mapping[str, Any]]] = {}
    for step in steps:
        if step["session_id"] in when:
            mine.setdefault(step["exercise"], []).append(step)
    return {exercise: _one(rows, when, rated) for exercise, rows in mine.items()}


def flagged(steps: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Name the exercises that pain stopped, or made skip, when last done, each with the side.

    One skipped since for another reason stays flagged; one done since without pain does not. A step
    has session_id, exercise, side, outcome and reason.

    >>> flagged([
    ...     {"session_id": "a", "exercise": "x", "side": "left", "outcome": "stopped for pain",
    ...      "reason": "pain"},
    ...     {"session_id": "a", "exercise": "y", "side": "both", "outcome": "stopped for pain",
    ...      "reason": "pain"},
    ...     {"session_id": "b", "exercise": "y", "side": "both", "outcome": "done", "reason": ""}])
    {'x': 'left'}
    """
    last: dict[str, tuple[str, str]] = {}  # the last session it came up in, and where it hurt
    for step in steps:
        hurt = _hurt(step)
        if not hurt and step["outcome"] == SKIPPED:
            continue
        session, side = last.get(step["exercise"], ("", ""))
        if session != step["session_id"]:
            side = ""
        last[step["exercise"]] = (step["session_id"], side or (step["side"] if hurt else ""))
    return {exercise: side for exercise, (_, side) in last.items() if side}


def flagged_easier(steps: Iterable[Mapping[str, Any]]) -> set[str]:
    """Name those of the exercises `flagged` that last hurt in their easier `variant`.

    >>> hurt = {"session_id": "a", "side": "both", "outcome": "skipped", "reason": "pain"}
    >>> flagged_easier([{**hurt, "exercise": "x", "variant": 1},
    ...                 {**hurt, "exercise": "y", "variant": 0}])
    {'x'}
    """
    rows = list(steps)
    easier = {row["exercise"]: bool(row["variant"]) for row in rows if _hurt(row)}
    return {exercise for exercise in flagged(rows) if easier[exercise]}


def _one(
    steps: Sequence[Mapping[str, Any]],
    when: Mapping[str, tuple[str, str]],
    rated: Mapping[tuple[str, str], int],
) -> History:
    done = {step["session_id"] for step in steps if step["outcome"] == DONE}
    last = max(done, key=lambda id: when[id], default="")
    hurt = [
        when[step["session_id"]][1]
        for step in steps
        if step["outcome"] == STOPPED or step["reason"] == "pain"
    ]
    return History(
        times=len(done),
        last_day=when[last][1] if last else "",
        pain_stops=len(hurt),
        last_pain_day=max(hurt, default=""),
        before=rated.get((last, "before")),
        after=rated.get((last, "after")),
    )


def _day(day: str) -> str:
    return day_words(date.fromisoformat(day))


def _hurt(step: Mapping[str, Any]) -> bool:
    return bool(step["outcome"] == STOPPED or step["reason"] == "pain")
