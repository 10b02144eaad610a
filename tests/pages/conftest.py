"""A diary and a coach on an empty journal, on an evening in March."""

from datetime import datetime

import pytest

from tests.pages.events import NOW
from tracker import Coach, Diary, Journal


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def diary(journal: Journal) -> Diary:
    """Join notebook 02's parts to it."""
    return Diary(journal)


@pytest.fixture
def coach(journal: Journal) -> Coach:
    """Join notebook 01's parts to it."""
    return Coach(journal)
