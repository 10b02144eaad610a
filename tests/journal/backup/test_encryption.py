import pytest

from tests.journal.kept import in_file, sentence
from tracker.foundation.errors import InvalidValue


@pytest.mark.slow
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
