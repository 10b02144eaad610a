import stat
from datetime import timedelta

import pytest

from tests.journal.kept import TODAY, sentence
from tracker.foundation.errors import DamagedJournal
from tracker.journal.backup import copies
from tracker.journal.store import Journal


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
