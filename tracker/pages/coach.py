"""Notebook 01, *run a routine*: joins widgets, which tell, to the journal, which keeps."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import ipywidgets  # type: ignore[import-untyped]

from tracker.foundation import clock
from tracker.foundation.errors import TrackerError
from tracker.journal import session_scores
from tracker.journal.store import Journal
from tracker.pages.exercise_library import Library
from tracker.pages.panels.composer_panel import composer, offer_routines
from tracker.pages.panels.plan_panel import plan_in_force
from tracker.pages.panels.scores_panel import keep_scores, score_form
from tracker.printing.card import card
from tracker.routine import choices
from tracker.routine.history import STOPPED
from tracker.routine.routines import Routine, problems, routines, safety
from tracker.routine.safety import EMERGENCY
from tracker.routine.timeline import pace_of
from tracker.widgets.composer.composer import RoutineComposer
from tracker.widgets.forms.plan_form import PlanForm
from tracker.widgets.forms.routine_chooser import RoutineChooser
from tracker.widgets.forms.safety_notice import SafetyNotice
from tracker.widgets.forms.text_card import AnnouncedLines
from tracker.widgets.kit.logged_widget import Event, moment_of
from tracker.widgets.player.player import RoutinePlayer
from tracker.widgets.player.player_plan import plan
from tracker.widgets.results.print_button import PrintButton
from tracker.widgets.scores.score_form import ScoreForm

ACTIVE = ("running", "paused", "stopped")
_AFTER = "unknot-after"
_NO_SCORE = "No score from before yet: give it above, or start without."
_STEP = ("exercise", "side", "variant", "planned_s", "held_s", "outcome", "reason", "position")


class Coach:
    """The parts of notebook 01, joined to a journal; show each in a cell of its own.

    Everything is saved in `journal` as it happens.

    Attributes
    ----------
    safety : the safety text; the player stays locked until it is read
    choose : the routines, and what to do about exercises that pain stopped last time
    print : a button that saves the routine chosen as a page to hang on a wall
    compose : where routines of one's own are made; `choose` offers them at once
    library : every exercise with pictures, steps and the journal's history with it; folded
    before, after : scores (0-10) around the session
    run : the `player`, and under it `stop`, the questions after a pain stop
    closing : relief this time in points, and the week against the plan
    plan : sessions a week

    Examples
    --------
    >>> from tracker import Coach, Journal
    >>> with Journal("sample") as journal:
    ...     Coach(journal).plan
    Plan, 4 sessions a week: run this cell to change it.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._safety_text = safety()
        self._routines = routines()
        self._laid_out: tuple[str, dict[str, str], float] | None = None
        self.safety = self._safety_notice()
        self.choose = self._chooser()
        scores = journal.rows("score")
        chosen = session_scores.last_session_places(scores)
        self.before = self._score_form("before", "Where are your knots today?", chosen)
        given = session_scores.unlinked_before(scores, clock.now())
        self.before.ratings.sent = session_scores.saved_scores(given)
        self.after = self._score_form("after", "And where do you feel it now?", chosen, _AFTER)
        self.stop = self._score_form("stop", "Where did it hurt?")
        self.stop.layout.display = "none"
        self.player = self._player()
        self.run = _Run([self.player, self.stop])
        number = plan_in_force(journal.rows("plan"))["sessions_per_week"]
        self.plan = PlanForm(number, self._set_plan, journal_id=journal.id)
        # Linked in the browser, so that they show at once, also while Python is busy.
        self._links = [
            ipywidgets.jsdlink((self.before.back, "value"), (self.after.back, "value")),
            ipywidgets.jsdlink((self.player, "stop_display"), (self.stop.layout, "display")),
        ]
        self._lay_out()
        self._refresh()
        self.choose.observe(lambda _: self._lay_out(), names=["value", "choices"])
        self.player.observe(lambda _: self._lay_out(), names=["run", "settings"])
        self.player.observe(self._remember, names="settings")
        self.player.on_event(self._keep_run)

    # What is shown

    def _safety_notice(self) -> SafetyNotice:
        return SafetyNotice(
            "Before you start",
            self._safety_text.sections,
            self._acknowledge,
            about=self._safety_text.about,
            urgent=[EMERGENCY],
            read_on=self.journal.setting("safety_read_on", ""),
            journal_id=self.journal.id,
        )

    def _chooser(self) -> RoutineChooser:
        done = [session["routine"] for session in self.journal.rows("session")]
        known = [name for name in done if name in self._routines]
        return RoutineChooser(
            [choices.routine_summary(routine) for routine in self._routines.values()],
            flagged=choices.warnings(self.journal.rows("step")),
            problems=problems(),
            value=known[-1] if known else "",
            journal_id=self.journal.id,
        )

    def _score_form(
        self, kind: str, label: str, chosen: list[str] | None = None, anchor: str = ""
    ) -> ScoreForm:
        form = score_form(kind, label, self._safety_text, self.journal, sites=chosen, anchor=anchor)
        form.ratings.on_event(self._keep_scores)
        return form

    def _player(self) -> RoutinePlayer:
        *signs, sign = self._safety_text.stop_at_once
        return RoutinePlayer(
            journal_id=self.journal.id,
            settings=self.journal.setting("player", {}),
            locked="" if self.safety.read_on else "Please read “Before you start” above first.",
            stop_advice=f"Finish for today with {', '.join(signs)} or {sign}.",
            after_anchor=_AFTER,
        )

    def _lay_out(self) -> None:
        """Hand the player the routine that is chosen, unless one is under way."""
        pace = pace_of(self.player.settings)
        wanted = self.choose.value, dict(self.choose.choices), pace
        if wanted == self._laid_out or self.player.run.get("status") in ACTIVE:
            return
        routine, self._laid_out = self._chosen(), wanted
        self.player.plan = plan(routine, pace=pace) if routine.steps else {}

    def _chosen(self) -> Routine:
        return choices.adapted(self._routines[self.choose.value], self.choose.choices)

    @cached_property
    def print(self) -> PrintButton:
        """Prints what is chosen."""
        return PrintButton(self._card)

    def _card(self, variants: bool, paper: str) -> tuple[str, bytes, str]:
        made = card(self._chosen(), variants=variants, paper=paper)
        return made.pdf_name, made.pdf(), made.left_out

    def _offer(self) -> None:
        """Offer the routines that there are now; one under way goes on as it is."""
        self._routines, self._laid_out = offer_routines(self.choose), None
        self._lay_out()

    @cached_property
    def compose(self) -> RoutineComposer:
        """Where a routine of one's own is composed; `choose` offers at once what is saved there."""
        return composer(
            self.journal, back=self.before.back, choose=self.choose, changed=self._offer
        )

    @cached_property
    def library(self) -> Library:
        """Every exercise, folded away until it is asked for."""
        return Library(self.journal, folded=True)

    @cached_property
    def closing(self) -> AnnouncedLines:
        """How this session went and how the week stands; drawn up when first asked for."""
        said = AnnouncedLines()
        said.lines = self._closing_lines()
        return said

    def _closing_lines(self) -> list[str]:
        from tracker.analysis.days.last_session import closing_lines  # pandas, not needed to begin

        journal, today = self.journal, clock.today()
        return closing_lines(journal.sessions(), journal.scores(), journal.plans(), today)

    def _refresh(self) -> None:
        scores = self.journal.rows("score")
        if "closing" in self.__dict__:
            self.closing.lines = self._closing_lines()
        if "library" in self.__dict__:
            self.library.refresh()
        given = session_scores.unlinked_before(scores, clock.now())
        self.player.note = "" if given else _NO_SCORE
        run, ended = self.player.run, self.before.ratings.occasion  # a run's end is told first
        going = run["session_id"] if run.get("status") in ACTIVE else None
        under_way = going if going != ended else None
        self.before.ratings.suggested = session_scores.last_scores(scores, "before", under_way)

    # What is kept

    def _keep_run(self, event: Event) -> None:
        journal, session, at = self.journal, event["session_id"], moment_of(event)
        if event["type"] == "start":
            scores, planned_s = journal.rows("score"), event["planned_s"]
            before = session_scores.unlinked_before(scores, at)
            after = session_scores.unlinked_after(scores, at, planned_s)
            with journal.together():
                journal.log_session(
                    event["routine"],
                    at=at,
                    outcome="interrupted",  # until its end arrives
                    source="player",
                    planned_s=planned_s,
                    id=session,
                )
                for score in [*before, *after]:
                    journal.amend("score", score["id"], session_id=session)
            self.after.ratings.occasion = session
        elif event["type"] == "step":
            journal.log_step(session, **{name: event[name] for name in _STEP})
        elif event["type"] == "pain":
            self.stop.ratings.occasion = event["id"]
        elif event["type"] == "mistake":
            self._take_back_stop(session, event["position"])
        elif event["type"] == "end":
            ended = session_scores.session_end(journal.rows("session"), session, at)
            journal.end_session(session, outcome=event["outcome"], ended_at=ended)
            self.before.ratings.occasion = session
            self.choose.flagged = choices.warnings(journal.rows("step"))
            self._refresh()

    def _take_back_stop(self, session: str, position: int | None) -> None:
        here = (session, position, STOPPED)
        steps = self.journal.rows("step")
        if any((step["session_id"], step["position"], step["outcome"]) == here for step in steps):
            self.journal.remove("step", f"{session}/{position}")

    def _keep_scores(self, event: Event) -> None:
        keep_scores(self.journal, event, self._belonging)
        self._refresh()

    def _belonging(self, event: Event) -> dict[str, Any]:
        at, run = moment_of(event), self.player.run
        if event["kind"] != "before":
            session = session_scores.session_at(self.journal.rows("session"), at)
        else:  # its session starts later, unless it is under way already
            session = run["session_id"] if run.get("status") in ACTIVE else None
        return {"at": at, "session_id": session}

    def _acknowledge(self) -> None:
        self.player.locked = ""  # it was read, whether or not that can be written down
        self.journal.set_setting("safety_read_on", clock.today().isoformat())

    def _set_plan(self, sessions_per_week: int, from_day: date) -> None:
        self.journal.set_plan(sessions_per_week, from_day=from_day)
        self._refresh()

    def _remember(self, change: Any) -> None:
        try:
            self.journal.set_setting("player", change["new"])
        except TrackerError as error:
            self.player.note = str(error)


class _Run(ipywidgets.VBox):  # type: ignore[misc]
    def __repr__(self) -> str:
        return repr(self.children[0])
