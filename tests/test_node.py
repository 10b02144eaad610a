"""The widgets' own logic, in JavaScript: the ``*.test.mjs`` files, run by node."""

import importlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import anywidget
import pytest
from playwright._impl._driver import compute_driver_executable

TESTS = Path(__file__).parent
FILES = sorted(TESTS.rglob("*.test.mjs"))
OLDEST = 20
PACKAGE = TESTS.parent / "tracker"


def our_widgets() -> Iterator[type[anywidget.AnyWidget]]:
    """Yield every class that brings a script of its own."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if " _esm = " in path.read_text(encoding="utf-8"):
            name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            yield from (
                found
                for found in vars(importlib.import_module(name)).values()
                if isinstance(found, type) and found.__module__ == name and "_esm" in vars(found)
            )


@cache
def node() -> str:
    """Return the machine's node if it is new enough, else the one that playwright brings."""
    found = shutil.which("node")
    if found:
        version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        if (major := re.match(r"v(\d+)", version)) and int(major[1]) >= OLDEST:
            return found
    return str(compute_driver_executable()[0])


def run_node(*arguments: str, given: str = "") -> str:
    """Run node, which must end well; return what it printed."""
    environment = {**os.environ, "NODE_OPTIONS": ""}
    done = subprocess.run(
        [node(), *arguments],
        input=given,
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_the_javascript_tests_pass(path: Path) -> None:
    said = run_node("--test", "--test-reporter=tap", str(path))
    assert re.search(r"^# tests [1-9]", said, re.MULTILINE), "the file holds no test"


def test_the_node_that_playwright_brings_can_run_them() -> None:
    version = subprocess.run(
        [str(compute_driver_executable()[0]), "--version"], capture_output=True, text=True
    ).stdout
    assert int(version.removeprefix("v").split(".")[0]) >= OLDEST


each_widget = pytest.mark.parametrize("widget", [*our_widgets()], ids=lambda kind: kind.__name__)


@each_widget
def test_the_files_of_a_widget_joined_are_one_module(
    widget: type[anywidget.AnyWidget], tmp_path: Path
) -> None:
    code, joined = str(widget._esm), tmp_path / "joined.mjs"
    joined.write_text(code, encoding="utf-8")
    run_node("--check", str(joined))
    assert 'from "' not in code
    assert re.findall(r"^import\b", code, re.MULTILINE) == []
    assert "import(" not in code
    assert len(re.findall(r"^export default\b", code, re.MULTILINE)) == 1
    names = re.findall(r"^(?:export )?(?:const|let|function|class) (\w+)", code, re.MULTILINE)
    assert len(names) == len(set(names))


def test_a_card_declares_more_than_ten_names() -> None:
    code = next(str(widget._esm) for widget in our_widgets() if widget.__name__ == "ScoreCard")
    assert len(re.findall(r"^(?:export )?(?:const|let|function|class) ", code, re.MULTILINE)) > 10


@each_widget
def test_a_widget_fetches_nothing_from_anywhere(widget: type[anywidget.AnyWidget]) -> None:
    for asset in (str(widget._esm), str(widget._css)):
        assert "http" not in asset.replace("http://www.w3.org/2000/svg", "")
        addresses = re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"')]*", asset)
        assert [each for each in addresses if "www.w3.org/2000/svg" not in each] == []
        assert "@import" not in asset
    assert "url(" not in str(widget._css)
