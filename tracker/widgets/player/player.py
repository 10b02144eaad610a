"""The guided player: leads a person through a routine by voice, tones and a big countdown.

The clock runs in the browser and owns what happens, so that a busy kernel delays nothing; Python
hands in the plan and saves the events.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.theme import css
from tracker.foundation.words import counted
from tracker.widgets.kit.bundle import esm
from tracker.widgets.kit.logged_widget import LoggedWidget


class RoutinePlayer(LoggedWidget):
    """Lead a person through a routine, hands-free after one click.

    ``settings``, which JS writes: volume, voice_volume (0-1), voice_rate (0.6-1.6), says (full,
    short, names), pace (see `timeline.PACES`), view (page, large, floor), turn (0, 90, 180, 270).
    ``locked``: why it cannot start yet, one sentence. ``ready_display``, ``stop_display`` and
    ``after_display`` are "" before a run, while the questions after a stop, and after the end,
    should show; else "none". The browser links them to another widget's ``layout.display``.
    ``starts`` counts presses of Start, each told before its run begins.

    Events on the channel "routine", each with session_id and seq (1, 2, 3 … within the session):

    - start: routine, planned_s
    - step: position, exercise, side, variant, planned_s, held_s, outcome, reason
    - pain: exercise, side, phase; the step it cut short came just before
    - mistake: position (or None), exercise, side: the stop was pressed by accident, so the step at
      `position` is to be taken back; the hold goes on and its step comes again with that position
    - end: outcome

    Examples
    --------
    >>> RoutinePlayer({"name": "Short", "total_s": 330, "rows": [], "exercises": [{}, {}]})
    Guided player: Short, 2 exercises, 5 min 30 s. Run this cell to use it.
    """

    TYPES = ("start", "step", "pain", "mistake", "end")
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(Path(__file__).with_suffix(".css"), Path(__file__).with_name("large.css"))

    plan = traitlets.Dict().tag(sync=True)
    settings = traitlets.Dict().tag(sync=True)
    locked = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    stop_advice = traitlets.Unicode("").tag(sync=True)
    start_anchor = traitlets.Unicode("").tag(sync=True)
    after_anchor = traitlets.Unicode("").tag(sync=True)
    starts = traitlets.Int(0).tag(sync=True)
    run = traitlets.Dict().tag(sync=True)
    ready_display = traitlets.Unicode("").tag(sync=True)
    stop_display = traitlets.Unicode("none").tag(sync=True)
    after_display = traitlets.Unicode("none").tag(sync=True)

    def __init__(self, plan: Mapping[str, Any] | None = None, **traits: Any) -> None:
        super().__init__(plan=dict(plan or {}), **traits)

    def __repr__(self) -> str:
        """Return one line that is the same in every notebook with this plan."""
        if not self.plan:
            return "Guided player: no routine chosen yet. Run this cell to use it."
        exercises = counted(len(self.plan["exercises"]), "exercise")
        told = f"{self.plan['name']}, {exercises}, {_length(self.plan['total_s'])}"
        return f"Guided player: {told}. Run this cell to use it."


def _length(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest or not minutes)
    return " ".join(parts)
