"""A diary of ten years: 3,650 check-ins, 10,950 scores, 2,608 sessions with 20,864 holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

FIRST = datetime(2016, 1, 1, 20, tzinfo=UTC)


def ten_years() -> dict[str, list[dict[str, Any]]]:
    """Return its rows by table."""
    rows: dict[str, list[dict[str, Any]]] = {"session": [], "step": [], "score": [], "checkin": []}
    for number in range(3650):
        at = (FIRST + timedelta(days=number)).isoformat()
        rows["checkin"].append({"day": at[:10], "stress": number % 11, "sleep_h": 7.5})
        for kind in ("before", "after", "daily"):
            score = {"id": f"{number}-{kind}", "at": at, "kind": kind, "site": "upper back"}
            rows["score"].append(score | {"score": number % 11, "note": "a word or two about it"})
        if number % 7 < 5:
            id = f"session-{number}"
            session = {"id": id, "routine": "full", "at": at, "planned_s": 700}
            rows["session"].append(session | {"outcome": "completed", "source": "player"})
            hold = {"session_id": id, "exercise": "chest_stretch", "planned_s": 30, "held_s": 30}
            rows["step"] += [
                {"position": position, "outcome": "done", **hold} for position in range(1, 9)
            ]
    return rows
