"""What a browser sends to a widget."""

from datetime import UTC, datetime
from typing import Any

from tracker.widgets.care.care_panel import CarePanel
from tracker.widgets.kit.logged_widget import LoggedWidget

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
"""When the tests of the diary and of the coach take place."""


def one(score: int, site: str = "upper back", side: str = "both", **rest: Any) -> dict[str, Any]:
    """Return a score as a card sends it."""
    plain = {"id": "score-1", "qualities": [], "note": ""}
    return {**plain, "site": site, "side": side, "score": score, **rest}


def send(widget: LoggedWidget, type: str, /, **rest: Any) -> str:
    """Send one event as a browser would; return its id."""
    id = f"event-{len(widget.events)}"
    now = datetime.now(UTC).timestamp() * 1000
    event = {"id": id, "type": type, "at": now, "utc_offset_min": 0, **rest}
    widget.events = [*widget.events, event]
    return id


def ask(panel: CarePanel, type: str, /, **rest: Any) -> dict[str, Any]:
    """Ask as a browser would; return the answer."""
    id = f"ask-{panel.answer.get('id', '')}-{type}"
    panel.asked = {"id": id, "type": type, **rest}
    assert panel.answer["id"] == id
    return panel.answer


def upload(panel: CarePanel, name: str, data: bytes, piece: int = 7) -> None:
    """Send a file in pieces, as a browser would."""
    ask(panel, "upload", name=name)
    for number, start in enumerate(range(0, len(data), piece), start=1):
        with panel.hold_trait_notifications():
            panel.piece, panel.number = memoryview(data[start : start + piece]), number
        assert panel.got == number
    panel.number = 0
