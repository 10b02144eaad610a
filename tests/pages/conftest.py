"""A diary on an empty journal, on an evening in March."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.events import NOW
from tracker import Diary, Journal
from tracker.foundation import clock


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Open an empty journal, with the clock set."""
    with clock.at(NOW), Journal(tmp_path / "journal.db") as opened:
        yield opened


@pytest.fixture
def diary(journal: Journal) -> Diary:
    """Join notebook 02's parts to it."""
    return Diary(journal)
