"""A day's check-in on a journal of ten years: from the tap on Save to "Saved" on the page.

What is promised is 100 ms on an idle machine, and so the fastest of some rounds is judged; all of
them are printed. Every part of the page is drawn, so that each save also brings them up to date.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.benchmarks.measure import processor_s
from tests.benchmarks.ten_years import ten_years
from tests.browser.pages import READY_MS, VoilaPage
from tests.browser.servers import CHECKOUT, Server, start_voila
from tracker import Diary, Journal
from tracker.foundation import clock
from tracker.widgets.kit.logged_widget import LoggedWidget

MOST_S = 0.1
ROUNDS = 12
TAP = """(card) => new Promise((done) => {
    const state = card.querySelector(".state");
    const start = performance.now();
    new MutationObserver((_, watch) => {
        if (!state.textContent.startsWith("Saved")) return;
        watch.disconnect();
        done(performance.now() - start);
    }).observe(state, { childList: true, characterData: true, subtree: true });
    [...card.querySelectorAll("button")].find((each) => each.textContent === "Save").click();
})"""


def keep(journal: Journal) -> None:
    """Ten years, and three entries on each of the last days."""
    journal.add(ten_years(), label="ten years")
    today = clock.day_of(clock.now())
    for ago in range(1, 15):
        day = (today - timedelta(days=ago)).isoformat()
        journal.log_score(4, at=day)
        journal.log_score(5, at=day, site="on the blade", side="left")
        journal.log_checkin(day=day, stress=3)
    if journal._daily:
        journal._daily.wait()


def test_from_the_tap_on_save_to_saved_takes_at_most_100_ms(
    page: Page, start_server: Callable[..., Server]
) -> None:
    server = start_server(start_voila)
    server.journal.unlink(missing_ok=True)
    with Journal(server.journal) as journal:
        keep(journal)
    voila = VoilaPage(page, server).open_notebook(CHECKOUT / "notebooks" / "02-journal.ipynb")
    card = page.locator(".un-ratings", has_text="pain on average")
    card.wait_for(timeout=READY_MS)
    page.locator(".un-care").wait_for(timeout=READY_MS)
    numbers = card.get_by_role("radiogroup", name="Upper back as a whole").get_by_role("radio")
    took: list[float] = []
    for score in range(ROUNDS):
        if score:
            card.get_by_role("button", name="Change", exact=True).click()
        numbers.nth(score % 10).click()
        took.append(card.evaluate(TAP) / 1000)
        expect(card).to_have_attribute("data-phase", "saved")
    voila.close()
    shown = ", ".join(f"{one * 1000:.0f}" for one in sorted(took))
    print(f"\n{shown} ms from the tap to Saved; load {os.getloadavg()[0]:.1f}", end="")
    assert min(took) <= MOST_S


@pytest.mark.parametrize("part", ["daily", "context", "plan"])
def test_python_needs_little_of_it(tmp_path: Any, part: str) -> None:
    with Journal(tmp_path / "journal.db") as journal:
        keep(journal)
        diary = Diary(journal)
        for name in ("entries", "weekly", "plan", "pauses", "knots", "care"):
            getattr(diary, name)
        today = diary.day.today
        one = {"site": "upper back", "side": "both", "qualities": [], "note": ""}
        about: dict[str, dict[str, Any]] = {
            "daily": {"type": "scores", "kind": "daily"},
            "context": {"type": "save"},
            "plan": {"type": "save"},
        }
        told = {
            "context": {"stress": 3, "sleep_h": 7, "sitting_h": None, "note": ""},
            "plan": {"sessions_per_week": 3, "routine": None, "from_day": today},
        }
        form = diary.daily.ratings if part == "daily" else getattr(diary, part)
        assert isinstance(form, LoggedWidget)

        def save() -> None:
            id = f"{part}-{len(form.saved)}"
            event = {"id": id, "at": 0, "utc_offset_min": 0, "occasion": today, **about[part]}
            event |= {"scores": [{"id": id, "score": 4, **one}], "values": told.get(part)}
            form.events = [event | {"at": clock.now().timestamp() * 1000}]
            assert id in form.saved, form.failed

        assert processor_s(save, rounds=ROUNDS) <= MOST_S / 2
