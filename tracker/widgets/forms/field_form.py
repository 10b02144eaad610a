"""A form of plain fields: numbers, days, words, a 0-10 scale; and what it saved before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import LoggedWidget


class FieldForm(LoggedWidget):
    """A card with fields to fill in, one button to save them, and a list of what can be removed.

    Each press is one event, saved by whoever calls `on_event`, with the sender's own ``id``,
    ``at``, ``utc_offset_min``, `occasion` and

    - ``type`` "save": ``values``, a dict by field name; a number, a text, or None for nothing.
    - ``type`` "remove": ``row``, the id of a row of `rows`.

    Under `name`, one word, the browser keeps what is not saved yet, for each `occasion` by itself.
    ``fields`` have ``name``, ``label`` and ``kind`` (number, scale, date, choice, text, long);
    where they apply ``min``, ``max`` (numbers, or days as ISO text), ``whole``, ``required``,
    ``unit``, ``help``, ``ends`` (words for both ends of a scale), ``options`` (pairs of a value and
    its words) and ``when`` (other fields' values for which it is asked at all). All text is shown
    as it is, never as HTML. ``rows``: ``id`` and ``text`` of what was entered before.

    Examples
    --------
    >>> FieldForm("context", title="The day besides")
    The day besides: run this cell to use it.
    """

    _SAYS = "{self.title}: run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", KIT / "fields.css")

    TYPES = ("save", "remove")

    name = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode("").tag(sync=True)
    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    occasion = traitlets.Unicode("").tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    folded = traitlets.Bool(False).tag(sync=True)
    save_label = traitlets.Unicode("Save").tag(sync=True)

    def __init__(self, name: str, **traits: Any) -> None:
        super().__init__(name=name, **traits)
