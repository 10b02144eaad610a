"""Notebook 02, *the diary*: joins the day, its scores and its context to the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tracker.foundation import clock
from tracker.foundation.words import when_words
from tracker.journal import session_scores
from tracker.journal.store import Journal
from tracker.pages.panels.backups_panel import care_panel, refresh_backups
from tracker.pages.panels.entries_panel import CONTEXT, past_entries, refresh_entries
from tracker.pages.panels.plan_panel import Part, knot_form, pause_form, plan_form
from tracker.pages.panels.scores_panel import keep_scores, score_form
from tracker.pages.panels.weekly_panel import weekly_form
from tracker.routine.routines import safety
from tracker.widgets.care.care_panel import CarePanel
from tracker.widgets.forms.day_picker import DayPicker
from tracker.widgets.forms.entries_table import PastEntries
from tracker.widgets.forms.field_form import FieldForm
from tracker.widgets.kit.logged_widget import Event, LoggedWidget, moment_of
from tracker.widgets.scores.score_card import DAILY
from tracker.widgets.scores.score_form import ScoreForm


def _drawn(make: Callable[[Journal, Callable[[], None]], Part]) -> cached_property[FieldForm]:
    """Return a form of the diary, drawn up when it is first asked for."""
    return cached_property(lambda page: page._part(make(page.journal, page.refresh)))


class Diary:
    """The parts of notebook 02, joined to a journal; show each in a cell of its own.

    Everything is saved in `journal` as it happens; ``refresh()`` shows what it holds now.

    Attributes
    ----------
    day : the day that the two next cards are about
    daily : the day's score (0-10): saved, shown again, and to be changed
    context : stress, sleep, sitting and a note of that day; all of it optional
    moment : a score of right now, as often as one likes; folded
    entries : what was entered in the last weeks, to correct; undo, redo, and what changed
    weekly : mobility tests and the items of PEG, for the day that is open; optional, folded
    plan : sessions a week from a day on; folded
    pauses : days that count neither for nor against; folded
    knots : names for knots; folded
    care : warnings, backups and restoring, files for elsewhere and from there

    Examples
    --------
    >>> from tracker import Diary, Journal
    >>> with Journal("sample") as journal:
    ...     Diary(journal).daily
    Score card (daily): run this cell to use it.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._shows: list[Callable[[], None]] = []
        """What brings each part that was drawn up to date."""
        today = clock.today().isoformat()
        self.day = DayPicker(today=today, value=today)
        self.daily = self._score_form("daily", "Where are your knots?")
        self.moment = self._score_form("now", "Where do you feel it now?")
        self.context = FieldForm(
            "context",
            title="The day besides",
            hint="All of it optional: what might have made a difference.",
            fields=CONTEXT,
            journal_id=journal.id,
        )
        self.refresh()
        self.context.on_event(self._keep_context, self._refresh_rest)
        self.day.observe(lambda _: self.refresh(), names="value")
        self.daily.ratings.observe(lambda change: self._check_sent(change["new"]), names="sent")
        self.moment.ratings.observe(lambda _: self._hint_at_last_moment(), names="sent")
        self.day.observe(lambda _: self._look_at_the_clock(), names="seen")
        for card in (self.daily.ratings, self.moment.ratings, self.context):
            self._watch(card)

    def __repr__(self) -> str:
        """Say how its parts are shown, the same every time."""
        return "Diary: show its parts, such as diary.daily, each in a cell of its own"

    def _score_form(self, kind: str, label: str) -> ScoreForm:
        sites = session_scores.last_scored_places(self._recent_scores())
        form = score_form(
            kind,
            label,
            safety(),
            self.journal,
            sites=sites,
            map_first=False,
            folded=kind != "daily",
        )
        form.ratings.on_event(self._keep_scores, self._refresh_rest)
        return form

    # What is shown

    def refresh(self) -> None:
        """Show what the journal holds of the day that is open."""
        day, card = self.day.value, self.daily.ratings
        sent = self._sent(day)
        with card.hold_sync():
            card.question = DAILY.format(when_words(day, self.day.today))
            if sent.get("scores") != card.sent.get("scores") or day != card.occasion:
                card.sent, card.occasion = sent, day
        self._hint_at_last_moment()
        self._refresh_rest()

    def _sent(self, day: str) -> dict[str, Any]:
        sent = session_scores.saved_scores(self._daily_scores(day))
        return {**sent, "occasion": day} if sent else sent

    def _check_sent(self, sent: dict[str, Any]) -> None:
        """Put right what the browser last said of another day, while this one was opened."""
        day = self.day.value
        if sent and sent.get("occasion") != day:
            self.daily.ratings.sent = self._sent(day)

    def _daily_scores(self, day: str) -> list[dict[str, Any]]:
        return self.journal.rows("score", day=day, kind="daily")

    def _refresh_rest(self) -> None:
        # The daily card itself knows what became of what it sent.
        day = self.day.value
        self.day.given = [one for one in sorted({day, self.day.today}) if self._daily_scores(one)]
        daily = self._recent_scores(date.fromisoformat(day))
        self.daily.ratings.suggested = session_scores.last_scores(daily, "daily", day)
        found = self.journal.rows("checkin", day=day)
        with self.context.hold_sync():
            self.context.occasion = day
            self.context.values = {name: found[0][name] for name in _NAMES} if found else {}
        called = session_scores.nicknames(self.journal.rows("knot"))
        self.daily.ratings.nicknames = self.moment.ratings.nicknames = called
        for show in self._shows:
            show()

    def _hint_at_last_moment(self) -> None:
        """Hint at the moment before the one that its card shows, if it shows one."""
        card = self.moment.ratings
        shown = [score["id"] for score in card.sent.get("scores", ())]
        earlier = [row for row in self._recent_scores() if row["id"] not in shown]
        card.suggested = session_scores.last_scores(earlier, "now")

    def _recent_scores(self, until: date | None = None) -> list[dict[str, Any]]:
        since = (until or clock.today()) - timedelta(weeks=_LAST_TIME_WEEKS)
        return self.journal.rows("score", since=since.isoformat())

    def _look_at_the_clock(self) -> None:
        """Go on to the new day where a page was left open overnight."""
        before, today = self.day.today, clock.today().isoformat()
        self.day.today = today
        if self.day.value == before:
            self.day.value = today
        elif today != before:
            self.refresh()

    # What is drawn up when it is first asked for

    @cached_property
    def entries(self) -> PastEntries:
        """What was entered in the last weeks."""
        table = past_entries(self.journal, self.refresh)
        self._shows.append(lambda: refresh_entries(table, self.journal))
        return table

    @cached_property
    def weekly(self) -> FieldForm:
        """Mobility tests and the items of PEG."""
        return self._part(weekly_form(self.journal, lambda: self.day.value, self.refresh))

    plan = _drawn(plan_form)
    pauses = _drawn(pause_form)
    knots = _drawn(knot_form)

    @cached_property
    def care(self) -> CarePanel:
        """Backups, restoring, files for elsewhere and from there."""
        panel = care_panel(self.journal, self.refresh)
        self._shows.append(lambda: refresh_backups(panel, self.journal))
        return panel

    def _watch(self, card: LoggedWidget) -> None:
        """Have the care panel look what is wrong where something could not be saved."""

        def look(change: Any) -> None:
            if change["new"] and "care" in self.__dict__:
                refresh_backups(self.care, self.journal)

        card.observe(look, names="failed")

    def _part(self, part: Part) -> FieldForm:
        form, show = part
        self._watch(form)
        self._shows.append(show)
        return form

    # What is kept

    def _keep_scores(self, event: Event) -> None:
        keep_scores(self.journal, event, _belonging)

    def _keep_context(self, event: Event) -> None:
        day, values = event["occasion"], event["values"] | {"note": event["values"]["note"] or ""}
        found = self.journal.rows("checkin", day=day)
        if found and not any(value not in (None, "") for value in values.values()):
            self.journal.remove("checkin", day)
        elif found:
            self.journal.amend("checkin", day, **values)
        else:
            self.journal.log_checkin(day=day, **values)


_LAST_TIME_WEEKS = 12
"""How far back a score is still a hint for the next one."""
_NAMES = tuple(field["name"] for field in CONTEXT)


def _belonging(event: Event) -> dict[str, Any]:
    """Return when scores were felt: the moment they were given, or the day they are about."""
    at = moment_of(event)
    if event["kind"] == "daily" and event["occasion"] != clock.day_of(at).isoformat():
        return {"at": event["occasion"]}
    return {"at": at}
