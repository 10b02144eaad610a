"""Thousands of files that are nearly right: never a traceback, never a part of an import.

A few hundred of each format here, and as many as `make fuzz` says there.
"""

import os
import random
import zlib

import pytest

from tests.conftest import NOW
from tests.exchange import health, test_bearable, test_csv_table, test_loop
from tests.exchange.mutate import mutated
from tests.journal.kept import fill
from tracker.exchange.apple_health import read_apple_health
from tracker.exchange.archive import read_archive
from tracker.exchange.bearable import read_bearable
from tracker.exchange.csv_table import guess_columns, preview, read_table
from tracker.exchange.loop import read_loop
from tracker.foundation import clock
from tracker.foundation.errors import TrackerError
from tracker.journal.store import Journal

COUNT = int(os.environ.get("TRACKER_MUTATIONS", "150"))
HEALTH = health.export(
    *(health.HEART.format(number=n, at="2026-02-20 08:00:00", value=n) for n in range(3)),
    health.YOGA,
    health.ACHE,
)


@pytest.fixture
def archive(tmp_path, evening):
    with Journal(tmp_path / "small.db") as journal:
        fill(journal)
        journal.log_score(4, note="=1+1", qualities=["tight"])
        journal.name_knot("inner blade edge", "left", "@home")
        yield journal.export(tmp_path / "a.zip").read_bytes()


def look_and_read_table(path, journal):
    preview(path)
    guess_columns(path)
    return read_table(path, journal, {"day": "Datum", "score": "Schmerz", "stress": "Stress"})


FORMATS = {
    "archive": (read_archive, None),
    "loop": (read_loop, test_loop.EXPORT),
    "bearable": (read_bearable, test_bearable.EXPORT),
    "apple health": (read_apple_health, HEALTH),
    "apple health zip": (read_apple_health, {"apple_health_export/export.xml": HEALTH}),
    "table": (read_table, test_csv_table.DIARY),
    "table with columns": (look_and_read_table, test_csv_table.DIARY),
}


@pytest.fixture(autouse=True)
def evening():
    with clock.at(NOW):
        yield


@pytest.mark.parametrize("kind", FORMATS)
def test_a_mutated_file_is_read_whole_or_refused_in_a_sentence(kind, archive, zipped, tmp_path):
    read, given = FORMATS[kind]
    if isinstance(given, dict):
        given = zipped(given).read_bytes()
    original = archive if given is None else given if isinstance(given, bytes) else given.encode()
    rng = random.Random(zlib.crc32(kind.encode()))
    path = tmp_path / "mutated"
    refused = saved = 0
    for number in range(COUNT):
        if number % 250 == 0:  # a long history would only slow this down
            journal = Journal(tmp_path / f"{number}.db")
        path.write_bytes(mutated(original, rng))
        try:
            report = read(path, journal)
        except TrackerError as error:
            said, left = str(error), 0
            refused += 1
        else:
            assert report.saved is not bool(report.refused)
            said, left = report.summary(), report.added
            saved += report.saved
        assert len(said.splitlines()) == 1
        assert sum(map(len, journal.tables().values())) == left
        if left:
            journal.undo()
    assert refused > COUNT / 20
    assert saved > COUNT / 50
