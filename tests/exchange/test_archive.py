"""What is exported comes back to the byte, whatever people write."""

import csv
import io
import json
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW as EVENING
from tests.journal import test_round_trip as diary
from tests.journal.kept import fill
from tracker.exchange.archive import DICTIONARY, KEPT, MANIFEST, read_archive
from tracker.foundation import clock
from tracker.foundation.errors import ExchangeError
from tracker.foundation.schema import TABLES
from tracker.journal.sample import NOW
from tracker.journal.store import Journal

FORMULAS = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\tx", "\rx", "'", "''=", 'a,b;"c"\r\n']


@pytest.fixture
def full(own_journal):
    """The sample diary with a row in every table."""
    with Journal("sample") as journal:
        fill(journal)
        journal.name_knot("inner blade edge", "left", "@home")
        yield journal


@pytest.fixture
def empty(tmp_path, full):
    with clock.at(NOW + timedelta(hours=1)), Journal(tmp_path / "new.db") as journal:
        yield journal


def repacked(path, **changed):
    """Pack an archive anew with some files changed; None leaves one out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in changed.items():
        parts[name.replace("_csv", ".csv").replace("_json", ".json")] = content
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def test_an_archive_reads_back_to_the_byte(full, empty, tmp_path):
    first = full.export(tmp_path / "first.zip")
    report = read_archive(first, empty)
    assert (report.refused, report.notes, report.already_there) == ((), (), 0)
    assert report.added == sum(map(len, full.tables().values()))
    assert all(full.tables().values())
    assert empty.tables() == full.tables()
    assert empty.export(tmp_path / "second.zip").read_bytes() == first.read_bytes()


def test_reading_twice_adds_nothing_and_undo_takes_all_back(full, empty, tmp_path):
    path = full.export(tmp_path / "a.zip")
    assert read_archive(path, empty, dry_run=True).added == read_archive(path, empty).added
    assert read_archive(path, empty).added == 0
    empty.undo()
    assert not any(empty.tables().values())


def test_what_was_changed_since_is_left_as_it_is(full, empty, tmp_path):
    path = full.export(tmp_path / "a.zip")
    read_archive(path, empty)
    id = empty.scores()["id"].iloc[0]
    empty.amend("score", id, note="mine")
    read_archive(path, empty)
    assert empty.scores()["note"].iloc[0] == "mine"


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(diary.scores, max_size=4), diary.sessions, st.lists(diary.steps, max_size=3))
def test_any_journal_comes_back_to_the_byte(scores, session, steps):
    with tempfile.TemporaryDirectory() as folder, clock.at(EVENING):
        here, there = Path(folder) / "a.zip", Path(folder) / "b.zip"
        with Journal(Path(folder) / "a.db") as journal:
            for number, score in enumerate(scores):
                note = FORMULAS[number % len(FORMULAS)] + score["note"]
                journal.log_score(**score | {"note": note[:50_000]})
            journal.log_session(**session, steps=steps)
            journal.export(here)
            held = journal.tables()
        with Journal(Path(folder) / "b.db") as journal:
            assert read_archive(here, journal).refused == ()
            assert journal.tables() == held
            assert journal.export(there).read_bytes() == here.read_bytes()


def test_no_cell_of_any_table_starts_like_a_formula(full, tmp_path):
    for number, note in enumerate(FORMULAS):
        full.log_score(number, note=note)
    with zipfile.ZipFile(full.export(tmp_path / "a.zip")) as archive:
        for table in KEPT:
            text = archive.read(f"{table}.csv").decode()
            columns = {column.name: column.dtype for column in TABLES[table]}
            for row in csv.DictReader(io.StringIO(text, newline="")):
                for name, cell in row.items():
                    number = columns[name] in ("integer", "number")
                    assert number or cell[:1] not in tuple("=+-@\t\r")


def test_the_data_dictionary_describes_every_column(full, tmp_path):
    with zipfile.ZipFile(full.export(tmp_path / "a.zip")) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read(DICTIONARY).decode(), newline="")))
        manifest = json.loads(archive.read(MANIFEST))
        assert "README.txt" in archive.namelist()
    described = {(row["table"], row["column"]) for row in rows}
    assert described == {(table, column.name) for table in KEPT for column in TABLES[table]}
    assert all(row["meaning"] for row in rows)
    assert manifest["rows"] == {table: len(found) for table, found in full.tables().items()}


def test_everything_in_the_archive_carries_one_date_and_is_the_owners_alone(full, tmp_path):
    path = full.export(tmp_path / "a.zip")
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_wrong_cell_is_refused_with_file_and_line_and_keeps_all_out(full, empty, tmp_path):
    path = full.export(tmp_path / "a.zip")
    with zipfile.ZipFile(path) as archive:
        lines = archive.read("score.csv").decode().split("\r\n")
    heads, cells = lines[0].split(","), lines[3].split(",")
    cells[heads.index("score")] = "11"
    lines[3] = ",".join(cells)
    report = read_archive(repacked(path, score_csv="\r\n".join(lines)), empty)
    (refused,) = report.refused
    assert (refused.file, refused.line) == ("score.csv", 4)
    assert refused.why == "score 11 is outside 0-10"
    assert (report.added, report.saved) == (0, False)
    assert not any(empty.tables().values())


def test_a_short_line_and_a_score_without_its_session_are_refused(full, empty, tmp_path):
    path = repacked(full.export(tmp_path / "a.zip"), session_csv=None, step_csv=None)
    report = read_archive(path, empty)
    assert "there is no session" in report.refused[0].why
    columns = ",".join(column.name for column in TABLES["plan"])
    report = read_archive(repacked(path, plan_csv=f"{columns}\r\n2026-01-01,3\r\n"), empty)
    assert str(report.refused[0]) == "plan.csv, line 2: has 2 cells and needs 3"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"manifest_json": None}, "is not an archive of Unknot"),
        ({"manifest_json": b"[]"}, "is not an archive of Unknot"),
        ({"manifest_json": b"\xff"}, "is not an archive of Unknot"),
        ({"manifest_json": b"[" * 100_000}, "is not an archive of Unknot"),
        (
            {"manifest_json": b'{"format": "Unknot archive", "version": 2}'},
            r"newer Unknot \(archive version 2, and this one knows 1\)",
        ),
        ({"plan_csv": "from_day,routine\r\n"}, "has no column 'sessions_per_week'"),
        (
            {"plan_csv": "from_day,from_day,sessions_per_week,routine\r\n"},
            r"names \['from_day', 'from_day'",
        ),
        ({"plan_csv": b"\x81\xff\xfe"}, "plan.csv is not text in UTF-8"),
    ],
)
def test_what_is_no_archive_of_ours_is_refused_in_a_sentence(
    full, empty, tmp_path, changed, sentence
):
    path = repacked(full.export(tmp_path / "a.zip"), **changed)
    with pytest.raises(ExchangeError, match=sentence):
        read_archive(path, empty)
    assert not any(empty.tables().values())


def test_a_table_that_is_missing_is_empty_and_a_file_of_another_kind_is_named(
    full, empty, tmp_path
):
    path = repacked(full.export(tmp_path / "a.zip"), knot_csv=None, holiday_csv="x")
    report = read_archive(path, empty)
    assert report.notes == ("'holiday.csv' is no part of an archive and was left out.",)
    assert report.saved


def test_columns_in_another_order_and_an_optional_one_missing_are_fine(full, empty, tmp_path):
    path = full.export(tmp_path / "a.zip")
    repacked(path, plan_csv="sessions_per_week,from_day\n4,2026-01-01\n")
    assert read_archive(path, empty).saved
    assert empty.tables()["plan"] == [
        {"from_day": "2026-01-01", "sessions_per_week": 4, "routine": None}
    ]
