"""Something to read on a page: a card put together in Python, or sentences that are announced."""

from __future__ import annotations

from html import escape
from pathlib import Path

import ipywidgets  # type: ignore[import-untyped]
import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import StillWidget


class TextCard(StillWidget):
    """A card with text, tables and pictures, announced by screen readers when it changes.

    Whoever makes `html` escapes what people typed; `said` is the same in a sentence, for plain
    text.

    Examples
    --------
    >>> TextCard(html="<p>Two weeks to go.</p>", said="Two weeks to go.")
    Two weeks to go.
    """

    _SAYS = "{self.said}"
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", Path(__file__).with_suffix(".css"))

    html = traitlets.Unicode("").tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)

    def __init__(self, html: str = "", said: str = "", *, label: str = "") -> None:
        super().__init__(html=html, label=label)
        self.said = said

    def show(self, html: str, said: str) -> None:
        """Show something else; nothing is sent where it is the same."""
        self.said = said
        self.html = html


class AnnouncedLines(ipywidgets.HTML):  # type: ignore[misc]
    """Sentences, shown as text and announced by screen readers when they change.

    Examples
    --------
    >>> said = AnnouncedLines()
    >>> said.lines = ["a < b"]
    >>> "a &lt; b" in said.value
    True
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []

    @property
    def lines(self) -> list[str]:
        """What is shown, a sentence each."""
        return self._lines

    @lines.setter
    def lines(self, lines: list[str]) -> None:
        self._lines = lines
        text = "".join(f"<p>{escape(line)}</p>" for line in lines)
        self.value = f'<div class="unknot un-closing" role="status">{text}</div>'

    def __repr__(self) -> str:
        """Return the last line."""
        return self._lines[-1] if self._lines else "Nothing to say yet."
