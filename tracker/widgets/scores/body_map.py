"""The clickable back: where it hurts, by picture, by keyboard or from a list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from tracker.foundation import anatomy
from tracker.foundation.errors import NotFound
from tracker.foundation.theme import css
from tracker.foundation.words import counted
from tracker.widgets.kit.bundle import KIT, esm


def in_order(places: Iterable[str]) -> list[str]:
    """Return places, each ``"site|side"``, in the drawing's order, each once.

    Examples
    --------
    >>> in_order(["inner blade edge|right", "top of the shoulder|left"])
    ['top of the shoulder|left', 'inner blade edge|right']
    """
    chosen = list(places)
    known = anatomy.keys()
    for place in chosen:
        if place not in known:
            raise NotFound(
                f"there is no place {place!r} on the back; a place is a site of "
                "tracker.foundation.anatomy.SITES and a side, as in 'inner blade edge|left'"
            )
    return [place for place in known if place in chosen]


class BodyMap(anywidget.AnyWidget):
    """The upper back seen from behind, to choose sites on.

    ``value``: the sites chosen, each ``"site|side"``, always in the drawing's order.

    Examples
    --------
    >>> BodyMap(value=["inner blade edge|left"])
    Back map, 1 site chosen: run this cell to use it.
    """

    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", Path(__file__).with_suffix(".css"))

    drawing = traitlets.Dict().tag(sync=True)
    value = traitlets.List(traitlets.Unicode()).tag(sync=True)
    label = traitlets.Unicode("Where do you feel it?").tag(sync=True)
    anchor = traitlets.Unicode("").tag(sync=True)
    folded = traitlets.Bool(False).tag(sync=True)

    @traitlets.default("drawing")
    def _drawing(self) -> dict[str, Any]:
        return anatomy.drawing()

    @traitlets.validate("value")
    def _check(self, proposal: Any) -> list[str]:
        return in_order(proposal["value"])

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return f"Back map, {counted(len(self.value), 'site')} chosen: run this cell to use it."
