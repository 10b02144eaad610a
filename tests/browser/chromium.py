"""Which Chromium the tests drive, and how."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "the browser tests need Chromium: install your system's (Debian: apt install chromium), "
    "run `playwright install chromium`, or name one in $CHROMIUM"
)
# Nothing is resolved but this machine, so that a stray request fails here and now.
ARGUMENTS = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]


def find(playwright: Playwright) -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*NAMES, playwright.chromium.executable_path]
    for candidate in candidates:
        if found := shutil.which(candidate):
            return found
    return None


def needed(playwright: Playwright) -> str:
    """Return the path of a Chromium; without one, fail in CI, where all must run, else skip."""
    path = find(playwright)
    if path is None:
        in_ci = os.environ.get("CI", "").lower() in ("1", "true", "yes")
        (pytest.fail if in_ci else pytest.skip)(MISSING)
    return path


def arguments() -> list[str]:
    """Return the command-line arguments for Chromium."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, "--no-sandbox"] if as_root else list(ARGUMENTS)


def launch(playwright: Playwright, path: str | None) -> Browser:
    """Start a Chromium with our arguments."""
    return playwright.chromium.launch(executable_path=path, args=arguments())


def screenshots() -> Path:
    """Return the folder for screenshots, outside the checkout."""
    folder = Path(os.environ.get("UNKNOT_SCREENSHOTS") or tempfile.gettempdir()) / "unknot"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
