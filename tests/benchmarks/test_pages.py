"""Going from page to page in one window, against loading each as a page of its own; and memory."""

from collections.abc import Callable
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser

from tests.benchmarks.measure import ratio
from tests.browser.all_in_one import CARDS, AllInOne
from tests.browser.pages import READY_MS, VoilaPage
from tests.browser.servers import Server, start_voila
from tests.refresh_notebooks import NOTEBOOKS

FIRST = "01-run-a-routine"


@pytest.mark.parametrize("name", CARDS)
def test_a_page_is_there_in_a_third_of_the_time_of_a_page_of_its_own(
    benchmark: Any, browser: Browser, start_server: Callable[..., Server], name: str
) -> None:
    server = start_server(start_voila)
    app = AllInOne(browser.new_context().new_page(), server).begin()
    app.page.wait_for_timeout(5000)  # what is imported in idle time is there
    other = "exercises" if name != "exercises" else "02-journal"
    own = VoilaPage(browser.new_context().new_page(), server)
    address = f"{server.url}voila/render/{name}.ipynb?token={server.token}"

    def by_the_bar() -> None:
        app.turn(name)

    def on_its_own() -> None:
        own.page.goto(address)
        own.page.locator(f"{CARDS[name]}:visible").first.wait_for(timeout=READY_MS)

    def away() -> None:
        if app.link(other).count():
            app.turn(other)
        own.page.goto("about:blank")

    away()
    costs = ratio(benchmark, by_the_bar, on_its_own, rounds=5, tidy=away)
    for opened in (app, own):
        opened.close()
        opened.page.context.close()
    assert costs <= 0.3


def test_ten_pages_take_at_most_200_mb_more_than_the_first_notebook_alone(
    browser: Browser, start_server: Callable[..., Server]
) -> None:
    server = start_server(start_voila)
    app = AllInOne(browser.new_context().new_page(), server)
    earlier = {one.pid for one in app.kernels()}

    def kernel() -> psutil.Process:
        (running,) = (one for one in app.kernels() if one.pid not in earlier)
        return running

    alone = VoilaPage(app.page, server).open_notebook(NOTEBOOKS / f"{FIRST}.ipynb")
    alone.page.locator(".un-session").wait_for(timeout=READY_MS)
    first = kernel()
    before = first.memory_info().rss
    app.begin()
    for _ in range(2):
        for name in list(CARDS)[:5]:
            app.turn(name)
    psutil.wait_procs([first], timeout=20)
    more = (kernel().memory_info().rss - before) / 1e6
    print(f"\none page after ten changes: {before / 1e6:.0f} MB and {more:.0f} more")
    app.close()
    app.page.context.close()
    assert more <= 200
