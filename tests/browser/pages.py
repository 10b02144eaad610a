"""Pages under test: a notebook in JupyterLab, a notebook in Voilà, and what one does with both."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import nbformat
import psutil
import pytest
from playwright.sync_api import Locator, Page

from tests.browser.kernel import Kernel
from tests.browser.servers import Server

READY_MS = 60_000
"""How long anything may take on a slow machine; nothing is measured by it."""


SELDOM_FRAMES = """() => {
    window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 1000);
    window.cancelAnimationFrame = clearTimeout;
}"""
"""Draw once a second: sixty times, over minutes run forward, are most of a test's time."""

both_threads = pytest.mark.parametrize(
    "lab", [True, False], indirect=True, ids=["subshells", "no subshells"]
)
"""Run a test in two labs: widget messages on a kernel thread of their own, as usual, and not."""


def until(check: Callable[[], Any], what: str, *, patience_s: float = READY_MS / 1000) -> Any:
    """Return the first true answer of `check`, for what playwright cannot wait for itself."""
    deadline = time.monotonic() + patience_s
    while not (answer := check()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience_s:g} s in vain: {what}")
        time.sleep(0.1)
    return answer


def forward(page: Page, seconds: float, step_s: float) -> None:
    """Run a page's clock forward, firing every timer on the way."""
    while seconds > 0:
        page.clock.run_for(round(min(step_s, seconds) * 1000))
        seconds -= step_s


class NotebookPage:
    """One browser page on one notebook."""

    outputs = ".jp-OutputArea-output"
    """Selector of what is ours on the page."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.path = ""

    def put(self, source: Path | nbformat.NotebookNode, name: str = "") -> str:
        """Copy a notebook to where the server shows it; return its path there."""
        self.path = name or (source.name if isinstance(source, Path) else "tried.ipynb")
        target = self.server.root / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(source, Path):
            shutil.copyfile(source, target)
        else:
            nbformat.write(source, target)
        return self.path

    def on_disk(self) -> nbformat.NotebookNode:
        """Return the notebook as it is on disk."""
        return nbformat.read(self.server.root / self.path, as_version=4)

    @property
    def kernel_id(self) -> str:
        """Id of the page's kernel."""
        return str(self.page.evaluate(self._KERNEL_ID))

    _KERNEL_ID = "() => window.jupyterapp.widgetManager.kernel.id"

    def kernel(self) -> Kernel:
        """Connect to the page's kernel: ``with page.kernel() as kernel: kernel.ask("1 + 1")``."""
        (found,) = self.server.runtime.rglob(f"kernel-{self.kernel_id}.json")
        return Kernel(found)

    def kill_kernel(self) -> None:
        """End the kernel's process as a power cut would."""
        name = f"kernel-{self.kernel_id}.json"
        for child in psutil.Process(self.server.process.pid).children(recursive=True):
            if any(name in word for word in child.cmdline()):
                child.kill()
                child.wait(10)
                return
        raise AssertionError(f"no process runs {name}")

    def install_clock(self) -> None:
        """Let the page's time go on by `forward` too, with its frames seldom."""
        self.page.clock.install()
        self.page.evaluate(SELDOM_FRAMES)

    def forward(self, seconds: float, *, step_s: float = 60) -> None:
        """Run the browser's clock forward."""
        forward(self.page, seconds, step_s)


class LabPage(NotebookPage):
    """A notebook in JupyterLab."""

    def open_notebook(self, source: Path | nbformat.NotebookNode, name: str = "") -> LabPage:
        """Open a copy of a notebook and return when its kernel is really there.

        Running cells any earlier starts two kernels and hangs.
        """
        path = self.put(source, name)
        # In a workspace of its own: a shared one opens what another test left open, beside ours.
        address = f"{self.server.url}lab/workspaces/{uuid4().hex}?token={self.server.token}"
        self.page.goto(address, timeout=READY_MS)
        return self._show(path)

    def run_notebook(self, source: Path) -> LabPage:
        """Open a copy of a notebook and run all its cells."""
        return self.open_notebook(source).run_all()

    def _show(self, path: str) -> LabPage:
        self.page.wait_for_function("window.jupyterapp !== undefined", timeout=READY_MS)
        self.page.evaluate(
            """async (path) => {
                const app = window.jupyterapp;
                await app.restored;
                const panel = await app.commands.execute("docmanager:open", { path });
                window.unknotPanel = panel;
                await panel.context.ready;
                await panel.sessionContext.ready;
            }""",
            path,
        )
        self._connected()
        assert self.page.locator(".jp-NotebookPanel").count() == 1  # else cells are counted wrong
        return self

    def _connected(self) -> None:
        self.page.wait_for_function(
            """async () => {
                const kernel = window.unknotPanel.sessionContext.session?.kernel;
                if (kernel?.connectionStatus !== "connected") return false;
                await kernel.info;
                return true;
            }""",
            timeout=READY_MS,
        )

    _KERNEL_ID = "() => window.unknotPanel.sessionContext.session.kernel.id"

    def open_again(self) -> LabPage:
        """Take up the notebook after the page was reloaded, with its kernel still running."""
        return self._show(self.path)

    def append_and_run(self, source: str) -> LabPage:
        """Add a code cell at the end, run it and leave the others as they are."""
        self.page.evaluate(
            """async (source) => {
                const { content } = window.unknotPanel;
                content.activeCellIndex = content.widgets.length - 1;
                const { commands } = window.jupyterapp;
                await commands.execute("notebook:insert-cell-below");
                content.activeCell.model.sharedModel.setSource(source);
                await commands.execute("notebook:run-cell");
            }""",
            source,
        )
        return self

    def command(self, name: str, **arguments: Any) -> Any:
        """Run a JupyterLab command and wait for its end."""
        return self.page.evaluate(
            """async ([name, args]) => {
                const result = await window.jupyterapp.commands.execute(name, args);
                return typeof result === "object" ? null : result;
            }""",
            [name, arguments],
        )

    def run_all(self) -> LabPage:
        """Run every cell; fail with what a failing cell said."""
        if self.command("notebook:run-all-cells") is False:
            said = self.page.locator("[data-mime-type='application/vnd.jupyter.error']")
            raise AssertionError("\n".join(said.all_inner_texts()) or "a cell failed")
        return self

    def start_all(self) -> LabPage:
        """Run every cell and do not wait."""
        self.page.evaluate(
            "() => void window.jupyterapp.commands.execute('notebook:run-all-cells')"
        )
        return self

    def cell(self, number: int) -> Locator:
        """Return the cell at a place, 0 being the first."""
        return self.page.locator(".jp-Notebook-cell").nth(number)

    def output(self, number: int) -> Locator:
        """Return the outputs of the cell at a place."""
        return self.cell(number).locator(self.outputs)

    def outputs_of(self, number: int) -> list[str]:
        """Return the outputs as text that the notebook itself holds for the cell at a place."""
        return self.page.evaluate(
            """(number) => window.unknotPanel.model.cells.get(number).outputs.toJSON()
                .map((output) => output.data["text/plain"])""",
            number,
        )

    def save(self) -> LabPage:
        """Save the notebook, as Ctrl-S does."""
        self.command("docmanager:save")
        return self

    def kill_kernel(self) -> None:
        """End the kernel's process; JupyterLab says so, and starts an empty one in its place."""
        super().kill_kernel()
        dialog = self.page.get_by_role("dialog").filter(has_text="appears to have died")
        dialog.get_by_role("button", name="Ok").click(timeout=READY_MS)
        self._connected()

    def restart_kernel(self) -> LabPage:
        """Restart the kernel without asking, as the menu does after asking."""
        self.page.evaluate("() => window.unknotPanel.sessionContext.session.kernel.restart()")
        self._connected()
        return self

    def close(self) -> None:
        """Shut down every kernel of the server and forget its notebooks."""
        for session in self.server.api("api/sessions"):
            self.server.api(f"api/sessions/{session['id']}", "DELETE")


class VoilaPage(NotebookPage):
    """A notebook as a page without code, from a server on the whole folder."""

    def open_notebook(self, source: Path | nbformat.NotebookNode, name: str = "") -> VoilaPage:
        """Open a copy of a notebook and return when all of it is shown."""
        path = self.put(source, name)
        address = f"{self.server.url}voila/render/{path}?token={self.server.token}"
        self.page.goto(address, timeout=READY_MS)
        return self.shown()

    run_notebook = open_notebook
    """A page without code runs by itself."""

    def shown(self) -> VoilaPage:
        """Return when the page is put together and its kernel can be talked to."""
        self.page.locator("#rendered_cells").wait_for(timeout=READY_MS)
        self.page.wait_for_function(
            "window.jupyterapp?.widgetManager?.kernel?.connectionStatus === 'connected'",
            timeout=READY_MS,
        )
        return self

    def close(self) -> None:
        """Leave the page, which ends its kernel."""
        self.page.goto("about:blank")
