import os
import stat
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal.kept import TODAY, hinder, noon
from tracker.foundation import clock
from tracker.journal.backup import copies
from tracker.journal.store import Journal


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
    hinder(monkeypatch, fault, folder)
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
