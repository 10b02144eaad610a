from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest

from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue, JournalError, NotFound
from tracker.journal.store import Journal

SCORES = {
    "score 11": ({"score": 11}, "score 11 is outside 0-10"),
    "score -1": ({"score": -1}, "score -1 is outside 0-10"),
    "score 3.5": ({"score": 3.5}, "score 3.5 is not a whole number from 0-10"),
    "a word": ({"score": "seven"}, "score 'seven' is not a whole number from 0-10"),
    "no score": ({"score": None}, "score None is not a whole number from 0-10"),
    "a yes": ({"score": True}, "score True is not a whole number from 0-10"),
    "no number": ({"score": float("nan")}, "score nan is not a whole number from 0-10"),
    "a site": ({"site": "left toe"}, "site 'left toe' is not one of 'upper back', 'top of"),
    "a side": ({"side": "middle"}, "side 'middle' is not one of 'left', 'right', 'both'"),
    "a kind": ({"kind": "weekly"}, "kind 'weekly' is not one of 'daily', 'before', 'after'"),
    "a quality": ({"qualities": ["sore"]}, "qualities 'sore' is not one of 'dull ache'"),
    "a long note": ({"note": "x" * 200_001}, "note is 200 kB long and at most 200 kB fit"),
    "no text": ({"note": None}, "note None is not text"),
    "half a character": ({"note": "\ud83d"}, "note is not valid text"),
    "a blank id": ({"id": " "}, "id ' ' is not a name"),
    "a number as id": ({"id": 7}, "id 7 is not a name"),
    "no moment": ({"at": "soon"}, "at 'soon' is not a moment such as"),
    "a number as moment": ({"at": 5}, "at 5 is not a moment such as"),
    "no time": ({"at": pd.NaT}, "at NaT is not a moment such as"),
    "no numpy time": ({"at": np.datetime64("NaT", "s")}, "NaT.* is not a moment such as"),
    "long ago": ({"at": "1899-12-31T12:00Z"}, "is not between the year 1900 and tomorrow"),
    "the first of days": ({"at": datetime.min}, "is not between the year 1900 and tomorrow"),
    "the last of days": ({"at": datetime.max}, "is not between the year 1900 and tomorrow"),
    "next week": ({"at": "2026-03-08"}, "at '2026-03-08' is not between the year 1900 and tom"),
    "a far zone": (
        {"at": datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=23)))},
        "utc_offset_min 1380 is outside -1080 to 1080",
    ),
}
HOLD = {"exercise": "childs_pose", "planned_s": 30}
SESSIONS = {
    "end before start": (
        {"at": "2026-03-01T08:00Z", "ended_at": "2026-03-01T07:59Z"},
        "ended_at 2026-03-01T07:59:00.000Z is before the start at 2026-03-01T08:00:00.000Z",
    ),
    "an outcome": ({"outcome": "done"}, "outcome 'done' is not one of 'completed', 'ended"),
    "no routine": ({"routine": None}, "routine None is not a name"),
    "a blank routine": ({"routine": ""}, "routine '' is not a name"),
    "an endless plan": ({"planned_s": 86_401}, "planned_s 86401 is outside 0-86400"),
    "a blank source": ({"source": ""}, "source '' is not a name"),
    "no steps": ({"steps": None}, "steps None is not a list of steps"),
    "words as steps": ({"steps": "ab"}, "step 1 is 'a', not a mapping with an exercise"),
    "a step without exercise": ({"steps": [HOLD, {"held_s": 3}]}, "step 2: exercise None is not"),
    "a step without length": ({"steps": [{"exercise": "x"}]}, "step 1: held_s None is not a num"),
    "a negative hold": ({"steps": [{**HOLD, "held_s": -1}]}, "step 1: held_s -1 is outside 0-864"),
    "an unknown side": ({"steps": [{**HOLD, "side": "up"}]}, "step 1: side 'up' is not one of"),
    "a misspelling": ({"steps": [{**HOLD, "seconds": 3}]}, "step 1: 'seconds' is not one of pos"),
    "a position twice": (
        {"steps": [HOLD, HOLD | {"position": 1}]},
        "step 2: position 1 is taken already",
    ),
    "a position of none": ({"steps": [HOLD | {"position": 0}]}, "step 1: position 0 is outside 1-"),
}
AMENDMENTS = {
    "nothing known": ({"colour": "red"}, "table 'score' has no column 'colour'"),
    "its day": ({"day": "2026-03-01"}, "day of a score cannot be changed"),
    "a bad score": ({"score": 11}, "score 11 is outside 0-10"),
    "no moment": ({"at": None}, "at None is not a moment"),
    "an unknown session": ({"session_id": "x"}, "there is no session 'x' in the journal"),
}
PLANS = {
    "too many": ({"sessions_per_week": 22}, "sessions_per_week 22 is outside 0-21"),
    "half a session": ({"sessions_per_week": 2.5}, "sessions_per_week 2.5 is not a whole"),
    "no day": ({"from_day": "soon"}, "from_day 'soon' is not a day such as '2026-03-01'"),
    "a day of none": ({"from_day": pd.NaT}, "from_day NaT is not a day such as"),
    "a blank routine": ({"routine": ""}, "routine '' is not a name"),
}


def cases(table):
    return pytest.mark.parametrize(("given", "sentence"), table.values(), ids=table.keys())


@pytest.fixture
def untouched(journal):
    """The journal with one score, which must be all that is in it afterwards."""
    journal.log_score(4, id="mine")
    before = journal.path.read_bytes()
    yield journal
    assert journal.path.read_bytes() == before


def says(sentence):
    return pytest.raises((InvalidValue, NotFound), match=rf"(?s)^[^\n]*{sentence}[^\n]*$")


@cases(SCORES)
def test_a_wrong_score_is_refused_and_nothing_is_saved(untouched, given, sentence):
    with says(sentence) as caught:
        untouched.log_score(**{"score": 4, **given})
    assert str(caught.value).endswith("; nothing was saved")


@cases(SESSIONS)
def test_a_wrong_session_is_refused_and_nothing_is_saved(untouched, given, sentence):
    with says(sentence) as caught:
        untouched.log_session(**{"routine": "short", **given})
    assert str(caught.value).endswith("; nothing was saved")


@cases(AMENDMENTS)
def test_a_wrong_amendment_is_refused_and_nothing_is_changed(untouched, given, sentence):
    with says(sentence):
        untouched.amend("score", "mine", **given)


@cases(PLANS)
def test_a_wrong_plan_is_refused_and_nothing_is_saved(untouched, given, sentence):
    with says(sentence):
        untouched.set_plan(**{"sessions_per_week": 3, **given})


def test_a_hold_of_a_session_that_is_not_there_is_refused(untouched):
    with says("there is no session 'gone' in the journal"):
        untouched.log_step("gone", position=1, **HOLD)


def test_a_session_cannot_be_amended_or_ended_to_before_its_start(journal):
    id = journal.log_session("short", at="2026-03-01T08:00Z", outcome="interrupted")
    with says("is before the start"):
        journal.end_session(id, ended_at="2026-03-01T07:00Z", outcome="completed")
    journal.end_session(id, ended_at="2026-03-01T08:10Z", outcome="completed")
    with says("is before the start"):
        journal.amend("session", id, at="2026-03-01T08:20Z")
    with says("is before the start"):
        journal.amend("session", id, ended_at="2026-03-01T07:00Z")


def test_a_step_keeps_its_session_and_its_position(journal, led):
    journal.log_step(led, position=1, **HOLD)
    for name, value in {"session_id": "x", "position": 2}.items():
        with says(f"{name} of a step cannot be changed"):
            journal.amend("step", f"{led}/1", **{name: value})


@pytest.mark.parametrize("path", [5, "a\x00b", "~no such person/journal.db"])
def test_what_can_be_no_path_is_refused_in_a_sentence(path):
    with pytest.raises(JournalError, match=r"is not a path for the journal|no journal can be kept"):
        Journal(path)


@pytest.mark.parametrize(
    ("at", "utc", "day"),
    [
        (datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=-5))), "06:00", "2026-02-28"),
        (pd.Timestamp("2026-03-01 12:00:00.123456789", tz="Europe/Paris"), "11:00", "2026-03-01"),
        (np.datetime64("2026-03-01T10:00"), "10:00", "2026-03-01"),
        ("2026-03-01 10:00", "10:00", "2026-03-01"),
        ("20260301T100000Z", "10:00", "2026-03-01"),
        (date(2026, 3, 1), "12:00", "2026-03-01"),
        ("2026-03-01", "12:00", "2026-03-01"),
        (None, "20:00", "2026-03-01"),
    ],
)
def test_moments_are_taken_in_every_common_form(journal, at, utc, day):
    journal.log_score(3, at=at)
    row = journal.scores().iloc[0]
    assert row["at"].strftime("%Y-%m-%d %H:%M") == f"2026-03-01 {utc}"
    assert row["day"] == pd.Timestamp(day)


def test_a_moment_up_to_a_day_ahead_is_taken_since_clocks_differ(journal):
    journal.log_score(3, at=clock.now() + timedelta(days=1))
    with says("is not between the year 1900 and tomorrow"):
        journal.log_score(3, at=clock.now() + timedelta(days=1, seconds=1))


def test_moments_are_kept_to_the_millisecond_and_offsets_to_the_minute(journal):
    odd = timezone(timedelta(hours=5, minutes=53, seconds=28))
    at = datetime(2026, 3, 1, 8, 30, 15, 123_999, tzinfo=odd)
    journal.log_score(3, at=at)
    row = journal.scores().iloc[0]
    assert row["utc_offset_min"] == 353
    assert row["at"] == at.astimezone(UTC).replace(microsecond=123_000)
