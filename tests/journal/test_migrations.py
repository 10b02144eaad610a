import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.kept import execute
from tracker.foundation.errors import JournalError
from tracker.journal.sqlite import database
from tracker.journal.store import Journal

OLD = sorted(Path(__file__).parent.glob("version_*.sql"))
GREEDY = "=1+1, at half past midnight"


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
    names = ("application_id", "user_version", "journal_mode")
    return [execute(path, f"PRAGMA {name}")[0][0] for name in names]


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


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_a_journal_of_every_earlier_version_opens_and_keeps_all(own_journal, scripts, old):
    with closing(sqlite3.connect(own_journal)) as connection:
        connection.executescript(old.read_text(encoding="utf-8"))
        before = {table: kept(connection, table) for table in tables(connection)}
    (scripts / "999_new.sql").write_text("CREATE TABLE new (x INTEGER) STRICT;\n")
    database._scripts.cache_clear()
    with Journal() as journal:
        with closing(sqlite3.connect(own_journal)) as connection:
            assert all(kept(connection, table, *rows[0]) == rows for table, rows in before.items())
        assert journal.id == "6fa459ea-ee8a-4ca4-894e-db77e160355e"
        assert journal.sessions().routine.tolist() == ["short", "desk"]
        assert journal.scores().note.tolist()[1:] == ["<b>ow</b> 🦴\nmoved on", GREEDY]
        assert journal.undo() == "Took back: session desk on 2026-05-04, with 1 hold"
        assert journal.undo() == "Took back: removing daily score 9 for upper back on 2026-05-04"
        assert journal.redo().startswith("Did again: removing daily score 9")
        journal.log_checkin(stress=3, day="2026-05-04")
        assert journal.undo() == "Took back: check-in of 2026-05-04"
    assert version(own_journal)[1] == len(list(scripts.glob("*.sql")))


def test_there_is_a_journal_of_every_earlier_version():
    assert [path.stem for path in OLD] == [
        f"version_{number}" for number in range(1, len(database._scripts()))
    ]


def tables(connection):
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_schema")]


def kept(connection, table, *names):
    """Return a table's columns, all or those named, followed by its rows."""
    found = connection.execute(f"SELECT {', '.join(names) or '*'} FROM {table}")
    return [tuple(column for column, *_ in found.description), *sorted(found, key=repr)]


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
    assert execute(own_journal, "SELECT x FROM new") == [("a;\nb",)]
