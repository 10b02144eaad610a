"""Notebook 04, *a self-experiment*: joins plan, seal, card and result to the journal."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pandas as pd

from tracker.analysis.days.daily import daily
from tracker.analysis.experiment.plan import Experiment
from tracker.analysis.experiment.plan_adherence import plan_adherence
from tracker.analysis.experiment.power import power
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue, TrackerError
from tracker.foundation.words import day_words
from tracker.journal.store import Journal
from tracker.pages import experiment_record
from tracker.pages.experiment_page import Page, Part, calendar_link, show_power, show_result
from tracker.pages.experiment_record import Trial
from tracker.pages.panels import experiment_forms as forms
from tracker.pages.panels.plan_panel import pause_form
from tracker.pages.today import NOTHING, Today
from tracker.widgets.forms.text_card import TextCard
from tracker.widgets.kit.logged_widget import Event

_DRAFT = "experiment draft"
_LONGER = (1.0, 1.5, 2.0)
"""How much longer than planned the plans are that power is told of."""
_PEOPLE = 200
_PAUSE = (
    "For a flare, an illness, a journey. The schedule stays as it is; the days count as they were"
    " drawn, and the report says how many there were."
)


class SelfExperiment:
    """The parts of notebook 04, joined to a journal; show each in a cell of its own.

    The plan and what happens to it are sealed in `journal`; ``refresh()`` looks at it again.

    Attributes
    ----------
    question : the form for question and design, and what it comes to
    chance : how often such a plan finds a true change, by simulation
    seal : the draw: from then on the schedule cannot be changed; and a calendar file of it
    card : what today is
    during : how well the days keep to the plan, pauses, an early stop
    unseal : the seal, and how to break it
    result : what came out, once it may be read

    Examples
    --------
    >>> from tracker import Journal, SelfExperiment
    >>> with Journal("sample") as journal:
    ...     SelfExperiment(journal).card
    No self-experiment is running. To begin one, ask your question in notebook 04 and seal the plan.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        day, id = clock.today(), journal.id
        draft = journal.setting(_DRAFT, {})
        self._question = forms.question_form(day, draft, id)
        self._chance, self._seal = forms.form_of("power", id), forms.form_of("seal", id)
        self._pause, self._show_pauses = pause_form(journal, self.refresh)
        self._pause.hint = _PAUSE
        self._stop = forms.form_of("stop", id)
        self._unseal = forms.form_of("unseal", id)
        self._planned, self._sealed, self._kept, self._locked = (TextCard() for _ in range(4))
        self._power = Page(1, "How often it is found")
        self.card, self.result = Today(journal), Page(2, "What came out")
        self.question = Part([self._question, self._planned])
        self.chance = Part([self._chance, self._power])
        self.seal = Part([self._seal, self._sealed])
        self.during, self.unseal = Part(), Part()
        for form, keep in (
            (self._question, self._keep_question),
            (self._chance, self._keep_chance),
            (self._seal, self._keep_seal),
            (self._stop, self._keep_stop),
            (self._unseal, self._keep_unseal),
        ):
            form.on_event(keep)
        self.refresh()

    def __repr__(self) -> str:
        """Say how its parts are shown, the same every time."""
        return "SelfExperiment: show its parts, such as experiment.card, each in a cell of its own"

    # What is shown

    def refresh(self) -> None:
        """Look at the journal and the clock again."""
        self.card.refresh()
        _say(self._planned, self._plan_words())
        try:
            trial = experiment_record.latest(self.journal)
        except TrackerError:  # the card says it
            trial = None
        if trial is None:
            # The card says that none is running and how to begin: once is enough.
            for part in (self._sealed, self.result):
                part.show("", "")
            self.seal.children = [self._seal, self._sealed]
            self.during.children = self.unseal.children = []
            return
        day = clock.today()
        running = not trial.is_over(day)
        self._question.hint = (
            "One is running; another can begin when it is over." if running
            else "Nothing is drawn yet: try out plans as you like."
        )  # fmt: skip
        plan = trial.plan
        words = f"Sealed on a draw from seed {plan.seed}, as {plan.hash[:16]}. {plan.summary()}"
        self._sealed.show(f"<p>{escape(words)}</p>{calendar_link(plan)}", words)
        # What is sealed cannot be sealed again: the form gives way to the plan.
        self.seal.children = [*([] if running else [self._seal]), self._sealed]
        days = experiment_record.days_so_far(self.journal, trial)
        kept = experiment_record.days_on_plan(self.journal, trial, days)
        _say(self._kept, plan_adherence(kept).summary())
        self._show_pauses()
        self.during.children = [self._kept, *([self._pause, self._stop] if running else [])]
        _say(self._locked, _lock_words(trial))
        self.unseal.children = [
            self._locked, *([] if trial.is_open(day) else [self._unseal])
        ]  # fmt: skip
        self._show_result(trial, days, kept)

    def _show_result(self, trial: Trial, days: pd.DataFrame, kept: pd.DataFrame) -> None:
        if not trial.is_open(clock.today()):
            _say(self.result, f"Sealed until {day_words(trial.plan.end)}.")
            return
        try:
            found = experiment_record.result(trial, days, kept)
        except TrackerError as error:
            _say(self.result, str(error))
            return
        show_result(self.result, found, days["pain"])

    def _plan_words(self) -> str:
        try:
            return self._plan().summary()
        except TrackerError as error:
            return str(error)

    def _plan(self) -> Experiment:
        # Drawn at the seal and not before, so that nobody can wait for an order to their liking.
        return forms.plan_from_form(self._question.values, seed=0)

    # What is kept

    def _keep_question(self, event: Event) -> None:
        values = dict(event["values"])
        forms.plan_from_form(values)
        self.journal.set_setting(_DRAFT, values)
        self._question.values = values
        self._power.show("", "")
        self.refresh()

    def _keep_chance(self, event: Event) -> None:
        plan, values = self._plan(), event["values"]
        plans = [replace(plan, pairs=round(plan.pairs * longer)) for longer in _LONGER]
        days = daily(self.journal)
        found = power(
            plans,
            days if len(days) else None,
            -float(values["less"]),
            float(values["half_life"]),
            people=_PEOPLE,
            progress=lambda done, all: _say(self._power, f"Simulated {done} of {all} plans …"),
        )
        show_power(self._power, found)

    def _keep_seal(self, event: Event) -> None:
        forms.check_sure(event["values"])
        trial, seed = experiment_record.latest(self.journal), _seed(event)
        if trial is not None and trial.plan.seed == seed:
            return  # sent twice, sealed once
        plan = forms.plan_from_form(self._question.values, seed=seed)
        experiment_record.seal(self.journal, plan)
        self.refresh()

    def _keep_stop(self, event: Event) -> None:
        forms.check_sure(event["values"])
        experiment_record.stop_early(self.journal, self._running(), event["values"]["reason"] or "")
        self.refresh()

    def _keep_unseal(self, event: Event) -> None:
        forms.check_sure(event["values"])
        experiment_record.unseal(self.journal, self._running())
        self.refresh()

    def _running(self) -> Trial:
        trial = experiment_record.latest(self.journal)
        if trial is None or trial.is_over(clock.today()):
            raise InvalidValue(f"{NOTHING} Nothing was done.")
        return trial


def _seed(event: Event) -> int:
    """Return the seed that an event stands for: its own random id, so that twice is once."""
    return int(str(event["id"]).replace("-", "")[:13], 16)


def _say(part: TextCard | Page, words: str) -> None:
    part.show(f"<p>{escape(words)}</p>", words)


def _lock_words(trial: Trial) -> str:
    if trial.unsealed_on is not None:
        return f"The seal was broken on {day_words(trial.unsealed_on)}; every report says so."
    if trial.is_open(clock.today()):
        return "It is over, and the result is open."
    return f"The result is sealed until the evening of {day_words(trial.plan.end)}."
