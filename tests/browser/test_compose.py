from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.checks import violations, wide_by
from tests.browser.coach import CoachPage
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage, until

PHONE = {"width": 390, "height": 844}


class Composer:
    """The composer of notebook 01, unfolded."""

    def __init__(self, shown: NotebookPage) -> None:
        self.folder = shown.server.folder / "xdg-data" / "unknot" / "routines"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.coach = CoachPage(shown).ready()
        self.page = shown.page
        self.box: Locator = self.page.locator(".un-composer")

    def open(self) -> Composer:
        self.box.wait_for(state="attached", timeout=READY_MS)
        self.box.scroll_into_view_if_needed()  # else JupyterLab leaves it undrawn
        self.button("Compose a routine").click()
        self.box.locator(".un-add svg").last.wait_for(timeout=READY_MS)
        return self

    def button(self, name: str) -> Locator:
        return self.box.get_by_role("button", name=name, exact=True)

    @property
    def name(self) -> Locator:
        return self.box.get_by_role("textbox", name="Name", exact=True)

    def add(self, *names: str) -> None:
        for name in names:
            self.box.locator(".un-add", has_text=name).click()

    @property
    def order(self) -> list[str]:
        return self.box.locator(".un-called").all_inner_texts()

    def save(self, name: str) -> None:
        self.name.fill(name)
        self.button("Save").click()
        self.saved(name)

    def saved(self, name: str) -> None:
        self.says(f"“{name}” is saved, and among the routines to choose from.")

    def says(self, words: str) -> None:
        expect(self.box.locator(".un-where")).to_have_text(words, timeout=READY_MS)

    def announced(self, words: str) -> None:
        expect(self.box.locator("[aria-live]")).to_have_text(words)

    def file(self, stem: str) -> str:
        return (self.folder / f"{stem}.toml").read_text(encoding="utf-8")

    def drag(self, name: str, onto: str) -> None:
        """Drag a step with the mouse to just above the middle of another."""
        from_, to = self.grip(name), self.grip(onto)
        self.page.mouse.move(*from_)
        self.page.mouse.down()
        self.page.mouse.move(to[0], (from_[1] + to[1]) / 2)
        self.page.mouse.move(to[0], to[1] - 12, steps=4)

    def grip(self, name: str) -> tuple[float, float]:
        step = self.box.locator(".un-step", has=self.page.get_by_text(name, exact=True))
        box = step.locator(".un-handle").bounding_box()
        whole = step.bounding_box()
        assert box is not None
        assert whole is not None
        return box["x"] + box["width"] / 2, whole["y"] + whole["height"] / 2


def test_a_routine_is_composed_by_drag_saved_and_run_in_jupyterlab(lab: LabPage) -> None:
    composer = Composer(lab).open()
    assert violations(composer.page, ".un-composer") == []
    composer.page.set_viewport_size({"width": 1280, "height": 1600})
    composer.add("Child's pose", "Eagle arms", "Cat-camel")
    expect(composer.box.locator(".un-warned")).to_contain_text("You get down to the floor 2 times.")
    composer.box.locator(".un-order").scroll_into_view_if_needed()
    composer.drag("Eagle arms", "Child's pose")
    assert composer.box.locator(".un-drop-before").count() == 1
    composer.page.mouse.up()
    assert composer.order == ["Eagle arms", "Child's pose", "Cat-camel"]
    composer.announced("Eagle arms, now 1 of 3.")
    composer.drag("Cat-camel", "Eagle arms")
    composer.page.keyboard.press("Escape")
    composer.page.mouse.up()
    assert composer.order == ["Eagle arms", "Child's pose", "Cat-camel"]
    composer.button("Undo").click()
    assert composer.order == ["Child's pose", "Eagle arms", "Cat-camel"]
    composer.button("Group by position").click()
    for name in ("Take Child's pose out", "Take Cat-camel out"):
        composer.button(name).click()
    composer.box.get_by_label("Eagle arms: seconds a hold").fill("20")
    composer.save("Just one")
    assert composer.file("just-one").splitlines()[2:] == [
        'name = "Just one"',
        "",
        "[[steps]]",
        'exercise = "eagle_arms"',
        "hold_s = 20",
    ]
    coach = composer.coach
    coach.choose("Just one")
    coach.shown.install_clock()
    coach.start()
    coach.shown.forward(70, step_s=20)
    coach.until_status("finished")
    coach.until_session("completed")
    with coach.journal() as journal:
        assert journal.sessions()["routine"].tolist() == ["just-one"]
        assert journal.steps()["held_s"].tolist() == [20.0, 20.0]


def test_the_keyboard_alone_composes_a_routine(voila: VoilaPage) -> None:
    composer = Composer(voila)
    page = composer.page
    composer.button("Compose a routine").focus()
    page.keyboard.press("Enter")
    composer.box.locator(".un-add svg").last.wait_for(timeout=READY_MS)

    def tab_to(label: str, back: bool = False) -> None:
        for _ in range(80):
            page.keyboard.press("Shift+Tab" if back else "Tab")
            found = page.evaluate(
                "(document.activeElement.labels?.[0]?.textContent ?? '') + '|' + "
                "(document.activeElement.ariaLabel ?? document.activeElement.textContent)"
            )
            if label in found:
                return
        raise AssertionError(f"no way by Tab to {label}")

    for name in ("Add Child's pose", "Add Eagle arms"):
        tab_to(name, back=name == "Add Eagle arms")
        page.keyboard.press("Enter")
    composer.announced(
        "Eagle arms is added, 2 of 2. About 3 minutes: 2 exercises, 4 holds. "
        "You get down to the floor once. You need a mat and a chair."
    )
    tab_to("Eagle arms: seconds a hold")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    composer.announced("Eagle arms, now 1 of 2.")
    assert composer.order == ["Eagle arms", "Child's pose"]
    label = page.evaluate("document.activeElement.ariaLabel")
    assert label == "Eagle arms: seconds a hold"
    tab_to("Move Child's pose up")
    page.keyboard.press("Enter")
    assert composer.order == ["Child's pose", "Eagle arms"]
    page.keyboard.press("Control+z")
    assert composer.order == ["Eagle arms", "Child's pose"]
    tab_to("Save")
    page.keyboard.press("Enter")
    assert composer.box.locator(".un-wrong[role=alert]").inner_text() == "It needs a name."
    page.keyboard.type("By hand")
    tab_to("Save")
    page.keyboard.press("Enter")
    composer.saved("By hand")
    assert "hold_s = 31" in composer.file("by-hand")
    page.get_by_role("radio", name="By hand").wait_for()


GOOD = b'name = "From Ann"\n[[steps]]\nexercise = "eagle_arms"\nholds = 2\n'


def chosen(composer: Composer, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/toml", "buffer": content}
    composer.box.get_by_label("A routine file").set_input_files([file])


def test_a_file_that_cannot_be_run_is_refused_in_a_sentence_and_a_good_one_is_shown_first(
    voila: VoilaPage,
) -> None:
    composer = Composer(voila).open()
    composer.button("Import").click()
    said = composer.box.locator(".un-pane:not([hidden]) .un-said")
    for content, sentence in (
        (b"x" * 70_000, "up.toml is 70 kB long, and at most 64 kB are allowed. Nothing was saved."),
        (b"\xff\xfe\x00", "up.toml cannot be read as UTF-8 text. Nothing was saved."),
        (
            GOOD.replace(b"holds = 2", b"holds = 99"),
            "up.toml, step 1: holds is 99, and allowed is a whole number from 1 to 10. "
            "Nothing was saved.",
        ),
    ):
        chosen(composer, "up.toml", content)
        expect(said).to_have_text(sentence, timeout=READY_MS)
    text = composer.box.get_by_label("The text of a routine")
    assert "holds = 99" in text.input_value()
    assert violations(composer.page, ".un-composer") == []
    text.fill(text.input_value().replace("99", "2"))
    composer.button("Check it").click()
    expect(said).to_have_text("This can be run:", timeout=READY_MS)
    preview = composer.box.locator(".un-pane:not([hidden]) .un-answer")
    expect(preview).to_contain_text("Eagle arms, 2 × 30 s, left and right")
    expect(preview).to_contain_text("About 3 minutes: 1 exercise, 4 holds.")
    assert not composer.folder.exists()
    composer.button("Save it").click()
    composer.saved("From Ann")
    chosen(composer, "../../evil.toml", GOOD.replace(b"Ann", b"../../../Ann"))
    expect(preview).to_contain_text("From ../../../Ann", timeout=READY_MS)
    composer.button("Save it").click()
    composer.saved("From ../../../Ann")
    found = sorted(path.name for path in composer.folder.iterdir())
    assert found == ["from-ann-2.toml", "from-ann.toml"]


def test_a_routine_is_suggested_for_the_knots_adapted_shared_renamed_and_deleted(
    voila: VoilaPage, tmp_path: Path
) -> None:
    composer = Composer(voila)
    page, form = composer.page, composer.coach.form("before")
    composer.coach.unfold("Score first")
    composer.coach.unfold("Where are your knots today?")
    form.get_by_role("checkbox", name="Inner blade edge, left").last.check()
    composer.open().button("Suggest one").click()
    pane = composer.box.locator(".un-pane:not([hidden])")
    expect(pane).to_contain_text("For the knot at the inner blade edge (left)", timeout=READY_MS)
    pane.get_by_label("Minutes at hand").fill("6")
    pane.get_by_label("I can get down to the floor").uncheck()
    pane.get_by_label("foam roller").uncheck()
    composer.button("Suggest a routine").click()
    expect(pane).to_contain_text(
        "Eagle arms: works on the rhomboids, for the knot at the inner blade edge (left)",
        timeout=READY_MS,
    )
    assert "Eagle arms" in composer.order
    assert "You stay off the floor" in composer.box.locator(".un-sum").inner_text()
    composer.save("Six")

    composer.button("Share or print it").click()
    shared = composer.box.get_by_label("This routine as text")
    until(lambda: shared.input_value() == composer.file("six"), "the text of the file")
    with page.expect_download() as download:
        composer.button("Download").click()
    download.value.save_as(tmp_path / "shared.toml")
    assert download.value.suggested_filename == "six.toml"
    assert (tmp_path / "shared.toml").read_text(encoding="utf-8") == composer.file("six")
    with page.expect_download(timeout=READY_MS) as download:
        composer.button("Print it (PDF)").click()
    download.value.save_as(tmp_path / "six.pdf")
    assert download.value.suggested_filename == "six.pdf"
    assert (tmp_path / "six.pdf").read_bytes().startswith(b"%PDF")

    composer.button("Start from a routine").click()
    composer.button("Change or rename: Six").click()
    composer.save("Seven")
    assert 'name = "Seven"' in composer.file("six")
    composer.button("Adapt a copy: At the desk").click()
    assert composer.name.input_value() == "At the desk, my way"
    composer.name.fill("seven")
    composer.button("Save").click()
    composer.button("Give this one another name").click()
    composer.save("At my desk")
    composer.button("Delete: Seven").click()
    composer.says("“Seven” is deleted.")
    expect(page.get_by_role("radio", name="Seven")).to_have_count(0, timeout=READY_MS)
    composer.button("Undo the deletion").click()
    composer.says("“Seven” is back.")
    page.get_by_role("radio", name="Seven").wait_for(timeout=READY_MS)


@pytest.mark.context(viewport=PHONE, has_touch=True, is_mobile=True)
def test_it_fits_a_phone_and_is_put_in_order_by_touch(voila: VoilaPage) -> None:
    composer = Composer(voila).open()
    composer.add("Child's pose", "Eagle arms")
    composer.box.locator(".un-order").scroll_into_view_if_needed()
    (x, start), (_, goal) = composer.grip("Eagle arms"), composer.grip("Child's pose")
    touch = composer.page.context.new_cdp_session(composer.page)
    for kind, y in (
        ("touchStart", start),
        ("touchMove", start - 20),
        ("touchMove", goal + 20),
        ("touchMove", goal - 20),
        ("touchEnd", None),
    ):
        points = [] if y is None else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert composer.order == ["Eagle arms", "Child's pose"]
    for way in ("Suggest one", "Start from a routine", "Import", "Share or print it"):
        composer.button(way).click()
        assert wide_by(composer.page) <= 0
        assert violations(composer.page, ".un-composer") == []
    composer.page.set_viewport_size({"width": 640, "height": 400})  # 1280 by 800 at 200 %
    assert wide_by(composer.page) <= 0
    turned = composer.box.locator(".un-step .un-turned svg")
    assert turned.count() == 1  # eagle arms begin with the side that is not drawn
    composer.box.get_by_label("Eagle arms: sides").select_option("both, right first")
    assert turned.count() == 0


@pytest.mark.context(color_scheme="dark")
def test_axe_finds_nothing_in_the_dark_and_what_is_wrong_is_said(voila: VoilaPage) -> None:
    composer = Composer(voila).open()
    composer.add("Ball release", "Eagle arms")
    composer.box.get_by_label("Ball release: seconds a hold").fill("45")
    composer.box.get_by_label("Eagle arms: sides").select_option("left only")
    composer.button("Save").click()
    expect(composer.box.get_by_text("Ball release: 30 seconds a spot at most.")).to_be_visible()
    assert violations(composer.page, ".un-composer") == []
    composer.page.reload()
    voila.shown()
    composer.open()
    assert composer.order == ["Ball release", "Eagle arms"]
    assert violations(composer.page, ".un-composer") == []
