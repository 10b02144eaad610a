"""All notebooks in one page: each built anew as one turns to it, in the same kernel."""

from __future__ import annotations

import ast
import importlib
import json
import os
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import ipywidgets  # type: ignore[import-untyped]
import mistune
import traitlets
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from tracker.foundation import clock
from tracker.foundation.errors import DamagedJournal, NotFound, TrackerError
from tracker.journal.session_scores import AROUND
from tracker.journal.store import Journal
from tracker.pages.coach import ACTIVE, Coach
from tracker.widgets.kit.bundle import esm
from tracker.widgets.kit.logged_widget import StillWidget

FIRST = "01-run-a-routine"
LATER = (
    *("pandas", "matplotlib.figure", "tracker.pages.diary", "tracker.pages.progress"),
    *("tracker.pages.self_experiment", "tracker.analysis.findings", "tracker.pages.report"),
)
"""What other pages need: imported once the first page stands, so that none waits for it."""
_WENT_WRONG = (
    "Something went wrong here, and the page ends at this point. What you saved is safe. Reload "
    "the page to try again; if that does not help, open the notebook in JupyterLab, which shows "
    "what went wrong."
)
_UNTIL_WHOLE = "The rest of this page is shown once the journal is whole again."


class Turning(StillWidget):
    """Tells which page is wanted, by a link, by the browser's own buttons or by the address.

    ``wanted`` is what the browser asks for: ``name`` and ``number``, one up each time; ``shown``
    repeats both with the page's ``title`` once it stands. ``rested`` turns true when the browser
    has nothing else to do.
    """

    _SAYS = "The pages of Unknot: run this cell to use them."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = Path(__file__).with_suffix(".css")

    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    wanted = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)
    rested = traitlets.Bool(False).tag(sync=True)


class OnePage(ipywidgets.VBox):  # type: ignore[misc]
    """Show the notebooks of a folder, one at a time; links between them stay in the page.

    Each is built anew from the journal when one turns to it, and what the last one had is closed.
    A routine that is under way, or whose score from after is not given yet, stays as it is
    meanwhile, out of sight.

    Parameters
    ----------
    folder : Path, optional
        Where the notebooks are; the working folder unless given.
    name : str, optional
        The notebook to begin with, without its ending; as the page's address says unless given.

    Examples
    --------
    >>> from tracker.foundation.data_files import data_folder
    >>> OnePage(data_folder().parent / "notebooks", "00-start")
    The pages of Unknot: run this cell to use them.
    """

    def __init__(self, folder: Path | None = None, name: str | None = None) -> None:
        self._folder = folder or Path.cwd()
        names = sorted(path.stem for path in self._folder.glob("*.ipynb"))
        self._kept: _Page | None = None
        self._page: _Page | None = None
        self._turning = Turning(names=names)
        self._pages = ipywidgets.VBox()
        self._lock = threading.RLock()
        super().__init__([self._turning, self._pages])
        self.add_class("un-pages")
        asked = name or parse_qs(os.environ.get("QUERY_STRING", "")).get("page", [FIRST])[0]
        self._turn({"name": asked if asked in names else FIRST, "number": 0})
        self._turning.observe(lambda change: self._turn(change["new"]), names="wanted")
        self._turning.observe(lambda _: _import_later(), names="rested")

    def _turn(self, wanted: dict[str, Any]) -> None:
        with self._lock:
            name = wanted["name"]
            if name not in self._turning.names:
                raise NotFound(f"there is no page {name!r}; there are {self._turning.names}")
            self._leave()
            kept = self._kept
            if kept is not None and not kept.is_busy():  # nobody waits for it any more
                self._kept = None
                self._show()
                kept.close()
            if self._kept is not None and self._kept.name == name:
                self._page, self._kept = self._kept, None
                self._tell(wanted)
            else:
                self._page = _Page(self._folder / f"{name}.ipynb")
                for number, _ in enumerate(self._page.build()):
                    if not number:  # what comes first is usable before the rest is there
                        self._tell(wanted)

    def _tell(self, wanted: dict[str, Any]) -> None:
        self._show()
        if self._page is not None:
            self._turning.shown = {**wanted, "title": self._page.title}

    def _leave(self) -> None:
        """Close what stood here, but for a session that is under way."""
        page, self._page = self._page, None
        if page is not None and page.is_busy():
            self._kept = page
        elif page is not None:
            self._show()
            page.close()

    def _show(self) -> None:
        # What is kept comes first and stays the same, so that its views are not made anew.
        pages = [page for page in (self._kept, self._page) if page is not None]
        for page in pages:
            page.box.layout.display = "" if page is self._page else "none"
        self._pages.children = [page.box for page in pages]

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return repr(self._turning)


class _Page:
    """One notebook as it was run: its names, its widgets, and the box that shows them."""

    def __init__(self, path: Path) -> None:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        self.name, self.title = path.stem, notebook["metadata"].get("title", "Unknot")
        self._cells = notebook["cells"]
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._made: list[ipywidgets.Widget] = []
        # Also what this page makes later, until another is built.
        ipywidgets.Widget.on_widget_constructed(self._made.append)
        self.box = ipywidgets.VBox()

    def build(self) -> Iterator[None]:
        """Show cell after cell; yields whenever one has shown something, and at the end."""
        for cell in self._cells:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                self._add([_html(_rendered(source), "jp-RenderedMarkdown")])
            elif cell["cell_type"] == "code":
                parts = _run(source, self._names)
                self._add(parts)
                if any(isinstance(one, _Failed) for one in parts):
                    break
                if parts:
                    yield
        yield

    def _add(self, parts: list[ipywidgets.Widget]) -> None:
        self.box.children = [*self.box.children, *parts]

    def is_busy(self) -> bool:
        """Whether a routine is under way here, or its score from after still to be given."""
        return any(_is_busy(coach) for coach in self._those(Coach))

    def close(self) -> None:
        """Let go of all it made, and of the journal it opened."""
        for widget in self._made:
            widget.close()
        for journal in self._those(Journal):
            journal.close()
        self._names.clear()

    def _those(self, kind: type) -> list[Any]:
        return [value for value in self._names.values() if isinstance(value, kind)]


def _is_busy(coach: Coach) -> bool:
    run = coach.player.run
    if run.get("status") in ACTIVE:
        return True
    since = (clock.now() - AROUND).astimezone(UTC).isoformat()
    sessions = coach.journal.rows("session")
    just_ended = any(
        row["id"] == run.get("session_id") and (row["ended_at"] or "") >= since for row in sessions
    )
    return just_ended and not coach.after.ratings.sent


class _Failed(ipywidgets.HTML):  # type: ignore[misc]
    """What ends a page."""


def _html(html: str, kind: str = "") -> ipywidgets.HTML:
    return ipywidgets.HTML(f'<div class="jp-RenderedHTMLCommon {kind}">{html}</div>')


_MARKDOWN = mistune.create_markdown(escape=False, plugins=["table"])


def _rendered(text: str) -> str:
    """Return a cell's markdown as HTML, its pictures as the server hands them out."""
    return str(_MARKDOWN(text)).replace('src="pictures/', 'src="../files/pictures/')


def _run(source: str, names: dict[str, Any]) -> list[ipywidgets.Widget]:
    """Run a cell; return what it says, what it displays, its last value and its figures."""
    shown: list[ipywidgets.Widget] = []
    with capture_output(stderr=False) as caught:
        try:
            value = _value(source, names)
            values = [*([] if value is None else [value]), *_open_figures()]
            shown = [_shown(one) for one in values]
        except Exception as error:
            shown = [_Failed(_told(error))]
    said = [_html(f"<pre>{escape(caught.stdout)}</pre>")] if caught.stdout else []
    return [*said, *(_richest(output.data) for output in caught.outputs), *shown]


def _value(source: str, names: dict[str, Any]) -> Any:
    """Run a cell's lines; return what the last one comes to, None where that is a statement."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


def _open_figures() -> list[Any]:
    """Return the figures that a cell leaves open, and close them."""
    plots = sys.modules.get("matplotlib.pyplot")
    if plots is None:
        return []
    figures = [plots.figure(number) for number in plots.get_fignums()]
    plots.close("all")
    return figures


def _shown(value: Any) -> ipywidgets.Widget:
    if isinstance(value, ipywidgets.Widget):
        return value
    formatter = InteractiveShell.instance().display_formatter
    if formatter is None:
        return _richest({"text/plain": repr(value)})
    return _richest(formatter.format(value)[0])  # type: ignore[no-untyped-call]


def _richest(data: dict[str, Any]) -> ipywidgets.HTML:
    """Show the richest of what an object says of itself."""
    words = escape(data.get("text/plain", ""))
    if png := data.get("image/png"):
        text = png if isinstance(png, str) else b64encode(png).decode()
        return _html(f'<img alt="{words}" src="data:image/png;base64,{text.strip()}">')
    return _html(data.get("text/html") or data.get("image/svg+xml") or f"<pre>{words}</pre>")


def _told(error: Exception) -> str:
    """Return what a person reads of an error: our own sentences, of others that there was one."""
    if isinstance(error, DamagedJournal):
        return f'<p class="notice">{escape(_UNTIL_WHOLE)}</p>'
    words = f"{error}." if isinstance(error, TrackerError) else _WENT_WRONG
    return f'<p class="notice" role="alert">{escape(words)}</p>'


def _import_later() -> None:
    def work() -> None:
        for name in LATER:
            importlib.import_module(name)

    threading.Thread(target=work, daemon=True).start()
