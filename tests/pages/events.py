"""What a browser sends to a widget."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tracker.widgets.kit.logged_widget import LoggedWidget

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
"""When the tests of the diary and of the coach take place."""


def send(widget: LoggedWidget, type: str, /, **rest: Any) -> str:
    """Send one event as a browser would; return its id."""
    id = f"event-{len(widget.events)}"
    now = datetime.now(UTC).timestamp() * 1000
    event = {"id": id, "type": type, "at": now, "utc_offset_min": 0, **rest}
    widget.events = [*widget.events, event]
    return id
