"""The weekly card of notebook 02: two mobility tests and the three items of PEG, all optional."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tracker.figure.self_test_pictures import pictures
from tracker.foundation import clock, schema
from tracker.foundation.errors import InvalidValue
from tracker.foundation.words import when_words
from tracker.journal.store import Journal
from tracker.pages.panels.plan_panel import Part, field
from tracker.widgets.forms.field_form import FieldForm
from tracker.widgets.kit.logged_widget import Event, moment_of

Row = dict[str, Any]
_SHOWN = 8
"""How many weeks' results are listed."""
_SCRATCH = [
    "Stand tall. Reach one hand over its own shoulder and down your back, palm towards you.",
    "Bring the other hand up from below, back of the hand towards you.",
    "How far apart are the middle fingertips? A finger's breadth is about 2 cm. Where they "
    "overlap, write it with a minus.",
    "Left is the left hand on top. Stop at a mild pull; write nothing where it hurts.",
]
_ROTATION = [
    "Sit on a chair, feet and knees still, arms crossed over your chest. Straight ahead is 12 "
    "o'clock.",
    "Turn your shoulders to one side as far as is comfortable, without leaning.",
    "How many hours did your breastbone turn? To 2 o'clock is 2, a quarter turn is 3.",
]
_INTERFERES = ("0 not at all", "10 completely")
_PEG = {
    "pain": ("your pain on average", ("0 no pain", "10 as bad as you can imagine")),
    "enjoyment": ("how much pain interfered with your enjoyment of life", _INTERFERES),
    "activity": ("how much pain interfered with your general activity", _INTERFERES),
}


def weekly_form(journal: Journal, day: Callable[[], str], changed: Callable[[], None]) -> Part:
    """Return the weekly card, and what shows in it what the journal holds of the open `day`."""
    form = FieldForm(
        "weekly", title="Once a week", fields=_fields(), journal_id=journal.id, folded=True
    )

    def keep(event: Event) -> None:
        with journal.together():
            if event["type"] == "remove":
                for row in _of_day(journal, event["row"]).values():
                    journal.remove("measure", row["id"])
            else:
                _save(journal, event)

    def show() -> None:
        found = _of_day(journal, day())
        results = _results(journal)
        with form.hold_sync():
            form.hint = _hint(list(results), day())
            form.occasion = day()
            form.values = {name: row["value"] for name, row in found.items()}
            form.rows = [
                {"id": day, "text": f"{day}: {said}"} for day, said in [*results.items()][:_SHOWN]
            ]

    form.on_event(keep, changed)
    show()
    return form, show


def _save(journal: Journal, event: Event) -> None:
    day, values = event["occasion"], event["values"]
    found = _of_day(journal, day)
    if not found and all(value is None for value in values.values()):
        raise InvalidValue("nothing is filled in yet; nothing was saved")
    moment = moment_of(event)
    at = moment if clock.day_of(moment).isoformat() == day else day
    for name, value in values.items():
        test, side, item = name.split("|")
        if value is None and name in found:
            journal.remove("measure", found[name]["id"])
        elif value is not None and name in found:
            journal.amend("measure", found[name]["id"], value=value)
        elif value is not None:
            id = f"{event['id']}|{name}"
            journal.log_measure(test, value, side=side, item=item, at=at, id=id)


def _of_day(journal: Journal, day: str) -> dict[str, Row]:
    return {_name(row): row for row in journal.rows("measure", day=day)}


def _name(row: Row) -> str:
    return f"{row['test']}|{row['side']}|{row['item']}"


def _results(journal: Journal) -> dict[str, str]:
    """Return what was found on each day, in words, the newest first."""
    days: dict[str, dict[str, float]] = {}
    for row in journal.rows("measure"):
        days.setdefault(row["day"], {})[_name(row)] = row["value"]
    return {day: _told(days[day]) for day in sorted(days, reverse=True)}


def _told(values: dict[str, float]) -> str:
    said = []
    for test, unit in (("back scratch", "cm"), ("seated rotation", "h")):
        sides = [
            f"{side} {values[name]:g} {unit}"
            for side in ("left", "right")
            if (name := f"{test}|{side}|") in values
        ]
        said += [f"{test} {', '.join(sides)}"] if sides else []
    peg = [values[name] for item in schema.PEG_ITEMS if (name := f"PEG|both|{item}") in values]
    if len(peg) == len(schema.PEG_ITEMS):
        said.append(f"PEG {sum(peg) / len(peg):.1f}")
    elif peg:
        said.append(f"PEG, {len(peg)} of {len(schema.PEG_ITEMS)} items")
    return "; ".join(said)


def _hint(days: list[str], day: str) -> str:
    """Return when it was done last, and which week is asked about where an earlier day is open."""
    today = clock.today().isoformat()
    said = ["All of it optional, and a week apart is plenty."]
    if days:
        ago = (clock.today() - date.fromisoformat(days[0])).days
        when = when_words(days[0], today) if ago < 2 else f"{ago} days ago"
        said.append(f"Last done {when}.")
    if day != today:
        said.append(f"Tell how it was {when_words(day, today)}, and in the week up to then.")
    return " ".join(said)


def _fields() -> list[Row]:
    drawn = pictures()
    fields: list[Row] = []
    for test, label, unit, steps in (
        ("back scratch", "Back scratch", "cm between the fingertips", _SCRATCH),
        ("seated rotation", "Turning while seated", "hours on a clock face", _ROTATION),
    ):
        _, low, high = schema.MEASURES[test]
        fields.append(field(test, "about", f"{label}: how to", steps=steps, svg=drawn[test]))
        limits = {"min": low, "max": high, "unit": unit}
        fields += [
            field(f"{test}|{side}|", "number", f"{label}, {side}", **limits)
            for side in ("left", "right")
        ]
    for item, (label, ends) in _PEG.items():
        scale = {"min": 0, "max": 10, "whole": True, "ends": list(ends)}
        fields.append(field(f"PEG|both|{item}", "scale", f"Over the past week: {label}", **scale))
    return fields
