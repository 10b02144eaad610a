"""A journal that cannot be used: one sentence, and every byte is as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.journal.kept import execute, sentence
from tracker.foundation.errors import TrackerError
from tracker.journal.sqlite import database
from tracker.journal.store import Journal

LONG_NOTE = "n" * 150_000


@pytest.fixture
def path(own_journal):
    """A journal that holds one score."""
    return with_one_score(own_journal)


@pytest.fixture
def folder():
    """A folder in which permissions count: an administrator steps down for the test."""
    with Journal(Path(tempfile.mkdtemp()) / "warm.db") as journal:  # all code is loaded by now
        journal.scores()
    shutil.rmtree(journal.path.parent)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    folder = Path(tempfile.mkdtemp())
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o700)
    shutil.rmtree(folder)


def with_one_score(path):
    with Journal(path) as journal:
        journal.log_score(4, id="mine")
    return path


def still_readable(path):
    with Journal(path) as journal:
        return journal.scores().id.tolist() == ["mine"] and len(journal.history()) == 1


@pytest.mark.parametrize(("name", "mode"), [("journal.db", 0o400), ("", 0o500)])
def test_a_read_only_file_or_folder_is_read_but_not_written(folder, name, mode):
    path = with_one_score(folder / "journal.db")
    (folder / name).chmod(mode)
    with Journal(path) as journal, sentence("or its folder is read-only; nothing was saved"):
        journal.log_score(3)
    assert still_readable(path)


def test_in_a_read_only_folder_no_journal_can_be_begun(folder):
    folder.chmod(0o500)
    with sentence(r"no journal can be kept at .* \(permission denied\)"):
        Journal(folder / "new" / "journal.db")


def test_a_file_that_may_not_be_read_says_so(folder):
    path = with_one_score(folder / "journal.db")
    path.chmod(0)
    with sentence("cannot be opened: it, or its folder, is missing or may not be used"):
        Journal(path)
    path.chmod(0o600)
    assert still_readable(path)


@pytest.mark.parametrize(
    "write",
    [
        lambda journal: journal.log_score(3, note=LONG_NOTE),
        lambda journal: journal.log_session("short", note=LONG_NOTE),
        lambda journal: journal.amend("score", "mine", note=LONG_NOTE),
        lambda journal: journal.set_setting("draft", LONG_NOTE),
    ],
)
def test_on_a_full_disk_nothing_is_half_written(path, monkeypatch, write):
    connect = database.connect
    most = [path.stat().st_size // 4096 + 1]

    def on_a_full_disk(path):
        connection = connect(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {max(pages, most[0])}")
        return connection

    monkeypatch.setattr(database, "connect", on_a_full_disk)
    with Journal() as journal:
        with sentence("the disk is full: .* cannot grow; nothing was saved, and what was there"):
            write(journal)
        journal.log_score(2, id="small enough")
        assert journal.scores().id.tolist() == ["mine", "small enough"]


def test_what_is_written_together_is_refused_as_a_whole_even_if_the_fault_is_caught(path):
    execute(  # SQLite itself takes a whole step back on a full disk
        path,
        "CREATE TRIGGER full BEFORE INSERT ON score WHEN new.id = 'last straw'"
        " BEGIN SELECT RAISE(ROLLBACK, 'full'); END",
    )
    with Journal() as journal:
        with (
            sentence("a part of this step was not saved, and so nothing of it was"),
            journal.together(),
        ):
            journal.log_score(1, id="first")
            with pytest.raises(TrackerError):
                journal.log_score(2, id="last straw")
            journal.log_score(3, id="after")
        assert journal.scores().id.tolist() == ["mine"]
        journal.log_score(2, id="alone")
        assert journal.scores().id.tolist() == ["mine", "alone"]


@pytest.mark.slow
def test_when_the_system_stops_the_file_from_growing_nothing_is_half_written(path):
    script = f"""
import os, resource, sys
from tracker.foundation.errors import JournalError, TrackerError
from tracker.journal.store import Journal
journal = Journal(sys.argv[1])
most = os.path.getsize(sys.argv[1]) + 10_000
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    journal.log_score(3, note="n" * {len(LONG_NOTE)})
except JournalError as error:
    print(error)
print(len(journal.scores()))
journal.log_score(2)
"""
    said = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert said[0].endswith("; nothing was saved, and what was there before still is")
    assert said[1:] == ["1"]
    assert {found.name for found in path.parent.iterdir()} == {"backups", "journal.db"}
    assert len(Journal().scores()) == 2


WITHOUT_ROOM = """
import resource, sqlite3, sys
from pathlib import Path
from tracker.foundation.errors import TrackerError
from tracker.journal.backup import copies
from tracker.journal.store import Journal
path, what = Path(sys.argv[1]), sys.argv[2]
folder = path.parent / "stick"
journal = Journal(path)
journal.log_score(4, note="n" * 9000)
journal._daily.wait()
older = journal.backup(path.parent / "older")
journal.log_checkin(stress=5, note="n" * 3000)
pauses = [
    {"id": str(n), "from_day": "2026-01-01", "to_day": "2026-01-02", "reason": "flare"}
    for n in range(60)
]
holds = [{"exercise": "x", "held_s": 3}] * 40
uses = {
    "score": lambda: journal.log_score(3, note="n" * 9000),
    "session": lambda: journal.log_session("short", steps=holds),
    "checkin": lambda: journal.log_checkin(note="m" * 9000),
    "import": lambda: journal.add({"pause": pauses}, label="import"),
    "undo": lambda: journal.undo(),
    "backup": lambda: journal.backup(folder),
    "encrypted": lambda: journal.backup(folder, passphrase="x"),
    "restore": lambda: journal.restore(older),
}
def content():
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = list(connection.iterdump())
    connection.close()
    return found
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
before, refused, most = content(), 0, 0
step = 60_000 if what == "encrypted" else 2048
while True:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        uses[what]()
        break
    except TrackerError as error:
        said = str(error)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert said.endswith(("still is", "as it was")), said
    assert content() == before
    assert not folder.exists() or list(folder.iterdir()) == []
    assert not list(copies.folder(path).glob("*.part"))
    refused, most = refused + 1, most + step
assert (content() == before) == (what in ("backup", "encrypted"))
print(refused)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "least"),
    [
        *((one, 10) for one in ("score", "session", "checkin", "import", "undo")),
        *((one, 2) for one in ("backup", "encrypted", "restore")),
    ],
)
def test_wherever_the_disk_is_full_nothing_is_half_written(path, what, least):
    # Each round leaves room for a little more in any one file, until there is enough.
    said = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, str(path), what], capture_output=True, text=True
    )
    assert said.stderr == ""
    assert int(said.stdout) >= least


def refused_untouched(path, match):
    before = path.read_bytes()
    with sentence(match):
        Journal(path)
    assert path.read_bytes() == before
    assert list(path.parent.glob(f"{path.name}-*")) == []


def test_a_journal_from_a_newer_version_is_left_as_it_is(path):
    execute(path, "PRAGMA user_version = 99")
    refused_untouched(path, r"written by a newer Unknot \(journal version 99, .*: update Unknot")


def test_a_journal_that_becomes_newer_while_open_is_not_written_any_more(path):
    with Journal() as journal:
        execute(path, "PRAGMA user_version = 99")
        with sentence("written by a newer Unknot"):
            journal.log_score(3)


@pytest.mark.parametrize("content", [b"Dear diary,\n" * 400, b"\x00" * 5000, b"SQLite format 4"])
def test_what_is_no_database_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    refused_untouched(path, "is not a journal of Unknot; it was left as it is")


@pytest.mark.parametrize("mark", ["CREATE TABLE mine (x)", "PRAGMA user_version = 1"])
def test_another_programs_database_is_left_as_it_is(tmp_path, mark):
    path = tmp_path / "other.db"
    execute(path, mark)
    refused_untouched(path, "belongs to another program; it was left as it is")


def test_a_folder_is_no_journal(tmp_path):
    with sentence("is a folder, and the journal is kept in a file"):
        Journal(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with sentence(r"no journal can be kept at .*file/journal.db \(.*\)"):
        Journal(tmp_path / "file" / "journal.db")


def test_a_damaged_journal_is_never_written_to(path):
    with Journal() as journal:
        for _ in range(40):
            journal.log_score(3, note="n" * 1000)
    whole = path.read_bytes()
    for name, damaged in {
        "overwritten": whole[:16_384] + b"\xff" * 16_384 + whole[32_768:],
        "cut short": whole[:30_000],
    }.items():
        (path.parent / name).write_bytes(damaged)
        refused_untouched(
            path.parent / name, r"is damaged \(.*\); nothing was written to it: use a"
        )


def test_a_journal_that_another_program_holds_is_not_waited_for_without_end(path, monkeypatch):
    monkeypatch.setattr(database, "TIMEOUT_S", 0.05)
    with Journal() as journal:
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
        for use in (lambda: journal.log_score(3), journal.scores, Journal):
            with sentence("another program is using .* did not let go within 0.05 s; nothing was"):
                use()
        other.close()
        journal.log_score(3)
        assert len(journal.scores()) == 2


def test_a_journal_that_was_taken_away_is_not_made_anew(path):
    with Journal() as journal:
        path.rename(path.with_suffix(".moved"))
        for use in (lambda: journal.log_score(3), journal.scores):
            with sentence("cannot be opened: it, or its folder, is missing"):
                use()
        assert not path.exists()
        path.with_suffix(".moved").rename(path)
        assert still_readable(path)


def test_a_journal_that_was_emptied_is_not_written_as_if_it_were_whole(path):
    with Journal() as journal:
        path.write_bytes(b"")
        with sentence("was replaced meanwhile; open the journal again"):
            journal.log_score(3)
