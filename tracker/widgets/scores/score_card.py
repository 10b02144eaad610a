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

_HERE = Path(__file__).parent

_NOW = "How does it feel right now?"
QUESTIONS = {
    "daily": "How intense was your upper-back pain on average today?",
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

    Parameters
    ----------
    kind : {"daily", "before", "after", "stop", "now"}
        When it is asked; also chooses the question and whether the pain rule shows.
    question : str
        The words above the scales.
    sites : list of str
        ``"site|side"`` of the sites to score besides the whole; link it with `BodyMap.value`.
    with_whole, with_qualities, with_note, pain_rule : bool
        What the card holds.
    suggested : dict
        ``"site|side"`` to the score given last time: a hint, never chosen beforehand.
    nicknames : dict
        ``"site|side"`` to what the person calls that knot.
    alert : str
        Shown at once when burning, tingling or numbness is marked.
    alert_title, alert_items : str, list of str
        The signs of an emergency, shown along with `alert`.
    advice : list of dict
        ``from``, ``to`` (scores) and ``text``: the pain rule, shown for the highest score.
    thanks : str
        Shown once the scores are saved.
    occasion : str
        What the scores belong to, such as a session's id; another one starts a new card.
    anchor : str
        Id of the card in the page, for what scrolls to it.
    folded : bool
        Whether only the question shows until it is wanted.

    Attributes
    ----------
    map_display : str
        How the map beside it is displayed: "none" while the card is folded.

    Examples
    --------
    >>> ScoreCard(kind="daily")
    Score card (daily): run this cell to use it.
    """

    TYPES = ("scores", "correct", "undo_scores")
    _SAYS = "Score card ({self.kind}): run this cell to use it."
    _esm = esm(_HERE / "score_card.js")
    _css = css(KIT / "cards.css", _HERE / "score_card.css")

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
