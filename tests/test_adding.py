"""Adding is two edits, the new file and one line: tried on a copy of the package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tracker

PACKAGE = Path(tracker.__file__).parent
NEW = Path(__file__).parent / "adding"
ADDED = {
    "pain_lines.py": (
        "exchange",
        "exchange/__init__.py",
        '"csv_table")',
        '"pain_lines", "csv_table")',
    ),
    "weekdays.py": (
        *("charts", "pages/progress.py", '    overview = _drawn("captions.overview")\n'),
        '    overview = _drawn("captions.overview")\n    weekdays = _drawn("weekdays.captioned")\n',
    ),
    "best_week.py": (
        *("analysis/days", "__init__.pyi", "from .analysis.days.habit import streaks"),
        "from .analysis.days.best_week import best_week as best_week  # the week with least pain\n"
        "from .analysis.days.habit import streaks",
    ),
}
"""By new file: its folder, and the registry with the text that gets one line more."""
LOOK = """
import contextlib, io, json, pathlib
import tracker
from tracker.pages.panels.backups_panel import care_panel
from tracker.widgets.composer.composer import shown
from tracker.widgets.composer.exercise_catalogue import content

journal = tracker.Journal()
diary = pathlib.Path("spring.pain")
diary.write_text("2026-03-02 5\\n2026-03-09 2\\n")
panel = care_panel(journal, lambda: None)
panel.asked = {"id": "1", "type": "bring", "path": str(diary)}
with contextlib.redirect_stdout(io.StringIO()) as told:
    help(tracker)
print(json.dumps({
    "kinds": [kind for kind, words in panel.kinds],
    "brought": panel.answer.get("text"),
    "scores": journal.scores()["score"].tolist(),
    "chart": repr(tracker.Progress(journal).weekdays),
    "statistic": str(tracker.best_week(tracker.daily(journal)).date()),
    "public": "best_week" in tracker.__all__,
    "help": "    best_week - the week with least pain" in told.getvalue(),
    "exercise": repr(tracker.exercises()["arms_forward"]),
    "library": [one["id"] for one in content()["exercises"]],
    "composer": [one["id"] for one in shown()],
    "timeline": len(tracker.timeline(tracker.Routine.model_validate(
        {"id": "x", "name": "X", "description": "", "steps": [{"exercise": "arms_forward"}]}))),
}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Add one of each to a copy of the package, and look for it where people would."""
    checkout = tmp_path_factory.mktemp("checkout")
    shutil.copytree(PACKAGE, checkout / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parent / "data", checkout / "data")
    for name, (folder, registry, before, after) in ADDED.items():
        shutil.copy(NEW / name, checkout / "tracker" / folder)
        listed = checkout / "tracker" / registry
        text = listed.read_text(encoding="utf-8")
        assert text.count(before) == 1
        listed.write_text(text.replace(before, after), encoding="utf-8")
    for name, part in (("exercises.toml", "exercise.toml"), ("figures.toml", "figure.toml")):
        with (checkout / "data" / name).open("a", encoding="utf-8") as file:
            file.write((NEW / part).read_text(encoding="utf-8"))
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "TRACKER_JOURNAL": str(checkout / "j.db")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_a_new_format_is_offered_in_the_panel_known_by_its_file_and_read(seen) -> None:
    assert seen["kinds"] == [
        *("archive", "loop", "bearable", "apple", "pain_lines", "table"),
    ]
    assert seen["brought"] == "Added 2 scores."
    assert seen["scores"] == [5, 2]


def test_a_new_chart_stands_on_the_page_with_its_words(seen) -> None:
    assert seen["chart"] == "Pain by weekday. Most on Mon."


def test_a_new_statistic_is_a_public_name_that_help_tells_of(seen) -> None:
    assert seen["statistic"] == "2026-03-09"
    assert seen["public"] is seen["help"] is True


def test_a_new_exercise_is_in_the_library_the_composer_and_a_routine(seen) -> None:
    assert seen["exercise"] == "<Exercise arms_forward: 2 x 20 s, seated>"
    assert "arms_forward" in seen["library"]
    assert "arms_forward" in seen["composer"]
    assert seen["timeline"] > 3
