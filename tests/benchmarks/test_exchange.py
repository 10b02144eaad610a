"""Ten years of diary out and in, and a large Apple Health export, beside the bare libraries.

The seconds promised are seconds of an idle machine, and are held to the processor's time.
"""

import csv
import io
import sqlite3
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pytest

from tests.benchmarks.measure import processor_s, ratio
from tests.exchange import health
from tracker.exchange import apple_health
from tracker.exchange.archive import KEPT, read_archive
from tracker.journal.store import Journal

MOST_EXPORT_S, MOST_IMPORT_S, LEAST_MB_PER_S = 2, 5, 50
HEALTH_BYTES = 100_000_000


@pytest.fixture(scope="module")
def archive(diary: Journal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return diary.export(tmp_path_factory.mktemp("archive") / "diary.zip")


def bare_export(diary: Journal, path: Path) -> None:
    assert diary.path is not None
    connection = sqlite3.connect(diary.path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for table in KEPT:
            out = io.StringIO(newline="")
            csv.writer(out).writerows(connection.execute(f"SELECT * FROM {table}"))
            packed.writestr(f"{table}.csv", out.getvalue())
    connection.close()


def bare_import(archive: Path, path: Path) -> None:
    connection = sqlite3.connect(path)
    with zipfile.ZipFile(archive) as packed:
        for table in KEPT:
            text = packed.read(f"{table}.csv").decode()
            heads, *rows = csv.reader(io.StringIO(text, newline=""))
            connection.execute(f"CREATE TABLE {table} ({', '.join(heads)})")
            places = ", ".join("?" * len(heads))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    connection.commit()
    connection.close()


def test_ten_years_are_exported_within_two_seconds(
    benchmark: Any, diary: Journal, tmp_path: Path
) -> None:
    def write() -> None:
        diary.export(tmp_path / "ours.zip")

    costs = ratio(benchmark, write, lambda: bare_export(diary, tmp_path / "bare.zip"), rounds=5)
    assert processor_s(write) < MOST_EXPORT_S
    assert costs < 5


def test_ten_years_are_imported_within_five_seconds(
    benchmark: Any, archive: Path, tmp_path: Path
) -> None:
    made = [tmp_path / "ours.db", tmp_path / "bare.db"]

    def read() -> None:
        with Journal(made[0]) as journal:
            assert journal.rows("score") == []
            assert read_archive(archive, journal).saved

    costs = ratio(
        benchmark,
        read,
        lambda: bare_import(archive, made[1]),
        rounds=3,
        tidy=lambda: [path.unlink(missing_ok=True) for path in made],
    )
    assert processor_s(read) < MOST_IMPORT_S
    assert costs < 25


def test_apple_health_is_read_at_fifty_megabytes_a_second(benchmark: Any, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    with path.open("wb") as file:
        workouts = health.stream(file, HEALTH_BYTES)
    size_mb = path.stat().st_size / 1e6

    def bare() -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: None
        with path.open("rb") as file:
            while piece := file.read(1 << 18):
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    def read() -> None:
        assert len(apple_health.read(path).rows["session"]) == workouts

    costs = ratio(benchmark, read, bare, rounds=3)
    speed = size_mb / processor_s(read)
    print(f"{speed:.0f} MB/s, and bare expat {size_mb / processor_s(bare):.0f} MB/s")
    assert speed >= LEAST_MB_PER_S
    assert costs <= 1.2
