from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.journal import kept
from tracker import clock
from tracker.journal.store import Journal

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


@pytest.fixture
def journal(own_journal) -> Iterator[Journal]:
    """An empty journal in a file; it is the evening of 1 March 2026."""
    with clock.at(NOW), Journal() as opened:
        yield opened


@pytest.fixture
def led(journal) -> str:
    """A session led by the player that has just begun."""
    return journal.log_session("short", id="led", outcome="interrupted", source="player")


@pytest.fixture
def filled(journal):
    """A journal with a row in every table, and today's copy of it."""
    kept.fill(journal)
    journal._daily.wait()
    return journal
