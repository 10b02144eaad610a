"""What opens a page of figures: its sentences, and what is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from tracker.charts.palette import css as palette_css
from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import esm


class Opening(anywidget.AnyWidget):
    """Sentences that open a page, and what is chosen: which days, which place, which scores.

    ``choices``: ``name``, ``label`` and ``options``, pairs of a value and its words.

    Examples
    --------
    >>> opening = Opening([], {})
    >>> opening.lines = ["It hurt less."]
    >>> opening
    It hurt less.
    """

    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(Path(__file__).with_name("chart_view.css")) + palette_css()

    choices = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode("").tag(sync=True)
    lines = traitlets.List(traitlets.Unicode()).tag(sync=True)
    waiting = traitlets.Bool(False).tag(sync=True)
    ask = traitlets.Int(0).tag(sync=True)

    def __init__(self, choices: list[dict[str, Any]], value: dict[str, str]) -> None:
        super().__init__(choices=choices, value=value)

    def __repr__(self) -> str:
        """Return the sentences, the same for the same diary."""
        return "\n".join([*([self.notice] if self.notice else []), *self.lines])
