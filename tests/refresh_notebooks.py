"""Run the notebooks on the sample diary and keep their outputs: `make notebooks`.

What a cell says is kept, as text; what only a live kernel can show (widgets) and what differs from
machine to machine (timings, versions) is not, so that running twice changes nothing.
"""

import hashlib
import json
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
EXTENSION = NOTEBOOKS / ".jupyter" / "lab" / "unknot"
OURS = EXTENSION / "static" / "ours.json"
STORED = (
    '<p class="lab-only un-stored"><em>In JupyterLab, choose <b>Run ▸ Run All Cells</b>. Numbers '
    "shown before that are from a made-up sample diary, not yours.</em></p>"
)
"""What a page says until it is run; JupyterLab and Voilà as we start them do not show it."""
WIDGET = "application/vnd.jupyter.widget-view+json"
CELL_S = 60


def run(path: Path, **options: bool) -> nbformat.NotebookNode:
    """Return a notebook as it is after a run in a fresh kernel."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=CELL_S,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        **options,
    ).execute()
    return notebook


def refresh(path: Path) -> None:
    """Run one notebook and write it back."""
    notebook = run(path, record_timing=False, store_widget_state=False, coalesce_streams=True)
    nbformat.write(tidy(notebook), path)


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out of a run notebook what does not belong in git, say whose it is, and return it."""
    say_whose(notebook)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "title": title(notebook),
        }
    )
    for cell in notebook.cells:
        cell.metadata = {name: cell.metadata[name] for name in ("tags",) if name in cell.metadata}
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def say_whose(notebook: nbformat.NotebookNode) -> None:
    """Say under the first heading whose the numbers are, where a journal is opened."""
    if not any(cell.cell_type == "code" and "Journal(" in cell.source for cell in notebook.cells):
        return
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            if STORED not in cell.source:
                cell.source += f"\n\n{STORED}"
            return


def title(notebook: nbformat.NotebookNode) -> str:
    """Return the first heading: Voilà shows it as the page's title."""
    lines = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return next(
        (line[2:].strip() for line in lines.splitlines() if line.startswith("# ")), "Unknot"
    )


def digests() -> dict[str, str]:
    """Return what the code of each notebook comes to: only that runs by itself in JupyterLab."""
    found = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        code = "\0".join(cell.source for cell in cells if cell.cell_type == "code")
        found[f"notebooks/{path.name}"] = hashlib.sha256(code.encode()).hexdigest()
    return found


def package() -> str:
    """Return the extension's package.json, with its scripts' digest in the address it loads."""
    scripts = b"".join(path.read_bytes() for path in sorted(EXTENSION.glob("static/*.js")))
    version = hashlib.sha256(scripts).hexdigest()[:8]
    text = (EXTENSION / "package.json").read_text(encoding="utf-8")
    return re.sub(r"container\.js[^\"]*", f"container.js?v={version}", text)


def main() -> None:
    """Refresh the notebooks named on the command line, or all."""
    os.environ["TRACKER_JOURNAL"] = "sample"
    with tempfile.TemporaryDirectory() as fresh:  # nobody's own start-up files
        os.environ["IPYTHONDIR"] = fresh
        for path in map(Path, sys.argv[1:] or sorted(NOTEBOOKS.glob("*.ipynb"))):
            print(path.name)
            refresh(path)
    (EXTENSION / "package.json").write_text(package(), encoding="utf-8")
    OURS.write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
