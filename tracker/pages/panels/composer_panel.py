"""A routine of one's own in notebook 01: joins the composer to the folder and to the journal."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from tracker.foundation.errors import NotFound
from tracker.journal.store import Journal
from tracker.printing.card import card, file_name
from tracker.routine import own_routines
from tracker.routine.history import flagged, flagged_easier
from tracker.routine.own_routines import DRAFT, as_draft, from_draft, read_text, toml_text
from tracker.routine.routines import Routine, routines
from tracker.routine.suggest import Why, knot_words, sides_by_site, suggest
from tracker.widgets.composer.composer import RoutineComposer, starting_point
from tracker.widgets.forms.routine_chooser import RoutineChooser
from tracker.widgets.kit.logged_widget import Event
from tracker.widgets.scores.body_map import BodyMap


def composer(
    journal: Journal, *, back: BodyMap, choose: RoutineChooser, changed: Callable[[], None]
) -> RoutineComposer:
    """Return a composer that saves into one's own folder, not the journal, and suggests for `back`.

    `changed` is called when a routine was saved, deleted or put back.
    """
    widget = RoutineComposer(journal_id=journal.id, flagged=choose.flagged)

    def offer() -> None:
        widget.routines = [starting_point(routine) for routine in routines().values()]

    def mark() -> None:
        widget.knots = knot_words(sides_by_site(back.value)) if back.value else ""

    def keep(event: Event) -> None:
        if event["type"] == "save":
            routine = from_draft(event["draft"])
            own_routines.keep(routine, id=event["routine"], replace=event["replace"])
        elif event["type"] == "delete":
            with suppress(NotFound):  # sent twice, deleted once
                own_routines.remove(event["routine"])
        elif event["type"] == "put_back":
            own_routines.put_back(event["routine"])
        offer()
        changed()

    widget.on_ask(lambda asked: _ANSWERS[asked["kind"]](journal, back, asked))
    back.observe(lambda _: mark(), names="value")
    choose.observe(lambda change: widget.set_trait("flagged", change["new"]), names="flagged")
    mark()
    offer()
    widget.on_event(keep)
    return widget


def _text(_: Journal, __: BodyMap, asked: Event) -> dict[str, Any]:
    routine = from_draft(asked["draft"])
    return {"text": toml_text(routine), "file": f"{own_routines.stem_of(routine.name)}.toml"}


def _print(_: Journal, __: BodyMap, asked: Event) -> dict[str, Any]:
    made = card(from_draft(asked["draft"]), paper=asked["paper"])
    name = f"{file_name(made.words.name, 'routine')}.pdf"
    return {"name": name, "pdf": made.layout.pdf, "left_out": made.layout.left_out}


def _check(_: Journal, __: BodyMap, asked: Event) -> dict[str, Any]:
    return {"draft": as_draft(read_text(asked["text"], asked["name"] or DRAFT))}


def suggested(
    journal: Journal,
    sites: list[str],
    minutes: int,
    *,
    equipment: Collection[str] | None = None,
    floor: bool = True,
    sore: bool = False,
) -> tuple[Routine | None, dict[str, Any]]:
    """Suggest a routine by what the journal knows of exercises that hurt; return it, and why.

    The reasons are ``summary``, ``chosen``, ``left_out`` (name and why) and ``notes``.
    """
    steps = journal.rows("step")
    found = suggest(
        sites,
        minutes,
        equipment=equipment,
        floor=floor,
        hurt=flagged(steps),
        hurt_easier=flagged_easier(steps),
        sore=sore,
    )

    def listed(whys: tuple[Why, ...]) -> list[dict[str, str]]:
        return [{"name": why.name, "why": why.why} for why in whys]

    return found.routine, {
        "summary": found.summary(),
        "chosen": listed(found.chosen),
        "left_out": listed(found.left_out),
        "notes": list(found.notes),
    }


def _suggest(journal: Journal, back: BodyMap, asked: Event) -> dict[str, Any]:
    at_hand = {"equipment": asked["equipment"], "floor": asked["floor"]}
    routine, why = suggested(journal, back.value, asked["minutes"], **at_hand)
    return {"draft": as_draft(routine) if routine else None, **why}


_ANSWERS = {"text": _text, "print": _print, "check": _check, "suggest": _suggest}
