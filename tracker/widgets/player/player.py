"""The guided player: leads a person through a routine by voice, tones and a big countdown.

The clock runs in the browser and owns what happens, so that a busy kernel delays nothing; Python
hands in the plan and saves the events. What the files beside this one do:

- ``run.js``: one run as a pure state machine, ``words.js``: what the screen says about it
- ``breath.js``: the breath that leads a hold; ``figure.js``: the posable figure as numbers
- ``sound.js``: tones on the audio clock and the voice, ``media.js``: the keys of a headset
- ``live.js``: clock, owner, storage; ``keys.js``: the keyboard
- ``player.js``: the view, of ``startview.js``, ``runview.js`` with ``questions.js``,
  ``stopview.js``, ``settings.js`` and ``presses.js``
- ``picture.js`` and ``ring.js``: the figure, and the ring around the count, on a ``canvas.js``
- ``large.js``: the view out of the page, for two metres or a phone on the floor
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import esm
from tracker.widgets.kit.logged_widget import LoggedWidget

_HERE = Path(__file__).parent


class RoutinePlayer(LoggedWidget):
    """Lead a person through a routine, hands-free after one click.

    Parameters
    ----------
    plan : Mapping, optional
        What `player_plan.plan` returns; without one the player asks for a routine.

    Attributes
    ----------
    settings : dict
        voice, tones, muted, breath, media_keys (bool), volume, voice_volume (0-1), voice_rate
        (0.6-1.6), voice_name, says (full, short, names), pace (see `timeline.PACES`), view (page,
        large, floor) and turn (0, 90, 180, 270); JS writes it.
    locked : str
        Why it cannot start yet, one sentence; "" when it may.
    note : str
        A hint on the start screen.
    stop_advice : str
        What to do at once, shown after a pain stop.
    after_anchor : str
        Id of the element that "Score how it feels now" goes to.
    run : dict
        The run as it stands: status (idle, running, paused, stopped, finished), session_id, …
    stop_display, after_display : str
        "" while the questions after a stop, or after the end, should show; else "none". Link them
        to another widget's ``layout.display`` in the browser.

    Notes
    -----
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
    _esm = esm(_HERE / "player.js")
    _css = css(_HERE / "player.css", _HERE / "large.css")

    plan = traitlets.Dict().tag(sync=True)
    settings = traitlets.Dict().tag(sync=True)
    locked = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    stop_advice = traitlets.Unicode("").tag(sync=True)
    after_anchor = traitlets.Unicode("").tag(sync=True)
    run = traitlets.Dict().tag(sync=True)
    stop_display = traitlets.Unicode("none").tag(sync=True)
    after_display = traitlets.Unicode("none").tag(sync=True)

    def __init__(self, plan: Mapping[str, Any] | None = None, **traits: Any) -> None:
        super().__init__(plan=dict(plan or {}), **traits)

    def __repr__(self) -> str:
        """Return one line that is the same in every notebook with this plan."""
        if not self.plan:
            return "Guided player: no routine chosen yet. Run this cell to use it."
        count = len(self.plan["exercises"])
        length = _length(self.plan["total_s"])
        exercises = "1 exercise" if count == 1 else f"{count} exercises"
        return (
            f"Guided player: {self.plan['name']}, {exercises}, {length}. Run this cell to use it."
        )


def _length(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest or not minutes)
    return " ".join(parts)
