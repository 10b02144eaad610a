"""One event, as a browser sends it, and a disk that is full."""

from datetime import UTC, datetime
from typing import Any, NoReturn

from tracker.foundation.errors import JournalError

FULL = JournalError("the disk is full; nothing was saved")


def event(type: str, **more: Any) -> dict[str, Any]:
    """Return an event of the morning of 1 March 2026."""
    at = datetime(2026, 3, 1, 8, tzinfo=UTC).timestamp() * 1000
    return {"id": "e1", "type": type, "at": at, "utc_offset_min": 0, **more}


def fails(*_: object) -> NoReturn:
    """Save nothing."""
    raise FULL
