"""The forms of the journal: scores with the map of the back, the safety text, the plan.

A form knows nothing of the file it is saved in: whoever makes one says what saves an entry, and the
form shows the sentence of a `TrackerError` and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets  # type: ignore[import-untyped]
import traitlets

from tracker import clock, theme, widgets
from tracker.journal.bodymap import BodyMap, in_order
from tracker.journal.ratings import Ratings

_HERE = Path(__file__).parent


class ScoreForm(ipywidgets.VBox):  # type: ignore[misc]
    """The map of the back above the score card; the browser links them, also while Python is busy.

    Parameters
    ----------
    kind : {"daily", "before", "after", "stop", "now"}
        When the scores are asked.
    sites : iterable of str, optional
        ``"site|side"`` of the sites chosen to begin with.
    label : str
        The question above the map.
    anchor : str, optional
        Id of the form in the page, for what scrolls to it.
    map_first : bool
        Whether the map stands above the scores; else one scores first and marks more below, on a
        map that is folded until it is wanted.
    folded : bool
        Whether only the question of the scores shows until they are wanted, and no map before.
    **traits
        Anything that `Ratings` takes.

    Attributes
    ----------
    back : BodyMap
    ratings : Ratings
        Its `on_event` takes what saves the scores.

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
        self.ratings = Ratings(kind=kind, sites=chosen, folded=folded, **traits)
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


class SafetyNotice(widgets.LoggedWidget):
    """The safety text with a button to say that it was read; afterwards it folds away.

    Parameters
    ----------
    title : str
        What the text is called.
    sections : sequence of (str, sequence of str)
        A heading and its points each, in reading order. All text is shown as it is, never as HTML.
    acknowledge : callable, optional
        Called without arguments once the person has read it; returns when it is stored, or raises.
    about : str
        A paragraph above the sections.
    urgent : collection of str
        The headings to set apart.
    read_on : str
        The day it was read, as in "2026-03-01"; "" when it was not.

    Examples
    --------
    >>> SafetyNotice("Before you start", [("Stop at once with", ["sharp pain"])])
    Safety text, not read yet: run this cell to read it.
    """

    TYPES = ("acknowledge",)
    _esm = widgets.esm(_HERE / "notice.js")
    _css = theme.css(_HERE / "forms.css", _HERE / "notice.css")

    title = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode("").tag(sync=True)
    sections = traitlets.List(traitlets.Dict()).tag(sync=True)
    read_on = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        title: str,
        sections: Sequence[tuple[str, Sequence[str]]],
        acknowledge: Callable[[], object] | None = None,
        *,
        urgent: Collection[str] = (),
        **traits: Any,
    ) -> None:
        shown = [
            {"heading": heading, "items": list(items), "urgent": heading in urgent}
            for heading, items in sections
        ]
        super().__init__(title=title, sections=shown, **traits)
        if acknowledge is not None:
            self.on_event(lambda event: self._read(event, acknowledge))

    def _read(self, event: widgets.Event, acknowledge: Callable[[], object]) -> None:
        acknowledge()
        self.read_on = _day(event).isoformat()

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return (
            f"Safety text, {'read' if self.read_on else 'not read yet'}: run this cell to read it."
        )


class PlanForm(widgets.LoggedWidget):
    """How many sessions a week the person means to do.

    Parameters
    ----------
    sessions_per_week : int
        What is planned now, 1-14; 3 where nothing is.
    save : callable, optional
        Called with the number and the day it was chosen on; returns once it is saved, or raises.

    Examples
    --------
    >>> PlanForm(3)
    Plan, 3 sessions a week: run this cell to change it.
    """

    TYPES = ("plan",)
    _esm = widgets.esm(_HERE / "plan.js")
    _css = theme.css(_HERE / "forms.css")

    label = traitlets.Unicode("How often do you mean to stretch?").tag(sync=True)
    hint = traitlets.Unicode(
        "3 sessions a week do better than fewer; 5 are a goal. A day missed does no harm."
    ).tag(sync=True)
    sessions_per_week = traitlets.Int(3).tag(sync=True)

    def __init__(
        self,
        sessions_per_week: int = 3,
        save: Callable[[int, date], object] | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(sessions_per_week=sessions_per_week, **traits)
        if save is not None:
            self.on_event(lambda event: self._planned(event, save))

    def _planned(self, event: widgets.Event, save: Callable[[int, date], object]) -> None:
        save(event["sessions_per_week"], _day(event))
        self.sessions_per_week = event["sessions_per_week"]

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        count = self.sessions_per_week
        return (
            f"Plan, {count} session{'' if count == 1 else 's'} a week: run this cell to change it."
        )


def _day(event: widgets.Event) -> date:
    return clock.day_of(clock.from_browser(event["at"], event["utc_offset_min"]))


class Lines(ipywidgets.HTML):  # type: ignore[misc]
    """Sentences, shown as text and announced by screen readers when they change.

    Examples
    --------
    >>> said = Lines()
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
