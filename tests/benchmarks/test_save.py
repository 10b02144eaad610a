"""Saving one score for good, against a bare insert into an SQLite file with the same settings."""

import sqlite3
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.measure import ratio
from tracker.journal.store import Journal

HOLDS = [{"exercise": "chest_stretch", "planned_s": 30}] * 8
FIRST = datetime(2016, 1, 1, 20, tzinfo=UTC)
YEARS = {"a new journal": 0, "ten years of entries": 10}


def keep_a_diary(journal: Journal, years: int) -> None:
    """Three scores a day and five sessions a week: in ten years 10,950 and 2,607, 20,856 holds."""
    with journal.together():
        for number in range(years * 365):
            day = FIRST + timedelta(days=number)
            for kind in ("before", "after", "daily"):
                journal.log_score(number % 11, at=day, kind=kind)
            if number % 7 < 5:
                journal.log_session("short", at=day, steps=HOLDS)


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


@pytest.mark.parametrize("years", YEARS.values(), ids=YEARS.keys())
def test_saving_a_score_takes_little_longer_than_a_bare_insert(
    benchmark: Any, tmp_path: Path, years: int
) -> None:
    journal = Journal(tmp_path / "journal.db")
    keep_a_diary(journal, years)
    bare = tmp_path / "bare.db"
    bare_table(bare, journal)
    costs = ratio(benchmark, lambda: journal.log_score(4), lambda: bare_insert(bare), rounds=400)
    assert costs <= 1.5
