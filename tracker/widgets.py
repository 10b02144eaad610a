"""What all our widgets share: how their code is put together and how their events reach the disk.

The browser owns what happens; Python saves it. A widget keeps each event in the browser's own
storage until Python says that it is on disk, so that a busy or restarted kernel loses nothing.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from tracker.errors import TrackerError

_HERE = Path(__file__).parent
_LOCAL_IMPORT = re.compile(r'^import\s[^;]*?\sfrom\s+"\.[^"]*";\n', re.MULTILINE)
Event = dict[str, Any]


def esm(*files: Path) -> str:
    """Join plain ES modules, each before what imports it, into the one module a widget may have."""
    return "\n".join(_LOCAL_IMPORT.sub("", path.read_text(encoding="utf-8")) for path in files)


def css(*files: Path) -> str:
    """Join the shared theme and a widget's own style sheets."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (_HERE / "theme.css", *files))


OUTBOX = _HERE / "outbox.js"
REMEMBERED = 200
"""How many ids `saved` still names that the browser sends no longer, since it has heard of them."""


class LoggedWidget(anywidget.AnyWidget):
    """A widget whose events are saved one by one, in order, each once.

    The browser puts every event it has not seen acknowledged into ``events``: a dict with ``id``
    (UUID), ``type``, ``at`` (epoch ms), ``utc_offset_min`` and what the type needs. Python answers
    with those ids that are on disk in ``saved`` and a sentence for each other one in ``failed``.
    """

    journal_id = traitlets.Unicode("").tag(sync=True)
    events = traitlets.List(traitlets.Dict()).tag(sync=True)
    attempt = traitlets.Int(0).tag(sync=True)
    saved = traitlets.List(traitlets.Unicode()).tag(sync=True)
    failed = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._save: Callable[[Event], None] | None = None
        self._lock = threading.RLock()
        self.observe(lambda _: self._receive(), names=["events", "attempt"])

    def on_event(self, save: Callable[[Event], None]) -> None:
        """Have `save` write each new event; it returns once the event is on disk, or raises."""
        self._save = save
        self._receive()

    def _receive(self) -> None:
        # Messages arrive on the main thread and on a subshell's: one at a time, oldest first.
        with self._lock:
            if self._save is None:
                return
            waiting = {event["id"] for event in self.events}
            failed = {}
            done = [id for id in self.saved if id not in waiting][-REMEMBERED:]
            done += [id for id in self.saved if id in waiting]
            for event in self.events:
                if event["id"] in done:
                    continue
                try:
                    self._save(event)
                except TrackerError as error:
                    failed[event["id"]] = str(error)
                except Exception as error:  # the screen shows a sentence, the log the traceback
                    logging.getLogger(__name__).exception("an event could not be saved")
                    cause = f"{type(error).__name__}: {error}"
                    failed[event["id"]] = f"This could not be saved ({cause})."
                else:
                    done.append(event["id"])
            with self.hold_sync():
                self.saved, self.failed = done, failed
