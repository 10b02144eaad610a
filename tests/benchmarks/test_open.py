"""Opening the first notebook until it can be used, against a notebook with one button."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser

from tests.benchmarks.measure import ratio
from tests.browser.pages import LabPage
from tests.browser.servers import CHECKOUT, Server, start_lab

FIRST = CHECKOUT / "notebooks" / "01-run-a-routine.ipynb"


def one_button() -> nbformat.NotebookNode:
    notebook = new_notebook(
        cells=[
            new_code_cell("import ipywidgets"),
            new_code_cell("ipywidgets.Button(description='Press')"),
        ]
    )
    notebook.metadata.kernelspec = nbformat.read(FIRST, as_version=4).metadata.kernelspec
    return notebook


def test_the_first_notebook_is_usable_about_as_soon_as_one_button(
    benchmark: Any, browser: Browser, start_server: Callable[..., Server]
) -> None:
    server = start_server(start_lab)
    button = one_button()

    pages: list[LabPage] = []

    def open_until(source: Path | nbformat.NotebookNode, cell: int) -> None:
        # From an empty browser to a button to press, in the cell that the notebook is for.
        opened = LabPage(browser.new_context().new_page(), server)
        pages.append(opened)
        opened.open_notebook(source).start_all()
        opened.output(cell).locator("button:visible").first.wait_for()

    def close() -> None:
        while pages:
            opened = pages.pop()
            opened.close()
            opened.page.context.close()

    player = [cell.source for cell in nbformat.read(FIRST, as_version=4).cells].index(
        "coach.session"
    )
    costs = ratio(
        benchmark,
        lambda: open_until(FIRST, player),
        lambda: open_until(button, 1),
        rounds=5,
        tidy=close,
    )
    assert costs <= 1.3
