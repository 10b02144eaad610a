from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.foundation import clock

EVENING = datetime(2026, 3, 1, 21, 30, tzinfo=UTC)


def test_the_system_clock_knows_its_offset():
    assert clock.now().utcoffset() is not None
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(minutes=1)


def test_inside_a_block_the_clock_stands_still_and_then_goes_on():
    with clock.at(EVENING):
        assert clock.now() == EVENING
        with clock.at(EVENING + timedelta(hours=1)):
            assert clock.now() == EVENING + timedelta(hours=1)
        assert clock.now() == EVENING
    assert clock.now() != EVENING


def test_a_function_is_asked_each_time():
    moments = iter([EVENING, EVENING + timedelta(seconds=1)])
    clock.set_now(lambda: next(moments))
    try:
        assert [clock.now(), clock.now()] == [EVENING, EVENING + timedelta(seconds=1)]
    finally:
        clock.set_now(None)


def test_a_moment_without_an_offset_cannot_be_the_clock():
    with pytest.raises(ValueError, match="needs a moment with an offset"):
        clock.set_now(datetime(2026, 3, 1))


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(2, 59, date(2026, 2, 28)), (3, 0, date(2026, 3, 1)), (23, 59, date(2026, 3, 1))],
)
def test_a_day_begins_at_three_in_the_morning(hour, minute, day):
    assert clock.day_of(datetime(2026, 3, 1, hour, minute, tzinfo=UTC)) == day


def test_the_day_is_the_one_of_the_moments_own_offset():
    east = timezone(timedelta(hours=10))
    assert clock.day_of(EVENING) == date(2026, 3, 1)
    assert clock.day_of(EVENING.astimezone(east)) == date(2026, 3, 2)


@settings(derandomize=True, deadline=None)
@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))
def test_a_day_is_the_calendar_day_or_in_the_small_hours_the_one_before(moment):
    expected = moment.date() - timedelta(days=moment.hour < 3)
    assert clock.day_of(moment) == expected


def test_a_moment_from_the_browser_keeps_its_own_offset():
    moment = clock.from_browser(EVENING.timestamp() * 1000, 120)
    assert moment == EVENING
    assert moment.utcoffset() == timedelta(hours=2)


def test_on_a_replaced_clock_a_browsers_moment_is_as_long_ago_as_it_really_is():
    a_minute_ago = (datetime.now(UTC) - timedelta(minutes=1)).timestamp() * 1000
    with clock.at(EVENING):
        moment = clock.from_browser(a_minute_ago, 0)
    assert timedelta(seconds=55) < EVENING - moment < timedelta(seconds=65)


def test_on_a_clock_that_stands_still_a_slow_way_here_puts_nothing_before_what_came_earlier():
    with clock.at(EVENING):
        quick, slow = (
            clock.from_browser((datetime.now(UTC).timestamp() - way_s) * 1000, 0)
            for way_s in (0.01, 2)
        )
    assert quick == slow == EVENING


def test_a_moment_without_an_offset_is_the_systems_local_time():
    noon = datetime(2026, 7, 1, 12)
    assert clock.local(noon) == noon.astimezone()


def test_on_a_replaced_clock_local_time_has_the_clocks_offset():
    with clock.at(EVENING.astimezone(timezone(timedelta(hours=5)))):
        assert clock.local(datetime(2026, 3, 1, 12)).utcoffset() == timedelta(hours=5)


def test_today_in_the_small_hours_is_still_yesterday():
    with clock.at(datetime(2026, 3, 2, 2, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 3, 1)
    with clock.at(datetime(2026, 3, 2, 3, tzinfo=UTC)):
        assert clock.today() == date(2026, 3, 2)
