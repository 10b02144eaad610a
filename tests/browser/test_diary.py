"""The diary in a real Chromium: a day scored by mouse and by keyboard, other days, the context."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.checks import violations, wide_by
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage, until
from tests.browser.servers import CHECKOUT
from tracker import Journal

NOTEBOOK = CHECKOUT / "notebooks" / "02-journal.ipynb"
PHONE = {"width": 390, "height": 844}


class DiaryPage:
    """The parts of notebook 02 on a page."""

    def __init__(self, shown: NotebookPage) -> None:
        self.shown, self.page = shown, shown.page

    def open(self) -> DiaryPage:
        """Open the notebook with all its cells run."""
        self.shown.open_notebook(NOTEBOOK)
        if isinstance(self.shown, LabPage):
            self.shown.run_all()
        self.daily.wait_for(timeout=READY_MS)
        self.context.wait_for(timeout=READY_MS)
        return self

    @property
    def daily(self) -> Locator:
        """The card of the day's score."""
        return self.page.locator(".un-ratings", has_text="on average today")

    @property
    def day(self) -> Locator:
        """The day that is open."""
        return self.page.locator(".un-day")

    @property
    def context(self) -> Locator:
        """The card of what else the day was like."""
        return self.page.locator(".un-fields", has_text="The day besides")

    def number(self, score: int) -> Locator:
        """A button of the scale for the whole back."""
        scale = self.daily.get_by_role("radiogroup", name="Upper back as a whole")
        return scale.get_by_role("radio").nth(score)

    def saved(self, card: Locator) -> None:
        """See that a card says what is on disk."""
        expect(card.locator(".state")).to_contain_text("Saved", timeout=READY_MS)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return what the journal holds, read from outside."""
        with Journal(self.shown.server.journal) as journal:
            return journal.rows(table)


def test_a_day_is_scored_in_two_actions_and_yesterday_is_filled_in(lab: LabPage) -> None:
    diary = DiaryPage(lab).open()
    expect(diary.day).to_contain_text("Today has no score yet")
    diary.number(4).click()
    diary.daily.get_by_role("button", name="Save").click()
    diary.saved(diary.daily)
    expect(diary.day).to_contain_text("Today has its score.")

    diary.day.get_by_role("button", name="Yesterday").click()
    expect(diary.daily).to_have_attribute("data-phase", "edit", timeout=READY_MS)
    diary.number(0).focus()
    diary.page.keyboard.press("6")
    diary.page.keyboard.press("Control+Enter")
    diary.saved(diary.daily)
    days = {row["score"]: row["day"] for row in diary.rows("score")}
    assert days[6] < days[4]

    diary.day.get_by_role("button", name="Today").click()
    expect(diary.number(4)).to_have_attribute("aria-checked", "true", timeout=READY_MS)
    diary.daily.get_by_role("button", name="Change").click()
    diary.number(5).click()
    diary.daily.get_by_role("button", name="Save").click()
    diary.saved(diary.daily)
    assert sorted(row["score"] for row in diary.rows("score")) == [5, 6]


@pytest.mark.context(viewport=PHONE, color_scheme="dark")
def test_the_day_besides_is_saved_on_a_phone_in_the_dark(
    voila: VoilaPage, screenshot: Callable[[str], Path]
) -> None:
    diary = DiaryPage(voila).open()
    diary.context.get_by_role("radio", name="4").check(force=True)
    diary.context.get_by_label("Sleep in the night before").fill("77")
    diary.context.get_by_role("button", name="Save").click()
    expect(diary.context).to_contain_text("Sleep in the night before: a number from 0 to 24.")
    diary.context.get_by_label("Sleep in the night before").fill("7,5")
    diary.context.get_by_label("A note").fill("<b>long</b> flight")
    diary.context.get_by_role("button", name="Save").click()
    diary.saved(diary.context)
    (row,) = until(lambda: diary.rows("checkin"), "the check-in on disk")
    assert (row["stress"], row["sleep_h"], row["note"]) == (4, 7.5, "<b>long</b> flight")
    screenshot("diary-phone")
    assert wide_by(diary.page) <= 0
    for part in (".un-day", ".un-fields", ".un-ratings"):
        assert violations(diary.page, part) == []
