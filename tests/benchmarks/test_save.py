"""Saving one score for good, against a bare insert into an SQLite file with the same settings."""

import sqlite3
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.measure import ratio
from tests.benchmarks.ten_years import ten_years
from tracker.journal.store import Journal


def bare_table(path: Path, journal: Journal) -> None:
    scores = journal.scores().astype("str")
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE score ({', '.join(scores)}, PRIMARY KEY (id))")
    places = ", ".join("?" * len(scores.columns))
    rows = scores.itertuples(index=False, name=None)
    connection.executemany(f"INSERT INTO score VALUES ({places})", rows)
    connection.commit()
    connection.close()


def bare_insert(path: Path) -> None:
    connection = sqlite3.connect(path, timeout=10)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(
        "INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            str(uuid.uuid4()),
            datetime.now(UTC).isoformat(),
            0,
            "2026-03-01",
            "daily",
            "upper back",
            "both",
            4,
            None,
            "",
            "",
        ),
    )
    connection.commit()
    connection.close()


@pytest.mark.parametrize("full", [False, True], ids=["a new journal", "ten years of entries"])
def test_saving_a_score_takes_little_longer_than_a_bare_insert(
    benchmark: Any, tmp_path: Path, full: bool
) -> None:
    journal = Journal(tmp_path / "journal.db")
    if full:
        journal.add(ten_years(), label="ten years")
    bare = tmp_path / "bare.db"
    bare_table(bare, journal)
    costs = ratio(benchmark, lambda: journal.log_score(4), lambda: bare_insert(bare), rounds=400)
    assert costs <= 1.5
