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


def field(name: str, kind: str, label: str, **more: Any) -> Row:
    """Return one field of a `FieldForm`."""
    return {"name": name, "kind": kind, "label": label, **more}


def _connected(
    table: str,
    journal: Journal,
    save: Callable[[Event], None],
    shown: Callable[[], tuple[Row, dict[str, str]]],
    changed: Callable[[], None],
    **traits: Any,
) -> Part:
    """Return a form that writes to the journal with `save`, and removes rows of a table.

    `shown` returns its values and what is said of each row, by the row's id.
    """
    form = FieldForm(table, journal_id=journal.id, folded=True, **traits)

    def keep(event: Event) -> None:
        if event["type"] == "remove":
            with suppress(NotFound):  # sent twice, removed once
                journal.remove(table, event["row"])
        else:
            save(event)

    def show() -> None:
        values, rows = shown()
        with form.hold_sync():
            form.values = values
            form.rows = [{"id": id, "text": text} for id, text in rows.items()]

    form.on_event(keep, changed)
    show()
    return form, show


def plan_in_force(plans: list[Row]) -> Row:
    """Return the plan that holds today; three sessions a week where none does."""
    today = clock.today().isoformat()
    begun = [plan for plan in plans if plan["from_day"] <= today]
    return begun[-1] if begun else {"sessions_per_week": 3, "routine": None}


def plan_form(journal: Journal, changed: Callable[[], None]) -> Part:
    """Return the form of the plan: sessions a week, a routine, from a day on."""
    named = {id: one.name for id, one in routines().items()}
    number = {"min": 0, "max": 21, "whole": True, "required": True}

    def save(event: Event) -> None:
        values = event["values"]
        journal.set_plan(
            values["sessions_per_week"], routine=values["routine"], from_day=values["from_day"]
        )

    def shown() -> tuple[Row, dict[str, str]]:
        plans = journal.rows("plan")
        values = {**plan_in_force(plans), "from_day": clock.today().isoformat()}
        rows = {plan["from_day"]: _told_plan(plan, named) for plan in plans[::-1][:_LATEST]}
        return values, rows

    return _connected(
        "plan",
        journal,
        save,
        shown,
        changed,
        title="Your plan",
        hint="3 sessions a week do better than fewer; 5 are a goal. A day missed does no harm.",
        fields=[
            field("sessions_per_week", "number", "Sessions a week", **number),
            field(
                "routine", "choice", "Which routine", options=[("", "any of them"), *named.items()]
            ),
            field("from_day", "date", "From", required=True),
        ],
    )


def pause_form(journal: Journal, changed: Callable[[], None]) -> Part:
    """Return the form of pauses: days, past or to come, that count neither for nor against."""

    def save(event: Event) -> None:
        values = event["values"]
        journal.pause(values["from_day"], values["to_day"], values["reason"], id=event["id"])

    def shown() -> tuple[Row, dict[str, str]]:
        pauses = journal.rows("pause")[::-1][:_LATEST]
        said = "{from_day} to {to_day}: "
        rows = {one["id"]: said.format(**one) + _REASONS[one["reason"]] for one in pauses}
        return {"reason": schema.PAUSE_REASONS[0]}, rows

    reasons = [(reason, _REASONS[reason]) for reason in schema.PAUSE_REASONS]
    return _connected(
        "pause",
        journal,
        save,
        shown,
        changed,
        title="A pause",
        hint="Days of a flare, an illness or a journey, past or to come: they count neither for "
        "nor against you.",
        save_label="Save the pause",
        fields=[
            field("from_day", "date", "First day", required=True),
            field("to_day", "date", "Last day", required=True),
            field("reason", "choice", "Why", options=reasons),
        ],
    )


def knot_form(journal: Journal, changed: Callable[[], None]) -> Part:
    """Return the form of nicknames: what the person calls a knot."""
    known = anatomy.keys()
    places = {key: key.replace("|", ", ") for key in known}

    def save(event: Event) -> None:
        site, side = event["values"]["place"].split("|")
        journal.name_knot(site, side, event["values"]["nickname"])

    def shown() -> tuple[Row, dict[str, str]]:
        knots, said = journal.rows("knot"), "“{nickname}”: {site}, {side}"
        rows = {f"{knot['site']}/{knot['side']}": said.format(**knot) for knot in knots}
        return {"place": next(iter(places))}, rows

    example = "Such as: the one under my left blade"
    return _connected(
        "knot",
        journal,
        save,
        shown,
        changed,
        title="Names for your knots",
        hint="A name of your own stands beside the place wherever it is scored.",
        save_label="Save the name",
        fields=[
            field("place", "choice", "Which knot", options=list(places.items())),
            field("nickname", "text", "What you call it", required=True, help=example),
        ],
    )


def _told_plan(plan: Row, named: dict[str, str]) -> str:
    routine = named.get(plan["routine"], plan["routine"])
    said = words.counted(plan["sessions_per_week"], "session")
    return f"From {plan['from_day']}: {said} a week{f', {routine}' if routine else ''}"
