from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.checks import violations, wide_by
from tests.browser.kernel import Kernel
from tests.browser.pages import READY_MS, VoilaPage
from tests.browser.servers import CHECKOUT
from tracker import Journal
from tracker.foundation import clock
from tracker.pages.experiment_record import trials

NOTEBOOK = CHECKOUT / "notebooks" / "04-self-experiment.ipynb"
_LIVE = """
import datetime, tracker
from tracker.foundation import clock
day = datetime.date.fromisoformat("{day}")
then = datetime.datetime(day.year, day.month, day.day, 20, tzinfo=clock.now().tzinfo)
clock.set_now(then)
plan = tracker.sealed_experiment(journal.rows("experiment")[0])
lived = tracker.simulate_experiment(plan, effect=-6, half_life_days=1, seed=3)
done = {{row["day"] for row in journal.rows("score")}}
with journal.together():
    for at, row in lived[lived.index <= str(day)].iterrows():
        if str(at.date()) not in done:
            moment = at.replace(hour=19).tz_localize(then.tzinfo).to_pydatetime()
            journal.log_score(int(row["pain"]), at=moment)
            row["stretched"] and journal.log_session("short", at=moment)
trial.refresh()
"""


class ExperimentPage:
    """The parts of notebook 04 on a page."""

    def __init__(self, shown: VoilaPage) -> None:
        self.shown, self.page = shown, shown.page
        shown.open_notebook(NOTEBOOK)
        self.card("What do you want to know?").wait_for(timeout=READY_MS)

    def card(self, title: str) -> Locator:
        """A card of fields by its heading."""
        return self.page.locator(".un-fields").filter(
            has=self.page.get_by_role("heading", name=title, exact=True)
        )

    def says(self, words: str) -> Locator:
        """See that a card to read says something."""
        found = self.page.locator(".un-shown:visible", has_text=words)
        expect(found.first).to_be_visible(timeout=READY_MS)
        return found.first

    def press(self, title: str, button: str) -> None:
        """Press the button of a card, and see what it sent on disk."""
        card = self.card(title)
        card.get_by_role("button", name=button, exact=True).click()

    def sure(self, title: str) -> None:
        """Answer a card's question with yes."""
        self.card(title).get_by_label("Are you sure?").select_option("yes")


def live(kernel: Kernel, day: date) -> None:
    """Move the clock to the evening of a day, having lived up to it."""
    kernel.run(_LIVE.format(day=day.isoformat()))


@pytest.mark.context(viewport={"width": 390, "height": 844}, color_scheme="dark")
def test_plan_seal_live_and_open_a_self_experiment(
    voila: VoilaPage, screenshot: Callable[[str], Path]
) -> None:
    shown = ExperimentPage(voila)
    question, page = shown.card("What do you want to know?"), shown.page
    expect(page.locator(".un-shown:visible", has_text="No self-experiment")).to_have_count(1)
    expect(question.get_by_label("Routine A")).to_be_hidden()
    question.get_by_label("Your question").select_option("Which of two routines?")
    expect(question.get_by_label("Routine A")).to_be_visible()
    expect(question.get_by_label("The exercise")).to_be_hidden()
    question.get_by_label("Your question").select_option("Stretch, or rest?")
    question.get_by_label("Pairs of blocks").fill("5")
    question.get_by_label("Days a block").fill("2")
    question.get_by_label("Days before, as usual").fill("0")
    shown.press("What do you want to know?", "Draw up this plan")
    shown.says("This is no test: of 32 orders")
    question.get_by_label("Pairs of blocks").fill("6")
    shown.press("What do you want to know?", "Draw up this plan")
    shown.says("6 pairs of blocks of 2 days")
    screenshot("experiment-planned")
    shown.press("How many weeks for a fair chance?", "Simulate")
    shown.says("would show in")
    screenshot("experiment-chance")

    shown.press("Seal it and start", "Seal and start")
    expect(shown.card("Seal it and start").locator(".state")).to_contain_text("please fill it in")
    shown.sure("Seal it and start")
    shown.press("Seal it and start", "Seal and start")
    shown.says("Sealed on a draw from seed")
    shown.says("Your self-experiment starts on")
    expect(shown.card("Seal it and start")).to_have_count(0)
    with Journal(voila.server.journal) as journal:
        (trial,) = trials(journal)
    plan = trial.plan
    with page.expect_download() as download:
        page.get_by_role("link", name="Save it as a calendar file").click()
    assert download.value.suggested_filename == "self-experiment.ics"
    assert Path(download.value.path()).read_text(encoding="utf-8").count("BEGIN:VEVENT") == 12

    with voila.kernel() as kernel:
        for number in (0, 5, 12):
            live(kernel, plan.start + timedelta(days=number))
            words = plan.blocks()["words"].iloc[number // 2]
            shown.says(f"Day {number % 2 + 1} of 2 in block {number // 2 + 1} of 12")
            expect(page.locator(".day-card .big")).to_have_text(words)
        shown.says("Kept to the plan on")
        shown.says(f"Sealed until {plan.end.day} ")
        screenshot("experiment-running")

        shown.press("Look before the end", "Break the seal")
        shown.says(f"Sealed until {plan.end.day} ")
        shown.sure("Look before the end")
        shown.press("Look before the end", "Break the seal")
        shown.says("The seal was broken on")
        live(kernel, plan.end + timedelta(days=1))
        shown.says("The last one is over")
    shown.says("95 % interval")
    shown.says("what was seen then may have changed").get_by_text("For the record").click()
    for figure in (
        page.locator(".widget-vbox", has_text="what was seen then may have changed")
        .locator(".un-figure")
        .all()
    ):
        figure.scroll_into_view_if_needed(timeout=READY_MS)
        expect(figure.locator("figure svg")).to_be_visible(timeout=READY_MS)
    screenshot("experiment-over")
    assert violations(page, "#rendered_cells") == []
    assert wide_by(page) <= 0
    with Journal(voila.server.journal) as journal, clock.at(clock.now()):
        assert [trial.plan for trial in trials(journal)] == [plan]
