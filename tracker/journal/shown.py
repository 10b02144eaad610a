"""Something to read on a page: put together in Python, in the look of all our cards."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from tracker import theme, widgets

_HERE = Path(__file__).parent


class Shown(anywidget.AnyWidget):
    """A card with text, tables and pictures, announced by screen readers when it changes.

    Parameters
    ----------
    html : str
        What is shown; whoever makes it escapes what people typed.
    said : str
        The same in a sentence, for where only text is shown.

    Examples
    --------
    >>> Shown(html="<p>Two weeks to go.</p>", said="Two weeks to go.")
    Two weeks to go.
    """

    _esm = widgets.esm(_HERE / "shown.js")
    _css = theme.css(_HERE / "forms.css", _HERE / "shown.css")

    html = traitlets.Unicode("").tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)

    def __init__(self, html: str = "", said: str = "", *, label: str = "") -> None:
        super().__init__(html=html, label=label)
        self.said = said

    def show(self, html: str, said: str) -> None:
        """Show something else; nothing is sent where it is the same."""
        self.said = said
        self.html = html

    def __repr__(self) -> str:
        """Return what it says, in plain text."""
        return self.said
