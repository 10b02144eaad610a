"""What holds for every test: no test ever sees or touches the journal of the person running it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from tracker.foundation import clock
from tracker.journal.store import Journal

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)

settings.register_profile("same every time", derandomize=True, deadline=None)
settings.load_profile("same every time")


@pytest.fixture(autouse=True)
def own_journal(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Give each test a journal path and a home of its own, with nothing in them yet."""
    folder = tmp_path_factory.mktemp("person")
    path = folder / "journal.db"
    monkeypatch.setenv("TRACKER_JOURNAL", str(path))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(folder))
    return path


@pytest.fixture
def now() -> datetime:
    """When a test takes place, where its file or folder does not say otherwise."""
    return NOW


@pytest.fixture
def journal(own_journal: Path, now: datetime) -> Iterator[Journal]:
    """An empty journal in a file."""
    with clock.at(now), Journal() as opened:
        yield opened


@pytest.fixture(scope="module")
def sample() -> Iterator[Journal]:
    """The sample diary, open while a module's tests use it."""
    with Journal("sample") as opened:
        yield opened
