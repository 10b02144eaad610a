"""A calendar file of a self-experiment: each block as whole days with what it says to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from tracker.journal.exchange import files
from tracker.journal.exchange.ics import private_event

Block = tuple[str, date, date]


def block_calendar(id: str, blocks: Iterable[Block]) -> bytes:
    """Return blocks as a calendar file.

    Parameters
    ----------
    id : str
        Of the experiment, so that the file read again takes the place of an earlier one.
    blocks : iterable of (str, date, date)
        What to do, the first day and the last one.

    Returns
    -------
    bytes
        iCalendar, RFC 5545; entries are private and leave the days free.

    Examples
    --------
    >>> text = block_calendar("x", [("Rest", date(2026, 3, 2), date(2026, 3, 15))]).decode()
    >>> "SUMMARY:Rest" in text, "DTEND;VALUE=DATE:20260316" in text
    (True, True)
    """
    from icalendar import Calendar  # only for those who write one

    found = Calendar()
    found.add("prodid", "-//Unknot//self-experiment//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Self-experiment")
    for number, (words, first, last) in enumerate(blocks, 1):
        event = private_event("block", f"{id}/{number}", words)
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))  # the first day that is none of it
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    text: bytes = found.to_ical()
    return text


def write_blocks(path: Any, id: str, blocks: Iterable[Block]) -> Any:
    """Write the same to a file and return its path.

    Raises
    ------
    ExchangeError
        If it cannot be written; what was there before still is.
    """
    return files.write_bytes(path, block_calendar(id, blocks))
