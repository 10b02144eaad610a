"""What every page must pass: nothing from elsewhere, nothing in the way of anyone."""

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

HERE = {"127.0.0.1", "localhost", "::1"}
INSIDE = {"about", "blob", "data", "file"}


class NetworkGuard:
    """Notes every request and socket of a browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self.urls: list[str] = []
        context.on("request", lambda request: self.urls.append(request.url))
        context.on("page", self._watch)

    def _watch(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.urls.append(socket.url))

    def outside(self) -> list[str]:
        """Return the addresses that are not on this machine."""
        return [url for url in self.urls if not is_here(url)]


def is_here(url: str) -> bool:
    """Tell whether an address is on this machine.

    >>> is_here("ws://127.0.0.1:8888/api"), is_here("data:,"), is_here("https://cdn.example/x.css")
    (True, True, False)
    """
    parts = urlsplit(url)
    return parts.scheme in INSIDE or parts.hostname in HERE


def violations(page: Page, selector: str) -> list[str]:
    """Return what axe-core finds wrong inside `selector`: rule, element and how to mend it."""
    found: list[dict[str, Any]] = Axe().run(page, context=selector).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} -- {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def wide_by(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
