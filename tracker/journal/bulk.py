"""Many rows at once, as an import brings them: sorted into new, known and wrong ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.foundation import words
from tracker.foundation.errors import NotFound, TrackerError, not_saved
from tracker.foundation.schema import KEYS, shown
from tracker.journal.sqlite.changes import Writer, row_id
from tracker.journal.sqlite.rows import Row, complete_row


@dataclass(frozen=True)
class Refused:
    """A row that was not taken: its place among those given for its table, from 0, and why."""

    table: str
    index: int
    why: str


@dataclass(frozen=True)
class Added:
    """What became, or would become, of many rows.

    By table, how many are new and how many the journal has already: by the same id, or by the same
    day, place or position where those are the id. Nothing is `saved` where it was only looked at,
    or where rows were refused and were not to be skipped.
    """

    added: dict[str, int] = field(default_factory=dict)
    already: dict[str, int] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    saved: bool = False

    def summary(self) -> str:
        """Say it in one sentence."""
        added = words.counted_by_table(self.added) or "nothing"
        said = f"{added} {'added' if self.saved else 'to add'}"
        if any(self.already.values()):
            said += f"; already there: {words.counted_by_table(self.already)}"
        if self.refused:
            said += f"; refused: {words.counted(len(self.refused), 'row')}"
        return said + ("" if self.saved else "; nothing was saved")


def sorted_rows(
    writer: Writer, given: Mapping[str, Iterable[Mapping[str, Any]]]
) -> tuple[Added, dict[str, list[Row]]]:
    """Tell new rows from known and from wrong ones."""
    refused: list[Refused] = []
    new: dict[str, list[Row]] = {}
    already: dict[str, int] = {}
    known: dict[str, set[str]] = {}
    for table in KEYS:  # a session before its holds and scores
        if table not in given:
            continue
        for name in ("session", table):
            if name not in known:
                known[name] = writer.keys(name)
        new[table], already[table] = [], 0
        for index, values in enumerate(given[table]):
            try:
                row = _new(table, values, known["session"])
            except TrackerError as error:
                refused.append(Refused(table, index, str(error)))
                continue
            id = row_id(table, row)
            if id in known[table]:
                already[table] += 1
            else:
                known[table].add(id)
                new[table].append(row)
    added = {table: len(found) for table, found in new.items()}
    return Added(added, already, tuple(refused)), new


def _new(table: str, values: Any, sessions: set[str]) -> Row:
    if not isinstance(values, Mapping):
        raise not_saved(f"{shown(values)} is not a row of a {table}")
    row = complete_row(table, values)
    session = row.get("session_id")
    if session is not None and session not in sessions:
        raise NotFound(f"there is no session {shown(session)} in the journal; nothing was saved")
    return row
