"""Taking back the latest step, and doing again what was taken back."""

from __future__ import annotations

import json
from typing import Any

from tracker.errors import NotFound
from tracker.journal import words
from tracker.journal.changes import Writer, differing

_FLIPPED = (
    "SELECT batch, action, max(seq) AS seq FROM change"
    " WHERE action IN ('undo', 'redo') GROUP BY batch"
)
"""The steps that were taken back or done again, and what was done to each of them last."""
_LATEST = (
    "SELECT max(batch) FROM change"
    f" WHERE batch NOT IN (SELECT batch FROM ({_FLIPPED}) WHERE action = 'undo')"
)
_TAKEN_BACK = (
    f"SELECT batch FROM ({_FLIPPED}) WHERE action = 'undo' AND seq > "
    "(SELECT max(seq) FROM change WHERE action NOT IN ('undo', 'redo')) ORDER BY seq DESC"
)
"""What may be done again, the last taken back first: nothing new was written since."""
_LAST_UNDO = (
    "batch = ?1 AND action = 'undo' AND seq > coalesce("
    "(SELECT max(seq) FROM change WHERE batch = ?1 AND action = 'redo'), 0)"
)


def undo(writer: Writer) -> str:
    """Take back the latest step that still stands, and say in words what it was."""
    (batch,) = writer.connection.execute(_LATEST).fetchone()
    if batch is None:
        raise NotFound("there is nothing to take back")
    changes, label = _written(writer, batch)
    for _, table, id, before, after in reversed(changes):
        present = writer.find(table, id)
        # Holds join their session's batch late: take back only what this change did, and only
        # where it still stands.
        restored = None
        if before and not after:
            restored = present or before
        elif before and after and present:
            restored = present | {name: before[name] for name in differing(before, after)}
        writer.write("undo", table, id, present, restored, batch)
    return words.took_back(changes, label)


def redo(writer: Writer) -> str:
    """Do again the step that was taken back last, and say in words what it was."""
    found = writer.connection.execute(_TAKEN_BACK).fetchone()
    if found is None:
        raise NotFound("there is nothing to do again")
    (batch,) = found
    for _, table, id, before, after in reversed(_changes(writer, _LAST_UNDO, batch)):
        writer.write("redo", table, id, after, before, batch)
    return words.did_again(*_written(writer, batch))


def _written(writer: Writer, batch: int) -> tuple[list[words.Change], str | None]:
    sql = "SELECT label FROM change WHERE batch = ? AND label IS NOT NULL"
    label = writer.connection.execute(sql, (batch,)).fetchone()
    condition = "batch = ?1 AND action NOT IN ('undo', 'redo')"
    return _changes(writer, condition, batch), label and label[0]


def _changes(writer: Writer, condition: str, batch: int) -> list[words.Change]:
    found: list[tuple[Any, ...]] = writer.connection.execute(
        "SELECT action, table_name, row_id, before, after FROM change"
        f" WHERE {condition} ORDER BY seq",
        (batch,),
    ).fetchall()
    return [
        (action, table, id, before and json.loads(before), after and json.loads(after))
        for action, table, id, before, after in found
    ]
