"""The table of entries in notebook 02: joins it to the journal and to its history."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from tracker.foundation import anatomy, clock, schema
from tracker.foundation.errors import JournalError
from tracker.journal.sqlite import change_words
from tracker.journal.store import Journal
from tracker.pages.panels.plan_panel import field
from tracker.routine.routines import routines
from tracker.widgets.forms.entries_table import PastEntries
from tracker.widgets.kit.logged_widget import Event

Row = dict[str, Any]
_HISTORY = 50
"""How many steps of the history are told."""
_NOTE = field("note", "long", "A note")
_HOURS = {"min": 0, "max": 24, "unit": "hours"}
CONTEXT = [
    field("stress", "scale", "Stress", whole=True, min=0, max=10, ends=["0 none", "10 the most"]),
    field("sleep_h", "number", "Sleep in the night before", **_HOURS),
    field("sitting_h", "number", "Time spent sitting", **_HOURS),
    _NOTE,
]
"""The fields of a day's check-in."""
_OUTCOMES = [(outcome, outcome) for outcome in schema.OUTCOMES]
_KINDS = {
    "daily": "the day's score",
    "before": "score before a session",
    "after": "score after a session",
    "stop": "score where it hurt",
    "now": "score of a moment",
}


def past_entries(journal: Journal, changed: Callable[[], None]) -> PastEntries:
    """Return the table of entries, which writes to the journal and then calls `changed`."""
    table = PastEntries(journal_id=journal.id)

    def keep(event: Event) -> None:
        if event["type"] == "amend":
            journal.amend(event["table"], event["row"], **_as_kept(event["columns"]))
            table.said = ""
        elif event["type"] == "remove":
            journal.remove(event["table"], event["row"])
            table.said = "Removed. Undo brings it back."
        else:
            _as_shown(journal, event["after"])
            said = journal.undo() if event["type"] == "undo" else journal.redo()
            table.said = _named(said, _routine_names())
        changed()

    table.on_event(keep)
    table.observe(lambda _: refresh_entries(table, journal), names=["weeks", "telling"])
    refresh_entries(table, journal)
    return table


def refresh_entries(table: PastEntries, journal: Journal) -> None:
    """Show what the journal holds of the weeks that are shown."""
    first = clock.today() - timedelta(weeks=table.weeks) + timedelta(days=1)
    since = first.isoformat()
    names = _routine_names()
    rows = [
        told(
            {**row, "routine": names.get(row["routine"], row["routine"])}
            if name == "session"
            else row
        )
        for name, told in _TOLD.items()
        for row in reversed(journal.rows(name, since=since))
    ]
    steps = journal.latest_steps(_HISTORY) if table.telling else []
    with table.hold_sync():
        table.rows = sorted(rows, key=lambda row: str(row["day"]), reverse=True)
        table.more = journal.anything_before(since)
        table.latest = journal.latest_change()
        table.changes = [_named(_line(step), names) for step in steps]


def _line(step: list[Row]) -> str:
    changes: list[change_words.Change] = []
    for row in step:
        before, after = (row[name] and json.loads(row[name]) for name in ("before", "after"))
        changes.append((row["action"], row["table_name"], row["row_id"], before, after))
    offset = clock.now().utcoffset() or timedelta()
    at = datetime.fromisoformat(step[0]["at"]).astimezone(timezone(offset))
    return f"{at:%Y-%m-%d %H:%M}: {change_words.what_changed(changes, step[0]['label'])}"


def _routine_names() -> dict[str, str]:
    return {id: routine.name for id, routine in routines().items()}


def _named(said: str, names: dict[str, str]) -> str:
    """Return what the journal says with names in place of the ids of routines."""
    return re.sub(
        r"\bsession (.+?)(?= on \d{4}-)",
        lambda found: f"session “{names.get(found[1], found[1])}”",
        said,
    )


def _as_shown(journal: Journal, after: int) -> None:
    """Refuse to take back what the person cannot have meant: something newer, or twice."""
    if journal.latest_change() != after:
        raise JournalError(
            "the journal changed after this was pressed; nothing was taken back: press it again"
        )


def _as_kept(columns: Row) -> Row:
    kept = {name: value for name, value in columns.items() if name != "day"}
    return kept | ({"at": columns["day"]} if "day" in columns else {})


def _score(row: Row) -> Row:
    side = "" if row["side"] == "both" else f", {row['side']}"
    where = "whole upper back" if row["site"] == anatomy.WHOLE else f"{row['site']}{side}"
    felt = f" ({row['qualities']})" if row["qualities"] else ""
    today = clock.today().isoformat()
    fields = [
        field("score", "number", "Score", min=0, max=10, whole=True, required=True),
        field("day", "date", "Day", required=True, max=today),
        _NOTE,
    ]
    about = {"what": f"{_KINDS[row['kind']]}{felt}", "where": where, "score": str(row["score"])}
    return _told("score", row["id"], row, fields, **about)


def _session(row: Row) -> Row:
    outcome = field("outcome", "choice", "How it ended", options=_OUTCOMES)
    what = f"session “{row['routine']}”, {row['outcome']}"
    return _told("session", row["id"], row, [outcome, _NOTE], what=what)


def _checkin(row: Row) -> Row:
    said = {"stress": "stress {:g}", "sleep_h": "slept {:g} h", "sitting_h": "sat {:g} h"}
    given = [text.format(row[name]) for name, text in said.items() if row[name] is not None]
    what = ", ".join(given) or "a note on the day"
    return _told("checkin", row["day"], row, CONTEXT, what=what)


def _told(table: str, id: str, row: Row, fields: list[Row], **about: str) -> Row:
    values = {field["name"]: row[field["name"]] for field in fields}
    shown = {"where": "", "score": "", "day": row["day"], "note": row["note"]}
    return {"table": table, "id": id, **shown, **about, "fields": fields, "values": values}


_TOLD = {"score": _score, "session": _session, "checkin": _checkin}
