"""What was acknowledged is on disk, whoever else writes and whatever dies."""

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tracker.foundation.schema import KEYS
from tracker.journal.store import Journal

CHECKOUT = Path(__file__).parents[2]


def start(path, name, number, *, first=0, step=1):
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.journal.everything"),
            *(str(path), name, str(number), str(first), str(step)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )


def read(lines):
    """Return ``(table, id)`` of every row that was acknowledged in a whole line."""
    return {tuple(line.strip().split("|")) for line in lines if line.endswith("\n")}


@pytest.mark.slow
def test_three_processes_writing_at_once_lose_nothing_and_save_what_is_shared_once(own_journal):
    writers = [start(own_journal, name, 40, step=8) for name in ("one", "two", "two")]
    said = [writer.communicate(timeout=60)[0].splitlines(keepends=True) for writer in writers]
    assert [len(lines) for lines in said] == [40, 40, 40]
    with Journal() as journal:
        assert rows(own_journal) == set().union(*map(read, said))
        assert len(journal.scores()) == len(journal.history()) == 80
        assert journal.history().seq.tolist() == list(range(1, 81))


def test_threads_may_share_one_journal(journal):
    def write(name):
        for n in range(20):
            journal.log_score(n % 11, id=f"{name} {n}")
            journal.scores()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(journal.scores()) == 60


def test_what_was_acknowledged_before_a_process_was_killed_is_there(own_journal):
    acknowledged = set()
    for run in range(3):
        writer = start(own_journal, f"run {run}", 100_000, step=8)
        acknowledged |= read(writer.stdout.readline() for _ in range(10 + 7 * run))
        writer.send_signal(signal.SIGKILL)
        acknowledged |= read(writer.stdout)
        writer.wait()
        writer.stdout.close()
    with Journal() as journal:
        assert acknowledged <= rows(own_journal)
        assert len(journal.history()) == len(journal.scores())
        journal.log_score(3)
    assert {found.name for found in own_journal.parent.iterdir()} == {"backups", "journal.db"}


def rows(path):
    """Return ``(table, id)`` of every row of the person's own tables."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            (table, str(id))
            for table, key in KEYS.items()
            for (id,) in connection.execute("SELECT " + " || '/' || ".join(key) + f" FROM {table}")
        }


def passes_its_check(path):
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        return found == [("ok",)] and not connection.execute("PRAGMA foreign_key_check").fetchall()


@pytest.mark.slow
def test_of_500_writes_of_every_kind_kills_lose_none_that_was_acknowledged(own_journal):
    chance = random.Random(4)
    acknowledged, runs = set(), 0
    while len(acknowledged) < 500:
        writer = start(own_journal, f"run {runs}", 100_000, first=1000 * runs)
        acknowledged |= read(writer.stdout.readline() for _ in range(chance.randrange(30, 90)))
        time.sleep(chance.random() / 50)
        writer.send_signal(signal.SIGKILL)
        acknowledged |= read(writer.stdout)
        writer.wait()
        writer.stdout.close()
        assert passes_its_check(own_journal)
        runs += 1
    assert runs > 4
    assert acknowledged <= rows(own_journal)
    with Journal() as journal:
        history = journal.history()
        assert rows(own_journal) <= set(zip(history.table_name, history.row_id, strict=True))
        # An import is there whole or not at all.
        imported = journal.scores().id.str.contains(" of ").sum()
        assert imported == 20 * (history.label == "import").sum()


@pytest.mark.slow
def test_three_processes_writing_3000_entries_lose_none(own_journal):
    names = {"one": 0, "two": 1000, "three": 2000}
    writers = [start(own_journal, name, 1000, first=first) for name, first in names.items()]
    said = [writer.communicate(timeout=500)[0].splitlines(keepends=True) for writer in writers]
    assert [len(lines) for lines in said] == [1000, 1000, 1000]
    assert set().union(*map(read, said)) <= rows(own_journal)
    assert passes_its_check(own_journal)
