"""The 0-10 rating: how it feels, for the upper back as a whole and for each chosen site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation import schema
from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import LoggedWidget
from tracker.widgets.scores.body_map import in_order

DAILY = "How intense was your upper-back pain on average {}?"
"""The question on one day, which is named in it: "today", "on Monday, 2 March"."""
_NOW = "How does it feel right now?"
QUESTIONS = {
    "daily": DAILY.format("today"),
    "before": _NOW,
    "after": _NOW,
    "stop": _NOW,
    "now": _NOW,
}


class ScoreCard(LoggedWidget):
    """A card with one 0-10 scale for the whole back and one for each chosen site.

    Each press of a button is one event, saved by whoever calls `on_event`, with the sender's own
    ``id``, ``at`` and ``utc_offset_min`` and

    - ``type`` "scores": ``kind``, ``occasion`` and ``scores``, a list of ``id`` (UUID), ``site``,
      ``side``, ``score`` (int, 0-10), ``qualities`` (list of str), ``note`` (str). The note goes
      with the first score of the list.
    - ``type`` "correct": the same, with ``scores`` to amend by their ids, ``added`` ones to log
      and ``removed``, a list of ids to remove. Undo after a change is one too, with ``back`` true.
    - ``type`` "undo_scores": ``ids`` to remove.

    ``sites``, and the keys of ``suggested`` (the score given last time, on an earlier occasion of
    this kind: a hint, never chosen beforehand) and of ``nicknames``, are ``"site|side"``.
    ``alert`` shows at once when burning, tingling or numbness is marked. ``advice``, the pain rule
    for the highest score, is a list of ``from``, ``to`` (scores) and ``text``. Another
    ``occasion``, such as a session's id, starts a new card. ``map_display``: "none" while the
    card, and so the map beside it, is folded. Each time ``save_asked`` changes, what is marked is
    saved. ``worst`` is the highest score marked or saved on the card, -1 for none; ``alarmed``
    whether a quality of it is alarming.

    From a score of ``offer_from`` on ``offers`` are buttons; a press is told in ``taken``
    (``offer`` and a ``number`` that is new), and those in ``done_offers`` are said to be done.

    Examples
    --------
    >>> ScoreCard(kind="daily")
    Score card (daily): run this cell to use it.
    """

    TYPES = ("scores", "correct", "undo_scores")
    _SAYS = "Score card ({self.kind}): run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", Path(__file__).with_suffix(".css"))

    kind = traitlets.Unicode("now").tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    sites = traitlets.List(traitlets.Unicode()).tag(sync=True)
    with_whole = traitlets.Bool(True).tag(sync=True)
    with_qualities = traitlets.Bool(True).tag(sync=True)
    with_note = traitlets.Bool(True).tag(sync=True)
    pain_rule = traitlets.Bool().tag(sync=True)
    suggested = traitlets.Dict().tag(sync=True)
    nicknames = traitlets.Dict().tag(sync=True)
    alert = traitlets.Unicode("").tag(sync=True)
    alert_title = traitlets.Unicode("").tag(sync=True)
    alert_items = traitlets.List(traitlets.Unicode()).tag(sync=True)
    advice = traitlets.List(traitlets.Dict()).tag(sync=True)
    save_label = traitlets.Unicode("Save").tag(sync=True)
    thanks = traitlets.Unicode("").tag(sync=True)
    occasion = traitlets.Unicode("").tag(sync=True)
    anchor = traitlets.Unicode("").tag(sync=True)
    folded = traitlets.Bool(False).tag(sync=True)
    map_display = traitlets.Unicode("").tag(sync=True)
    sent = traitlets.Dict().tag(sync=True)
    save_asked = traitlets.Int(0).tag(sync=True)
    worst = traitlets.Int(-1).tag(sync=True)
    alarmed = traitlets.Bool(False).tag(sync=True)
    offers = traitlets.List(traitlets.Unicode()).tag(sync=True)
    offer_from = traitlets.Int(11).tag(sync=True)
    taken = traitlets.Dict().tag(sync=True)
    done_offers = traitlets.List(traitlets.Unicode()).tag(sync=True)
    anchors = traitlets.List(default_value=list(schema.SCORE_ANCHORS)).tag(sync=True)
    qualities = traitlets.List(default_value=list(schema.QUALITIES)).tag(sync=True)
    alarming = traitlets.List(default_value=list(schema.ALARMING)).tag(sync=True)

    @traitlets.default("question")
    def _question(self) -> str:
        return QUESTIONS[self.kind]

    @traitlets.default("pain_rule")
    def _pain_rule(self) -> bool:
        return self.kind in ("before", "stop")

    @traitlets.validate("kind")
    def _check_kind(self, proposal: Any) -> str:
        return str(schema.clean("score", {"kind": proposal["value"]})["kind"])

    @traitlets.validate("sites")
    def _check_sites(self, proposal: Any) -> list[str]:
        return in_order(proposal["value"])
