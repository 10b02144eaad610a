from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.checks import violations, wide_by
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage, until
from tests.browser.servers import CHECKOUT
from tracker import Journal, read_archive

NOTEBOOK = CHECKOUT / "notebooks" / "02-journal.ipynb"
CANARY = "<b>a canary</b> 7d1f"
"""A note that no file of the checkout may ever hold."""
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 640, "height": 400}
"""A screen of 1280 × 800 at 200 %."""


class DiaryPage:
    """The parts of notebook 02 on a page."""

    def __init__(self, shown: NotebookPage) -> None:
        self.shown, self.page = shown, shown.page

    def open(self) -> DiaryPage:
        """Open the notebook with all its cells run."""
        self.shown.run_notebook(NOTEBOOK)
        self.daily.wait_for(timeout=READY_MS)
        self.page.locator(".un-care").wait_for(timeout=READY_MS)
        return self

    @property
    def daily(self) -> Locator:
        """The card of the day's score."""
        return self.page.locator(".un-ratings", has_text="pain on average")

    @property
    def day(self) -> Locator:
        """The day that is open."""
        return self.page.locator(".un-day")

    @property
    def entries(self) -> Locator:
        """The table of what was entered."""
        return self.page.locator(".un-past")

    def card(self, title: str) -> Locator:
        """A card of fields by its heading."""
        return self.page.locator(".un-fields").filter(
            has=self.page.get_by_role("heading", name=title, exact=True)
        )

    def unfolded(self, title: str) -> Locator:
        """A card of fields that is folded until it is wanted, opened."""
        self.card(title).get_by_role("button", name=title, exact=True).click()
        return self.card(title)

    @property
    def context(self) -> Locator:
        """The card of what else the day was like."""
        return self.card("The day besides")

    def number(self, score: int) -> Locator:
        """A button of the scale for the whole back."""
        scale = self.daily.get_by_role("radiogroup", name="Upper back as a whole")
        return scale.get_by_role("radio").nth(score)

    def shows_number_and_save(self) -> None:
        """See that the two taps of a day need no scrolling, with a knot asked for as well."""
        expect(self.daily.locator(".row")).to_have_count(2)
        save = self.daily.get_by_role("button", name="Save")
        expect(save).to_be_in_viewport(ratio=1)
        for score in (0, 10):
            expect(self.number(score)).to_be_in_viewport(ratio=1)
        # The bar that Save is in lies over what scrolls beneath it.
        bar, number = save.locator("..").bounding_box(), self.number(10).bounding_box()
        assert bar
        assert number
        assert number["y"] + number["height"] <= bar["y"]

    def saved(self, card: Locator) -> None:
        """See that a card says what is on disk."""
        expect(card.locator(".state")).to_contain_text("Saved", timeout=READY_MS)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return what the journal holds, read from outside."""
        with Journal(self.shown.server.journal) as journal:
            return journal.rows(table)


def test_a_day_is_scored_in_two_actions_and_yesterday_is_filled_in(
    lab: LabPage, tmp_path: Path
) -> None:
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

    put_right(diary)
    bring_along(diary, tmp_path)
    lab.save()
    kept = [path for path in lab.server.root.rglob("*") if path.is_file()]
    assert [path.name for path in kept if CANARY.encode() in path.read_bytes()] == []
    assert all(not cell.get("outputs") for cell in lab.on_disk().cells)
    assert CANARY not in lab.server.log


def put_right(diary: DiaryPage) -> None:
    """Change an entry in the table, remove another, take that back, and read what changed."""
    entries = diary.entries
    scores = entries.locator("td.score")
    expect(scores).to_have_text(["5", "6"], timeout=READY_MS)
    change = entries.get_by_role("button", name=re.compile("^Change: .*whole upper back"))
    change.last.focus()
    diary.page.keyboard.press("Enter")
    editor = entries.locator(".editor")
    expect(editor.get_by_label("Score")).to_be_focused()
    editor.get_by_label("Score").fill("11")
    diary.page.keyboard.press("Control+Enter")
    expect(entries).to_contain_text("Score: a whole number from 0 to 10.")
    editor.get_by_label("Score").fill("7")
    editor.get_by_label("A note").fill(CANARY)
    diary.page.keyboard.press("Control+Enter")
    expect(scores).to_have_text(["5", "7"], timeout=READY_MS)
    expect(entries).to_contain_text(CANARY)
    entries.get_by_role("button", name=re.compile("^Remove")).first.click()
    expect(scores).to_have_text(["7"], timeout=READY_MS)
    expect(diary.day).to_contain_text("Today has no score yet")
    entries.get_by_role("button", name="Undo").click()
    expect(entries.locator(".said")).to_contain_text("Took back: removing daily score 5")
    expect(scores).to_have_text(["5", "7"], timeout=READY_MS)
    entries.get_by_text("What changed").click()
    expect(entries.locator(".changes li").first).to_contain_text(
        "took back: removing daily score 5"
    )
    assert violations(diary.page, ".un-past") == []


def bring_along(diary: DiaryPage, folder: Path) -> None:
    """Take the journal along, bring a table in by its columns, and bring a backup back."""
    care = diary.page.locator(".un-care")
    with diary.page.expect_download(timeout=READY_MS) as download:
        care.get_by_role("button", name="Save the file").click()
    download.value.save_as(folder / "taken.zip")
    with Journal(folder / "other.db") as other:
        assert read_archive(folder / "taken.zip", other).added == 2
    care.get_by_role("button", name="Back up now").click()
    expect(care).to_contain_text("Backed up and checked", timeout=READY_MS)

    table = folder / "old.csv"
    table.write_text("When,Ache,Tea\n2026-01-01,4,2\n2026-01-02,99,1\n", encoding="utf-8")
    care.get_by_label("A file").set_input_files(table)
    expect(care).to_contain_text("This would add 1 score.", timeout=READY_MS)
    expect(care).to_contain_text("old.csv, line 3: score 99 is outside 0-10")
    care.get_by_label("What “Tea” is").select_option("stress")
    expect(care).to_contain_text("This would add 1 score and 2 check-ins.", timeout=READY_MS)
    care.get_by_label("What “Ache” is").select_option("")
    expect(care).to_contain_text("This would add 2 check-ins.", timeout=READY_MS)
    assert violations(diary.page, ".un-care") == []
    care.get_by_role("button", name="Add it").click()
    expect(care).to_contain_text("Added 2 check-ins.", timeout=READY_MS)
    assert [row["stress"] for row in diary.rows("checkin")] == [2, 1]
    care.get_by_role("button", name="Look").first.click()
    expect(care).to_contain_text("This would change: 2 check-ins lost", timeout=READY_MS)
    care.get_by_role("button", name="Bring it back").click()
    care.get_by_role("button", name="Really bring it back?").click()
    expect(care).to_contain_text("Changed: 2 check-ins lost", timeout=READY_MS)
    assert diary.rows("checkin") == []
    assert len(diary.rows("score")) == 2


def half_typed(diary: DiaryPage) -> None:
    """Open what is folded, type and save nothing: after a reload all of it stands there, open."""
    moment = diary.page.locator(".un-ratings", has_text="right now")
    expect(diary.page.get_by_text("Where do you feel it now?")).to_be_hidden()
    moment.get_by_role("button", name="How does it feel right now?").click()
    expect(diary.page.get_by_text("Where do you feel it now?")).to_be_visible()
    moment.get_by_role("radio").nth(7).click()
    diary.card("Your plan").get_by_role("textbox", name="Sessions a week").fill("5")
    change = diary.entries.get_by_role("button", name=re.compile("^Change: ")).first
    change.click()
    diary.entries.locator(".editor").get_by_label("A note").fill("half a wo")
    diary.page.reload(timeout=READY_MS)
    assert isinstance(diary.shown, VoilaPage)
    diary.shown.shown()
    expect(moment.get_by_role("radio").nth(7)).to_be_checked(timeout=READY_MS)
    expect(diary.page.get_by_text("Where do you feel it now?")).to_be_visible()
    expect(diary.card("Your plan").get_by_role("textbox", name="Sessions a week")).to_have_value(
        "5"
    )
    expect(diary.entries.locator(".editor").get_by_label("A note")).to_have_value("half a wo")
    expect(diary.card("A pause").get_by_label("First day")).to_be_hidden()


def bring_back(voila: VoilaPage) -> None:
    """Open the page on a damaged journal: it says so, and a button makes the journal whole."""
    path = voila.server.journal
    with Journal(path) as journal:
        journal.pause("2025-12-01", "2025-12-02", "flare")
        journal.back_up_now()
    data = path.read_bytes()
    path.write_bytes(data[:12_288] + b"\xff" * 4096 + data[16_384:])
    voila.open_notebook(NOTEBOOK)
    care = voila.page.locator(".un-care")
    expect(care).to_contain_text("Your journal is damaged", timeout=READY_MS)
    expect(care).to_contain_text("nothing was written to it.")
    expect(care).to_contain_text("The newest good backup is of ")
    assert voila.page.get_by_text("The rest of this page is shown once").is_visible()
    assert violations(voila.page, "html") == []
    care.get_by_role("button", name="Bring the backup back").click()
    care.get_by_role("button", name="Really bring it back?").click()
    expect(care).to_contain_text("The journal is whole again.", timeout=READY_MS)
    expect(care).to_contain_text("Now reload this page.")
    with Journal(path) as journal:
        assert len(journal.rows("pause")) == 1


@pytest.mark.context(viewport=PHONE, color_scheme="dark")
def test_a_damaged_journal_is_brought_back_and_the_day_besides_saved_on_a_phone_in_the_dark(
    voila: VoilaPage, screenshot: Callable[[str], Path]
) -> None:
    bring_back(voila)
    with Journal(voila.server.journal) as journal:
        journal.log_score(6, site="inner blade edge", side="left", kind="before")
    diary = DiaryPage(voila).open()
    for size in (ZOOMED, PHONE):
        diary.page.set_viewport_size(size)
        diary.shows_number_and_save()
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

    weekly = diary.unfolded("Once a week")
    weekly.get_by_text("Back scratch: how to").click()
    expect(weekly.locator(".how-picture svg").first).to_be_visible()
    weekly.get_by_label("Back scratch, left").fill("-2")
    weekly.get_by_role("group", name="your pain on average").get_by_role("radio", name="4").check(
        force=True
    )
    weekly.get_by_role("button", name="Save").click()
    diary.saved(weekly)
    expect(weekly.locator(".rows")).to_contain_text("back scratch left -2 cm; PEG, 1 of 3 items")
    plan = diary.unfolded("Your plan")
    plan.get_by_label("Sessions a week").fill("4")
    plan.get_by_label("Which routine").select_option("desk")
    plan.get_by_role("button", name="Save").click()
    expect(plan.locator(".rows")).to_contain_text("4 sessions a week, At the desk")
    pause = diary.unfolded("A pause")
    pause.get_by_role("button", name="Save").click()
    expect(pause).to_contain_text("First day: please fill it in.")
    pause.get_by_label("First day").fill("2026-01-01")
    pause.get_by_label("Last day").fill("2026-01-03")
    pause.get_by_role("button", name="Save").click()
    expect(pause.locator(".rows")).to_contain_text("2026-01-01 to 2026-01-03: a flare")
    knot = diary.unfolded("Names for your knots")
    knot.get_by_label("Which knot").select_option("on the blade|left")
    knot.get_by_label("What you call it").fill("the stubborn one")
    knot.get_by_role("button", name="Save").click()
    expect(knot.locator(".rows")).to_contain_text("“the stubborn one”: on the blade, left")
    back = diary.page.locator(".un-bodymap").first
    back.get_by_role("button", name="Where are your knots?").click()
    back.get_by_role("checkbox", name="On the blade, left").first.click(force=True)
    expect(diary.daily).to_contain_text("On the blade, left: “the stubborn one”")
    assert len(diary.rows("measure")) == 2
    half_typed(diary)
    screenshot("diary-phone")
    assert wide_by(diary.page) <= 0
    for part in (".un-day", ".un-fields", ".un-ratings", ".un-past"):
        assert violations(diary.page, part) == []
