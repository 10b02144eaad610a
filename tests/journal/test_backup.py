import os
import sqlite3
import stat
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import clock
from tracker.errors import DamagedJournal, InvalidValue, JournalError
from tracker.journal import backup, copies
from tracker.journal.store import Journal

TODAY = date(2026, 3, 1)
SITE = {"site": "on the blade", "side": "left"}


def fill(journal):
    session = journal.log_session(
        "short", id="s", at="2026-02-01", steps=[{"exercise": "x", "held_s": 30}] * 2
    )
    journal.log_score(4, id="a", session_id=session, at="2026-02-01", note="<b>🦴")
    journal.log_score(5, id="b", at="2026-02-03")
    journal.set_plan(3, from_day="2026-02-01")
    journal.log_checkin(day="2026-02-04", stress=3)
    journal.pause("2026-02-10", "2026-02-12", "travel", id="p")
    journal.log_measure("PEG", 4, item="pain", at="2026-02-05", id="m")
    journal.name_knot(**SITE, nickname="Egon")
    journal.seal_experiment("e", {"pairs": 1}, 1, ["on", "off"])
    journal.set_setting("voice", {"rate": 0.9})


def content(connection):
    return list(connection.iterdump())


def in_file(path):
    with closing(sqlite3.connect(path)) as connection:
        return content(connection)


@pytest.fixture
def filled(journal):
    fill(journal)
    journal._daily.wait()
    return journal


def sentence(match, kind=JournalError):
    return pytest.raises(kind, match=rf"^[^\n]*{match}[^\n]*$")


# Making


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
        with closing(sqlite3.connect(filled.path)) as other:
            assert other.execute("SELECT count(*) FROM score").fetchone() == (2,)
    assert "not yet" in "".join(in_file(filled.backup(tmp_path)))


@pytest.mark.parametrize("fault", ["full", "no folder", "altered"])
def test_a_backup_that_cannot_be_written_leaves_nothing_and_says_so(
    filled, tmp_path, monkeypatch, fault
):
    target = tmp_path / "stick"
    if fault == "full":
        monkeypatch.setattr(os, "fsync", no_space)
    elif fault == "no folder":
        target.write_text("in the way")
    else:
        monkeypatch.setattr(copies, "check_file", damaged)
    with sentence(r"journal-2026-03-01.db could not be written \(.*\); the journal is as it was"):
        filled.backup(target)
    assert target.is_file() or list(target.iterdir()) == []


def no_space(_):
    raise OSError(28, "No space left on device")


def damaged(_):
    raise sqlite3.DatabaseError("row 3 missing from index")


# By itself


def test_the_first_write_of_a_day_makes_a_copy_and_later_ones_do_not(own_journal):
    days = [TODAY + timedelta(days=number) for number in range(3)]
    with Journal() as journal:
        for day in days:
            with clock.at(noon(day)):
                for score in (1, 2):
                    journal.log_score(score)
                    journal._daily.wait()
    assert journal.backups() == [copies.of_day(own_journal, day) for day in reversed(days)]
    with Journal(journal.backups()[0]) as newest:
        assert sorted(newest.scores().score) == [1, 1, 1, 2, 2]
    assert stat.S_IMODE(journal.backups()[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(copies.folder(own_journal).stat().st_mode) == 0o700


def noon(day):
    return datetime(day.year, day.month, day.day, 12).astimezone()


def test_a_journal_that_is_only_read_is_not_copied(own_journal):
    with Journal() as journal:
        journal.scores()
    assert [found.name for found in own_journal.parent.iterdir()] == ["journal.db"]


def test_opening_again_on_the_same_day_makes_no_further_copy(filled):
    (copy,) = filled.backups()
    before = copy.stat()
    with Journal() as again:
        again.log_score(1)
    assert again.backups() == [copy]
    assert copy.stat().st_mtime_ns == before.st_mtime_ns


@given(st.sets(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=60))
def test_of_any_days_the_last_fourteen_and_the_last_of_each_month_are_kept(days):
    kept = copies.days_to_keep(days)
    newest = set(sorted(days)[-14:])
    assert newest <= kept <= days
    for day in kept - newest:
        assert day == max(one for one in days if (one.year, one.month) == (day.year, day.month))
    assert {(day.year, day.month) for day in kept} == {(day.year, day.month) for day in days}


def test_over_half_a_year_of_days_the_last_of_each_past_month_stays(own_journal):
    folder = copies.folder(own_journal)
    folder.mkdir()
    others = {folder / "journal-before-2026-01-01-120000.db", folder / "notes.txt"}
    young, old = folder / ".journal-2026-01-01.db.1.part", folder / ".journal-2026-01-01.db.2.part"
    for path in (*others, young, old):
        path.write_text("mine")
    os.utime(old, (1, 1))
    for number in range(181):
        copies.of_day(own_journal, date(2026, 1, 1) + timedelta(days=number)).write_bytes(b"")
        copies.thin_out(own_journal)
    days = sorted(copies.daily(own_journal))
    months = [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31)]
    assert [(day.month, day.day) for day in days[:-14]] == months
    assert days[-14:] == [date(2026, 6, 17) + timedelta(days=number) for number in range(14)]
    assert {*others, young} <= set(folder.iterdir())
    assert not old.exists()


@pytest.mark.parametrize("fault", ["full", "no folder", "damaged copy"])
def test_a_copy_that_fails_loses_no_save_and_is_told_until_one_succeeds(
    journal, monkeypatch, fault
):
    folder = copies.folder(journal.path)
    if fault == "full":
        monkeypatch.setattr(copies.os, "fsync", no_space)
    elif fault == "no folder":
        folder.write_text("in the way")
    else:
        monkeypatch.setattr(copies, "check_file", damaged)
    for score in (4, 5):
        journal.log_score(score)
        journal._daily.wait()
    assert sorted(journal.scores().score) == [4, 5]
    (said,) = journal.warnings()
    assert said.startswith(f"no backup of today could be made in {folder} (")
    assert said.endswith("; what was entered is saved in the journal itself")
    assert repr(journal).endswith(f"0 sessions, 2 scores. Caution: {said}")
    assert journal.backups() == []
    monkeypatch.undo()
    if fault == "no folder":
        folder.unlink()
    monkeypatch.setenv("TRACKER_JOURNAL", str(journal.path))
    journal.log_score(6)
    journal._daily.wait()
    assert journal.warnings() == []
    assert len(journal.backups()) == 1
    assert [found.suffix for found in folder.iterdir()] == [".db"]


def test_a_save_does_not_wait_for_the_daily_copy(journal, monkeypatch):
    order = []
    put = copies.write_checked

    def slow(*given, **named):
        copying.wait(10)
        order.append("copied")
        return put(*given, **named)

    copying = copies.threading.Event()
    monkeypatch.setattr(copies, "write_checked", slow)
    journal.log_score(4)
    order.append("saved")
    copying.set()
    journal.close()
    assert order == ["saved", "copied"]


# Bringing back


def test_restoring_shows_first_what_would_change_and_changes_nothing(filled, tmp_path):
    copy = filled.backup(tmp_path)
    filled.log_score(1, at="2026-02-20")
    filled.log_score(1, at="2026-02-21")
    filled.amend("checkin", "2026-02-04", stress=9)
    filled.remove("session", "s")
    before = filled.path.read_bytes()
    shown = filled.restore(copy, dry_run=True)
    assert shown.summary() == (
        "this would change: 1 session added (2026-02-01); 2 steps added (2026-02-01); "
        "2 scores lost, 1 score changed (2026-02-01 to 2026-02-21); "
        "1 check-in changed (2026-02-04); nothing was changed yet"
    )
    assert filled.path.read_bytes() == before


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


def test_restoring_what_is_there_changes_nothing(filled, tmp_path):
    copy = filled.backup(tmp_path)
    before = filled.path.read_bytes()
    assert filled.restore(copy).summary() == (
        "the journal holds what the backup holds; nothing was changed"
    )
    assert filled.path.read_bytes() == before


def test_a_backup_of_an_earlier_version_is_brought_up_to_this_one(journal, tmp_path):
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(Path(__file__).with_name("version_1.sql").read_text("utf-8"))
    before = old.read_bytes()
    journal.restore(old)
    assert len(journal.sessions()) == 2
    journal.log_checkin(stress=3)
    assert old.read_bytes() == before


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

    monkeypatch.setattr(backup, "fill", half)
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
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with sentence("journal-2026-03-01.db was written by a newer Unknot"):
        filled.restore(copy)
    assert filled.path.read_bytes() == before


# Encrypted


def test_an_encrypted_backup_opens_with_its_passphrase_alone(filled, tmp_path):
    copy = filled.backup(tmp_path, passphrase="long walk 🦴")
    data = copy.read_bytes()
    assert copy.name == "journal-2026-03-01.db.age"
    assert data.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"SQLite" not in data
    assert b"Egon" not in data
    then = in_file(filled.path)
    filled.remove("score", "b")
    for phrase in (None, "short walk"):
        with sentence("is encrypted: give its|this passphrase does not open journal", InvalidValue):
            filled.restore(copy, passphrase=phrase)
    renamed = copy.rename(tmp_path / "renamed.bin")
    filled.restore(renamed, passphrase="long walk 🦴")
    assert in_file(filled.path) == then
    assert sorted(found.name for found in tmp_path.iterdir()) == ["renamed.bin"]


def test_an_empty_passphrase_is_refused(filled, tmp_path):
    for phrase in ("", "  ", 5):
        with sentence("the passphrase is empty; nothing was written", InvalidValue):
            filled.backup(tmp_path, passphrase=phrase)
    assert list(tmp_path.iterdir()) == []


# A damaged journal


@pytest.fixture
def hurt(filled):
    """A journal of which a good copy of yesterday's and a bad one of today's are kept."""
    filled.close()
    (good,) = filled.backups()
    good.rename(copies.of_day(filled.path, TODAY - timedelta(days=1)))
    good.write_bytes(filled.path.read_bytes()[:9000])
    data = filled.path.read_bytes()
    filled.path.write_bytes(data[:8192] + b"\xff" * 8192 + data[16_384:])
    return filled.path


def test_of_a_damaged_journal_the_newest_good_backup_is_offered_and_taken(hurt):
    before = hurt.read_bytes()
    offer = (
        r"is damaged \(.*\); nothing was written to it. The newest good backup is of "
        r"2026-02-28; tracker.Journal.recover\(\) puts it in the place of this file, which is kept"
    )
    with sentence(offer, DamagedJournal):
        Journal()
    assert hurt.read_bytes() == before
    with Journal.recover() as journal:
        assert len(journal.history()) >= 1
        journal.log_score(3)
    (kept,) = copies.folder(hurt).glob("journal-damaged-*.db")
    assert kept.read_bytes() == before
    assert stat.S_IMODE(hurt.stat().st_mode) == 0o600


def test_what_is_left_of_a_half_finished_step_is_kept_apart(hurt):
    hurt.unlink()
    half = hurt.with_name("journal.db-journal")
    half.write_bytes(b"half")
    with Journal.recover() as journal:
        assert len(journal.history()) >= 1
    assert not half.exists()
    (kept,) = copies.folder(hurt).glob("journal-damaged-*.db-journal")
    assert kept.read_bytes() == b"half"


def test_a_journal_that_was_deleted_is_recovered_too(filled):
    filled.close()
    filled.path.unlink()
    with Journal.recover(filled.path) as journal:
        assert len(journal.history()) >= 1


def test_without_a_good_backup_nothing_is_changed(hurt):
    for copy in copies.daily(hurt).values():
        copy.write_bytes(b"gone")
    before = hurt.read_bytes()
    with sentence("nothing was written to it: use a backup$", DamagedJournal):
        Journal()
    with sentence("no good backup is kept in .*backups; nothing was changed"):
        Journal.recover()
    assert hurt.read_bytes() == before


def test_a_whole_journal_is_not_recovered(filled):
    before = filled.path.read_bytes()
    with sentence(r"is whole and was left as it is; restore\(\) brings an earlier state back"):
        Journal.recover()
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
    assert backup.sync_service(tmp_path / "a" / "b" / "journal.db") == program


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


def test_what_was_kept_aside_is_thinned_as_backups_are_and_nothing_else_is_touched(tmp_path):
    path = tmp_path / "my-journal.db"
    place = copies.folder(path)
    place.mkdir()
    names = [
        f"my-journal-{kind}-2026-{month:02}-{day:02}-120000.db"
        for kind in ("before", "damaged")
        for month in (1, 2)
        for day in range(1, 21)
    ]
    others = ["my-journal-before-tea.db", "journal-before-2025-01-01-120000.db", "notes.txt"]
    for name in [*names, *others, "my-journal-damaged-2026-01-02-120000.db-journal"]:
        (place / name).write_text("")
    copies.thin_out(path)
    left = {one.name for one in place.iterdir()}
    assert left >= set(others)
    for kind in ("before", "damaged"):
        ours = sorted(name for name in left if name.startswith(f"my-journal-{kind}-2"))
        days = ["01-20", *(f"02-{day:02}" for day in range(7, 21))]
        assert ours == [f"my-journal-{kind}-2026-{day}-120000.db" for day in days]
