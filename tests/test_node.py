"""The widgets' own logic, in JavaScript: the ``*.test.mjs`` files, run by node."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

TESTS = Path(__file__).parent
FILES = sorted(TESTS.rglob("*.test.mjs"))
OLDEST = 20


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
