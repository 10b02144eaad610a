"""The committed notebooks: run, thin, and with nothing of anybody's machine in them."""

import asyncio
import json
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from traitlets.config import PyFileConfigLoader

from tests.refresh_notebooks import (
    EXTENSION,
    NOTEBOOKS,
    OURS,
    STORED,
    WIDGET,
    digests,
    package,
    refresh,
    title,
)

CHECKOUT = NOTEBOOKS.parent
START = "00-start.ipynb"
ALL_IN_ONE = NOTEBOOKS / "app.ipynb"
PATHS = sorted(set(NOTEBOOKS.glob("*.ipynb")) - {ALL_IN_ONE})
PRIVATE = re.compile(r"/home/|/Users/|/root/|/tmp/|[A-Z]:\\|" + re.escape(socket.gethostname()))

each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def read(path: Path) -> nbformat.NotebookNode:
    """Return a notebook, as committed where it has since been saved by the lab of `make lab`."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not code or any(cell.get("execution_count") for cell in code):
        return notebook
    kept = subprocess.run(
        ["git", "show", f"HEAD:notebooks/{path.name}"],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return nbformat.reads(kept.stdout, as_version=4) if kept.returncode == 0 else notebook


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def test_make_lab_and_make_app_open_a_notebook_that_is_there() -> None:
    first, all_in_one = "notebooks/01-run-a-routine.ipynb", f"notebooks/{ALL_IN_ONE.name}"
    assert (CHECKOUT / first).is_file()
    assert (CHECKOUT / all_in_one).is_file()
    assert f"APP ?= {all_in_one}\n" in (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    config = NOTEBOOKS / ".jupyter" / "jupyter_server_config.py"
    assert f'"/lab/tree/{first}"' in config.read_text(encoding="utf-8")


@each_notebook
def test_every_code_cell_was_run_once_and_in_order(path: Path) -> None:
    # nbval compares nothing in a cell that was never run, so a stripped notebook would pass it.
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))


@each_notebook
def test_no_widget_state_and_no_errors_are_kept(path: Path) -> None:
    assert "widgets" not in read(path).metadata
    outputs = [output for cell in code_cells(path) for output in cell.outputs]
    assert [output.output_type for output in outputs if output.output_type == "error"] == []
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    assert [output for output in outputs if WIDGET in output.get("data", {})] == []


@each_notebook
def test_code_cells_are_thin(path: Path) -> None:
    for cell in code_cells(path):
        assert len(cell.source.splitlines()) <= 3, cell.source
        assert not re.search(r"^\s*(def|class|async def)\b", cell.source, re.MULTILINE)


@each_notebook
def test_nothing_of_a_machine_is_kept(path: Path) -> None:
    outputs = [output for cell in code_cells(path) for output in cell.outputs]
    for output in outputs:
        output.get("data", {}).pop("image/png", None)  # any short word is in one by chance
    assert PRIVATE.findall(str(outputs)) == []


@each_notebook
def test_the_title_is_the_first_heading(path: Path) -> None:
    notebook = read(path)
    assert notebook.metadata.title == title(notebook) != "Unknot"


@each_notebook
def test_where_a_journal_is_opened_it_says_that_stored_numbers_are_of_the_sample(
    path: Path,
) -> None:
    cells = read(path).cells
    opens = any("Journal(" in cell.source for cell in cells if cell.cell_type == "code")
    assert [STORED in cell.source for cell in cells if cell.source.startswith("# ")] == [opens]


def test_the_lab_knows_which_notebooks_are_ours_and_loads_the_script_that_is_there() -> None:
    # `make notebooks` writes both anew.
    assert json.loads(OURS.read_text(encoding="utf-8")) == digests()
    assert (EXTENSION / "package.json").read_text(encoding="utf-8") == package()


@pytest.mark.slow
def test_the_lab_hands_out_our_notebooks_without_the_outputs_that_git_keeps() -> None:
    own = PyFileConfigLoader("jupyter_server_config.py", str(EXTENSION.parents[1])).load_config()

    async def handed_out() -> list[dict[str, Any]]:
        contents = own.ServerApp.contents_manager_class(config=own, root_dir=str(CHECKOUT))
        paths = ["notebooks", *(f"notebooks/{path.name}" for path in PATHS)]
        return [await contents.get(path) for path in paths]

    # In a thread of its own: a browser test before this one leaves a loop running in ours.
    with ThreadPoolExecutor(1) as thread:
        folder, *models = thread.submit(asyncio.run, handed_out()).result()
    assert folder["type"] == "directory"
    for model in models:
        code = [cell for cell in model["content"]["cells"] if cell["cell_type"] == "code"]
        assert [(cell["outputs"], cell["execution_count"]) for cell in code] == [([], None)] * len(
            code
        )


BAR = {
    "01-run-a-routine": "Routine",
    "02-journal": "Diary",
    "03-progress": "Progress",
    "04-self-experiment": "Experiment",
    "exercises": "Exercises",
    "05-how-far-to-trust-this": "How far to trust",
}


@each_notebook
def test_every_notebook_begins_with_the_same_bar_that_says_where_one_is(path: Path) -> None:
    names = [
        f'<b class="un-here">{name}</b>' if stem == path.stem
        else f'<a href="{stem}.ipynb">{name}</a>'
        for stem, name in BAR.items()
    ]  # fmt: skip
    assert read(path).cells[0].source.splitlines() == ['<nav class="un-bar">', *names, "</nav>"]


def links(path: Path) -> set[str]:
    """Return the notebooks that a notebook links to."""
    prose = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    return set(re.findall(r"\]\(([\w-]+\.ipynb)\)", prose))


@each_notebook
def test_every_notebook_leads_to_the_start_page_and_the_start_page_to_every_notebook(
    path: Path,
) -> None:
    if path.name == START:
        assert links(path) == {other.name for other in PATHS} - {START}
    else:
        assert START in links(path)
        assert links(path) <= {other.name for other in PATHS}


def test_the_pictures_of_the_start_page_are_there_and_described() -> None:
    prose = "\n".join(cell.source for cell in read(NOTEBOOKS / START).cells)
    pictures = re.findall(r"!\[(.*?)\]\(([\w/.-]+)\)", prose)
    assert pictures
    for described, file in pictures:
        assert (NOTEBOOKS / file).is_file()
        assert len(described) > 20


WIDGET_CELLS = ("import ipywidgets", "ipywidgets.IntText(3)", "print('said')", "1 + 1")


@pytest.fixture
def run_notebook(tmp_path: Path) -> Path:
    path = tmp_path / "tried.ipynb"
    cells = [new_markdown_cell("# Tried"), *(new_code_cell(source) for source in WIDGET_CELLS)]
    nbformat.write(new_notebook(cells=cells), path)
    refresh(path)
    return path


def nbval(path: Path) -> subprocess.CompletedProcess[str]:
    """Compare a notebook exactly as `make test` does."""
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    options = re.search(r"^NBVAL := (.*)$", makefile, re.MULTILINE)
    assert options is not None
    command = [*options[1].split(), "-p", "no:cacheprovider", f"--rootdir={CHECKOUT}", str(path)]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *command], cwd=CHECKOUT, capture_output=True, text=True
    )


@pytest.mark.slow
def test_a_refreshed_notebook_passes_and_refreshing_again_changes_nothing(
    run_notebook: Path,
) -> None:
    before = run_notebook.read_text(encoding="utf-8")
    widget = nbformat.reads(before, as_version=4).cells[2].outputs[0].data
    assert dict(widget) == {"text/plain": "IntText(value=3)"}
    done = nbval(run_notebook)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout
    refresh(run_notebook)
    assert run_notebook.read_text(encoding="utf-8") == before


@pytest.mark.slow
def test_changed_outputs_fail_be_it_a_widget_a_print_or_a_value(run_notebook: Path) -> None:
    notebook = nbformat.read(run_notebook, as_version=4)
    widget, printed, value = (cell.outputs[0] for cell in notebook.cells[2:])
    widget.data["text/plain"] = "IntText(value=4)"
    printed.text = "shouted\n"
    value.data["text/plain"] = "3"
    nbformat.write(notebook, run_notebook)
    done = nbval(run_notebook)
    assert done.returncode == 1, done.stdout
    assert "3 failed" in done.stdout
