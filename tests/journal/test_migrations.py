import sqlite3

import pytest

from tracker.errors import JournalError
from tracker.journal import database
from tracker.journal.store import Journal


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """A folder of migrations to add to, beginning with the shipped ones."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for script in database.MIGRATIONS.glob("*.sql"):
        (folder / script.name).write_text(script.read_text(encoding="utf-8"))
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    database._scripts.cache_clear()
    yield folder
    database._scripts.cache_clear()


def version(path):
    connection = sqlite3.connect(path)
    found = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "journal_mode")
    ]
    connection.close()
    return found


def test_a_new_journal_is_marked_as_ours_and_keeps_no_write_ahead_log(own_journal):
    Journal()
    assert version(own_journal) == [database.APPLICATION_ID, len(database._scripts()), "delete"]


def test_the_scripts_are_numbered_from_one_without_a_gap():
    numbers = [int(script.name[:3]) for script in database._scripts()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("content", [None, b""])
def test_an_empty_file_becomes_a_journal(own_journal, content):
    if content is not None:
        own_journal.write_bytes(content)
    Journal().log_score(4)
    assert len(Journal().scores()) == 1


def test_opening_again_changes_nothing(own_journal):
    Journal().log_score(4)
    before = own_journal.read_bytes()
    Journal().scores()
    assert own_journal.read_bytes() == before


def test_a_journal_of_version_1_opens_in_every_later_version(own_journal, scripts):
    for script in scripts.glob("*.sql"):
        if not script.name.startswith("001"):
            script.rename(script.with_suffix(".later"))
    with Journal() as journal:
        journal.log_session("short", id="old", steps=[{"exercise": "childs_pose", "held_s": 30}])
        journal.log_score(4, session_id="old")
        journal.set_plan(3)
    for script in scripts.glob("*.later"):
        script.rename(script.with_suffix(".sql"))
    (scripts / "999_new.sql").write_text("CREATE TABLE new (x INTEGER) STRICT;\n")
    database._scripts.cache_clear()
    with Journal() as journal:
        assert journal.sessions().id.tolist() == ["old"]
        assert journal.scores().score.tolist() == [4]
        assert journal.undo().startswith("Took back: plan of 3 sessions a week")
    assert version(own_journal)[1] == len(list(scripts.glob("*.sql")))


def test_a_migration_that_fails_half_way_leaves_the_old_journal(own_journal, scripts):
    Journal().log_score(4)
    before = own_journal.read_bytes()
    script = scripts / "999_broken.sql"
    script.write_text("CREATE TABLE new (x INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);\n")
    database._scripts.cache_clear()
    with pytest.raises(JournalError, match="no such table: nowhere"):
        Journal()
    assert own_journal.read_bytes() == before
    script.unlink()
    database._scripts.cache_clear()
    assert len(Journal().scores()) == 1


def test_a_semicolon_inside_text_does_not_cut_a_statement(own_journal, scripts):
    (scripts / "999_text.sql").write_text(
        "CREATE TABLE new (x TEXT DEFAULT 'a;\nb') STRICT;\nINSERT INTO new DEFAULT VALUES;\n"
    )
    database._scripts.cache_clear()
    Journal()
    connection = sqlite3.connect(own_journal)
    assert connection.execute("SELECT x FROM new").fetchall() == [("a;\nb",)]
    connection.close()
