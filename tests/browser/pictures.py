"""Take the pictures that the README and the start page show: `make pictures`.

They are of the real thing: Voilà on our notebooks, in Chromium.
"""

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser import chromium
from tests.browser.coach import CoachPage
from tests.browser.pages import VoilaPage
from tests.browser.servers import CHECKOUT, start_voila

NOTEBOOKS = CHECKOUT / "notebooks"
PICTURES = NOTEBOOKS / "pictures"
SIZE: ViewportSize = {"width": 1000, "height": 900}


def from_the_readme() -> None:
    """Run the README's own lines and keep the figure that they save."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for code in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)[:2]:
            exec(compile(code, "README", "exec"), names)
        shutil.copy("pain.png", PICTURES)


def main() -> None:
    """Lead through the first seconds of a routine and keep what is on the screen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = start_voila(Path(folder))
        try:
            browser = chromium.launch(playwright, chromium.find(playwright))
            # First, while nothing is in the journal: then it shows the sample diary.
            progress = VoilaPage(browser.new_page(viewport=SIZE, device_scale_factor=2), server)
            progress.open_notebook(NOTEBOOKS / "03-progress.ipynb")
            overview = progress.page.locator(".un-figure").first
            overview.scroll_into_view_if_needed()
            overview.locator("figure svg").screenshot(path=PICTURES / "progress.png")
            page = browser.new_page(viewport=SIZE, device_scale_factor=2)
            coach = CoachPage(VoilaPage(page, server)).ready("The full routine")
            page.clock.install()
            coach.start()
            coach.shown.forward(218, step_s=30)  # in the first side of eagle arms
            coach.player.scroll_into_view_if_needed()
            page.locator(".un-session").screenshot(path=PICTURES / "player.png")
            exercises = VoilaPage(browser.new_page(viewport=SIZE, device_scale_factor=2), server)
            exercises.open_notebook(NOTEBOOKS / "exercises.ipynb")
            exercises.page.locator(".un-exercise summary").nth(3).click()
            exercises.page.locator(".un-exercise").nth(3).scroll_into_view_if_needed()
            exercises.page.screenshot(path=PICTURES / "exercises.png")
            diary = VoilaPage(browser.new_page(viewport=SIZE, device_scale_factor=2), server)
            take_diary(diary)
            browser.close()
        finally:
            server.stop()


def take_diary(shown: VoilaPage) -> None:
    """Score a day and keep the card."""
    page = shown.open_notebook(NOTEBOOKS / "02-journal.ipynb").page
    card = page.locator(".un-ratings", has_text="pain on average")
    page.locator(".un-care").wait_for()
    page.get_by_role("button", name="Where are your knots?").click()
    page.get_by_role("checkbox", name="Inner blade edge, left").first.click()
    for number, score in enumerate((3, 5)):
        card.get_by_role("radiogroup").nth(number).get_by_role("radio").nth(score).click()
    card.screenshot(path=PICTURES / "diary.png")


if __name__ == "__main__":
    os.environ.pop("TRACKER_JOURNAL", None)
    from_the_readme()
    main()
