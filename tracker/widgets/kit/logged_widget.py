"""What all our widgets share: how their events reach the disk, each once.

The browser owns what happens; Python saves it. A widget keeps each event in the browser's own
storage until Python says that it is on disk, so that a busy or restarted kernel loses nothing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import anywidget
import traitlets

from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue, TrackerError

Event = dict[str, Any]
Request = dict[str, Any]
Answer = dict[str, Any]


REMEMBERED = 200
"""How many ids `saved` still names that the browser sends no longer, since it has heard of them."""
_LATEST_MS = 1e14
_LONGEST_TEXT = 60


class StillWidget(anywidget.AnyWidget):
    """A widget that says `_SAYS` of itself, in which ``{self.name}`` stands for a trait."""

    _SAYS = ""

    def __repr__(self) -> str:
        """Return the same text every time, so that a notebook's output does not change."""
        return self._SAYS.format(self=self)


class LoggedWidget(StillWidget):
    """A widget whose events are saved one by one, in order, each once.

    The browser puts every event it has not seen acknowledged into ``events``: a dict with ``id``
    (UUID), ``type``, ``at`` (epoch ms), ``utc_offset_min`` and what the type needs. Python answers
    with those ids that are on disk in ``saved`` and a sentence for each other one in ``failed``.

    `TYPES` are those that its page sends; empty where any is taken. What another version of the
    page kept in the browser is refused in words rather than thrown away as if saved.
    """

    TYPES: tuple[str, ...] = ()

    journal_id = traitlets.Unicode("").tag(sync=True)
    events = traitlets.List(traitlets.Dict()).tag(sync=True)
    attempt = traitlets.Int(0).tag(sync=True)
    saved = traitlets.List(traitlets.Unicode()).tag(sync=True)
    failed = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._save: Callable[[Event], None] | None = None
        self._after: Callable[[], object] | None = None
        self._lock = threading.RLock()
        self.observe(lambda _: self._receive(), names=["events", "attempt"])

    def on_event(
        self, save: Callable[[Event], None], after: Callable[[], object] | None = None
    ) -> None:
        """Have `save` write each new event; it returns once the event is on disk, or raises.

        `after` is called once the browser was told what is saved, for what can wait that long.
        """
        self._save, self._after = save, after
        self._receive()

    def _receive(self) -> None:
        # Messages arrive on the main thread and on a subshell's: one at a time, oldest first.
        with self._lock:
            if self._save is None:
                return
            # Without an id nobody could be told of it; our pages send none such.
            sent = [event for event in self.events if isinstance(event.get("id"), str)]
            waiting = {event["id"] for event in sent}
            failed = {}
            done = [id for id in self.saved if id not in waiting][-REMEMBERED:]
            done += [id for id in self.saved if id in waiting]
            for event in sent:
                if event["id"] in done:
                    continue
                try:
                    _check(event, self.TYPES)
                    self._save(event)
                except TrackerError as error:
                    failed[event["id"]] = str(error)
                except Exception as error:  # the screen shows a sentence, the log the traceback
                    logging.getLogger(__name__).exception("an event could not be saved")
                    failed[event["id"]] = f"This could not be saved ({cause(error)})."
                else:
                    done.append(event["id"])
            news = done != self.saved
            with self.hold_sync():
                self.saved, self.failed = done, failed
            if self._after is not None and news:
                self._after()


class AskedWidget(StillWidget):
    """A widget that the browser asks for something: it answers, with a sentence where it cannot.

    The browser puts a dict with an id of its own into ``asked`` and finds the same id, under the
    key `ID`, in ``answer``. Traits rather than messages: a message that finds nobody is lost.
    `FILE` is the trait for bytes that go with an answer, and their key in what `on_ask` is given.
    `UNFORESEEN` is what the screen says of an error that nobody foresaw, `LOGGED` what the log
    says.
    """

    ID, PROBLEM, FILE = "ask", "error", ""
    UNFORESEEN, LOGGED = "This could not be done", "a question could not be answered"

    asked = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._do: Callable[[Request], Answer] | None = None
        self._asking = threading.RLock()
        self.observe(lambda change: self._reply(change["new"]), names="asked")

    def on_ask(self, do: Callable[[Request], Answer]) -> None:
        """Have `do` answer each request; it raises where something cannot be done."""
        self._do = do

    def _reply(self, asked: Request) -> None:
        # Messages arrive on the main thread and on a subshell's: one at a time.
        with self._asking:
            said: Answer = {self.ID: asked.get(self.ID)}
            file = b""
            try:
                found = dict(self._done(asked))
                file = found.pop(self.FILE, b"")
                said |= found
            except TrackerError as error:
                said[self.PROBLEM] = str(error)
            except Exception as error:  # the screen shows a sentence, the log the traceback
                logging.getLogger(type(self).__module__).exception(self.LOGGED)
                said[self.PROBLEM] = f"{self.UNFORESEEN} ({cause(error)})."
            self._hand_back(said, file)

    def _done(self, asked: Request) -> Answer:
        return self._do(asked) if self._do else {}

    def _hand_back(self, said: Answer, file: bytes) -> None:
        with self.hold_sync():
            if self.FILE:
                self.set_trait(self.FILE, file)
            self.answer = said


def moment_of(event: Event) -> datetime:
    """Return when an event happened, by the clock of the person who saw it."""
    return clock.from_browser(event["at"], event["utc_offset_min"])


def day_of(event: Event) -> date:
    """Return the day a person lived when an event happened."""
    return clock.day_of(moment_of(event))


def cause(error: Exception) -> str:
    """Return what an error that nobody foresaw says of itself, on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _check(event: Event, types: tuple[str, ...]) -> None:
    """Raise `InvalidValue` where what every event has is not as our pages send it."""

    def refuse(name: str, allowed: str) -> None:
        found = repr(event.get(name))
        short = found if len(found) <= _LONGEST_TEXT else f"{found[:_LONGEST_TEXT]}…"
        raise InvalidValue(f"{name} {short} of an entry is not {allowed}; nothing was saved")

    if types and event.get("type") not in types:
        refuse("type", f"one of {', '.join(types)}")
    if not _is_number(event.get("at"), _LATEST_MS):
        refuse("at", "a moment in milliseconds")
    if not _is_number(event.get("utc_offset_min"), 24 * 60 - 1):
        refuse("utc_offset_min", "a number of minutes within a day")
    if "session_id" in event and not isinstance(event["session_id"], str):
        refuse("session_id", "an id")


def _is_number(value: Any, largest: float) -> bool:
    is_real = isinstance(value, int | float) and not isinstance(value, bool)
    return is_real and bool(abs(value) <= largest)  # which nan is not, nor infinity
