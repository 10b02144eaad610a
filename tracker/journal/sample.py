"""The sample diary: a simulated person's journal, read from ``data/sample`` into memory."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tracker.foundation.data_files import data_folder
from tracker.foundation.schema import TABLES
from tracker.journal.entries import Entries

NOW = datetime(2026, 4, 27, 8, 0, tzinfo=UTC)
"""The morning after the diary's last day; in UTC, so that outputs are the same everywhere."""


def fill(journal: Entries) -> None:
    """Log the sample diary as a person would have, through the journal's own checks."""
    for plan in _read("plan"):
        journal.set_plan(**plan)
    steps = defaultdict(list)
    for step in _read("step"):
        steps[step.pop("session_id")].append(step)
    for session in _read("session"):
        journal.log_session(**session, steps=steps[session["id"]])
    for checkin in _read("checkin"):
        journal.log_checkin(**checkin)
    for measure in _read("measure"):
        journal.log_measure(**measure)
    for knot in _read("knot"):
        journal.name_knot(**knot)
    for score in _read("score"):
        journal.log_score(**score)


def _read(table: str) -> list[dict[str, Any]]:
    types: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "number": float,
        "flag": lambda text: text == "True",
    }
    columns = {column.name: column for column in TABLES[table]}
    path = data_folder() / "sample" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {
                name: None
                if text == "" and columns[name].optional
                else types.get(columns[name].dtype, str)(text)
                for name, text in line.items()
                if "at" not in line or name not in ("utc_offset_min", "day")  # follow from `at`
            }
            for line in csv.DictReader(file)
        ]
