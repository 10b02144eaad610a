from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.checks import violations, wide_by
from tests.browser.coach import CoachPage
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage
from tests.printing.card_pdf import read
from tracker import card


@pytest.mark.context(viewport={"width": 390, "height": 800}, color_scheme="dark")
def test_the_card_as_html_is_clean_dark_on_a_phone_and_light_on_paper(
    page: Page, tmp_path: Path
) -> None:
    page.goto(card("full", tmp_path / "card.html", variants=True).as_uri())
    ground = "getComputedStyle(document.querySelector('.un-card')).backgroundColor"
    assert violations(page, "html") == []
    assert wide_by(page) == 0
    assert page.evaluate(ground) == "rgb(17, 17, 17)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_the_card_as_html_prints_on_as_many_pages_as_its_pdf_has(
    page: Page, tmp_path: Path
) -> None:
    for name in ("full", "short", "desk", "release", "evening"):
        for paper in ("A4", "Letter"):
            made = card(name, variants=True, paper=paper)
            page.goto(made.save(tmp_path / "card.html").as_uri())
            printed = page.pdf(prefer_css_page_size=True)
            assert printed.count(b"/Type /Page\n") == read(made.pdf()).pages, (name, paper)
    assert violations(page, "html") == []


def saves_a_page(shown: NotebookPage, tmp_path: Path) -> CoachPage:
    coach = CoachPage(shown).ready("At the desk")
    coach.page.get_by_label("with easier forms").check()
    with coach.page.expect_download(timeout=READY_MS) as started:
        coach.page.get_by_role("button", name="Print this routine (PDF)").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    assert path.name == "at-the-desk.pdf"
    found = read(path.read_bytes())
    assert found.info["Title"] == "At the desk"
    assert "Easier, Doorway stretch:" in found.text
    coach.page.get_by_text("Saved as at-the-desk.pdf").wait_for()
    assert violations(coach.page, ".un-print") == []
    return coach


def test_in_jupyterlab_the_button_saves_a_page_and_a_card_keeps_its_style_to_itself(
    lab: LabPage, tmp_path: Path
) -> None:
    coach = saves_a_page(lab, tmp_path)
    before = coach.page.evaluate("getComputedStyle(document.querySelector('.jp-Cell')).fontSize")
    lab.append_and_run('tracker.card("desk", variants=True)')
    coach.page.locator(".un-card .entry").last.wait_for(timeout=READY_MS)
    assert violations(coach.page, ".un-card") == []
    after = coach.page.evaluate("getComputedStyle(document.querySelector('.jp-Cell')).fontSize")
    assert after == before


def test_the_button_saves_a_page_in_voila(voila: VoilaPage, tmp_path: Path) -> None:
    saves_a_page(voila, tmp_path)
