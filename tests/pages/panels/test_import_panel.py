import zipfile

import pytest

from tests.exchange import test_bearable, test_loop
from tests.pages.events import ask, upload
from tracker import Journal
from tracker.exchange import csv_columns
from tracker.foundation.errors import ExchangeError
from tracker.pages.panels.import_panel import MEANINGS, formats, kind_of

TABLE = "When,Ache,Tea\n2026-03-01,4,2\n2026-03-02,5,1\n"


def zipped(path, *names):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


@pytest.fixture
def exported(tmp_path):
    """Write a zip of files, by name and content."""

    def pack(files):
        with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return tmp_path / "export.zip"

    return pack


def test_what_a_file_is_is_told_by_what_is_in_it(tmp_path, journal):
    known = {
        "archive": journal.export(tmp_path / "a.zip"),
        "loop": zipped(tmp_path / "b.zip", "001 Stretch/Checkmarks.csv", "Habits.csv"),
        "apple": zipped(tmp_path / "c.zip", "apple_health_export/export.xml"),
        "bearable": tmp_path / "d.csv",
        "table": tmp_path / "e.csv",
        "backup": journal.path,
    }
    known["bearable"].write_text('date,"date formatted",weekday,"time of day",category\n')
    known["table"].write_text(TABLE)
    assert {kind: kind_of(path) for kind, path in known.items()} == {kind: kind for kind in known}
    assert known.keys() - {"backup"} == formats().keys()
    health = tmp_path / "export.xml"
    health.write_text("<HealthData/>")
    assert kind_of(health) == "apple"
    health.write_bytes(b"PK but no zip")
    with pytest.raises(ExchangeError, match="cannot be read"):
        kind_of(health)


def test_every_meaning_of_a_column_has_words():
    assert MEANINGS.keys() - {""} == csv_columns.MEANINGS.keys()


def test_a_table_shows_first_what_it_would_add_by_the_columns_that_are_chosen(diary, journal):
    panel = diary.care
    upload(panel, "old.csv", TABLE.encode())
    found = ask(panel, "look_into")
    assert found["kind"] == "table"
    assert found["columns"] == {"day": "When", "score": "Ache"}
    assert found["sample"]["heads"] == ["When", "Ache", "Tea"]
    assert found["sample"]["rows"][0] == ["2026-03-01", "4", "2"]
    assert (found["text"], found["adds"], found["saved"]) == ("This would add 2 scores.", 2, False)
    none = ask(panel, "look_into", kind="table", columns={"day": "When"})
    assert none["hint"] == "Say which column is the day, and at least one other."
    stress = ask(panel, "look_into", kind="table", columns={"day": "When", "stress": "Tea"})
    assert stress["text"] == "This would add 2 check-ins."
    assert journal.rows("change") == []

    done = ask(panel, "bring", kind="table", columns={"day": "When", "score": "Ache"})
    assert (done["text"], done["saved"]) == ("Added 2 scores.", True)
    assert panel.upload is None
    assert [row["score"] for row in journal.rows("score")] == [4, 5]
    assert journal.undo() == "Took back: import of old.csv, 2 scores"


def test_the_same_file_again_has_nothing_new(diary, journal):
    for _ in range(2):
        upload(diary.care, "old.csv", TABLE.encode())
        done = ask(diary.care, "bring", kind="table")
    assert done["text"] == "Added nothing new. 2 rows are there already."
    assert len(journal.rows("score")) == 2


def test_refused_lines_are_told_and_keep_all_out_unless_they_are_left_out(diary, journal):
    lines = "".join(f"2026-02-{day:02},99,0\n" for day in range(1, 26))
    upload(diary.care, "old.csv", (TABLE + lines).encode(), piece=200)
    found = ask(diary.care, "look_into")
    assert found["refused"][0].startswith("old.csv, line 4: score 99 is outside 0-10")
    assert (len(found["refused"]), found["more_refused"]) == (20, 5)
    kept_out = ask(diary.care, "bring", kind="table")
    assert (kept_out["text"], kept_out["saved"]) == ("Nothing was added.", False)
    assert journal.rows("score") == []
    assert ask(diary.care, "bring", kind="table", skip=True)["text"] == "Added 2 scores."
    assert len(journal.rows("score")) == 2


def test_an_archive_that_lies_on_this_computer_is_brought_along_by_its_path(
    diary, journal, tmp_path
):
    with Journal(tmp_path / "other.db") as other:
        other.log_score(3, note="<b>old</b>")
        path = other.export(tmp_path / "other.zip")
    found = ask(diary.care, "look_into", path=f" {path} ")
    assert (found["kind"], found["text"]) == ("archive", "This would add 1 score.")
    ask(diary.care, "bring", path=str(path), kind="archive")
    assert journal.rows("score")[0]["note"] == "<b>old</b>"
    assert diary.daily.ratings.sent["scores"][0]["score"] == 3


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"PK\3\4", b"a,b\n", b"SQLite format 3\0 or not"])
def test_a_file_that_is_none_of_these_ends_in_a_sentence(diary, journal, data):
    upload(diary.care, "what.bin", data)
    for kind in ("", *formats()):
        answer = ask(diary.care, "look_into", kind=kind)
        assert answer.keys() & {"error", "hint", "text", "locked"}
        assert "Traceback" not in str(answer)
        assert "could not be done" not in str(answer)
    assert journal.rows("change") == []


def test_no_file_and_no_such_file_are_sentences(diary):
    assert "no file was chosen" in ask(diary.care, "look_into")["error"]
    assert "cannot be read" in ask(diary.care, "look_into", path="/no/such.csv")["error"]
    assert "is no kind of file" in ask(diary.care, "look_into", path="x", kind="tea")["error"]


def test_which_habits_of_loop_are_sessions_is_chosen_in_the_preview(diary, journal, exported):
    path = str(exported(test_loop.EXPORT))
    found = ask(diary.care, "look_into", path=path)
    assert found["choices"]["items"] == [
        {"name": "Stretch", "value": True},
        {"name": "Wake up early", "value": False},
    ]
    assert found["text"].startswith("This would add 2 sessions, ")
    assert not any("habits=" in note for note in found["notes"])
    choices = {"Stretch": False, "Wake up early": True}
    other = ask(diary.care, "look_into", path=path, kind="loop", choices=choices)
    assert other["text"].startswith("This would add 1 session")
    ask(diary.care, "bring", path=path, kind="loop", choices=choices)
    assert [row["routine"] for row in journal.rows("session")] == ["Wake up early"]
    none = ask(diary.care, "look_into", path=path, kind="loop", choices={"Stretch": False})
    assert none["text"].startswith("This would add nothing new")


def test_which_symptoms_of_bearable_are_the_pain_is_chosen_and_the_mapping_said(
    diary, journal, tmp_path
):
    (tmp_path / "b.csv").write_text(test_bearable.EXPORT, encoding="utf-8")
    path = str(tmp_path / "b.csv")
    found = ask(diary.care, "look_into", path=path)
    assert found["choices"]["help"].endswith(
        "and 0-10 here: none 0, mild 2, moderate 5, severe 8, unbearable 10."
    )
    assert {one["name"]: one["value"] for one in found["choices"]["items"]} == {
        **{"Upper back pain": "upper back", "Headache": "", "Lower back pain": ""},
        **{"Knots": "upper back"},
    }
    assert found["choices"]["options"][:2] == [["", "leave out"], ["upper back", "upper back"]]
    choices = {"Upper back pain": "", "Knots": "", "Headache": "on the blade"}
    ask(diary.care, "bring", path=path, kind="bearable", choices=choices)
    assert [(row["site"], row["score"]) for row in journal.rows("score")] == [("on the blade", 8)]
    odd = ask(diary.care, "look_into", path=path, kind="bearable", choices={"Knots": "knee"})
    assert "site 'knee'" in odd["refused"][0]
