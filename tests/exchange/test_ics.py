from datetime import date, datetime, timedelta

import icalendar
import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.refused import refused
from tracker.exchange.ics import SPREAD, block_calendar, calendar, write_ics
from tracker.foundation import clock
from tracker.journal.sample import NOW
from tracker.journal.store import Journal


def events(made, summary):
    return [event for event in made.walk("VEVENT") if str(event["summary"]) == summary]


def held(event, until):
    """When an event takes place up to a moment, worked out by dateutil."""
    found = rruleset()
    found.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=event["dtstart"].dt))
    exdates = event.get("exdate")
    for entry in exdates.dts if exdates else ():
        found.exdate(entry.dt)
    return found.between(datetime(1900, 1, 1), until, inc=True)


@pytest.fixture
def planned(journal):
    journal.set_plan(3, routine="short", from_day="2026-02-03")
    journal.set_plan(5, from_day="2026-03-02")
    journal.pause("2026-02-09", "2026-02-15", "flare")
    journal.pause("2026-03-06", "2026-03-09", "travel")
    return journal


def test_what_is_written_reads_back(planned, tmp_path):
    path = write_ics(planned, tmp_path / "plan.ics", at="07:30", remind_min=10)
    made = icalendar.Calendar.from_ical(path.read_bytes())
    first, second = events(made, "Stretch")
    assert first["dtstart"].dt == datetime(2026, 2, 4, 7, 30)
    assert first["rrule"]["BYDAY"] == ["MO", "WE", "FR"]
    assert second["rrule"]["BYDAY"] == ["MO", "TU", "WE", "TH", "FR"]
    (alarm,) = first.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(minutes=-10)
    assert str(alarm["action"]) == "DISPLAY"
    assert path.stat().st_mode & 0o777 == 0o600


def test_sessions_fall_on_planned_days_and_never_on_paused_ones(planned):
    first, second = events(calendar(planned), "Stretch")
    days = [moment.date() for moment in held(first, datetime(2027, 1, 1))]
    assert days[0] == date(2026, 2, 4)
    assert days[-1] == date(2026, 2, 27)
    assert not [day for day in days if date(2026, 2, 9) <= day <= date(2026, 2, 15)]
    assert len(days) == 11 - 3
    later = [moment.date() for moment in held(second, datetime(2026, 3, 13))]
    assert later == [date(2026, 3, day) for day in (2, 3, 4, 5, 10, 11, 12)]


def test_pauses_are_whole_days_that_leave_the_person_free_and_say_no_reason(planned):
    text = calendar(planned).to_ical().decode()
    flare, _ = events(calendar(planned), "Stretching paused")
    assert (flare["dtstart"].dt, flare["dtend"].dt) == (date(2026, 2, 9), date(2026, 2, 16))
    assert str(flare["transp"]) == "TRANSPARENT"
    assert "flare" not in text
    assert text.count("CLASS:PRIVATE") == 4


def test_times_carry_no_zone(planned):
    text = calendar(planned).to_ical().decode()
    assert "DTSTART:20260204T180000\r\n" in text
    assert "TZID" not in text


def test_entries_keep_their_identity(planned):
    def uids():
        return [str(event["uid"]) for event in calendar(planned).walk("VEVENT")]

    assert uids() == uids()
    assert len(set(uids())) == 4


def test_a_plan_of_none_and_an_empty_journal_make_no_sessions(journal):
    assert calendar(journal).subcomponents == []
    journal.set_plan(0, from_day="2026-02-03")
    assert calendar(journal).subcomponents == []


def test_a_plan_replaced_before_its_first_session_makes_none(journal):
    journal.set_plan(1, from_day="2026-02-05")  # a Thursday, and one a week is on Wednesdays
    journal.set_plan(2, from_day="2026-02-06")
    assert len(events(calendar(journal), "Stretch")) == 1


def test_days_can_be_chosen(planned):
    first, _ = events(calendar(planned, days=["SU", "TU"]), "Stretch")
    assert first["rrule"]["BYDAY"] == ["TU", "SU"]
    assert first["dtstart"].dt.date() == date(2026, 2, 3)


def test_a_pause_up_to_the_last_day_there_is_needs_no_day_after(journal):
    journal.pause("2026-02-09", "9999-12-31", "other")
    (pause,) = events(calendar(journal), "Stretching paused")
    assert "dtend" not in pause


@refused(
    ({"at": "late"}, "at 'late' is not a time such as '18:00'"),
    ({"at": 18}, "at 18 is not a time"),
    ({"remind_min": -1}, "remind_min -1 is not a whole number of 0-1440"),
    ({"remind_min": 1.5}, r"remind_min 1\.5 is not"),
    ({"days": ["Monday"]}, r"days \['Monday'\] are not some of MO, TU"),
    ({"days": []}, r"days \[\] are not some of"),
)
def test_wrong_wishes_get_a_sentence(given, planned):
    calendar(planned, **given)


@pytest.mark.slow
@settings(max_examples=20)
@given(
    st.integers(1, 21),
    st.dates(date(2025, 1, 1), date(2026, 1, 1)),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30)), max_size=3),
)
def test_any_plan_is_held_as_often_as_meant_except_in_pauses(number, start, breaks):
    with clock.at(NOW), Journal("sample") as journal:
        for plan in journal.plans()["from_day"].dt.date:
            journal.remove("plan", plan)
        journal.set_plan(number, from_day=start)
        paused = set()
        for ahead, length in breaks:
            first = start + timedelta(days=ahead)
            journal.pause(first, first + timedelta(days=length), "illness")
            paused |= {first + timedelta(days=day) for day in range(length + 1)}
        (event,) = events(calendar(journal), "Stretch")
    days = {moment.date() for moment in held(event, datetime(2026, 12, 31))}
    weekdays = SPREAD.get(number, range(7))
    ahead = ((start + timedelta(days=n)) for n in range((date(2026, 12, 30) - start).days + 1))
    assert days == {day for day in ahead if day.weekday() in weekdays and day not in paused}


def test_the_blocks_of_an_experiment_are_whole_days_that_stay_the_same_when_written_again():
    blocks = [
        ("Stretch", date(2026, 3, 2), date(2026, 3, 15)),
        ("Rest", date(2026, 3, 16), date(2026, 3, 29)),
    ]
    first, second = icalendar.Calendar.from_ical(block_calendar("spring", blocks)).events
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 3, 2), date(2026, 3, 16))
    assert (str(second["summary"]), str(second["class"])) == ("Rest", "PRIVATE")
    again = icalendar.Calendar.from_ical(block_calendar("spring", blocks)).events
    assert [event["uid"] for event in again] == [first["uid"], second["uid"]]
