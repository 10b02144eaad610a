import pytest

from tests.journal import kept


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
