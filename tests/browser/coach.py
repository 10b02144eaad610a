"""What a person does on notebook 01, in JupyterLab or Voilà, and what their journal then holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.pages import READY_MS, NotebookPage, until
from tracker import Journal

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "01-run-a-routine.ipynb"


class CoachPage:
    """The parts of notebook 01 on a page."""

    def __init__(self, shown: NotebookPage) -> None:
        self.shown = shown
        self.page: Page = shown.page

    def open(self) -> CoachPage:
        """Open the notebook with all its cells run."""
        self.shown.run_notebook(NOTEBOOK)
        self.page.locator(".un-session").wait_for(timeout=READY_MS)
        return self

    def ready(self, routine: str = "The short routine") -> CoachPage:
        """Open the notebook, read the safety text and choose a routine."""
        self.open()
        self.accept()
        self.choose(routine)
        return self

    @property
    def player(self) -> Locator:
        """The guided player; the first, where there are two views."""
        return self.page.get_by_role("region", name="Guided player").first

    def button(self, name: str) -> Locator:
        """A button of the player."""
        return self.player.get_by_role("button", name=name, exact=True)

    def form(self, kind: str) -> Locator:
        """The score card of a kind, before, after or stop, with its map."""
        card = self.page.locator(f".un-ratings.{kind}")
        return self.page.locator(".jupyter-widgets.widget-vbox", has=card).last

    def unfold(self, words: str) -> None:
        """Open what is folded behind a line of the session card."""
        fold = self.page.locator(".un-session .fold", has_text=words).first
        if fold.get_attribute("aria-expanded") == "false":
            fold.click()

    def accept(self) -> None:
        """Read the safety text."""
        self.page.get_by_role("button", name="I have read this").click()
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.un-player button.un-big')]"
            ".some((button) => !button.disabled)",
            timeout=READY_MS,
        )

    def choose(self, name: str) -> None:
        """Choose a routine by its name, and see the player take it up."""
        self.unfold("Change the routine")
        self.page.get_by_role("radio", name=name).click()
        self.player.get_by_role("heading", name=name).wait_for(timeout=READY_MS)

    def score(self, kind: str, score: int, row: str = "Upper back as a whole") -> None:
        """Mark one score on a card."""
        if kind == "before":
            self.unfold("Score first")
        scale = self.form(kind).get_by_role("radiogroup", name=row)
        scale.get_by_role("radio", name=str(score)).first.click()

    def save(self, kind: str) -> None:
        """Press Save and see it confirmed."""
        self.form(kind).get_by_role("button", name="Save").first.click()
        self.form(kind).locator(".state.saved").wait_for(timeout=READY_MS)

    def start(self) -> None:
        """Press Start."""
        self.button("Start").click()
        self.button("Pause").wait_for()

    @property
    def status(self) -> str:
        """Of the first view: idle, running, paused, stopped or finished."""
        return str(self.player.get_attribute("data-status"))

    def until_status(self, status: str) -> None:
        """Wait for a status of the player."""
        self.page.locator(f".un-player[data-status={status}]").first.wait_for(timeout=READY_MS)

    def saved(self) -> None:
        """Wait until the player says that everything is on disk."""
        self.player.locator(".un-saving").get_by_text("Saved", exact=True).wait_for(
            timeout=READY_MS
        )

    @contextmanager
    def journal(self) -> Iterator[Journal]:
        """Open the journal that the page writes, from outside."""
        with Journal(self.shown.server.journal) as journal:
            yield journal

    def until_session(self, outcome: str) -> None:
        """Wait until the one session is on disk with an outcome."""

        found: list[list[str]] = []

        def there() -> bool:
            with self.journal() as journal:
                found[:] = [journal.sessions()["outcome"].tolist()]
                return found == [[outcome]]

        try:
            until(there, f"a session that is {outcome}")
        except AssertionError as error:
            said = self.player.text_content()
            kept = self.page.evaluate("JSON.stringify(localStorage)")[:3000]
            raise AssertionError(f"{error}; there are {found}; {said}; {kept}") from None
