import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.kept import SITE, execute, hinder, in_file, no_space, sentence
from tracker.foundation.errors import JournalError
from tracker.journal.backup import backups, copies
from tracker.journal.store import Journal

VERSION_1 = Path(__file__).parents[1] / "version_1.sql"

# Making


@pytest.mark.slow
def test_a_backup_is_the_whole_journal_dated_and_for_its_owner_alone(filled, tmp_path):
    copy = filled.backup(tmp_path / "new" / "stick")
    assert copy == tmp_path / "new" / "stick" / "journal-2026-03-01.db"
    assert in_file(copy) == in_file(filled.path)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [found.name for found in copy.parent.iterdir()] == [copy.name]
    with Journal(copy) as opened:
        assert opened.scores().equals(filled.scores())


def test_a_second_backup_of_a_day_overwrites_nothing(filled, tmp_path):
    first = filled.backup(tmp_path)
    before = first.read_bytes()
    filled.log_score(1)
    second = filled.backup(tmp_path)
    assert second.name == "journal-2026-03-01-2.db"
    assert first.read_bytes() == before
    assert in_file(second) == in_file(filled.path)


def test_the_sample_diary_can_be_copied_too(tmp_path):
    with Journal("sample") as diary:
        copy = diary.backup(tmp_path)
        with Journal(copy) as opened:
            assert len(opened.scores()) == len(diary.scores())


def test_what_is_written_together_is_not_in_a_backup_before_it_is_saved(filled, tmp_path):
    with filled.together():
        filled.log_score(1, id="not yet")
        assert execute(filled.path, "SELECT count(*) FROM score") == [(2,)]
    assert "not yet" in "".join(in_file(filled.backup(tmp_path)))


@pytest.mark.parametrize("fault", ["full", "no folder", "altered"])
def test_a_backup_that_cannot_be_written_leaves_nothing_and_says_so(
    filled, tmp_path, monkeypatch, fault
):
    target = tmp_path / "stick"
    hinder(monkeypatch, fault, target)
    with sentence(r"journal-2026-03-01.db could not be written \(.*\); the journal is as it was"):
        filled.backup(target)
    assert target.is_file() or list(target.iterdir()) == []


# Bringing back


@pytest.mark.slow
def test_restoring_brings_everything_back_and_can_be_taken_back(filled, tmp_path):
    copy = filled.backup(tmp_path)
    then = in_file(filled.path)
    filled.remove("session", "s")
    filled.name_knot(**SITE, nickname="Erna")
    filled.undo()
    filled.close_experiment("e")
    filled.set_setting("voice", None)
    now = in_file(filled.path)
    done = filled.restore(copy)
    assert done.saved
    assert done.kept.name == "journal-before-2026-03-01-200000.db"
    assert done.summary().endswith(f"; what was there before is in {done.kept}")
    assert in_file(filled.path) == then
    assert filled.undo() == "Took back: experiment e"
    filled.redo()
    back = filled.restore(done.kept)
    assert in_file(filled.path) == now
    assert back.kept != done.kept


def test_a_backup_of_an_earlier_version_is_brought_up_to_this_one(journal, tmp_path):
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(VERSION_1.read_text("utf-8"))
    before = old.read_bytes()
    journal.restore(old)
    assert len(journal.sessions()) == 2
    journal.log_checkin(stress=3)
    assert old.read_bytes() == before


@pytest.mark.slow
def test_a_restore_that_fails_on_the_way_leaves_the_journal_as_it_was(
    filled, tmp_path, monkeypatch
):
    copy = filled.backup(tmp_path)
    filled.log_score(1)
    before = filled.path.read_bytes()
    monkeypatch.setattr(copies.os, "fsync", no_space)
    with sentence("no space left on device.*; the journal is as it was"):
        filled.restore(copy)
    monkeypatch.undo()

    def half(connection, source):
        connection.execute("DELETE FROM score")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(backups, "fill", half)
    with pytest.raises(JournalError):
        filled.restore(copy)
    assert filled.path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "cannot be read"),
        (b"", "is no good backup"),
        (b"Dear diary", "is no good backup"),
        (b"SQLite format 3\x00" + b"\x00" * 5000, "is no good backup"),
    ],
)
def test_what_is_no_backup_is_not_brought_back(filled, tmp_path, content, why):
    path = tmp_path / "backup.db"
    if content is not None:
        path.write_bytes(content)
    before = filled.path.read_bytes()
    with sentence(rf"backup.db {why} .*; nothing was changed"):
        filled.restore(path)
    assert filled.path.read_bytes() == before


def test_a_damaged_or_newer_backup_is_not_brought_back(filled, tmp_path):
    copy = filled.backup(tmp_path)
    data = bytearray(copy.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    hurt = tmp_path / "hurt.db"
    hurt.write_bytes(data)
    filled.log_score(1)
    before = filled.path.read_bytes()
    with sentence("hurt.db is no good backup .*; nothing was changed"):
        filled.restore(hurt)
    execute(copy, "PRAGMA user_version = 99")
    with sentence("journal-2026-03-01.db was written by a newer Unknot"):
        filled.restore(copy)
    assert filled.path.read_bytes() == before


# Folders that are sent elsewhere


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)/unknot", "Dropbox"),
        ("OneDrive - Some Company/diary", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("Google Drive", "Google Drive"),
        ("Library/CloudStorage/Box-Box", "a cloud drive"),
        ("Nextcloud", "Nextcloud"),
        ("Syncthing/x", "Syncthing"),
    ],
)
def test_a_journal_in_a_folder_that_is_sent_elsewhere_says_so(tmp_path, folder, program):
    with Journal(tmp_path / folder / "journal.db") as journal:
        (said,) = journal.warnings()
        assert said.startswith(f"the journal lies in a folder that {program} sends elsewhere (")
        assert repr(journal).endswith(f"Caution: {said}")


@pytest.mark.parametrize(
    ("mark", "program"),
    [(".stfolder", "Syncthing"), (".sync_ab12.db", "Nextcloud"), (".dropbox", "Dropbox")],
)
def test_a_folder_is_known_by_what_such_a_program_leaves_in_it(tmp_path, mark, program):
    (tmp_path / mark).write_text("")
    assert backups.sync_service(tmp_path / "a" / "b" / "journal.db") == program


@pytest.mark.parametrize("folder", ["diary", "my dropbox notes", "OneDriver", "sync"])
def test_other_folders_are_not_suspected(tmp_path, folder):
    with Journal(tmp_path / folder / "journal.db") as journal:
        assert journal.warnings() == []


# A journal that was lost, and what is kept aside


def test_a_lost_journal_whose_backups_are_there_says_so_until_it_is_restored(filled):
    path = filled.path
    copy = filled.back_up_now()
    filled.close()
    path.unlink()
    with Journal(path) as anew:
        (said,) = anew.warnings()
        assert said == (
            f"backups of another journal lie in {copy.parent}, the newest is {copy.name}: "
            "if yours was lost or moved, restore it from there"
        )
        assert repr(anew).endswith(f"0 sessions, 0 scores. Caution: {said}")
        anew.log_score(3)
        assert anew.warnings() == [said]
        assert anew.back_up_now() == copy
        (copy,) = anew.kept_aside()
        assert anew.restore(copy).saved
        assert len(anew.scores()) == 2
        assert anew.warnings() == []


def test_todays_copy_is_made_anew_when_asked_for(filled):
    before = filled.backups()
    filled.log_score(9)
    assert filled.back_up_now() == before[0]
    assert filled.backups() == before
    with Journal(before[0]) as copy:
        assert sorted(copy.scores().score) == [4, 5, 9]


def test_a_copy_that_cannot_be_made_now_is_a_sentence_and_the_earlier_one_stays(
    filled, monkeypatch
):
    kept = filled.backups()[0].read_bytes()
    filled.log_score(9)
    monkeypatch.setattr(copies.os, "fsync", no_space)
    with sentence("could not be written .*; the journal is as it was"):
        filled.back_up_now()
    assert filled.backups()[0].read_bytes() == kept
    with Journal("sample") as sample, sentence("in memory alone"):
        sample.back_up_now()
