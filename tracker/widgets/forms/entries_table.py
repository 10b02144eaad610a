"""What was entered in the last weeks, as a table in which everything can be corrected."""

from __future__ import annotations

from pathlib import Path

import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import LoggedWidget


class PastEntries(LoggedWidget):
    """A table of entries to change, remove, take back and do again, and what changed so far.

    Each press is one event, saved by whoever calls `on_event`, with the sender's own ``id``,
    ``at``, ``utc_offset_min`` and

    - ``type`` "amend": ``table``, ``row`` (its id) and ``columns``, a dict of what is new.
    - ``type`` "remove": ``table`` and ``row``.
    - ``type`` "undo" or "redo": ``after``, the `latest` that was shown when it was pressed.

    ``rows``: ``table``, ``id``, the texts ``day``, ``what``, ``where``, ``score``, ``note``, and
    ``fields`` and ``values`` to change it by, as in `FieldForm`. ``changes``, newest first, are
    told only while `telling`. ``more``: whether there are entries before those of the last
    ``weeks``.

    Examples
    --------
    >>> PastEntries()
    Entries of the last weeks: run this cell to change them.
    """

    _SAYS = "Entries of the last weeks: run this cell to change them."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", KIT / "fields.css", Path(__file__).with_suffix(".css"))

    TYPES = ("amend", "remove", "undo", "redo")

    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    telling = traitlets.Bool(False).tag(sync=True)
    changes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)
    latest = traitlets.Int(0).tag(sync=True)
    weeks = traitlets.Int(2, min=1).tag(sync=True)
    more = traitlets.Bool(False).tag(sync=True)
