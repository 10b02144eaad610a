"""Calendar files: the plan as weekly sessions with reminders, pauses and blocks as whole days.

Times carry no zone: six in the evening is meant wherever the person is. Entries are marked private,
and what a pause is for stays out of them, since calendars are often shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.exchange import files
from tracker.exchange.import_report import source_id
from tracker.exchange.journal_like import JournalLike
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown

if TYPE_CHECKING:
    import icalendar

Block = tuple[str, date, date]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
SPREAD: dict[int, tuple[int, ...]] = {
    1: (2,),
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 1, 3, 4),
    5: (0, 1, 2, 3, 4),
    6: (0, 1, 2, 3, 4, 5),
}
"""The days of the week for so many sessions, Monday 0; more than six are on every day."""
_MINUTES = 15


def write_ics(
    journal: JournalLike,
    path: Any,
    *,
    at: str | time = "18:00",
    remind_min: int = 0,
    days: Iterable[str] | None = None,
) -> Path:
    """Write plan and pauses as a calendar file and return its path.

    Parameters
    ----------
    journal : Journal
        Whose plan and pauses are written.
    path : path-like
        The file; replaced where it is there already. Read again by a calendar, its entries take
        the place of the earlier ones.
    at : str or time
        When sessions are meant to begin, such as ``"18:00"``.
    remind_min : int
        How many minutes before that the reminder comes, 0-1440.
    days : iterable of str, optional
        The days of the week, of MO, TU, WE, TH, FR, SA, SU; by default as many as sessions are
        meant, evenly spread.

    Raises
    ------
    InvalidValue
        If `at`, `remind_min` or `days` is none of these.
    ExchangeError
        If it cannot be written; what was there before still is.
    """
    made = calendar(journal, at=at, remind_min=remind_min, days=days)
    return files.write_bytes(path, made.to_ical())


def calendar(
    journal: JournalLike,
    *,
    at: str | time = "18:00",
    remind_min: int = 0,
    days: Iterable[str] | None = None,
) -> icalendar.Calendar:
    """Return plan and pauses as a calendar; parameters as in `write_ics`."""
    start = _time(at)
    if isinstance(remind_min, bool) or remind_min not in range(1441):
        raise InvalidValue(f"remind_min {shown(remind_min)} is not a whole number of 0-1440")
    chosen = None if days is None else _weekdays(days)
    found = _calendar("plan and pauses", "Stretching")
    plans: Any = journal.plans().to_dict("records")
    pauses = [
        (row["id"], row["from_day"].date(), row["to_day"].date())
        for row in journal.pauses().to_dict("records")
    ]
    for plan, after in zip_longest(plans, plans[1:]):
        end = after and after["from_day"].date()
        number = int(plan["sessions_per_week"])
        weekdays = chosen or SPREAD.get(number, EVERY_DAY)
        event = _sessions(plan, start, remind_min, sorted(weekdays), end, pauses)
        if event is not None:
            found.add_component(event)
    for id, first, last in pauses:
        found.add_component(_free_days("pause", id, "Stretching paused", first, last))
    return found


def block_calendar(id: str, blocks: Iterable[Block]) -> bytes:
    """Return the blocks of a self-experiment as a calendar file: whole days, and what to do.

    Entries (iCalendar, RFC 5545) are private and leave the days free. By the id of the experiment
    the file read again takes the place of an earlier one.

    >>> text = block_calendar("x", [("Rest", date(2026, 3, 2), date(2026, 3, 15))]).decode()
    >>> "SUMMARY:Rest" in text, "DTEND;VALUE=DATE:20260316" in text
    (True, True)
    """
    found = _calendar("self-experiment", "Self-experiment")
    for number, (words, first, last) in enumerate(blocks, 1):
        found.add_component(_free_days("block", f"{id}/{number}", words, first, last))
    text: bytes = found.to_ical()
    return text


def _calendar(what: str, name: str) -> icalendar.Calendar:
    from icalendar import Calendar  # only for those who write one

    found = Calendar()
    found.add("prodid", f"-//Unknot//{what}//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    return found


def _sessions(
    plan: dict[str, Any],
    start: time,
    remind_min: int,
    weekdays: list[int],
    end: date | None,
    pauses: list[tuple[str, date, date]],
) -> icalendar.Event | None:
    from icalendar import Alarm

    from_day = plan["from_day"].date()
    coming = [from_day + timedelta(days=ahead) for ahead in range(7)]
    first = next((day for day in coming if day.weekday() in weekdays), None)
    if first is None or not plan["sessions_per_week"] or (end is not None and first >= end):
        return None
    number = int(plan["sessions_per_week"])
    event = _private_event("plan", from_day.isoformat(), "Stretch")
    event.add("dtstart", datetime.combine(first, start))
    event.add("duration", timedelta(minutes=_MINUTES))
    rule: dict[str, Any] = {"freq": "weekly", "byday": [DAYS[day] for day in weekdays]}
    if end is not None:
        rule["until"] = datetime.combine(end - timedelta(days=1), start)
    event.add("rrule", rule)
    routine = plan["routine"] if isinstance(plan["routine"], str) else None
    meant = f"{number} a week" + (f", routine {routine}" if routine else "")
    event.add("description", f"{meant}. On any other day counts just as much.")
    paused = {
        day
        for _, one, last in pauses
        for ahead in range((last - max(one, first)).days + 1)
        if (day := max(one, first) + timedelta(days=ahead)).weekday() in weekdays
        and (end is None or day < end)
    }
    if paused:
        event.add("exdate", [datetime.combine(day, start) for day in sorted(paused)])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Time to stretch")
    alarm.add("trigger", timedelta(minutes=-remind_min))
    event.add_component(alarm)
    return event


def _free_days(what: str, id: str, summary: str, first: date, last: date) -> icalendar.Event:
    event = _private_event(what, id, summary)
    event.add("dtstart", first)
    if last < date.max:
        event.add("dtend", last + timedelta(days=1))  # the first day that is none of it
    event.add("transp", "TRANSPARENT")
    return event


def _private_event(what: str, id: str, summary: str) -> icalendar.Event:
    from icalendar import Event

    event = Event()
    # The identity that it keeps when written again.
    event.add("uid", f"{source_id('ics', what, id)}@unknot")
    event.add("dtstamp", clock.now())
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    return event


def _time(at: Any) -> time:
    try:
        found = at if isinstance(at, time) else time.fromisoformat(at)
        return found.replace(second=0, microsecond=0, tzinfo=None)
    except (TypeError, ValueError):
        raise InvalidValue(f"at {shown(at)} is not a time such as '18:00'") from None


def _weekdays(days: Iterable[str]) -> tuple[int, ...]:
    given = [days] if isinstance(days, str) else list(days)
    if not given or any(day not in DAYS for day in given):
        raise InvalidValue(f"days {shown(given)} are not some of {', '.join(DAYS)}")
    return tuple({DAYS.index(day) for day in given})
