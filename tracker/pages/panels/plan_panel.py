"""The small forms of notebook 02, joined to the journal: the plan, pauses, names of knots."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tracker.foundation import anatomy, clock, schema, words
from tracker.foundation.errors import NotFound
from tracker.journal.store import Journal
from tracker.routine.routines import routines
from tracker.widgets.forms.field_form import FieldForm
from tracker.widgets.kit.logged_widget import Event

Row = dict[str, Any]
Part = tuple[FieldForm, Callable[[], None]]
"""A form, and what shows in it what the journal holds."""
_LATEST = 12
"""How many of the entries before are listed."""
_REASONS = {"flare": "a flare", "illness": "illness", "travel": "travel", "other": "another reason"}


def connected(
    form: FieldForm,
    journal: Journal,
    table: str,
    save: Callable[[Event], None],
    show: Callable[[], None],
    changed: Callable[[], None],
) -> Part:
    """Have a form write to the journal, and remove rows of a table: its `rows` by their ids.

    `save` writes one event of `type` "save"; `changed` is called whenever something was written.
    """

    def keep(event: Event) -> None:
        if event["type"] == "remove":
            with suppress(NotFound):  # sent twice, removed once
                journal.remove(table, event["row"])
        else:
            save(event)

    form.on_event(keep, changed)
    show()
    return form, show


def plan_form(journal: Journal, changed: Callable[[], None]) -> Part:
    """Return the form of the plan: sessions a week, a routine, from a day on."""
    named = {id: one.name for id, one in routines().items()}
    form = FieldForm(
        "plan",
        title="Your plan",
        hint="3 sessions a week do better than fewer; 5 are a goal. A day missed does no harm.",
        fields=[
            {
                **{"name": "sessions_per_week", "kind": "number", "label": "Sessions a week"},
                **{"min": 0, "max": 21, "whole": True, "required": True},
            },
            {
                **{"name": "routine", "kind": "choice", "label": "Which routine"},
                "options": [("", "any of them"), *named.items()],
            },
            {"name": "from_day", "kind": "date", "label": "From", "required": True},
        ],
        journal_id=journal.id,
        folded=True,
    )

    def save(event: Event) -> None:
        values = event["values"]
        journal.set_plan(
            values["sessions_per_week"], routine=values["routine"], from_day=values["from_day"]
        )

    def show() -> None:
        plans, today = journal.rows("plan"), clock.today().isoformat()
        begun = [plan for plan in plans if plan["from_day"] <= today]
        now = begun[-1] if begun else {"sessions_per_week": 3, "routine": None}
        with form.hold_sync():
            form.values = {**now, "from_day": today}
            form.rows = [
                {"id": plan["from_day"], "text": _told_plan(plan, named)}
                for plan in plans[::-1][:_LATEST]
            ]

    return connected(form, journal, "plan", save, show, changed)


def pause_form(journal: Journal, changed: Callable[[], None]) -> Part:
    """Return the form of pauses: days, past or to come, that count neither for nor against."""
    form = FieldForm(
        "pause",
        title="A pause",
        hint="Days of a flare, an illness or a journey, past or to come: they count neither for "
        "nor against you.",
        save_label="Save the pause",
        fields=[
            {"name": "from_day", "kind": "date", "label": "First day", "required": True},
            {"name": "to_day", "kind": "date", "label": "Last day", "required": True},
            {
                **{"name": "reason", "kind": "choice", "label": "Why"},
                "options": [(reason, _REASONS[reason]) for reason in schema.PAUSE_REASONS],
            },
        ],
        journal_id=journal.id,
        folded=True,
    )

    def save(event: Event) -> None:
        values = event["values"]
        journal.pause(values["from_day"], values["to_day"], values["reason"], id=event["id"])

    def show() -> None:
        with form.hold_sync():
            form.values = {"reason": schema.PAUSE_REASONS[0]}
            form.rows = [
                {
                    "id": pause["id"],
                    "text": f"{pause['from_day']} to {pause['to_day']}: "
                    f"{_REASONS[pause['reason']]}",
                }
                for pause in journal.rows("pause")[::-1][:_LATEST]
            ]

    return connected(form, journal, "pause", save, show, changed)


def knot_form(journal: Journal, changed: Callable[[], None]) -> Part:
    """Return the form of nicknames: what the person calls a knot."""
    known = anatomy.keys()
    places = {key: key.replace("|", ", ") for key in known}
    form = FieldForm(
        "knot",
        title="Names for your knots",
        hint="A name of your own stands beside the place wherever it is scored.",
        save_label="Save the name",
        fields=[
            {
                **{"name": "place", "kind": "choice", "label": "Which knot"},
                "options": list(places.items()),
            },
            {
                **{"name": "nickname", "kind": "text", "label": "What you call it"},
                **{"required": True, "help": "Such as: the one under my left blade"},
            },
        ],
        journal_id=journal.id,
        folded=True,
    )

    def save(event: Event) -> None:
        site, side = event["values"]["place"].split("|")
        journal.name_knot(site, side, event["values"]["nickname"])

    def show() -> None:
        with form.hold_sync():
            form.values = {"place": next(iter(places))}
            form.rows = [
                {
                    "id": f"{knot['site']}/{knot['side']}",
                    "text": f"“{knot['nickname']}”: {knot['site']}, {knot['side']}",
                }
                for knot in journal.rows("knot")
            ]

    return connected(form, journal, "knot", save, show, changed)


def _told_plan(plan: Row, named: dict[str, str]) -> str:
    routine = named.get(plan["routine"], plan["routine"])
    said = words.counted(plan["sessions_per_week"], "session")
    return f"From {plan['from_day']}: {said} a week{f', {routine}' if routine else ''}"
