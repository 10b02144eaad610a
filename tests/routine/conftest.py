"""A folder for routines of one's own."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for one's own routines, empty."""
    monkeypatch.setenv("TRACKER_ROUTINES", str(tmp_path))
    return tmp_path
