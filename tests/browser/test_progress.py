import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import violations, wide_by
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage, until
from tests.printing.card_pdf import read

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "03-progress.ipynb"


def opened(shown: NotebookPage) -> Page:
    """Open the notebook and return when the overview is drawn."""
    shown.run_notebook(NOTEBOOK)
    seen(shown.page.locator(".un-figure").first)
    return shown.page


def seen(figure: Locator) -> None:
    """Look at a figure until it is drawn: what cannot be seen is not."""

    def drawn() -> bool:
        figure.scroll_into_view_if_needed(timeout=READY_MS)  # a page still moves while it is made
        return figure.locator("figure svg").is_visible()

    until(drawn, "a figure that is looked at")


def scroll_through(page: Page) -> None:
    """See every figure, so that each is drawn."""
    for figure in page.locator(".un-figure").all():
        seen(figure)


@pytest.mark.context(viewport={"width": 390, "height": 800}, color_scheme="dark")
def test_in_voila_it_fits_a_phone_the_choice_redraws_and_the_data_are_one_click_away(
    voila: VoilaPage, screenshot: Callable[[str], Path], tmp_path: Path
) -> None:
    page = opened(voila)
    scroll_through(page)
    assert wide_by(page) == 0
    screenshot("progress-phone-dark")
    assert violations(page, "#rendered_cells") == []
    drawn = page.locator(".un-figure figure svg text").first
    assert drawn.evaluate("(text) => getComputedStyle(text).fill") == "rgb(179, 193, 190)"

    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator("body[data-jp-theme-light='true']").wait_for()
    expect(page.locator(".un-opening .warn")).to_contain_text("shows the sample diary")
    expect(page.locator(".un-sentences p")).to_have_count(3)
    scroll_through(page)
    screenshot("progress-voila")
    assert violations(page, "#rendered_cells") == []

    overview = page.locator(".un-figure").first
    overview.scroll_into_view_if_needed()
    before = overview.locator("figcaption").inner_text()
    page.get_by_label("Days", exact=True).select_option("the last 4 weeks")
    expect(overview.locator("figcaption")).not_to_have_text(before, timeout=READY_MS)
    expect(overview.locator("figcaption")).to_contain_text("30 March 2026 to 26 April 2026")
    ask = page.get_by_role("button", name="Ask what can be said")
    ask.click()
    expect(page.locator(".un-sentences p").last).to_contain_text("cannot tell", timeout=READY_MS)

    overview.locator("summary").click()
    expect(overview.locator("table caption")).to_contain_text("the data", timeout=READY_MS)
    assert overview.locator("tbody tr").count() == 28
    for kind, start in (("CSV", b"day,pain"), ("PNG", b"\x89PNG"), ("PDF", b"%PDF")):
        with page.expect_download(timeout=READY_MS) as started:
            overview.get_by_role("button", name=kind).click()
        assert started.value.suggested_filename == f"unknot-overview.{kind.lower()}"
        assert Path(started.value.path()).read_bytes().startswith(start)

    page.get_by_label("Your name, if you wish").fill("A. Person")
    with page.expect_download(timeout=READY_MS) as started:
        page.get_by_role("button", name="Save the page as PDF").click()
    said = read(Path(started.value.path()).read_bytes()).text
    assert "A. Person, 30 March 2026 to 26 April 2026" in said
    with page.expect_download(timeout=READY_MS) as started:
        page.get_by_role("button", name="Save it as HTML").click()
    saved = started.value.path().rename(tmp_path / "report.html")
    is_a_page_for_anyone(page, saved, screenshot)


def is_a_page_for_anyone(page: Page, file: Path, screenshot: Callable[[str], Path]) -> None:
    """Open a saved report as who gets it does: on a screen, on a phone in the dark, on paper."""
    page.goto(file.as_uri())
    screenshot("report")
    assert violations(page, "body") == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 800})
    assert wide_by(page) == 0
    screenshot("report-phone-dark")
    assert violations(page, "body") == []
    words = page.locator("svg text:visible")
    assert min(word.bounding_box()["height"] for word in words.all()) > 9  # type: ignore[index]
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_in_jupyterlab_it_asks_with_a_bar_and_follows_the_theme(
    lab: LabPage, screenshot: Callable[[str], Path]
) -> None:
    page = opened(lab)
    scroll_through(page)
    lab.command("apputils:change-theme", theme="JupyterLab Dark")
    page.locator("body[data-jp-theme-light='false']").wait_for(state="attached", timeout=READY_MS)
    text = page.locator(".un-figure figure svg text").first
    assert text.evaluate("(text) => getComputedStyle(text).fill") == "rgb(179, 193, 190)"
    page.locator(".un-opening").first.scroll_into_view_if_needed()
    screenshot("progress-lab-dark")
    page.get_by_label("Scores", exact=True).select_option("moments: before sessions")
    button = page.get_by_role("button", name="Ask what can be said")
    button.wait_for(timeout=READY_MS)
    # The bar is there before Python has even heard of it.
    assert button.evaluate(
        "(button) => { const root = button.closest('.un-opening'); button.click();"
        " return root.querySelectorAll('progress').length; }"
    )
    button.wait_for(state="hidden", timeout=READY_MS)
    expect(page.locator(".un-opening progress").first).to_be_hidden(timeout=READY_MS)
