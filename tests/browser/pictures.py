"""Take the pictures that the README shows: `make pictures`.

They are of the real thing: Voilà on notebook 01 with the sample diary, in Chromium.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.coach import CoachPage
from tests.browser.pages import VoilaPage
from tests.browser.servers import CHECKOUT, start_voila

PICTURES = CHECKOUT / "notebooks" / "pictures"


def main() -> None:
    """Lead through the first seconds of a routine and keep what is on the screen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = start_voila(Path(folder))
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(playwright), args=chromium.arguments()
            )
            page = browser.new_page(viewport={"width": 1000, "height": 900}, device_scale_factor=2)
            coach = CoachPage(VoilaPage(page, server)).open()
            coach.accept()
            coach.choose("The full routine")
            page.clock.install()
            coach.start()
            coach.shown.forward(218, step_s=30)  # in the first side of eagle arms
            coach.player.scroll_into_view_if_needed()
            coach.player.screenshot(path=PICTURES / "player.png")
            browser.close()
        finally:
            server.stop()


if __name__ == "__main__":
    os.environ.pop("TRACKER_JOURNAL", None)
    main()
