"""The session card of notebook 01: a step at a time, from what is read to what came of it."""

from __future__ import annotations

from html import escape

import ipywidgets  # type: ignore[import-untyped]

from tracker.foundation import clock
from tracker.journal.store import Journal
from tracker.pages.today import Today
from tracker.widgets.forms.checklist import Checklist
from tracker.widgets.forms.routine_chooser import RoutineChooser
from tracker.widgets.forms.safety_notice import SafetyNotice
from tracker.widgets.forms.text_card import TextCard
from tracker.widgets.player.player import RoutinePlayer
from tracker.widgets.scores.score_form import ScoreForm


class SessionCard(ipywidgets.VBox):  # type: ignore[misc]
    """What is read first, then the routine with what may be changed, then what is asked and told.

    The browser goes from step to step, also while Python is busy: each part shows while the player
    or the safety text says so. ``show(session)`` says which session is told at the end;
    ``refresh()`` looks at `journal` again.

    Examples
    --------
    >>> from tracker import Coach, Journal
    >>> with Journal("sample") as journal:
    ...     Coach(journal).session
    Session: Guided player: At the desk, 4 exercises, 5 min 20 s. Run this cell to use it.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        player: RoutinePlayer,
        run: ipywidgets.VBox,
        safety: SafetyNotice,
        before: ScoreForm,
        choose: RoutineChooser,
        after: ScoreForm,
        at_hand: Checklist,
    ) -> None:
        self._journal, self._player, self._at_hand = journal, player, at_hand
        self._session = ""
        self.today = Today(journal)
        self.outcome = TextCard(label="What came of it")
        ready = ipywidgets.VBox([before, choose, at_hand])
        done = ipywidgets.VBox([after, self.outcome, at_hand])
        main, read = ipywidgets.VBox([self.today, run, ready, done]), ipywidgets.VBox([safety])
        shown = [
            (safety, "rest_display", main),
            (player, "ready_display", ready),
            (player, "ready_display", read),
            (player, "after_display", done),
        ]
        self._links = []
        for source, name, box in shown:
            box.layout.display = getattr(source, name)  # so that nothing flashes up at first
            self._links.append(ipywidgets.jsdlink((source, name), (box.layout, "display")))
        super().__init__([main, read])
        self.add_class("un-session")
        self.refresh()

    def show(self, session: str) -> None:
        """Tell of this session at the end."""
        self._session = session
        self.outcome.show("", "")

    def refresh(self) -> None:
        """Look at the journal and the clock again."""
        self.today.refresh()
        self.today.layout.display = "" if self.today.is_running else "none"
        sessions = self._journal.rows("session")
        ended = any(row["id"] == self._session and row["ended_at"] for row in sessions)
        self._at_hand.layout.display = "" if self._at_hand.known or ended else "none"
        if ended:
            self.outcome.show(*self._told())

    def _told(self) -> tuple[str, str]:
        """Return what came of the session, as HTML and in a sentence each."""
        from tracker.analysis.days.last_session import relief_by_session, relief_words, week_so_far

        journal, today = self._journal, clock.today()
        lines = []
        for pair in relief_by_session(journal.scores(), self._session).to_dict("records"):
            where, said = relief_words(pair)
            numbers = f"<b class='big'>{pair['before']} → {pair['after']}</b>"
            lines.append(f"<p class='pair'>{numbers} {escape(where)}: {said}.</p>")
        if lines:
            lines.append("<p class='quiet'>One pair swings by itself; the weeks tell.</p>")
        week = week_so_far(journal.sessions(), journal.plans(), today)
        planned = week.planned or 0
        dots = "".join("●" if n < week.done else "○" for n in range(max(planned, week.done)))
        lines.append(f"<p><span class='dots' aria-hidden='true'>{dots}</span> {week.summary()}</p>")
        full = planned and week.done >= planned
        lines.append(f"<p>{'Rest, or go on as you like.' if full else _NEXT}</p>")
        return "".join(lines), week.summary()

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return f"Session: {self._player!r}"


_NEXT = "Next: tomorrow or the day after. Tonight, one number in the diary."
