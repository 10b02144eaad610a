"""Notebook 01, *run a routine*: joins widgets, which tell, to the journal, which keeps."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any

import ipywidgets  # type: ignore[import-untyped]

from tracker.foundation import clock
from tracker.foundation.errors import TrackerError
from tracker.journal import session_scores
from tracker.journal.store import Journal
from tracker.pages.exercise_library import Library
from tracker.pages.panels.composer_panel import composer, suggested
from tracker.pages.panels.plan_panel import plan_in_force
from tracker.pages.panels.scores_panel import keep_scores, score_form
from tracker.pages.session_card import SessionCard
from tracker.printing.card import card
from tracker.routine import choices, own_routines
from tracker.routine.history import STOPPED
from tracker.routine.routines import Routine, problems, routines, safety
from tracker.routine.safety import EMERGENCY
from tracker.routine.suggest import ID as SUGGESTED
from tracker.routine.suggest import knot_words, sides_by_site
from tracker.routine.timeline import pace_of
from tracker.widgets.composer.composer import RoutineComposer
from tracker.widgets.forms.checklist import Checklist
from tracker.widgets.forms.plan_form import PlanForm
from tracker.widgets.forms.routine_chooser import OFFERS, RoutineChooser
from tracker.widgets.forms.safety_notice import SafetyNotice
from tracker.widgets.forms.text_card import AnnouncedLines
from tracker.widgets.kit.logged_widget import Answer, Event, Request, moment_of
from tracker.widgets.player.player import RoutinePlayer
from tracker.widgets.player.player_plan import plan
from tracker.widgets.results.print_button import PrintButton
from tracker.widgets.scores.score_form import ScoreForm

ACTIVE = ("running", "paused", "stopped")
_START, _AFTER = "unknot-start", "unknot-after"
_OWNED = "equipment"
"""The setting that names what a person has; not there until they were asked."""
_WELCOME_BACK = "Welcome back. Here is the shortest routine."
_AGAIN = "You marked burning, tingling or numbness: please read this once more before you start."
_MOST = 10
_STEP = ("exercise", "side", "variant", "planned_s", "held_s", "outcome", "reason", "position")


class Coach:
    """The parts of notebook 01, joined to a journal; show each in a cell of its own.

    Everything is saved in `journal` as it happens.

    Attributes
    ----------
    session : all that a session needs, one step at a time: what is read, ready, run, asked, told
    safety : the safety text; the player stays locked until it is read
    choose : the routines, easier forms, and what to do about exercises that pain stopped last time
    at_hand : what there is to stretch with; asked after the first session
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
        self._routines = {**routines(), **self._suggested_today()}
        self._laid_out: object = None
        self._stops: dict[str, str] = {}
        """The session of each pain stop whose questions may still be answered."""
        self.safety = self._safety_notice()
        self.choose = self._chooser()
        self.at_hand = self._checklist()
        scores = journal.rows("score")
        chosen = session_scores.last_session_places(scores)
        self.before = self._score_form("before", "Where are your knots today?", chosen, folded=True)
        self.before.ratings.question = "Score first: how does it feel right now?"
        self.before.ratings.offers, self.before.ratings.offer_from = list(OFFERS), self._sore_from()
        given = session_scores.unlinked_before(scores, clock.now())
        self.before.ratings.sent = session_scores.saved_scores(given)
        self.after = self._score_form("after", "And where do you feel it now?", chosen)
        self.after.ratings.anchor = _AFTER
        self.stop = self._score_form("stop", "Where did it hurt?")
        self.stop.layout.display = "none"
        self.player = self._player()
        self.run = _Run([self.player, self.stop])
        number = plan_in_force(journal.rows("plan"))["sessions_per_week"]
        self.plan = PlanForm(number, self._set_plan, journal_id=journal.id)
        # Linked in the browser, so that they show at once, also while Python is busy.
        marked = self.before.ratings
        joined = [
            ((self.before.back, "value"), (self.after.back, "value")),
            ((self.player, "stop_display"), (self.stop.layout, "display")),
            ((self.player, "after_display"), (self.after.layout, "display")),
            ((self.player, "starts"), (marked, "save_asked")),
            ((marked, "taken"), (self.choose, "taken")),
            ((marked, "alarmed"), (self.safety, "recall")),
            ((self.safety, "lock"), (self.player, "locked")),
        ]
        self._links = [ipywidgets.jsdlink(*pair) for pair in joined]
        self.choose.observe(self._tell_eased, names="all_easier")
        self._lay_out()
        self._refresh()
        self.choose.observe(lambda _: self._lay_out(), names=["value", "choices", "easier"])
        self.choose.on_ask(self._suggest)
        self.before.back.observe(lambda _: self._name_knots(), names="value")
        self.player.observe(lambda _: self._lay_out(), names=["run", "settings"])
        self.player.observe(self._remember, names="settings")
        self.player.on_event(self._keep_run)
        self._name_knots()

    def __repr__(self) -> str:
        """Say how its parts are shown, the same every time."""
        return "Coach: show its parts, such as coach.session, each in a cell of its own"

    # What is shown

    def _safety_notice(self) -> SafetyNotice:
        return SafetyNotice(
            "Before you start",
            self._safety_text.sections,
            self._acknowledge,
            about=self._safety_text.about,
            urgent=[EMERGENCY],
            read_on=self.journal.setting("safety_read_on", ""),
            again=_AGAIN,
            next_anchor=_START,
            journal_id=self.journal.id,
        )

    def _chooser(self) -> RoutineChooser:
        sessions, today = self.journal.rows("session"), clock.today()
        return RoutineChooser(
            self._routine_summaries(),
            flagged=choices.warnings(self.journal.rows("step")),
            problems=problems(),
            value=choices.first_choice(self._routines, sessions, self._owned(), today),
            journal_id=self.journal.id,
            label="Change the routine",
            folded=True,
            suggests=True,
        )

    def _at_hand(self) -> list[str] | None:
        """Return all there is to stretch with, a chair and a wall too; None where nobody said."""
        owned = self._owned()
        return None if owned is None else [*owned, *choices.EVERYWHERE]

    def _sore_from(self) -> int:
        """Return the score from which the pain rule says to change something, or to stop."""
        return next(band.low for band in self._safety_text.pain_rule if band.high == _MOST)

    def _suggested_today(self) -> dict[str, Routine]:
        """Return the routine that was suggested today, if any: a page that is new has it too."""
        made = self.journal.setting(SUGGESTED, {})
        if made.get("day") == clock.today().isoformat():
            with suppress(TrackerError):  # its exercises may be others by now
                routine = own_routines.from_draft(made["draft"])
                return {SUGGESTED: routine.model_copy(update={"id": SUGGESTED})}
        return {}

    def _owned(self) -> list[str] | None:
        owned: list[str] | None = self.journal.setting(_OWNED, None)
        return owned

    def _routine_summaries(self) -> list[dict[str, Any]]:
        """Return the routines in short, first those for which everything is there."""
        owned = self._owned()
        shown = [choices.routine_summary(one, owned) for one in self._routines.values()]
        return sorted(shown, key=lambda one: bool(one["missing"]))

    def _checklist(self) -> Checklist:
        owned = self._owned()
        asked = Checklist(
            "What do you have at hand?",
            items=choices.things_to_own(),
            value=owned or [],
            known=owned is not None,
            folded=True,
            journal_id=self.journal.id,
        )
        asked.on_event(self._keep_owned)
        return asked

    def _score_form(
        self, kind: str, label: str, chosen: list[str] | None = None, *, folded: bool = False
    ) -> ScoreForm:
        form = score_form(
            kind,
            label,
            self._safety_text,
            self.journal,
            sites=chosen,
            map_first=kind == "stop",
            folded=folded,
        )
        form.ratings.on_event(self._keep_scores)
        return form

    def _player(self) -> RoutinePlayer:
        *signs, sign = self._safety_text.stop_at_once
        return RoutinePlayer(
            journal_id=self.journal.id,
            settings=self.journal.setting("player", {}),
            locked=self.safety.lock,
            stop_advice=f"Finish for today with {', '.join(signs)} or {sign}.",
            start_anchor=_START,
            after_anchor=_AFTER,
        )

    def _lay_out(self) -> None:
        """Hand the player the routine that is chosen, unless one is under way."""
        pace = pace_of(self.player.settings)
        wanted = self.choose.value, dict(self.choose.choices), list(self.choose.easier), pace
        if wanted == self._laid_out or self.player.run.get("status") in ACTIVE:
            return
        routine, self._laid_out = self._chosen(), wanted
        self.player.plan = plan(routine, pace=pace) if routine.steps else {}
        self.player.note = " ".join(self._notes())

    def _notes(self) -> list[str]:
        """Say what is particular about what is offered, a sentence each."""
        routine, choose = self._routines[self.choose.value], self.choose
        here = {step.exercise for step in routine.steps}
        ways = {"easier": "today in its easier form", "leave out": "today left out"}
        notes = [
            f"{flag['name']} {flag['why']}: {ways[way]}."
            for flag in choose.flagged
            if flag["id"] in here and (way := choose.choices.get(flag["id"], "")) in ways
        ]
        if choices.is_long_away(self.journal.rows("session"), clock.today()):
            notes.insert(0, _WELCOME_BACK)
        return notes

    def _chosen(self) -> Routine:
        eased = dict.fromkeys(self.choose.easier, choices.EASIER)
        return choices.adapted(self._routines[self.choose.value], {**eased, **self.choose.choices})

    def _tell_eased(self, change: Any) -> None:
        self.before.ratings.done_offers = list(OFFERS[:1]) if change["new"] else []

    def _name_knots(self) -> None:
        chosen = self.before.back.value
        self.choose.knots = knot_words(sides_by_site(chosen)) if chosen else ""

    def _suggest(self, asked: Request) -> Answer:
        knots, at_hand = self.before.back.value, self._at_hand()
        sore = self.before.ratings.worst >= self._sore_from()
        routine, why = suggested(
            self.journal, knots, asked["minutes"], equipment=at_hand, sore=sore
        )
        if routine is not None:
            self._routines[SUGGESTED] = routine
            made = {"day": clock.today().isoformat(), "draft": own_routines.as_draft(routine)}
            self.journal.set_setting(SUGGESTED, made)
            self._laid_out = None
            self.choose.routines = self._routine_summaries()
            self.choose.value = SUGGESTED
            self._lay_out()
        return why

    @cached_property
    def print(self) -> PrintButton:
        """Prints what is chosen."""
        return PrintButton(self._card)

    def _card(self, variants: bool, paper: str) -> tuple[str, bytes, str]:
        made = card(self._chosen(), variants=variants, paper=paper)
        return made.pdf_name, made.pdf(), made.left_out

    def _offer(self) -> None:
        """Offer the routines that there are now; one under way goes on as it is.

        The first one is chosen where the one that was is no longer there.
        """
        made = {id: one for id, one in self._routines.items() if id == SUGGESTED}
        self._routines, self._laid_out = {**routines(), **made}, None
        chosen = self.choose.value if self.choose.value in self._routines else ""
        self.choose.routines = self._routine_summaries()
        self.choose.problems = problems()
        self.choose.value = chosen or self.choose.routines[0]["id"]
        self._lay_out()

    @cached_property
    def session(self) -> SessionCard:
        """One card for all of a session, a step at a time."""
        return SessionCard(
            self.journal,
            player=self.player,
            run=self.run,
            safety=self.safety,
            before=self.before,
            choose=self.choose,
            after=self.after,
            at_hand=self.at_hand,
        )

    @cached_property
    def compose(self) -> RoutineComposer:
        """Where a routine of one's own is composed; `choose` offers at once what is saved there."""
        made = composer(
            self.journal, back=self.before.back, choose=self.choose, changed=self._offer
        )
        made.set_trait("at_hand", self._at_hand())
        return made

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
        if "session" in self.__dict__:
            self.session.refresh()
        if "closing" in self.__dict__:
            self.closing.lines = self._closing_lines()
        if "library" in self.__dict__:
            self.library.refresh()
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
            if "session" in self.__dict__:
                self.session.show(session)
        elif event["type"] == "step":
            journal.log_step(session, **{name: event[name] for name in _STEP})
        elif event["type"] == "pain":
            self.stop.ratings.occasion = event["id"]
            self._stops[event["id"]] = session
        elif event["type"] == "mistake":
            self._take_back_stop(session, event["position"])
        elif event["type"] == "end":
            ended = session_scores.session_end(journal.rows("session"), session, at)
            journal.end_session(session, outcome=event["outcome"], ended_at=ended)
            self.before.ratings.occasion = session
            self.choose.flagged = choices.warnings(journal.rows("step"))
            if self._owned() is None:
                self.at_hand.folded = False
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
        """Return when scores were given and in which session: this page's, else by the clock."""
        at, run, occasion = moment_of(event), self.player.run, event["occasion"]
        sessions = self.journal.rows("session")
        if event["kind"] == "before":  # its session starts later, unless it is under way already
            under_way = run.get("status") in ACTIVE
            session = run["session_id"] if under_way else session_scores.session_begun(sessions, at)
        else:
            here = self._stops.get(occasion, occasion)
            known = any(row["id"] == here for row in sessions)
            session = here if known else session_scores.session_at(sessions, at)
        return {"at": at, "session_id": session}

    def _keep_owned(self, event: Event) -> None:
        items = self.at_hand.items
        owned = [item for item in items if item in event["value"]]
        self.journal.set_setting(_OWNED, owned)
        with self.at_hand.hold_sync():
            self.at_hand.value, self.at_hand.known, self.at_hand.folded = owned, True, True
        self.choose.routines = self._routine_summaries()
        if "compose" in self.__dict__:
            self.compose.set_trait("at_hand", self._at_hand())

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
