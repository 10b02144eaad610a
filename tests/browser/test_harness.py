"""The test bench itself: a tiny notebook in JupyterLab, subshells on and off, and in Voilà."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser import chromium
from tests.browser.checks import NetworkGuard, is_here, violations, wide_by
from tests.browser.pages import READY_MS, LabPage, NotebookPage, VoilaPage, both_threads, until
from tests.browser.servers import Server, start_voila

COUNTER = '''
import anywidget, ipywidgets, threading, traitlets


class Counter(anywidget.AnyWidget):
    _esm = """
    export default {
      render({ model, el }) {
        const button = document.createElement("button");
        const show = () => { button.textContent = `counted ${model.get("count")}`; };
        button.addEventListener("click", () => {
          setTimeout(() => {
            model.set("count", model.get("count") + 1);
            model.save_changes();
          }, Number(model.get("wait_ms")));
        });
        model.on("change:count", show);
        el.append(button);
        show();
      },
    };
    """
    count = traitlets.Int(0).tag(sync=True)
    wait_ms = traitlets.Int(0).tag(sync=True)


threads = []
counter = Counter()
counter.observe(lambda _: threads.append(threading.current_thread().name), "count")
counter'''
BUTTON = """
pressed = []
button = ipywidgets.Button(description="Press")
button.on_click(lambda _: pressed.append(True))
button"""


def tiny(*more: str) -> nbformat.NotebookNode:
    """Return a notebook with a widget of each kind."""
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# A tiny notebook"),
            *(new_code_cell(source.strip()) for source in (COUNTER, BUTTON, *more)),
        ]
    )
    notebook.metadata.title = "A tiny notebook"
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    return notebook


def press_both(shown: NotebookPage) -> None:
    """Click both widgets and find both clicks in the kernel."""
    page = shown.page
    page.get_by_role("button", name="counted 0").click()
    page.get_by_role("button", name="counted 1").wait_for()
    page.get_by_role("button", name="Press").click()
    with shown.kernel() as kernel:
        until(lambda: kernel.ask("counter.count") == 1, "the count in the kernel")
        until(lambda: kernel.ask("len(pressed)") == 1, "the press in the kernel")


@both_threads
def test_clicks_in_jupyterlab_reach_the_kernel_on_the_thread_meant_also_by_a_fake_clock(
    lab: LabPage, request: pytest.FixtureRequest
) -> None:
    lab.open_notebook(tiny()).run_all()
    press_both(lab)
    for number in (1, 2):
        lab.page.get_by_role("button", name=f"counted {number}").click()
    with lab.kernel() as kernel:
        until(lambda: kernel.ask("counter.count") == 3, "three counts")
        subshells = "no subshells" not in request.node.name
        assert bool(set(kernel.ask("threads")) - {"MainThread"}) == subshells
    lab.append_and_run("counter.wait_ms = 30_000; 'slower'")
    lab.page.get_by_text("'slower'").last.wait_for()
    lab.install_clock()
    lab.page.get_by_role("button", name="counted 3").click()
    lab.forward(31)
    lab.page.get_by_role("button", name="counted 4").wait_for()
    with lab.kernel() as kernel:
        until(lambda: kernel.ask("counter.count") == 4, "the count in the kernel")


def test_saving_drops_outputs_and_widget_state_and_asks_nothing(lab: LabPage) -> None:
    secret = "'my score is 7'"
    lab.open_notebook(tiny(secret)).run_all()
    lab.page.evaluate(
        "() => window.unknotPanel.model.setMetadata('widgets', {state: 'my score is 7'})"
    )
    for _ in range(2):  # the second time the file on disk differs from what is shown
        lab.save()
        on_disk = lab.on_disk()
        assert "widgets" not in on_disk.metadata
        code = [cell for cell in on_disk.cells if cell.cell_type == "code"]
        assert [(cell.outputs, cell.execution_count) for cell in code] == [([], None)] * 3
        assert code[2].source == secret
        lab.page.get_by_role("button", name="counted").click()
    assert lab.page.locator(".jp-Dialog").count() == 0
    assert lab.outputs_of(3) == [secret]
    mode = "() => window.unknotPanel.content.notebookConfig.windowingMode"
    assert lab.page.evaluate(mode) == "none"
    expect(lab.output(3)).to_contain_text("my score is 7", timeout=READY_MS)


def test_after_a_kill_and_after_a_restart_the_cells_run_again(lab: LabPage) -> None:
    lab.open_notebook(tiny()).run_all()
    lab.kill_kernel()
    lab.run_all()
    press_both(lab)
    lab.restart_kernel().run_all()
    press_both(lab)


def test_a_click_in_voila_reaches_the_kernel_and_it_says_when_that_is_gone(
    voila: VoilaPage,
) -> None:
    voila.open_notebook(tiny())
    press_both(voila)
    assert voila.page.get_by_role("alert").count() == 0
    voila.kill_kernel()
    voila.page.get_by_role("alert").get_by_text("What is saved stays saved").wait_for()
    voila.page.get_by_role("button", name="Reload the page").click()
    voila.shown()
    press_both(voila)


def test_voila_says_in_words_when_a_cell_fails(voila: VoilaPage) -> None:
    voila.open_notebook(tiny("1 / 0", "'never shown'"))
    voila.page.get_by_role("alert").get_by_text("Something went wrong here").wait_for()
    assert "ZeroDivisionError" not in voila.page.content()
    assert "never shown" not in voila.page.content()


def test_voila_shows_the_sentence_of_one_of_our_errors(voila: VoilaPage) -> None:
    voila.open_notebook(tiny("import tracker\ntracker.timeline('<b>nope</b>')", "'never shown'"))
    alert = voila.page.get_by_role("alert").filter(has_text="there is no routine")
    assert "<b>nope</b>" in alert.inner_text()
    assert "Traceback" not in voila.page.content()
    assert "never shown" not in voila.page.content()


@pytest.mark.context(viewport={"width": 390, "height": 844}, color_scheme="dark")
def test_the_voila_page_is_ours_fits_a_phone_and_is_dark_when_the_system_is(
    voila: VoilaPage, screenshot: Callable[[str], Path]
) -> None:
    voila.open_notebook(tiny())
    assert voila.page.title() == "A tiny notebook"
    assert voila.page.locator("html").get_attribute("lang") == "en"
    assert voila.page.locator(".jp-InputArea-editor").count() == 0
    assert voila.page.locator("body").get_attribute("data-jp-theme-light") == "false"
    assert wide_by(voila.page) <= 0
    assert violations(voila.page, "html") == []
    screenshot("voila-phone-dark")
    voila.page.emulate_media(color_scheme="light")
    voila.page.locator("body[data-jp-theme-light='true']").wait_for()
    assert violations(voila.page, "html") == []


def test_the_page_of_make_app_asks_for_its_token(
    page: Page, start_server: Callable[..., Server], tmp_path: Path
) -> None:
    notebook = tmp_path / "only.ipynb"
    nbformat.write(tiny(), notebook)
    server = start_server(start_voila, notebook=notebook)
    page.goto(server.url)
    assert "login" in page.url
    page.goto(f"{server.url}?token={server.token}")
    page.get_by_role("button", name="Press").wait_for()


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_without_a_browser_a_test_is_skipped_at_home_and_fails_in_ci(
    playwright: Playwright,
    monkeypatch: pytest.MonkeyPatch,
    ci: str,
    outcome: type[BaseException],
) -> None:
    monkeypatch.setenv("CHROMIUM", "/not/there")
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="the browser tests need Chromium: install your system's"):
        chromium.needed(playwright)


def test_requests_to_elsewhere_are_told_from_those_on_this_machine() -> None:
    assert is_here("http://127.0.0.1:8888/lab")
    assert is_here("ws://localhost:8888/api/kernels")
    assert not is_here("https://127.0.0.1.example.com/")
    assert not is_here("//cdn.example.com/style.css")


def test_a_request_or_socket_to_elsewhere_is_noticed_and_goes_nowhere(browser: Browser) -> None:
    context = browser.new_context()
    guard = NetworkGuard(context)
    context.new_page().evaluate(
        """async () => {
            new WebSocket("wss://elsewhere.example/socket");
            await fetch("https://elsewhere.example/data").catch(() => {});
        }"""
    )
    context.close()
    assert sorted(guard.outside()) == [
        "https://elsewhere.example/data",
        "wss://elsewhere.example/socket",
    ]


def test_a_kernel_that_reaches_out_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, page: Page
) -> None:
    server = start_voila(tmp_path_factory.mktemp("leaky"))
    try:
        leak = "import socket\nreach = socket.socket()\nreach.setblocking(False)\n"
        leak += "reach.connect_ex(('192.0.2.1', 9))"
        VoilaPage(page, server).open_notebook(tiny(leak))
        assert any("192.0.2.1" in line for line in server.outside())
    finally:
        server.stop()
