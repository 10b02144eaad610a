"""The widgets' own logic, in JavaScript: the ``*.test.mjs`` files, run by node."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
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


def node() -> str:
    """Return the machine's node if it is new enough, else the one that playwright brings."""
    found = shutil.which("node")
    if found:
        version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        if (major := re.match(r"v(\d+)", version)) and int(major[1]) >= OLDEST:
            return found
    return str(compute_driver_executable()[0])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_the_javascript_tests_pass(path: Path) -> None:
    environment = {**os.environ, "NODE_OPTIONS": ""}
    done = subprocess.run(
        [node(), "--test", "--test-reporter=tap", str(path)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^# tests [1-9]", done.stdout, re.MULTILINE), "the file holds no test"


def test_the_node_that_playwright_brings_can_run_them() -> None:
    version = subprocess.run(
        [str(compute_driver_executable()[0]), "--version"], capture_output=True, text=True
    ).stdout
    assert int(version.removeprefix("v").split(".")[0]) >= OLDEST


@pytest.mark.parametrize("widget", [*our_widgets()], ids=lambda widget: widget.__name__)
def test_the_files_of_a_widget_joined_are_one_module(
    widget: type[anywidget.AnyWidget], tmp_path: Path
) -> None:
    joined = tmp_path / "joined.mjs"
    joined.write_text(str(widget._esm), encoding="utf-8")
    done = subprocess.run([node(), "--check", str(joined)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 'from "' not in str(widget._esm)
