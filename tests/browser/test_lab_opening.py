"""What a person sees who opens one of our notebooks in the JupyterLab of `make lab`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Route, expect

from tests.browser.coach import CoachPage
from tests.browser.opened import Opened
from tests.browser.pages import LabPage, until
from tests.refresh_notebooks import NOTEBOOKS

ROUTINE, DIARY = "01-run-a-routine.ipynb", "02-journal.ipynb"
CARDLESS = "05-how-far-to-trust-this.ipynb"
PHONE = pytest.mark.context(viewport={"width": 390, "height": 844})
LAPTOP = pytest.mark.context(viewport={"width": 1280, "height": 800})

each_size = pytest.mark.parametrize(
    "size", [pytest.param("laptop", marks=LAPTOP), pytest.param("phone", marks=PHONE)]
)
each_notebook = pytest.mark.parametrize("name", [ROUTINE, DIARY, "03-progress.ipynb", CARDLESS])


@pytest.fixture
def switched_off(lab: LabPage) -> Iterator[None]:
    """Turn the setting off, as the settings editor does."""
    path = lab.server.folder / "settings" / "unknot" / "opening.jupyterlab-settings"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"runByItself": false}', encoding="utf-8")
    yield
    path.unlink()


@pytest.fixture
def late_kernel(lab: LabPage) -> Callable[[], None]:
    """Hold the kernel back until the function that this returns is called."""
    held: list[Route] = []
    lab.page.route(
        "**/api/sessions?*",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )

    def release() -> None:
        until(lambda: lab.page.wait_for_timeout(50) or held, "a kernel asked for")
        held.pop().continue_()

    return release


@each_size
@pytest.mark.parametrize("name", [ROUTINE, DIARY])
def test_a_notebook_opened_runs_once_and_again_after_a_reload_with_its_first_card_in_view(
    lab: LabPage, name: str, size: str
) -> None:
    opened = Opened(lab, name)
    before = lab.on_disk()
    for times in (1, 2):
        if times > 1:
            opened.page.reload()
        opened.ran(times)
        opened.in_view()
        assert opened.state["wide"] > 250
        assert not opened.state["dirty"]  # else JupyterLab asks on leaving, and writes it anew
    assert len(lab.server.api("api/sessions")) == 1
    assert lab.on_disk() == before


@each_notebook
def test_after_run_all_the_first_card_is_in_view(
    lab: LabPage, name: str, switched_off: None
) -> None:
    opened = Opened(lab, name)
    opened.idle()
    opened.page.get_by_role("menuitem", name="Run", exact=True).click()
    opened.page.get_by_text("Run All Cells", exact=True).click()
    opened.ran()
    if name == CARDLESS:
        until(lambda: opened.state["scrolled"] == 0, "the top")
    else:
        opened.in_view()


def test_after_a_restart_that_runs_all_the_first_card_is_in_view(lab: LabPage) -> None:
    opened = Opened(lab, DIARY)
    opened.ran()
    opened.page.get_by_role("menuitem", name="Run", exact=True).click()
    opened.page.get_by_text("Restart Kernel and Run All Cells…", exact=True).click()
    opened.page.locator(".jp-Dialog .jp-mod-accept").click()
    until(lambda: set(opened.state["counts"]) == {None}, "the counts of before gone")
    opened.ran()
    opened.in_view()


def test_switched_off_nothing_runs_and_nothing_is_shown_that_looks_like_ones_own_numbers(
    lab: LabPage, switched_off: None
) -> None:
    opened = Opened(lab, "03-progress.ipynb")
    opened.idle()
    assert set(opened.state["counts"]) == {None}
    assert set(opened.state["outputs"]) == {0}
    told = opened.page.locator(".jp-RenderedMarkdown .un-stored")
    expect(told).to_be_visible()
    lab.run_all()
    opened.ran()
    expect(told).to_be_hidden()


def foreign() -> nbformat.NotebookNode:
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell("open('ran', 'w').close()")]
    return new_notebook(cells=cells, metadata={"kernelspec": kernelspec})


def changed() -> nbformat.NotebookNode:
    notebook = nbformat.read(NOTEBOOKS / DIARY, as_version=4)
    notebook.cells.append(foreign().cells[0])
    return notebook


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("from-elsewhere.ipynb", foreign()),
        (DIARY, changed()),
        (f"elsewhere/{DIARY}", NOTEBOOKS / DIARY),
    ],
    ids=["not ours", "ours with a cell more", "ours in another folder"],
)
def test_what_is_not_ours_to_the_letter_does_not_run_by_itself(
    lab: LabPage, name: str, source: Path | nbformat.NotebookNode
) -> None:
    opened = Opened(lab, name, source)
    opened.idle()
    assert opened.page.locator(".jp-Notebook .unknot").count() == 0
    assert list(lab.server.root.rglob("ran")) == []


def test_who_has_begun_typing_is_left_to_it(lab: LabPage, late_kernel: Callable[[], None]) -> None:
    opened = Opened(lab, DIARY)
    opened.page.locator(".jp-CodeCell .cm-content").last.click()
    opened.page.keyboard.type("# mine")
    late_kernel()
    opened.idle()
    assert set(opened.state["counts"]) == {None}
    assert opened.state["dirty"]


def test_who_scrolls_meanwhile_stays_there_and_the_cells_run(
    lab: LabPage, late_kernel: Callable[[], None]
) -> None:
    opened = Opened(lab, DIARY)
    opened.page.locator(".jp-CodeCell").first.hover()
    opened.page.mouse.wheel(0, 900)
    until(lambda: opened.state["scrolled"] > 300, "scrolled down")
    late_kernel()
    opened.ran()
    opened.page.wait_for_timeout(1500)
    assert opened.state["scrolled"] > 300


def test_a_second_view_of_a_notebook_does_not_run_it_again(lab: LabPage) -> None:
    opened = Opened(lab, DIARY)
    opened.ran()
    lab.command("docmanager:clone")
    expect(opened.page.locator(".jp-NotebookPanel:visible")).to_have_count(2)
    opened.page.wait_for_timeout(1500)
    opened.ran()


def test_a_routine_that_runs_goes_on_by_itself_after_a_reload(lab: LabPage) -> None:
    opened = Opened(lab, ROUTINE)
    opened.ran()
    coach = CoachPage(lab)
    coach.accept()
    coach.choose("The short routine")
    coach.start()
    coach.saved()
    opened.page.reload()
    coach.until_status("running")
    top = "document.querySelector('.un-player').getBoundingClientRect().top"
    until(lambda: 0 <= opened.page.evaluate(top) < 200, "the player in sight")
    opened.page.keyboard.press("Escape")
    coach.until_status("stopped")
    coach.button("End here").click()
    coach.until_session("stopped for pain")
