"""The floor plan in code: who may import whom. DESIGN's table says the same to people.

Three wings on one foundation; no wing imports another; only the roof joins them. Every wing may use
the whole foundation; inside a wing the table says who stands on whom.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tracker

PACKAGE = Path(tracker.__file__).parent
TESTS = Path(__file__).parent
MOST_LINES = {".py": 300, ".js": 450}  # a view builds its page in place

FOUNDATION: dict[str, set[str]] = {
    "errors": set(),
    "clock": set(),
    "anatomy": set(),
    "datafiles": {"errors"},
    "columns": {"errors"},
    "tables": set(),
    "schema": {"errors", "anatomy", "columns"},
    "widgets": {"errors"},
}
WINGS: dict[str, dict[str, set[str]]] = {
    "routine": {
        "checked": set(),
        "exercise": {"checked"},
        "safety": {"checked", "exercise"},
        "library": {"checked", "exercise", "safety"},
        "flags": set(),
        "writing": {"checked", "library"},
        "shelf": {"library", "writing"},
        "reasons": {"exercise", "rows"},
        "suggest": {"exercise", "library", "reasons", "rows"},
        "composer": {
            "checked",
            "exercise",
            "figure",
            "figures",
            "library",
            "rows",
            "shelf",
            "suggest",
            "writing",
        },
        "cues": {"exercise", "library"},
        "rows": {"cues", "exercise", "library"},
        "pace": {"exercise", "library"},
        "space": set(),
        "body": {"space"},
        "flesh": {"body", "space"},
        "props": {"space"},
        "posed": {"body", "flesh", "space"},
        "limits": {"body", "posed", "space"},
        "poses": {"body", "exercise", "posed", "space"},
        "figures": {"body", "checked", "exercise", "flesh", "limits", "posed", "poses", "props"},
        "drawing": {"figures", "flesh", "posed", "props", "space"},
        "figure": {"body", "checked", "drawing", "exercise", "figures", "flesh", "props"},
        "timeline": {"checked", "cues", "exercise", "figure", "library", "pace", "rows"},
        "choosing": {"flags", "library", "timeline"},
        "history": {"flags"},
        "catalogue": {"exercise", "figure", "figures"},
        "card_words": {"exercise", "figure", "library", "rows", "safety", "timeline"},
        "card_html": {"card_words", "figure"},
        "paper": {"figure"},
        "card_page": {"card_words", "paper"},
        "card": {"card_html", "card_page", "card_words", "library", "timeline"},
        "printing": {"card", "library"},
        "player": {"timeline"},
        "selftests": {"drawing", "figure", "figures"},
    },
    "journal": {
        "words": set(),
        "around": {"rows"},
        "copies": set(),
        "database": {"copies"},
        "rows": set(),
        "frames": set(),
        "checking": {"rows"},
        "changes": {"rows"},
        "undoing": {"changes", "words"},
        "writing": {"changes", "database"},
        "entries": {"checking", "rows", "writing"},
        "days": {"changes", "checking", "rows", "writing"},
        "experiments": {"checking", "rows", "writing"},
        "bulk": {"changes", "checking", "rows", "words", "writing"},
        "exchange.cells": set(),
        "exchange.files": set(),
        "exchange.progress": set(),
        "exchange.columns": set(),
        "exchange.report": {"exchange.progress", "store", "words"},
        "exchange.archive": {"exchange.cells", "exchange.files", "exchange.report", "store"},
        "exchange.loop": {"exchange.files", "exchange.report", "store", "words"},
        "exchange.bearable": {"exchange.files", "exchange.report", "store"},
        "exchange.apple_health": {
            *("exchange.files", "exchange.progress", "exchange.report", "store"),
        },
        "exchange.table": {"exchange.columns", "exchange.files", "exchange.report", "store"},
        "exchange.parquet": {"exchange.files", "frames", "store"},
        "exchange.fhir": {"exchange.files", "exchange.report", "store"},
        "exchange.ics": {"exchange.files", "exchange.report", "store"},
        "exchange.ics_blocks": {"exchange.files", "exchange.ics"},
        "reading": {"database", "exchange.archive", "frames"},
        "daily_copy": {"copies", "database"},
        "synced": set(),
        "sealing": set(),
        "comparing": {"words"},
        "backup": {
            *("changes", "comparing", "copies", "daily_copy", "database", "sealing", "synced"),
            "writing",
        },
        "recovery": {"backup", "comparing", "copies", "database", "words"},
        "store": {
            *("backup", "bulk", "changes", "checking", "copies", "database", "days", "entries"),
            *("experiments", "reading", "recovery", "rows", "sample", "undoing", "words"),
        },
        "sample": {"store"},
        "bodymap": set(),
        "care": set(),
        "shown": set(),
        "dates": set(),
        "fields": set(),
        "past": set(),
        "ratings": {"bodymap"},
        "chooser": set(),
        "forms": {"bodymap", "ratings"},
    },
    "progress": {
        "inputs": set(),
        "daily": {"inputs"},
        "closing": {"daily"},
        "consistency": {"inputs"},
        "whitening": {"kalman"},
        "propensity": {"consistency", "whitening"},
        "redraw": {"consistency", "propensity"},
        "inversion": {"propensity", "redraw", "whitening"},
        "reverse": {"propensity", "whitening"},
        "wording": set(),
        "verdict": {"reverse", "state_space", "wording"},
        "association": {
            "consistency",
            "inputs",
            "inversion",
            "propensity",
            "reverse",
            "state_space",
            "verdict",
        },
        "several": {"association", "reverse", "verdict"},
        "calibration": set(),
        "exercise_relief": {"inputs", "relief", "wording"},
        "worlds": set(),
        "simulate": {"worlds"},
        "habit": {"consistency", "inputs"},
        "kalman": set(),
        "mann_kendall": {"inputs"},
        "trends": {"inputs", "kalman", "mann_kendall", "wording"},
        "randomization": {"inputs"},
        "experiment": set(),
        "planning": {"experiment"},
        "blocktest": {"consistency", "kalman"},
        "keeping": {"daily", "experiment", "inputs"},
        "experiment_people": {"experiment", "simulate", "worlds"},
        "experiment_result": {"experiment", "wording"},
        "experiment_plates": {"charts.plate", "experiment_power", "experiment_result"},
        "cent": {"experiment", "experiment_result"},
        "experiment_trials": {"blocktest", "experiment", "worlds"},
        "experiment_power": {
            *("blocktest", "consistency", "experiment", "experiment_trials", "inputs", "kalman"),
            "worlds",
        },
        "experiment_analysis": {
            *("blocktest", "experiment", "experiment_result", "inputs", "keeping"),
        },
        "relief": {"inputs", "wording"},
        "contrast": {"inputs", "kalman"},
        "change": {"contrast", "inputs"},
        "flares": {"change", "inputs"},
        "level": {"change", "inputs"},
        "lags": {"inputs"},
        "gathering": set(),
        "charts.palette": set(),
        "charts.dressing": {"charts.palette"},
        "charts.calendar": {"charts.dressing", "charts.palette"},
        "charts.time": {"change", "charts.dressing"},
        "charts.weeks": {"charts.dressing"},
        "charts.contrasts": {"charts.dressing"},
        "charts.experiments": {
            *("charts.contrasts", "charts.dressing", "experiment_power", "experiment_result"),
        },
        "charts.places": {"charts.dressing", "charts.palette"},
        "charts.rates": {"charts.dressing"},
        "charts.plate": {"charts.palette"},
        "overlook": {
            *("association", "change", "consistency", "daily", "exercise_relief", "flares"),
            *("gathering", "lags", "level", "relief", "trends", "verdict"),
        },
        "plates": {
            *("charts.calendar", "charts.places", "charts.plate", "gathering", "overlook"),
            "telling",
        },
        "sentences": {"overlook", "telling"},
        "telling": {"overlook"},
        "comparing": {"charts.plate", "overlook", "state_space", "telling"},
        "figures": {"charts.palette", "charts.plate"},
        "reporting": set(),
        "state_space": {"consistency", "inputs", "kalman", "wording"},
    },
}
ROOF: dict[str, set[str]] = {
    "coach": {"composing", "library", "scoring"},
    "composing": set(),
    "bringing": set(),
    "caring": {"bringing", "recovering"},
    "recovering": set(),
    "diary": {"caring", "entering", "planning", "scoring", "weekly"},
    "ink": set(),
    "looking": {"opened", "report", "report_words", "trials"},
    "opened": set(),
    "report": {"opened", "report_html", "report_page", "report_words", "trials"},
    "report_html": {"report_page", "report_words"},
    "report_page": {"ink", "report_words"},
    "report_words": set(),
    "entering": set(),
    "experiment_fields": set(),
    "experiment_page": set(),
    "library": set(),
    "planning": set(),
    "scoring": set(),
    "self_experiment": {
        *("experiment_fields", "experiment_page", "planning", "today", "trials"),
    },
    "today": {"trials"},
    "trials": set(),
    "weekly": {"planning"},
}
# Modules that a topic was cut into are tested through the one that people call.
TESTED_IN = {
    "__init__": "test_floor_plan",
    "app.experiment_fields": "app/test_self_experiment",
    "app.experiment_page": "app/test_self_experiment",
    "app.ink": "app/test_report",
    "app.opened": "app/test_looking",
    "app.report_html": "app/test_report",
    "app.report_page": "app/test_report",
    "app.report_words": "app/test_report",
    "app.scoring": "app/test_coach",
    "columns": "test_schema",
    "journal.care": "app/test_caring",
    "journal.around": "app/test_coach",
    "journal.changes": "journal/test_undo",
    "journal.chooser": "journal/test_forms",
    "journal.checking": "journal/test_bad_input",
    "journal.comparing": "journal/test_backup",
    "journal.copies": "journal/test_backup",
    "journal.daily_copy": "journal/test_backup",
    "journal.dates": "app/test_diary",
    "journal.entries": "journal/test_store",
    "journal.fields": "app/test_diary",
    "journal.past": "app/test_entering",
    "journal.frames": "journal/test_round_trip",
    "journal.reading": "journal/test_store",
    "journal.recovery": "app/test_recovering",
    "journal.rows": "journal/test_round_trip",
    "journal.exchange.ics_blocks": "journal/exchange/test_ics",
    "journal.sealing": "journal/test_backup",
    "journal.synced": "journal/test_backup",
    "journal.undoing": "journal/test_undo",
    "journal.words": "journal/test_undo",
    "journal.writing": "journal/test_store",
    "progress.inversion": "progress/test_association",
    "progress.experiment_result": "progress/test_experiment_analysis",
    "progress.charts.calendar": "progress/charts/test_every",
    "progress.charts.contrasts": "progress/charts/test_every",
    "progress.charts.experiments": "progress/test_experiment_plates",
    "progress.charts.dressing": "progress/charts/test_every",
    "progress.charts.places": "progress/charts/test_every",
    "progress.charts.rates": "progress/charts/test_every",
    "progress.charts.time": "progress/charts/test_every",
    "progress.charts.weeks": "progress/charts/test_every",
    "progress.overlook": "app/test_looking",
    "progress.plates": "app/test_looking",
    "progress.telling": "app/test_looking",
    "progress.reporting": "app/test_report",
    "progress.sentences": "app/test_looking",
    "routine.body": "routine/test_poses",
    "routine.card_html": "routine/test_card",
    "routine.card_words": "routine/test_card",
    "routine.checked": "routine/test_library",
    "routine.choosing": "app/test_coach",
    "routine.drawing": "routine/test_figure",
    "routine.exercise": "routine/test_library",
    "routine.flesh": "routine/test_figure",
    "routine.limits": "routine/test_poses",
    "routine.posed": "routine/test_poses",
    "routine.props": "routine/test_figure",
    "routine.reasons": "routine/test_suggest",
    "routine.rows": "routine/test_timeline",
    "routine.safety": "routine/test_library",
    "routine.space": "routine/test_poses",
}


def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name inside it."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent == PACKAGE or path.stem != "__init__"
    }


MODULES = modules()
each_module = pytest.mark.parametrize("name", MODULES)


def imported(name: str) -> set[str]:
    """Return the modules of ours that a module imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively: write tracker.… in full"
            parent = node.module or ""
            found |= {f"{parent}.{alias.name}" for alias in node.names} | {parent}
    ours = {item.removeprefix("tracker.") for item in found if item.startswith("tracker.")}
    return {item for item in ours if item in MODULES}


def allowed(name: str) -> set[str]:
    """Return the modules that a module may import."""
    wing, _, module = name.partition(".")
    if name == "__init__":
        return set(MODULES)
    if wing == "app":
        below = {item for item in MODULES if not item.startswith(("app.", "__init__"))}
        return below | {f"app.{item}" for item in ROOF[module]}
    if not module:
        return FOUNDATION[name]
    return set(FOUNDATION) | {f"{wing}.{item}" for item in WINGS[wing][module]}


def test_every_module_has_a_place_on_the_floor_plan_and_every_place_a_module() -> None:
    places = {"__init__"} | set(FOUNDATION) | {f"app.{module}" for module in ROOF}
    places |= {f"{wing}.{module}" for wing, rooms in WINGS.items() for module in rooms}
    assert set(MODULES) == places


@each_module
def test_a_module_imports_only_what_it_may(name: str) -> None:
    assert imported(name) <= allowed(name)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.js")), ids=lambda path: path.name)
def test_a_widget_script_imports_only_its_neighbours_and_the_foundation(path: Path) -> None:
    sources = re.findall(
        r'^import\s[^;]*?"([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [
        item
        for item in sources
        if not re.fullmatch(r"\./[\w-]+\.js|\.\./(outbox|saving)\.js", item)
    ] == []


@pytest.mark.parametrize(
    "path",
    sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.js")]),
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_a_module_is_one_topic_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES[path.suffix]


@each_module
def test_a_module_has_a_test_file_of_its_own_name_or_is_said_to_be_tested_elsewhere(
    name: str,
) -> None:
    *folders, module = name.split(".")
    own = "/".join([*folders, f"test_{module}"])
    assert TESTED_IN.get(name) != own
    assert (TESTS / f"{TESTED_IN.get(name, own)}.py").is_file()
    assert name not in TESTED_IN or not (TESTS / f"{own}.py").is_file(), "no exception any more"


def test_import_tracker_loads_nothing_heavy() -> None:
    heavy = ("anywidget", "ipywidgets", "matplotlib", "numpy", "pandas", "pydantic")
    heavy += ("scipy", "sqlite3", "statsmodels")
    code = f"import sys, tracker; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_journal_and_its_coach_open_before_pandas_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys, tracker\n"
        f"journal = tracker.Journal({str(tmp_path / 'journal.db')!r})\n"
        "repr(journal), repr(tracker.Coach(journal).run)\n"
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("False", "")


@pytest.mark.parametrize("name", tracker.__all__)
def test_every_exported_name_is_there_and_listed(name: str) -> None:
    assert getattr(tracker, name).__name__.rsplit(".")[-1] == name
    assert name in dir(tracker)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'massage'"):
        _ = tracker.massage
