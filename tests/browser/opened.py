"""A notebook in the JupyterLab of `make lab`, as one comes to it by its address."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.browser.pages import READY_MS, LabPage, until
from tests.refresh_notebooks import NOTEBOOKS

STATE = """() => {
    const { content, context, sessionContext } = window.jupyterapp.shell.currentWidget;
    const code = content.widgets.filter(({ model }) => model.type === "code");
    const frame = content.outerNode.getBoundingClientRect();
    const cards = [...content.node.querySelectorAll(".unknot:not(.un-floating)")];
    const card = cards.find(({ offsetHeight }) => offsetHeight);
    const box = card?.getBoundingClientRect();
    return {
        counts: code.map(({ model }) => model.executionCount),
        outputs: code.map(({ model }) => model.outputs.length),
        status: sessionContext.kernelDisplayStatus,
        dirty: context.model.dirty,
        scrolled: content.outerNode.scrollTop,
        inView: box && box.top >= frame.top && box.top + Math.min(box.height, 300) <= frame.bottom,
        wide: content.node.clientWidth,
        activeCard: content.activeCell.node.contains(card),
        focused: content.activeCell.node === document.activeElement,
    };
}"""


class Opened:
    """A notebook as one comes to it: by its address, with nobody doing anything."""

    def __init__(self, lab: LabPage, name: str, source: Any = None) -> None:
        self.lab = lab
        self.page = lab.page
        path = lab.put(source or NOTEBOOKS / name, f"notebooks/{name}")
        address = f"{lab.server.url}lab/workspaces/{uuid4().hex}/tree/{path}"
        self.page.goto(f"{address}?token={lab.server.token}", timeout=READY_MS)

    @property
    def state(self) -> dict[str, Any]:
        return dict(self.page.evaluate(STATE))

    def ran(self, times: int = 1) -> dict[str, Any]:
        """Wait until every cell has run so many times, and the page is at rest."""
        cells = sum(cell.cell_type == "code" for cell in self.lab.on_disk().cells)
        wanted = list(range((times - 1) * cells + 1, times * cells + 1))
        self.page.wait_for_function(
            "() => window.jupyterapp?.shell.currentWidget?.content?.widgets?.length",
            timeout=READY_MS,
        )
        until(lambda: self.state["counts"] == wanted, f"cells run {times} times")
        until(lambda: self.state["status"] == "idle", "an idle kernel")
        return self.state

    def in_view(self) -> None:
        """See the first card, with the keyboard at its cell, and that it stays so."""
        until(lambda: self.state["inView"], "the first card in view")
        self.page.wait_for_timeout(1500)  # cards above may still grow
        state = self.state
        assert state["inView"]
        assert state["activeCard"]
        assert state["focused"]

    def idle(self) -> None:
        """Wait until the kernel is there, and give what could run the time to do so."""
        ready = (
            "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.info"
        )
        self.page.wait_for_function(ready, timeout=READY_MS)
        until(lambda: self.state["status"] == "idle", "an idle kernel")
        self.page.wait_for_timeout(1500)
