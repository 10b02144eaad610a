import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from tests.pages.events import NOW, ask
from tracker import Coach, Diary, Journal
from tracker.foundation import clock
from tracker.foundation.errors import DamagedJournal, JournalError
from tracker.journal.backup import recovery
from tracker.pages.panels import recovery_panel
from tracker.pages.panels.recovery_panel import rescue_panel


@pytest.fixture
def path(tmp_path):
    """A journal with a backup of yesterday, and a score since then."""
    with clock.at(NOW - timedelta(days=1)), Journal(tmp_path / "journal.db") as journal:
        with journal.together():
            for number in range(60):
                journal.log_score(4, id=f"old-{number}", kind="now", note="n" * 900)
        journal._daily.wait()
    with Journal(tmp_path / "journal.db") as journal:
        journal._daily = None  # no copy of today
        journal.log_score(7, id="new", at=NOW)
    return tmp_path / "journal.db"


def overwrite(path: Path, table: str) -> bytes:
    """Overwrite the first page of a table, as a failing disk does; return the file's bytes."""
    with sqlite3.connect(path) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(sql, (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    data = path.read_bytes()
    start = (page - 1) * size
    path.write_bytes(data[:start] + b"\xff" * size + data[start + size :])
    return path.read_bytes()


@pytest.fixture(autouse=True)
def evening():
    with clock.at(NOW):
        yield


def test_a_page_says_what_is_wrong_and_what_the_backup_would_change_and_brings_it_back(path):
    damaged = overwrite(path, "change")
    panel = rescue_panel(path)
    wrong, change = panel.damage
    assert wrong.startswith(f"{path} is damaged (")
    assert wrong.endswith("nothing was written to it.")
    assert change == (
        "The newest good backup is of 2026-03-03 and holds 60 scores. "
        "Bringing it back would change: 1 score lost (2026-03-04)."
    )
    assert path.read_bytes() == damaged
    assert panel.rescue
    said = ask(panel, "rescue")["text"]
    kept = said.removeprefix("The journal is whole again. The damaged file is kept as ")
    assert Path(kept.removesuffix(".")).read_bytes() == damaged
    assert (panel.damage, panel.rescue) == ([], False)
    with Journal(path) as journal:
        assert len(journal.rows("score")) == 60
    assert "is whole and was left as it is" in ask(panel, "rescue")["error"]


def test_what_cannot_be_compared_is_named(path):
    overwrite(path, "score")
    assert (
        rescue_panel(path)
        .damage[1]
        .endswith(
            "Bringing it back would change: nothing that can still be read. "
            "The scores of the damaged file cannot be read, and so not be compared."
        )
    )
    path.write_bytes(b"no journal any more")
    wrong, change = rescue_panel(path).damage
    assert "is not a journal of Unknot; it was left as it is" in wrong
    assert change.endswith(
        "Nothing of the damaged file can be read, so what it held besides is lost."
    )


def test_without_a_good_backup_nothing_is_offered_but_a_way_on(path):
    overwrite(path, "score")
    for copy in path.parent.glob("backups/*.db"):
        copy.unlink()
    panel = rescue_panel(path)
    assert not panel.rescue
    assert panel.damage[1].startswith("No good backup lies in ")
    assert "nothing was changed" in ask(panel, "rescue")["error"]


def test_of_a_whole_journal_there_is_nothing_to_say_and_of_a_missing_one_that_it_is_missing(path):
    assert recovery.find_damage(path) is None
    path.unlink()
    with pytest.raises(JournalError, match="is missing"):
        recovery.find_damage(path)
    assert not path.exists()
    assert rescue_panel(path).damage == [f"{path} is missing."]


def test_a_notebook_shows_the_way_back_beside_the_sentence_once(path, monkeypatch):
    overwrite(path, "score")
    shown = []
    monkeypatch.setattr(recovery_panel, "show_way_back", shown.append)
    with pytest.raises(DamagedJournal) as caught:
        Journal(path)
    for _ in range(2):
        (line,) = caught.value._render_traceback_()
        assert line == f"DamagedJournal: {path} is damaged; the way back is above"
    assert shown == [path]


def test_in_ipython_the_failing_cell_holds_the_panel_whatever_was_asked_for(path, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    journal = Journal(path)
    path.write_bytes(b"no journal any more")
    # Its history would be a database that nobody closes.
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    shell.user_ns |= {"path": path, "journal": journal, "Diary": Diary, "Coach": Coach}
    for cell in ("Diary(journal)", "Coach(journal)"):
        assert not shell.run_cell(cell, silent=True).success
    assert [panel.alone and panel.rescue for panel in shown] == [True, True]
    InteractiveShell.clear_instance()


def test_the_care_panel_of_an_open_diary_brings_the_backup_back_and_the_cards_follow(path):
    with Journal(path) as journal:
        diary = Diary(journal)
        panel = diary.care
        assert panel.damage == []
        overwrite(path, "score")
        assert "is damaged" in ask(panel, "back_up")["error"]
        assert len(panel.damage) == 2
        assert panel.rescue
        assert "is damaged" in ask(panel, "take", format="archive")["error"]
        assert "is whole again" in ask(panel, "rescue")["text"]
        assert panel.damage == []
        assert len(journal.rows("score")) == 60
        assert diary.daily.ratings.sent == {}


def test_a_copy_of_the_day_that_fails_has_the_file_looked_through(path):
    with Journal(path) as journal:
        diary = Diary(journal)
        assert diary.care.damage == []
        overwrite(path, "change")
        journal._daily.make()
        journal._daily.wait()
        assert journal.backup_failed
        diary.refresh()
        assert diary.care.rescue


def test_the_sample_has_nothing_to_bring_back():
    with Journal("sample") as sample:
        panel = Diary(sample).care
        assert "in memory alone" in ask(panel, "rescue")["error"]


def test_a_save_that_fails_on_a_damaged_file_says_how_to_go_on_and_the_care_panel_follows(path):
    with Journal(path) as journal:
        diary = Diary(journal)
        assert diary.care.damage == []
        path.write_bytes(path.read_bytes()[:9000])
        diary.context.events = [
            {"id": "e", "type": "save", "at": NOW.timestamp() * 1000, "utc_offset_min": 0}
            | {"occasion": "2026-03-04", "values": {"stress": 3, "note": ""}}
        ]
        said = diary.context.failed["e"]
        assert said.endswith(
            "; nothing was written to it: open the journal again, which offers a backup"
        )
        assert diary.care.rescue
        ask(diary.care, "rescue")
        diary.context.attempt += 1
        assert diary.context.failed == {}
        assert journal.rows("checkin")[0]["stress"] == 3
