"""Which scores and which session belong together, from rows as ``Journal.rows`` gives them.

Rows come oldest first, and moments in them are ISO texts in UTC to the millisecond, so that they
are compared as they are; a moment given apart is aware.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.foundation import anatomy
from tracker.journal.sqlite.rows import Row, utc_text

Rows = Sequence[Mapping[str, Any]]
AROUND = timedelta(hours=2)
"""How far from a session a score still counts as given before or after it."""


def unlinked_before(scores: Rows, at: datetime) -> list[Row]:
    """Return the before-scores of the two hours up to `at` that belong to no session yet."""
    return _unlinked(scores, ("before",), at - AROUND, at)


def unlinked_after(scores: Rows, at: datetime, planned_s: float) -> list[Row]:
    """Return the unlinked stop- and after-scores from a start `at` to two hours past the plan."""
    return _unlinked(scores, ("stop", "after"), at, at + timedelta(seconds=planned_s) + AROUND)


def _unlinked(scores: Rows, kinds: tuple[str, ...], first: datetime, last: datetime) -> list[Row]:
    return [
        dict(row)
        for row in scores
        if row["kind"] in kinds
        and row["session_id"] is None
        and utc_text(first) <= row["at"] <= utc_text(last)
    ]


def saved_scores(scores: Rows) -> dict[str, Any]:
    """Return each place's last score as a card's events have it, `at` the latest, in epoch ms."""
    if not scores:
        return {}
    names = ("id", "site", "side", "score", "note")
    return {
        "at": int(datetime.fromisoformat(max(row["at"] for row in scores)).timestamp() * 1000),
        "scores": [
            {name: row[name] for name in names} | {"qualities": _words(row["qualities"])}
            for row in _last_of_each(scores)
        ],
    }


def session_at(sessions: Rows, at: datetime) -> str | None:
    """Return the session under way, by plan if it has no end, or ended up to two hours before."""
    moment = at.astimezone(UTC)
    near = [row["id"] for row in sessions if _start(row) <= moment <= _end(row) + AROUND]
    return near[-1] if near else None


def session_begun(sessions: Rows, at: datetime) -> str | None:
    """Return the first session that began in the two hours after `at`: its score came late."""
    first, last = utc_text(at), utc_text(at + AROUND)
    begun = [row["id"] for row in sessions if first <= row["at"] <= last]
    return begun[0] if begun else None


def session_end(sessions: Rows, session_id: str, at: datetime) -> datetime:
    """Return when a session ended: `at`, or its start where a clock was set back meanwhile."""
    return max([at, *(_start(row) for row in sessions if row["id"] == session_id)])


def last_session_places(scores: Rows) -> list[str]:
    """Return the knots scored before the last session, as ``"site|side"``, each once.

    >>> places = [("upper back", "both"), ("on the blade", "left")]
    >>> last_session_places([
    ...     {"kind": "before", "at": "2026-03-01T08:00:00.000Z", "session_id": "a",
    ...      "site": site, "side": side} for site, side in places])
    ['on the blade|left']
    """
    before = [row for row in scores if row["kind"] == "before"]
    if not before:
        return []
    last = before[-1]
    since = "" if last["session_id"] else utc_text(_start(last) - AROUND)
    together = [
        row for row in before if row["session_id"] == last["session_id"] and row["at"] >= since
    ]
    return [place for place in dict.fromkeys(map(_place, together)) if place != _WHOLE]


def last_scored_places(scores: Rows) -> list[str]:
    """Return the knots that were scored last, daily or before a session, as ``"site|side"``.

    >>> knot = {"site": "on the blade", "side": "left"}
    >>> last_scored_places([{"kind": "daily", "day": "2026-03-01", **knot}])
    ['on the blade|left']
    """
    marked = [row for row in scores if row["kind"] in ("daily", "before")]
    together = [row for row in marked if row["day"] == marked[-1]["day"]]
    return [place for place in dict.fromkeys(map(_place, together)) if place != _WHOLE]


def last_scores(scores: Rows, kind: str, occasion: str | None = None) -> dict[str, int]:
    """Return each place's last score of a kind, ``"site|side"`` to 0-10, from an earlier occasion.

    `occasion` is what the card is open for, and no last time itself: the day of daily scores, the
    session of those around one (None while it has not begun); a moment's have none.

    >>> rows = [{"kind": "daily", "day": day, "site": "upper back", "side": "both", "score": score}
    ...     for day, score in (("2026-03-01", 4), ("2026-03-02", 6))]
    >>> last_scores(rows, "daily", "2026-03-02")
    {'upper back|both': 4}
    """

    def is_earlier(row: Mapping[str, Any]) -> bool:
        if kind == "daily":
            return occasion is None or bool(row["day"] < occasion)
        return kind == "now" or row["session_id"] not in (None, occasion)

    same = [row for row in scores if row["kind"] == kind and is_earlier(row)]
    return {_place(row): int(row["score"]) for row in _last_of_each(same)}


def nicknames(knots: Rows) -> dict[str, str]:
    """Return what the person calls each knot that has a name, by ``"site|side"``."""
    return {_place(row): str(row["nickname"]) for row in knots}


_WHOLE = f"{anatomy.WHOLE}|both"


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['site']}|{row['side']}"


def _last_of_each(scores: Rows) -> list[Mapping[str, Any]]:
    last = {_place(row): row for row in scores}
    return [row for row in scores if last[_place(row)] is row]


def _words(text: str) -> list[str]:
    return text.split(", ") if text else []


def _start(row: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(row["at"])


def _end(session: Mapping[str, Any]) -> datetime:
    if session["ended_at"] is not None:
        return datetime.fromisoformat(session["ended_at"])
    return _start(session) + timedelta(seconds=session["planned_s"])
