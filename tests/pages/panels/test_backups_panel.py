import tempfile

import pytest

from tests.pages.events import ask, upload
from tracker import Diary, Journal, read_archive
from tracker.pages.panels.backups_panel import _FORMATS


@pytest.fixture
def journal(journal):
    journal.log_score(4, id="a", note="<b>so so</b>")
    journal._daily.wait()
    return journal


def test_the_panel_says_where_the_journal_is_and_which_backups_there_are(diary, journal):
    panel = diary.care
    assert str(journal.path) in panel.where
    assert panel.warnings == []
    (copy,) = panel.copies
    assert copy["id"] == "journal-2026-03-04.db"
    assert copy["text"].startswith("Backup of ")


def test_the_sample_says_that_it_is_not_kept():
    with Journal("sample") as sample:
        panel = Diary(sample).care
        assert "nothing of it is kept" in panel.where
        assert "in memory" in ask(panel, "back_up")["error"]


def test_warnings_stand_in_the_panel(tmp_path):
    with Journal(tmp_path / "Dropbox" / "journal.db") as journal:
        (said,) = Diary(journal).care.warnings
        assert said.startswith("The journal lies in a folder that Dropbox sends elsewhere")


def test_a_file_that_is_damaged_while_it_is_open_is_said_in_words(diary, journal):
    panel = diary.care
    journal.path.write_bytes(b"no journal any more")
    ask(panel, "back_up")
    assert "is not a journal of Unknot" in panel.damage[0]
    assert panel.rescue
    assert "damaged" in panel.answer["error"] or "not a journal" in panel.answer["error"]
    assert panel.copies


def test_a_backup_is_made_when_asked_and_shows_what_it_would_change_before_it_does(diary, journal):
    panel = diary.care
    assert ask(panel, "back_up")["text"] == "Backed up and checked: journal-2026-03-04.db"
    journal.log_score(7, id="b", kind="now")
    copy = panel.copies[0]["id"]
    looked = ask(panel, "look", copy=copy)
    assert (looked["text"], looked["changes"]) == (
        "This would change: 1 score lost (2026-03-04).",
        True,
    )
    assert len(journal.rows("score")) == 2
    done = ask(panel, "restore", copy=copy)
    assert done["text"].startswith(
        "Changed: 1 score lost (2026-03-04); what was there before is in"
    )
    assert [row["id"] for row in journal.rows("score")] == ["a"]
    before = panel.copies[-1]
    assert before["text"].startswith("Before a restore of ")
    assert ask(panel, "look", copy=before["id"])["text"] == (
        "This would change: 1 score added (2026-03-04)."
    )


def test_the_cards_show_what_was_brought_back(diary, journal):
    assert ask(diary.care, "back_up")
    journal.amend("score", "a", score=9)
    diary.refresh()
    ask(diary.care, "restore", copy=diary.care.copies[0]["id"])
    assert diary.daily.ratings.sent["scores"][0]["score"] == 4


@pytest.mark.parametrize("copy", ["../journal.db", "no-such.db", "", None])
def test_only_what_is_listed_can_be_brought_back(diary, journal, copy):
    before = journal.tables()
    assert (
        "not there any more; nothing was changed" in ask(diary.care, "restore", copy=copy)["error"]
    )
    assert journal.tables() == before


@pytest.mark.slow
def test_a_locked_backup_is_taken_along_and_opened_only_by_its_passphrase(diary, journal):
    panel = diary.care
    taken = ask(panel, "take", format="backup", passphrase="my knots")
    assert taken["name"] == "journal-2026-03-04.db.age"
    data = bytes(panel.file)
    journal.remove("score", "a")
    upload(panel, taken["name"], data, piece=50_000)
    found = ask(panel, "look_into")
    assert (found["kind"], found["locked"]) == ("backup", True)
    assert "give its passphrase" in ask(panel, "look", copy=None, passphrase="")["error"]
    ask(panel, "restore", copy=None, passphrase="my knots")
    assert [row["id"] for row in journal.rows("score")] == ["a"]


@pytest.mark.slow
@pytest.mark.parametrize("format", _FORMATS)
def test_everything_the_panel_offers_can_be_taken_along(diary, format):
    answer = ask(diary.care, "take", format=format, time="07:30", passphrase="")
    assert answer["name"].startswith(("unknot-2026-03-04", "journal-2026-03-04"))
    assert len(diary.care.file) > 100


def test_an_archive_that_was_taken_along_is_read_back(diary, journal, tmp_path):
    ask(diary.care, "take", format="archive")
    path = tmp_path / "taken.zip"
    path.write_bytes(diary.care.file)
    with Journal(tmp_path / "other.db") as other:
        assert read_archive(path, other).added == 1
        assert other.tables() == journal.tables()


def test_what_cannot_be_done_is_a_sentence_and_no_bytes_are_left_over(diary):
    panel = diary.care
    ask(panel, "take", format="archive")
    assert "no format 'tea'" in ask(panel, "take", format="tea")["error"]
    assert panel.file == b""
    assert "KeyError" in ask(panel, "dance")["error"]


def test_a_request_that_fails_unforeseen_is_logged_without_its_passphrase(
    diary, monkeypatch, caplog
):
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    said = ask(diary.care, "take", format="backup", passphrase="long walk")
    assert said["error"].startswith("This could not be done (FileNotFoundError")
    assert "Traceback" in caplog.text
    assert "long walk" not in caplog.text
