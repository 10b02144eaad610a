"""Which day the diary is open at: today, yesterday, or another one by its date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.errors import InvalidValue
from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import StillWidget


class DayPicker(StillWidget):
    """Today, yesterday or another day, and a gentle line where a day has no score yet.

    ``given``: which of the open day and today have their score. ``seen``: the day the browser
    lives; it changes when a page is left open overnight.

    Examples
    --------
    >>> DayPicker(today="2026-03-01", value="2026-02-28")
    Diary open at a day: run this cell to use it.
    """

    _SAYS = "Diary open at a day: run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", Path(__file__).with_suffix(".css"))

    today = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    given = traitlets.List(traitlets.Unicode()).tag(sync=True)
    seen = traitlets.Unicode("").tag(sync=True)

    @traitlets.validate("value")
    def _check(self, proposal: Any) -> str:
        day = str(proposal["value"])
        try:
            known = date.fromisoformat(day).isoformat() == day
        except ValueError:
            known = False
        if not known or day > self.today:
            raise InvalidValue(f"day {day!r} is not a day up to {self.today}; nothing was changed")
        return day
