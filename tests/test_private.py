"""What a person enters reaches no notebook on disk: a canary in a journal is found nowhere."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_server.services.contents.filemanager import FileContentsManager
from traitlets.config import Config, PyFileConfigLoader

from tests.refresh_notebooks import NOTEBOOKS, run
from tracker import Journal
from tracker.foundation import clock

CANARY = "canary-7d1f<b>"
TELLING = ("01-run-a-routine", "02-journal")
"""Pages that show what was written in words."""
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))


def plant(path: Path) -> None:
    """Keep a journal whose every text is the canary."""
    today = clock.day_of(clock.now())
    with Journal(path) as journal:
        for ago in range(8):
            day = (today - timedelta(days=ago)).isoformat()
            run = journal.log_session("short", at=day, note=CANARY)
            journal.log_score(ago, at=day, note=CANARY)
            journal.log_score(ago, at=day, kind="before", session_id=run, note=CANARY)
            journal.log_checkin(day=day, stress=ago, note=CANARY)
        journal.name_knot("on the blade", "left", CANARY)


def lab_config() -> Config:
    """Return the configuration of `make lab`."""
    return PyFileConfigLoader("jupyter_server_config.py", str(NOTEBOOKS / ".jupyter")).load_config()


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_that_was_run_and_saved_in_the_lab_holds_nothing_of_the_journal(
    path: Path, own_journal: Path, tmp_path: Path
) -> None:
    plant(own_journal)
    notebook = run(path, store_widget_state=True)  # as an open page has it
    shown = nbformat.writes(notebook)
    assert CANARY in shown or path.stem not in TELLING  # else this test could not fail
    model: dict[str, Any] = {"type": "notebook", "format": "json", "content": notebook}
    FileContentsManager(config=lab_config(), root_dir=str(tmp_path)).save(model, path.name)
    saved = (tmp_path / path.name).read_text(encoding="utf-8")
    assert "cells" in saved
    assert CANARY not in saved
    assert CANARY not in path.read_text(encoding="utf-8")
