"""A journal with a row in every table, and what can go wrong where it is kept."""

import sqlite3
from contextlib import closing
from datetime import date, datetime

import pytest

from tracker.foundation.errors import JournalError
from tracker.journal.backup import copies

TODAY = date(2026, 3, 1)
SITE = {"site": "on the blade", "side": "left"}
HOLDS = [
    {"exercise": "upper_back_stretch", "planned_s": 30, "held_s": 30.0},
    {"exercise": "thread_the_needle", "side": "left", "planned_s": 30, "variant": True},
    {
        "exercise": "thread_the_needle",
        "side": "right",
        "planned_s": 30,
        "held_s": 12.5,
        "outcome": "stopped for pain",
        "reason": "pain",
    },
]


def fill(journal):
    session = journal.log_session(
        "short", id="s", at="2026-02-01", steps=[{"exercise": "x", "held_s": 30}] * 2
    )
    journal.log_score(4, id="a", session_id=session, at="2026-02-01", note="<b>🦴")
    journal.log_score(5, id="b", at="2026-02-03", qualities=["tight"])
    journal.set_plan(3, from_day="2026-02-01")
    journal.log_checkin(day="2026-02-04", stress=3, sleep_h=7.25, note="=1+1")
    journal.pause("2026-02-10", "2026-02-12", "travel", id="p")
    journal.log_measure("back scratch", -2.5, side="left", at="2026-02-05", id="m")
    journal.log_measure("PEG", 4, item="pain", at="2026-02-05", id="n")
    journal.name_knot(**SITE, nickname="Egon")
    journal.seal_experiment("e", {"pairs": 1}, 1, ["on", "off"])
    journal.set_setting("voice", {"rate": 0.9})


def content(connection):
    return list(connection.iterdump())


def in_file(path):
    with closing(sqlite3.connect(path)) as connection:
        return content(connection)


def execute(path, statement):
    """Do one thing in a file past its journal, and return what that gives."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def sentence(match, kind=JournalError):
    return pytest.raises(kind, match=rf"^[^\n]*{match}[^\n]*$")


def no_space(_):
    raise OSError(28, "No space left on device")


def damaged(_):
    raise sqlite3.DatabaseError("row 3 missing from index")


def hinder(monkeypatch, fault, folder):
    """Let copies into a folder fail."""
    if fault == "full":
        monkeypatch.setattr(copies.os, "fsync", no_space)
    elif fault == "no folder":
        folder.write_text("in the way")
    else:
        monkeypatch.setattr(copies, "check_file", damaged)


def noon(day):
    return datetime(day.year, day.month, day.day, 12).astimezone()


def frames(journal):
    return {
        "score": journal.scores(),
        "session": journal.sessions().drop(columns="minutes"),
        "step": journal.steps(),
        "plan": journal.plans(),
        "checkin": journal.checkins(),
        "pause": journal.pauses(),
        "measure": journal.measures(),
        "knot": journal.knots(),
        "experiment": journal.experiments(),
        "change": journal.history(),
    }
