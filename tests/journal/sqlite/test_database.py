"""The connection that is kept: never for a file that somebody else has touched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.foundation.errors import TrackerError
from tracker.journal.sqlite import database
from tracker.journal.store import Journal


@pytest.fixture
def opened(monkeypatch):
    """How many connections were opened so far."""
    connect, found = database.connect, []
    monkeypatch.setattr(database, "connect", lambda path: found.append(path) or connect(path))
    return found


def ids(journal):
    return journal.scores().id.tolist()


def test_one_connection_serves_as_long_as_nobody_else_touches_the_file(tmp_path, opened):
    with Journal(tmp_path / "journal.db") as journal:
        for number in range(5):
            journal.log_score(number)
        assert len(journal.scores()) == 5
    assert len(opened) == 1


@pytest.mark.parametrize("put", [os.replace, shutil.copyfile], ids=["moved", "copied"])
def test_what_was_put_in_the_place_of_the_file_is_what_is_read_and_written(tmp_path, put):
    mine, other = tmp_path / "journal.db", tmp_path / "other.db"
    with Journal(mine) as journal:
        journal.log_score(3, id="before")
        shutil.copyfile(mine, other)
        with Journal(other) as another:
            another.log_score(4, id="theirs")
        journal.log_score(3, id="ours")
        assert mine.stat().st_size == other.stat().st_size
        put(other, mine)
        assert ids(journal) == ["before", "theirs"]
        journal.log_score(5, id="after")
        assert ids(journal) == ["before", "theirs", "after"]
    with Journal(mine) as again:
        assert ids(again) == ["before", "theirs", "after"]


def test_after_an_error_the_next_operation_begins_anew(tmp_path, opened):
    with Journal(tmp_path / "journal.db") as journal:
        with pytest.raises(TrackerError):
            journal.remove("score", "unknown")
        journal.log_score(3, id="after")
        assert ids(journal) == ["after"]
    assert len(opened) == 2


def test_a_closed_journal_lets_the_file_go(tmp_path):
    journal = Journal(tmp_path / "journal.db")
    journal.log_score(3)
    journal.close()
    if Path("/proc/self/fd").exists():
        held = {os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()}
        assert str(journal.path) not in held
    journal.path.replace(tmp_path / "moved.db")


@pytest.mark.slow
def test_a_forked_process_writes_beside_its_parent(tmp_path):
    script = """
import os, sys
from tracker.journal.store import Journal
journal = Journal(sys.argv[1])
journal.log_score(1)
journal._daily.wait()
child = os.fork()
for _ in range(20):
    journal.log_score(2 if child else 3)
if child:
    assert os.waitpid(child, 0)[1] == 0
    print(sorted(journal.scores().score.value_counts().items()))
"""
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "journal.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "[(1, 1), (2, 20), (3, 20)]\n"
