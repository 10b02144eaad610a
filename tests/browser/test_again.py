"""Cells that run again, as cells do: the widgets of before must not get in the way."""

from tests.browser.coach import CoachPage
from tests.browser.pages import LabPage


def test_cells_that_run_again_and_again_leave_little_behind_and_escape_shows_the_questions(
    lab: LabPage,
) -> None:
    coach = CoachPage(lab).open()
    coach.accept()
    client = lab.page.context.new_cdp_session(lab.page)

    def nodes() -> int:
        lab.run_all()
        coach.player.get_by_role("heading").first.wait_for()
        lab.page.wait_for_timeout(1000)
        client.send("HeapProfiler.collectGarbage")
        return int(client.send("Memory.getDOMCounters")["nodes"])

    nodes()  # what JupyterLab makes once
    before = nodes()
    shown = lab.page.locator(".unknot, .unknot *").count()
    after = [nodes() for _ in range(3)][-1]
    assert after - before < shown  # three times all of it, if nothing were let go

    coach.choose("The short routine")
    coach.start()
    coach.page.locator(".jp-CodeCell .cm-content:visible").first.click()
    coach.page.keyboard.press("Escape")
    coach.until_status("stopped")
    coach.form("stop").wait_for()
    assert not coach.player.get_by_text("already running in another view").is_visible()
    coach.button("End here").click()
    coach.until_session("stopped for pain")
