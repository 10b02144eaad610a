"""Entries that do not reach the disk at once: kept, said in one sentence, and saved in time."""

import shutil
import sqlite3
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.checks import violations
from tests.browser.coach import CoachPage
from tests.browser.pages import READY_MS, LabPage

MARKUP = "🙂 & <img src=x onerror=\"document.title = 'taken'\">"


def said(coach: CoachPage, text: str = "") -> Locator:
    line = coach.form("before").locator(".state.warn", has_text=text)
    line.wait_for(timeout=READY_MS)
    sentence = line.inner_text()
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return line


def typed(coach: CoachPage, note: str) -> Locator:
    """Mark a score with a note and press Save; return the field."""
    coach.score("before", 6)
    field = coach.form("before").locator("textarea")
    field.fill(note)
    coach.form("before").get_by_role("button", name="Save").first.click()
    return field


def saved(coach: CoachPage) -> None:
    """See the entry saved, and start anew."""
    coach.form("before").locator(".state.saved").wait_for(timeout=READY_MS)
    coach.form("before").get_by_role("button", name="Score again").click()


def notes(coach: CoachPage) -> list[str]:
    with coach.journal() as journal:
        return list(journal.scores()["note"])


def replaced(path: Path, how: str) -> Path:
    """Make the journal one that cannot be written; return where the whole one is kept."""
    whole = path.with_suffix(".whole")
    shutil.copyfile(path, whole)
    if how == "newer":
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 9999")
        connection.close()
    elif how == "no database":
        path.write_bytes(b"This was a shopping list." * 400)
    return whole


READ_ONLY = """
import sqlite3
class Locked(sqlite3.Connection):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.execute("PRAGMA query_only = ON")
usual = sqlite3.connect
sqlite3.connect = lambda *args, **kwargs: usual(*args, **{**kwargs, "factory": Locked})
"""  # an administrator, as a test machine's user may be, can write to every file


def test_what_keeps_an_entry_from_the_disk_is_said_then_it_is_saved_refused_or_discarded(
    lab: LabPage,
) -> None:
    coach = CoachPage(lab).ready()
    is_saved_once_it_can_be(coach)
    what_does_not_fit_is_refused_in_words(coach)
    markup_stays_text(coach)
    the_rest_is_discarded(coach)


def is_saved_once_it_can_be(coach: CoachPage) -> None:
    lab = coach.shown
    with lab.kernel() as kernel:
        kernel.run(READ_ONLY)
        lab.server.journal.touch()  # a connection that is open already is let go
        field = typed(coach, "after lunch")
        said(coach, "read-only; nothing was saved")
        assert field.input_value() == "after lunch"
        assert notes(coach) == []
        kernel.run("sqlite3.connect = usual")
        saved(coach)  # by itself
    for how in ("newer", "no database"):
        whole = replaced(lab.server.journal, how)
        field = typed(coach, how)
        said(coach)
        assert field.input_value() == how
        assert coach.form("before").get_by_role("button", name="Try again").is_visible()
        whole.replace(lab.server.journal)
        coach.page.evaluate("dispatchEvent(new Event('online'))")  # asked at once, not in 5 s
        saved(coach)
    assert violations(coach.page, ".un-ratings") == []
    assert notes(coach) == ["after lunch", "newer", "no database"]


def what_does_not_fit_is_refused_in_words(coach: CoachPage) -> None:
    field = typed(coach, "x" * 200_001)
    said(coach, "note is 200 kB long")
    assert violations(coach.page, ".un-ratings") == []
    assert len(field.input_value()) == 200_001
    field.fill(MARKUP)
    coach.form("before").get_by_role("button", name="Try again").click()
    saved(coach)
    assert notes(coach)[3:] == [MARKUP]


def markup_stays_text(coach: CoachPage) -> None:
    coach.shown.append_and_run('journal.scores()[["score", "note"]]')
    coach.page.locator("table", has_text="🙂").wait_for(timeout=READY_MS)
    assert coach.page.title() != "taken"


def the_rest_is_discarded(coach: CoachPage) -> None:
    replaced(coach.shown.server.journal, "newer")
    field = typed(coach, "never mind")
    said(coach)
    discard = coach.form("before").locator(".actions").get_by_role("button", name="Discard")
    discard.click()
    coach.form("before").get_by_role("button", name="Discard it for good?").click()
    coach.form("before").locator(".state.warn").wait_for(state="detached")
    assert field.input_value() == ""
    assert coach.page.evaluate("Object.keys(localStorage).filter((k) => /:score/.test(k))") == []


def test_a_hold_whose_session_was_taken_back_meanwhile_can_be_read_and_discarded(
    lab: LabPage,
) -> None:
    coach = CoachPage(lab).ready()
    coach.shown.install_clock()
    coach.start()
    coach.until_session("interrupted")
    with coach.journal() as journal:
        journal.undo()
    coach.shown.forward(45, step_s=15)
    coach.page.clock.resume()
    trouble = coach.player.locator(".un-foot[data-state=trouble] .un-saving")
    trouble.get_by_text("Upper back stretch, 30 s, done").wait_for(timeout=READY_MS)
    assert violations(coach.page, ".un-foot") == []
    coach.button("Discard").click()
    coach.button("Discard it for good?").click()
    trouble.wait_for(state="detached", timeout=READY_MS)
    assert coach.status == "running"
    coach.button("End").click()
