"""The browser bench, for what is measured in a browser, and ten years of diary."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.benchmarks.ten_years import ten_years
from tests.browser.conftest import browser, playwright, start_server
from tracker.journal.store import Journal

__all__ = ["browser", "playwright", "start_server"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    with Journal(tmp_path_factory.mktemp("ten years") / "journal.db") as journal:
        assert journal.add(ten_years(), label="ten years").saved
        yield journal
