"""The floor plan in code: which folder may import which, how many rooms each has, and their names.

A room is a module; a widget's .py, .js and .css of one stem are one room. CONTRIBUTING draws it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import tracker

PACKAGE = Path(tracker.__file__).parent
TESTS = Path(__file__).parent
MOST_LINES = {".py": 600, ".js": 450, ".css": 450}
MOST_ROOMS, MOST_FORMATS, DEEPEST = 12, 14, 3

PAGES = "foundation routine figure exchange journal analysis charts printing widgets"
PLAYER = "routine.timeline routine.routines routine.exercises"
FIGURE = "figure.rendering figure.figures"
MAY_IMPORT = {
    "foundation": "",
    "routine": "foundation",
    "figure": "routine.exercises routine.toml_files foundation",
    "exchange": "foundation",
    "journal.sqlite": "foundation",
    "journal.backup": "journal.sqlite foundation",
    "journal": "journal.backup journal.sqlite exchange.archive foundation",
    "analysis.days": "foundation",
    "analysis.pain": "analysis.days foundation",
    "analysis.association": "analysis.days foundation",
    "analysis.experiment": "analysis.days analysis.simulate foundation",
    "analysis": "foundation",
    "analysis.findings": "analysis.days analysis.pain analysis.association foundation",
    "charts": "analysis foundation",
    "printing": "charts figure routine analysis foundation",
    "widgets.kit": "foundation",
    "widgets.drawing": "widgets.kit foundation",
    "widgets.run": "widgets.drawing widgets.kit foundation",
    "widgets.player": f"widgets.run widgets.drawing widgets.kit {PLAYER} {FIGURE} foundation",
    "widgets.scores": "widgets.kit foundation",
    "widgets.forms": "widgets.kit foundation",
    "widgets.care": "widgets.kit foundation",
    "widgets.composer": f"widgets.drawing widgets.kit routine {FIGURE} foundation",
    "widgets.results": "widgets.kit charts.captioned charts.palette foundation",
    "pages.panels": PAGES,
    "pages": f"pages.panels {PAGES}",
    "serving": "pages widgets.kit journal foundation",
}
"""By folder, or by room where it differs: the folders and rooms it may import, beside its own."""

CATALOGUES = {"charts", "exchange"}
"""Folders that hold one kind of thing, many times; they may have a few rooms more."""

# Modules that a topic was cut into are tested through the one that people call.
TESTED_IN = {
    "analysis.findings": "pages/test_progress",
    "charts.contrasts": "charts/test_every",
    "charts.weeks": "charts/test_every",
    "journal.session_scores": "pages/test_coach",
    "pages.experiment_page": "pages/test_self_experiment",
    "pages.panels.experiment_forms": "pages/test_self_experiment",
    "pages.panels.scores_panel": "pages/test_coach",
    "widgets.forms.day_picker": "pages/test_diary",
    "widgets.forms.entries_table": "pages/panels/test_entries_panel",
    "widgets.forms.field_form": "pages/test_diary",
}


def rooms() -> dict[str, list[Path]]:
    """Return every room of the package by its dotted name, with its files."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in MOST_LINES and path.stem != "__init__":
            name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
            found.setdefault(name, []).append(path)
    return found


ROOMS = rooms()
FOLDERS = sorted({name.rpartition(".")[0] for name in ROOMS})
each_room = pytest.mark.parametrize("name", ROOMS)


def imported(name: str) -> set[str]:
    """Return the rooms that a room imports, at its top or inside a function."""
    found: set[str] = set()
    for path in ROOMS[name]:
        text = path.read_text(encoding="utf-8")
        found |= {*(python_imports(text) if path.suffix == ".py" else script_imports(path, text))}
    return (found & set(ROOMS)) - {name}


def python_imports(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("tracker.") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno} imports relatively: write tracker.…"
            parent = (node.module or "").removeprefix("tracker").removeprefix(".")
            yield from (f"{parent}.{alias.name}".strip(".") for alias in node.names)
            yield parent


def script_imports(path: Path, text: str) -> Iterator[str]:
    for source in re.findall(r'^import\s[^;]*?"([^"]+)"', text, re.MULTILINE):
        target = (path.parent / source).resolve()
        assert source.startswith("."), f"{path.name} imports {source}, which is not ours"
        assert target.is_file(), f"{path.name} imports {source}, which is not there"
        yield ".".join(target.relative_to(PACKAGE).with_suffix("").parts)


def within(name: str, places: str) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places.split())


@pytest.mark.slow
@each_room
def test_a_room_imports_only_what_its_folder_may(name: str) -> None:
    folder = name.rpartition(".")[0]
    allowed = MAY_IMPORT.get(name, MAY_IMPORT[folder])
    beside = {other for other in ROOMS if other.rpartition(".")[0] == folder}
    assert {other for other in imported(name) - beside if not within(other, allowed)} == set()


@pytest.mark.slow
def test_arrows_only_run_down() -> None:
    """In no folder do the arrows between its rooms and folders, with all in them, form a circle."""
    for folder in {"", *FOLDERS}:
        start = f"{folder}." if folder else ""
        depth = start.count(".")
        arrows: dict[str, set[str]] = {}
        for name in (name for name in ROOMS if name.startswith(start)):
            child = name.split(".")[depth]
            inside = {other for other in imported(name) if other.startswith(start)}
            arrows.setdefault(child, set()).update(
                {other.split(".")[depth] for other in inside} - {child}
            )
        try:
            TopologicalSorter(arrows).prepare()
        except CycleError as error:
            pytest.fail(f"in {folder or 'the package'} there is a circle: {error.args[1]}")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_can_be_kept_in_mind(folder: str) -> None:
    start = f"{folder}." if folder else ""
    inside = {name.removeprefix(start).split(".")[0] for name in ROOMS if name.startswith(start)}
    assert len(inside) <= (MOST_FORMATS if folder in CATALOGUES else MOST_ROOMS)


def test_no_two_rooms_bear_one_name_and_none_lies_too_deep() -> None:
    stems = [name.rpartition(".")[2] for name in ROOMS]
    assert {stem for stem in stems if stems.count(stem) > 1} == set()
    assert [name for name in ROOMS if len(name.split(".")) > DEEPEST] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_says_in_one_line_what_is_in_it(folder: str) -> None:
    path = PACKAGE.joinpath(*folder.split("."), "__init__.py")
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path", [path for paths in ROOMS.values() for path in paths], ids=lambda path: path.name
)
def test_a_module_is_one_topic_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES[path.suffix]


@pytest.mark.parametrize(
    "name", [name for name, paths in ROOMS.items() if any(path.suffix == ".py" for path in paths)]
)
def test_a_module_has_a_test_file_of_its_own_name_or_is_said_to_be_tested_elsewhere(
    name: str,
) -> None:
    *folders, module = name.split(".")
    own = "/".join([*folders, f"test_{module}"])
    assert TESTED_IN.get(name) != own
    assert (TESTS / f"{TESTED_IN.get(name, own)}.py").is_file()
    assert name not in TESTED_IN or not (TESTS / f"{own}.py").is_file(), "no exception any more"


def test_the_picture_of_the_house_is_that_of_the_imports() -> None:
    from tests import house  # which draws the rooms above

    assert house.BLOCK.findall(house.PAGE.read_text("utf-8")) == [house.picture()], "make house"


def test_import_tracker_loads_nothing_heavy() -> None:
    heavy = ("anywidget", "ipywidgets", "matplotlib", "numpy", "pandas", "pydantic")
    heavy += ("scipy", "sqlite3", "statsmodels")
    code = f"import sys, tracker; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.mark.slow
def test_tracker_can_be_imported_by_a_python_that_drops_docstrings() -> None:
    done = subprocess.run(
        [sys.executable, "-OO", "-c", "import tracker; print(tracker.Journal.__name__)"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
    )
    assert (done.stdout.strip(), done.stderr) == ("Journal", "")


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
    assert f"\n    {name} - " in tracker.__doc__  # what `help(tracker)` opens on


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="No tracker attribute massage"):
        _ = tracker.massage
