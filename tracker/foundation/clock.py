"""What time it is, and which day; all ask here, so that tests and the sample diary can set it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, timezone

DAY_STARTS = time(3)
"""A day begins at 03:00, so that a score at half past midnight belongs to the evening before."""
JUST_NOW = timedelta(seconds=5)
"""On a clock that stands still, the way from the browser to us must not turn the order round."""


def _system() -> datetime:
    return datetime.now().astimezone()


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """Return the present moment, aware, with the person's own UTC offset."""
    return _source()


def set_now(source: Callable[[], datetime] | datetime | None) -> None:
    """Replace the clock: a moment stands still, a function is asked each time, None is the system.

    >>> from datetime import UTC, datetime
    >>> set_now(datetime(2026, 3, 1, 8, tzinfo=UTC))
    >>> now().isoformat()
    '2026-03-01T08:00:00+00:00'
    >>> set_now(None)
    """
    global _source
    if source is None:
        _source = _system
    elif isinstance(source, datetime):
        moment = source
        if moment.utcoffset() is None:
            raise ValueError(f"the clock needs a moment with an offset, and {moment} has none")
        _source = lambda: moment  # noqa: E731
    else:
        _source = source


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the clock stand still at `moment` inside a ``with`` block."""
    before = _source
    set_now(moment)
    try:
        yield
    finally:
        set_now(before)


def local(moment: datetime) -> datetime:
    """Return a moment that names no offset as the person's local time.

    >>> from datetime import UTC, datetime
    >>> with at(datetime(2026, 3, 1, 8, tzinfo=UTC)):
    ...     local(datetime(2026, 2, 1, 20)).isoformat()
    '2026-02-01T20:00:00+00:00'
    """
    # The system knows the offset of each season; a replaced clock has the one it shows.
    return moment.astimezone() if _source is _system else moment.replace(tzinfo=now().tzinfo)


def from_browser(epoch_ms: float, utc_offset_min: int) -> datetime:
    """Return a moment that a browser reported (``Date.now()``; offset east positive), on our clock.

    On the system clock it is the browser's moment with the browser's offset; on a replaced clock
    it is as long before ``now()`` as the browser's moment is before the real now, and what has
    only just happened is now.
    """
    zone = timezone(timedelta(minutes=utc_offset_min))
    moment = datetime.fromtimestamp(epoch_ms / 1000, tz=zone)
    if _source is _system:
        return moment
    since = moment - _system()
    return now() + since if abs(since) > JUST_NOW else now()


def day_of(moment: datetime) -> date:
    """Return the day, from 03:00 on, that a moment was lived on, by the moment's own offset.

    >>> from datetime import UTC, datetime
    >>> day_of(datetime(2026, 3, 2, 0, 30, tzinfo=UTC))
    datetime.date(2026, 3, 1)
    """
    return (moment - timedelta(hours=DAY_STARTS.hour, minutes=DAY_STARTS.minute)).date()


def today() -> date:
    """Return the day the person lives now."""
    return day_of(now())
