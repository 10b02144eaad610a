"""The form for scores: the map of the back with the score card, linked in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ipywidgets  # type: ignore[import-untyped]

from tracker.widgets.scores.body_map import BodyMap, in_order
from tracker.widgets.scores.score_card import ScoreCard


class ScoreForm(ipywidgets.VBox):  # type: ignore[misc]
    """The map of the back above the score card; the browser links them, also while Python is busy.

    ``sites`` are ``"site|side"``. Without ``map_first`` one scores first and marks more below, on a
    map that is folded; ``folded`` hides all but the question. The rest is as `ScoreCard` takes it.

    Examples
    --------
    >>> form = ScoreForm("before", sites=["inner blade edge|left"])
    >>> form.ratings.sites
    ['inner blade edge|left']
    >>> form
    Score card (before): run this cell to use it.
    """

    def __init__(
        self,
        kind: str,
        *,
        sites: Iterable[str] = (),
        label: str = "Where do you feel it?",
        anchor: str = "",
        map_first: bool = True,
        folded: bool = False,
        **traits: Any,
    ) -> None:
        chosen = in_order(sites)
        self.back = BodyMap(value=chosen, label=label, anchor=anchor, folded=not map_first)
        self.ratings = ScoreCard(kind=kind, sites=chosen, folded=folded, **traits)
        # The card is the link's source: after a reload it brings back the sites of its draft.
        self.link = ipywidgets.jslink((self.ratings, "sites"), (self.back, "value"))
        if folded:
            self.ratings.map_display = self.back.layout.display = "none"
            shown = (self.ratings, "map_display"), (self.back.layout, "display")
            self.display_link = ipywidgets.jsdlink(*shown)
        parts = [self.back, self.ratings]
        super().__init__(parts if map_first else parts[::-1])

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return repr(self.ratings)
