"""A real Chromium on a real JupyterLab and a real Voilà; each starts when a test first asks.

``lab`` and ``voila`` give a fresh page; every request they make is checked at the end of the test.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser import chromium
from tests.browser.checks import NetworkGuard
from tests.browser.pages import LabPage, VoilaPage
from tests.browser.servers import Server, start_lab, start_voila


def pytest_configure(config: pytest.Config) -> None:
    """Register our marker."""
    config.addinivalue_line(
        "markers", "context(**options): how the browser is set up: color_scheme, viewport, …"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let the fixtures know at the end of a test whether it failed."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


_FAILED = pytest.StashKey[bool]()


_KERNEL_GONE = ("Kernel connection", "Canceled future for ")
"""How JupyterLab's own promises begin that it rejects, unhandled, when a kernel dies."""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start playwright once."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start Chromium once."""
    running = chromium.launch(playwright, chromium.needed(playwright))
    yield running
    running.close()


@pytest.fixture(scope="session")
def start_server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Server]]:
    """Return a function that starts a server, once for each set of arguments, to the run's end."""
    running: dict[str, Server] = {}

    def start(starter: Callable[..., Server], **options: object) -> Server:
        key = f"{starter.__name__} {options}"
        if key not in running or running[key].process.poll() is not None:
            running[key] = starter(tmp_path_factory.mktemp("server"), **options)
        return running[key]

    yield start
    for server in running.values():
        server.stop()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page in a context of its own; at the end nothing may have been asked of elsewhere."""
    marker = request.node.get_closest_marker("context")
    options = {"locale": "en-GB", **(marker.kwargs if marker else {})}
    context = browser.new_context(**options)
    guard = NetworkGuard(context)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(f"{error}\n{error.stack}"))
    yield opened
    if request.node.stash.get(_FAILED, False):
        name = re.sub(r"\W+", "-", request.node.name)
        opened.screenshot(path=chromium.screenshots() / f"failed-{name}.png")
    context.close()
    assert guard.outside() == []
    told = [error.removeprefix("Error: ") for error in errors]
    assert [error for error in told if not error.startswith(_KERNEL_GONE)] == []


@pytest.fixture
def lab(
    page: Page, start_server: Callable[..., Server], request: pytest.FixtureRequest
) -> Iterator[LabPage]:
    """Give a page on JupyterLab with an empty journal; `both_threads` runs a test in two."""
    server = start_server(start_lab, subshells=getattr(request, "param", True))
    yield from _fresh(LabPage(page, server))


@pytest.fixture
def voila(page: Page, start_server: Callable[..., Server]) -> Iterator[VoilaPage]:
    """Give a page on Voilà with an empty journal."""
    yield from _fresh(VoilaPage(page, start_server(start_voila)))


def _fresh(opened: Any) -> Iterator[Any]:
    opened.server.journal.unlink(missing_ok=True)
    yield opened
    opened.close()
    assert opened.server.outside() == []


@pytest.fixture
def screenshot(page: Page) -> Callable[[str], Path]:
    """Return a function that keeps a picture of the whole page, for people to look at."""

    def keep(name: str) -> Path:
        path = chromium.screenshots() / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return keep
