"""The forms of notebook 04: what can be asked, and what can happen on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tracker.analysis.experiment.plan import CARD, KINDS, Experiment, plan_experiment
from tracker.foundation.errors import InvalidValue
from tracker.pages.panels.plan_panel import field
from tracker.routine.exercises import exercises
from tracker.routine.routines import routines
from tracker.widgets.forms.field_form import FieldForm

_QUESTIONS = {
    "stretch or rest": "Stretch, or rest?",
    "routine A or routine B": "Which of two routines?",
    "exercise in or out": "One exercise: in, or out?",
}
_YES = "yes"
Values = Mapping[str, Any]


def _sure(words: str) -> dict[str, Any]:
    options = [("", "Not yet"), (_YES, words)]
    return field("sure", "choice", "Are you sure?", options=options, required=True)


def _of(kind: str, name: str, label: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    """Return a choice that only one of the questions asks for."""
    return field(name, "choice", label, options=options, when={"kind": kind}, required=True)


def _number(name: str, label: str, low: float, high: float, help: str) -> dict[str, Any]:
    limits = {"min": low, "max": high, "whole": True, "required": True}
    return field(name, "number", label, help=help, **limits)


def question_form(today: date, values: Values, journal_id: str) -> FieldForm:
    """Return the form for question and design; an earlier draft is filled in."""
    chosen = [("", "–"), *((id, one.name) for id, one in routines().items())]
    parts = [("", "–"), *((id, one.name) for id, one in exercises().items())]
    tomorrow, latest = ((today + timedelta(days=n)).isoformat() for n in (1, 365))
    points = {"min": 0.1, "max": 10, "unit": "points of pain", "required": True}
    fields = [
        field("kind", "choice", "Your question", options=list(_QUESTIONS.items())),
        _of("routine A or routine B", "routine_a", "Routine A", chosen),
        _of("routine A or routine B", "routine_b", "Routine B", chosen),
        _of("exercise in or out", "exercise", "The exercise", parts),
        _number("pairs", "Pairs of blocks", 1, 40, "6 at least make a test"),
        _number("block_days", "Days a block", 1, 60, "14 suit what builds up slowly"),
        _number("run_in_days", "Days before, as usual", 0, 60, "to get used to scoring each day"),
        _number(
            "washout_days", "Days not counted in each block", 0, 59, "while the last one fades"
        ),
        field("start", "date", "First day", required=True, min=today.isoformat(), max=latest),
        field("matters", "number", "A change that would matter to you", **points),
    ]
    usual = {
        **{"kind": "stretch or rest", "pairs": 6, "block_days": 14, "run_in_days": 7},
        **{"washout_days": 0, "start": tomorrow, "matters": 1},
    }
    draft = {**usual, **values}
    draft["start"] = max(str(draft["start"]), today.isoformat())
    return FieldForm(
        "experiment",
        title="What do you want to know?",
        hint="Nothing is drawn yet: try out plans as you like.",
        fields=fields,
        values=draft,
        save_label="Draw up this plan",
        journal_id=journal_id,
    )


def plan_from_form(values: Values, *, seed: int | None = None) -> Experiment:
    """Return the plan that the form describes, in words that fit on a card, or refuse it."""
    kind = values["kind"]
    if kind not in KINDS:
        raise InvalidValue("Please choose a question first.")
    names = {id: one.name for id, one in (routines() | exercises()).items()}
    subject: list[Any] = {
        "stretch or rest": [],
        "routine A or routine B": [values.get("routine_a"), values.get("routine_b")],
        "exercise in or out": [values.get("exercise")],
    }[kind]
    if not all(subject) or len(set(subject)) < len(subject):
        what = "two different routines" if len(subject) == 2 else "the exercise"
        raise InvalidValue(f"Please choose {what}; the plan needs to know what is compared.")
    shown = [names.get(id, id) for id in subject]
    within = [f"{name[:1].lower()}{name[1:]}" for name in shown]
    conditions = {
        0: ["Stretch", "Rest"],
        1: [f"{word} {name}"[:CARD] for name in within for word in ("With", "Without")],
        2: shown,
    }[len(subject)]
    return plan_experiment(
        kind=kind,
        subject=subject,
        conditions=conditions,
        pairs=int(values["pairs"]),
        block_days=int(values["block_days"]),
        run_in_days=int(values["run_in_days"]),
        washout_days=int(values["washout_days"]),
        start=values["start"],
        matters=float(values["matters"]),
        seed=seed,
    )


_FORMS: dict[str, dict[str, Any]] = {
    "power": {
        "title": "How many weeks for a fair chance?",
        "hint": "Made-up people, as like you as your diary allows, live your plan and longer ones.",
        "fields": [
            {**_number("less", "Pain lower by", 0.1, 10, "studies promise 1 to 1.5"),
             "unit": "points", "whole": False},
            {**_number("half_life", "Half of it is gone after", 0.5, 60, "7 is a guess"),
             "unit": "days", "whole": False},
        ],
        "values": {"less": 1.5, "half_life": 7},
        "save_label": "Simulate",
    },
    "seal": {
        "title": "Seal it and start",
        "hint": "Chance draws the order now. It is kept for good with its seed: nobody can change "
        "it afterwards, you included. Days that go otherwise are fine, and count as they were "
        "drawn.",
        "fields": [_sure("Yes: draw the order, and keep the result sealed to the last day")],
        "save_label": "Seal and start",
    },
    "stop": {
        "title": "Stop early",
        "hint": "You may stop at any time, for any reason. What was lived stays, the report says "
        "that it was stopped, and the result is then open. It cannot be taken up again.",
        "fields": [field("reason", "text", "Why, in your words"), _sure("Yes, end it today")],
        "save_label": "Stop the experiment",
    },
    "unseal": {
        "title": "Look before the end",
        "hint": "Whoever has seen how it stands lives and scores the rest otherwise, without "
        "wanting to. If you look now, every report from here on says so, and on which day.",
        "fields": [_sure("Yes, break the seal")],
        "save_label": "Break the seal",
    },
}  # fmt: skip


def form_of(name: str, journal_id: str) -> FieldForm:
    """Return the form "power" (what change one looks for), "seal", "stop" or "unseal"."""
    return FieldForm(name, journal_id=journal_id, **_FORMS[name])


def check_sure(values: Values) -> None:
    """Refuse where the question was not answered with yes."""
    if values.get("sure") != _YES:
        raise InvalidValue("Nothing was done: please answer the question first.")
