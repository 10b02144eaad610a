from collections.abc import Callable
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import violations, wide_by
from tests.browser.coach import NOTEBOOK, CoachPage
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage
from tests.browser.servers import CHECKOUT, Server, start_voila

EXERCISES = CHECKOUT / "notebooks" / "exercises.ipynb"


def opened(shown: NotebookPage) -> Page:
    """Open the page of exercises with its cell run."""
    shown.run_notebook(EXERCISES)
    shown.page.locator(".un-exercise").first.wait_for(timeout=READY_MS)
    return shown.page


def names(page: Page) -> list[str]:
    return page.locator(".un-exercise:visible h3").all_inner_texts()


def find_and_unfold(page: Page) -> None:
    assert len(names(page)) == 8
    page.get_by_role("button", name="Side of the back").click()
    assert names(page) == ["Child's pose"]
    expect(page.get_by_text("1 of 8 exercises.")).to_be_visible()
    page.get_by_role("button", name="Side of the back").click()
    page.locator(".un-map [data-site='on the blade']").first.click()
    assert names(page) == ["Thread the needle", "Ball release"]
    page.get_by_label("Position").select_option("seated")
    assert names(page) == ["Thread the needle"]
    expect(page.get_by_text("Suits in its easier form: seated rotation")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    assert len(names(page)) == 8
    page.get_by_role("button", name="Above the blade spine").click()
    expect(page.get_by_text("None is for this knot: above the blade spine.")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    one = page.locator("#exercise-thread_the_needle")
    assert not one.get_by_text("slide it under your chest").is_visible()
    one.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(one.get_by_text("slide it under your chest")).to_be_visible()
    expect(one.get_by_text("Not done yet.")).to_be_visible()
    assert one.locator(".un-marked").count() == 6  # three sites, left and right
    still = one.locator(".un-shot canvas").nth(2)
    before = still.evaluate("one => one.toDataURL()")
    one.get_by_role("button", name="See it move").first.click()
    page.wait_for_function(
        "([one, before]) => one.toDataURL() !== before", arg=[still.element_handle(), before]
    )
    assert violations(page, ".un-catalogue") == []


def test_exercises_are_found_and_unfolded_in_jupyterlab_and_keys_leave_the_notebook_alone(
    lab: LabPage,
) -> None:
    page = opened(lab)
    find_and_unfold(page)
    cells = page.locator(".jp-Cell").count()
    page.locator(".un-exercise summary").first.focus()
    for key in "ab":
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells
    lab.put(NOTEBOOK)
    page.get_by_role("link", name="run a routine").click()
    expect(page.get_by_role("tab", name=NOTEBOOK.name).first).to_be_visible(timeout=READY_MS)


def test_exercises_are_found_unfolded_and_printed_in_voila(voila: VoilaPage) -> None:
    page = opened(voila)
    page.locator(".un-exercise summary").first.click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".un-exercise[open]")).to_have_count(8)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".un-exercise[open]")).to_have_count(1)
    page.locator(".un-exercise summary").first.click()
    find_and_unfold(page)


@pytest.mark.context(viewport={"width": 390, "height": 844}, color_scheme="dark")
def test_all_of_it_unfolded_fits_a_phone_and_is_accessible(
    voila: VoilaPage, screenshot: Callable[[str], Path]
) -> None:
    page = opened(voila)
    page.get_by_role("button", name="Unfold all").click()
    expect(page.locator(".un-exercise[open]")).to_have_count(8)
    page.locator(".un-find summary").click()
    assert violations(page, "main") == []
    assert wide_by(page) <= 0
    screenshot("exercises-phone")
    page.get_by_role("button", name="Fold all").click()
    expect(page.locator(".un-exercise[open]")).to_have_count(0)


def test_a_link_to_one_exercise_opens_it(voila: VoilaPage) -> None:
    path = voila.put(EXERCISES)
    url = f"{voila.server.url}voila/render/{path}?token={voila.server.token}"
    page = voila.page
    page.goto(f"{url}#exercise-childs_pose", timeout=READY_MS)
    voila.shown()
    expect(page.locator("#exercise-childs_pose[open]")).to_be_in_viewport(timeout=READY_MS)
    page.locator("#exercise-childs_pose").get_by_role("link").click()
    page.evaluate("location.hash = 'exercise-ball_release_wall'")
    expect(page.locator("#exercise-ball_release_wall[open]")).to_be_in_viewport()
    page.get_by_role("button", name="Side of the back").click()
    page.evaluate("location.hash = 'exercise-cat_camel'")
    expect(page.locator("#exercise-cat_camel[open]")).to_be_in_viewport()


def test_with_the_kernel_gone_the_folded_page_says_what_to_do(lab: LabPage) -> None:
    coach = CoachPage(lab).open()
    lab.kill_kernel()
    coach.shown.install_clock()
    coach.page.get_by_role("button", name="Show all 8 exercises").click()
    coach.shown.forward(10, step_s=5)
    said = coach.page.locator(".un-catalogue").get_by_role("status")
    expect(said).to_contain_text("The exercises do not come. Please choose Run")


def test_links_between_the_pages_of_make_app_lead_somewhere(
    page: Page, start_server: Callable[..., Server], tmp_path: Path
) -> None:
    for source in (CHECKOUT / "notebooks").glob("*.ipynb"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "pictures").mkdir()
    for picture in (CHECKOUT / "notebooks" / "pictures").glob("*.png"):
        (tmp_path / "pictures" / picture.name).write_bytes(picture.read_bytes())
    server = start_server(start_voila, notebook=tmp_path / EXERCISES.name)
    for path in ("", "voila/render/exercises.ipynb", "voila/tree"):
        with urlopen(Request(server.url + path), timeout=20) as answer:
            assert "login" in answer.url, "nothing of the folder is served without the token"
    page.goto(f"{server.url}?token={server.token}")
    page.locator(".un-exercise").first.wait_for(timeout=READY_MS)
    page.get_by_role("link", name="The start page").click()
    page.get_by_role("heading", name="Start here").wait_for(timeout=READY_MS)
    page.locator("#rendered_cells").wait_for(timeout=READY_MS)
    for picture in page.locator("img").all():
        assert picture.evaluate("(img) => img.decode().then(() => img.naturalWidth)") > 100
    assert violations(page, "html") == []
    page.get_by_role("link", name="Run a routine", exact=True).click()
    page.locator(".un-session").wait_for(timeout=READY_MS)
