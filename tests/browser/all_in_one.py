"""The one page that `make app` opens, and what one does with it."""

import shutil

import psutil
from playwright.sync_api import Locator

from tests.browser.pages import READY_MS, VoilaPage, until
from tests.refresh_notebooks import NOTEBOOKS

CARDS = {
    "02-journal": ".un-ratings.daily",
    "03-progress": ".un-opening",
    "04-self-experiment": ".un-shown",
    "exercises": ".un-exercise",
    "05-how-far-to-trust-this": "main img",
    "01-run-a-routine": ".un-session",
}
"""The pages, and what each is for."""


class AllInOne(VoilaPage):
    """The page that goes from one notebook to the other."""

    def begin(self, address: str = "") -> "AllInOne":
        """Open it as `make app` does."""
        for path in NOTEBOOKS.glob("*.ipynb"):
            self.put(path)
        shutil.copytree(NOTEBOOKS / "pictures", self.server.root / "pictures", dirs_exist_ok=True)
        self.path = "app.ipynb"
        separator = "&" if address else "?"
        url = f"{self.server.url}voila/render/app.ipynb{address}{separator}token="
        self.page.goto(url + self.server.token, timeout=READY_MS)
        self.shown()
        return self

    def link(self, name: str) -> Locator:
        """The bar's link to a page."""
        return self.page.locator(f".un-bar:visible a[href='{name}.ipynb']")

    def turn(self, name: str) -> None:
        """Go to a page by the bar and see its card."""
        self.link(name).click()
        self.at(name)

    def at(self, name: str) -> None:
        """See the card of a page, its name in the address, and no other page."""
        self.page.locator(f"{CARDS[name]}:visible").first.wait_for(timeout=READY_MS)
        until(lambda: self.heads() == 1, "one page in sight")
        assert f"page={name}" in self.page.url

    def heads(self) -> int:
        """Count the first headings in sight."""
        return self.page.locator("h1:visible").count()

    def kernels(self) -> list[psutil.Process]:
        """The kernels that run."""
        running = psutil.Process(self.server.process.pid).children(recursive=True)
        return [one for one in running if any("ipykernel" in word for word in one.cmdline())]
