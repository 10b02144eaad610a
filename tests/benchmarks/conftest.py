"""The browser bench, for what is measured in a browser."""

from tests.browser.conftest import browser, playwright, start_server

__all__ = ["browser", "playwright", "start_server"]
