"""Loop's own test export (uhabits-core/assets/test/csv_export), newer and older forms of it."""

import pytest

from tracker.exchange.loop import guess_habits, read, read_loop
from tracker.foundation.errors import ExchangeError

HEADS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
    "Target Type,Target Value,Archived?\n"
)
HABITS = HEADS + (
    "001,Stretch,YES_NO,Did you stretch?,,3,7,#FF8F00,,,,false\n"
    "002,Wake up early,YES_NO,Did you wake up before 6am?,,2,3,#00897B,,,,false\n"
)
MARKS = """\
Date,Value,Notes
2026-02-25,YES_MANUAL,
2026-02-24,NO,Sick
2026-02-23,YES_AUTO,"Forgot to do it, really"
2026-02-22,SKIP,
2026-02-21,SKIP,
2026-02-20,UNKNOWN,
2026-02-19,YES_MANUAL,""\"Vacation""\"
"""
ROOT = "Date,Stretch,Wake up early,\n2026-02-25,2,-1,\n2026-02-24,0,2,\n"
EXPORT = {
    "Habits.csv": HABITS,
    "001 Stretch/Scores.csv": "Date,Score\n2026-02-25,0.1\n",
    "001 Stretch/Checkmarks.csv": MARKS,
    "002 Wake up early/Scores.csv": "",
    "002 Wake up early/Checkmarks.csv": "Date,Value,Notes\n2026-02-25,YES_MANUAL,\n",
    "Scores.csv": "Date,Stretch,Wake up early,\n",
    "Checkmarks.csv": ROOT,
}


def test_ticks_become_sessions_skips_pauses_and_the_frequency_the_plan(zipped, journal):
    report = read_loop(zipped(EXPORT), journal)
    assert report.saved
    assert report.table()["added"].to_dict() == {"session": 2, "pause": 2, "plan": 1}
    sessions = journal.sessions()
    assert sessions["day"].dt.strftime("%Y-%m-%d").tolist() == ["2026-02-19", "2026-02-25"]
    assert sessions["routine"].tolist() == ["Stretch", "Stretch"]
    assert sessions["source"].unique().tolist() == ["Loop Habit Tracker"]
    assert sessions["note"].tolist() == ['"Vacation"', ""]
    pauses = journal.pauses()
    assert pauses["from_day"].tolist() == pauses["to_day"].tolist()
    assert pauses["from_day"].dt.day.tolist() == [21, 22]
    assert journal.plans()[["sessions_per_week"]].values.tolist() == [[3]]
    assert journal.plans()["from_day"].dt.strftime("%Y-%m-%d").tolist() == ["2026-02-19"]


def test_the_report_says_what_was_left_out(zipped, journal):
    notes = read_loop(zipped(EXPORT), journal, dry_run=True).notes
    assert "Left out, since the name does not sound like stretching: Wake up early" in notes[0]
    assert notes[1] == "1 day filled in by Loop, not done: left out."
    assert "sessions stand at noon" in notes[2]


def test_twice_adds_nothing_and_a_later_export_only_what_is_new(zipped, journal):
    read_loop(zipped(EXPORT), journal)
    assert read_loop(zipped(EXPORT), journal).added == 0
    later = MARKS.replace("Date,Value,Notes\n", "Date,Value,Notes\n2026-02-26,YES_MANUAL,\n")
    assert read_loop(zipped(EXPORT | {"001 Stretch/Checkmarks.csv": later}), journal).added == 1


def test_habits_are_chosen_by_name(zipped, journal):
    report = read_loop(zipped(EXPORT), journal, habits=["Wake up early"])
    assert report.table()["added"].to_dict() == {"session": 1, "plan": 1}
    with pytest.raises(ExchangeError, match="no habit 'Run'; it holds 'Stretch', 'Wake up early'"):
        read_loop(zipped(EXPORT), journal, habits=["Run"])


@pytest.mark.parametrize(
    ("name", "taken"),
    [("Back exercises", True), ("Foam rolling", True), ("Write feedback", False), ("Read", False)],
)
def test_habits_that_sound_like_stretching_are_taken(zipped, name, taken):
    marks = "Date,Value,Notes\n2026-02-25,YES_MANUAL,\n"
    found = read(zipped({f"001 {name}/Checkmarks.csv": marks, "002 Run/Checkmarks.csv": marks}))
    assert [row["routine"] for row in found.rows.get("session", [])] == [name] * taken


def test_the_only_habit_there_is_needs_no_name_that_is_known(zipped):
    found = read(zipped({"001 Rumpf/Checkmarks.csv": MARKS}))
    assert len(found.rows["session"]) == 2


def test_amounts_are_in_thousandths_and_minutes_are_a_length(zipped):
    habits = HEADS + "001,Yoga,NUMERICAL,,,1,1,#FF8F00,minutes,AT_LEAST,10.0,false\n"
    marks = "Date,Value,Notes\n2026-02-25,12500,easy\n2026-02-24,NO,\n2026-02-23,SKIP,\n"
    found = read(zipped({"Habits.csv": habits, "001 Yoga/Checkmarks.csv": marks}))
    (session,) = found.rows["session"]
    assert (session["planned_s"], session["note"]) == (750, "12.5 minutes; easy")
    assert len(found.rows["pause"]) == 1
    assert found.rows["plan"][0]["sessions_per_week"] == 7


def test_old_exports_write_numbers_and_no_heading(zipped):
    old = "2026-02-25,2\n2026-02-24,1\n2026-02-23,0\n2026-02-22,-1\n2026-02-21,3\n"
    found = read(zipped({"001 Stretch/Checkmarks.csv": old}))
    assert [row["at"] for row in found.rows["session"]] == ["2026-02-25"]
    assert [row["from_day"] for row in found.rows["pause"]] == ["2026-02-21"]
    assert found.refused == []


def test_root_files_with_trailing_commas_and_unquoted_names_are_read(zipped):
    habits = HABITS.replace("Stretch,", '"Stretch, back, neck",')
    root = ROOT.replace("Date,Stretch,", "Date,Stretch, back, neck,")
    found = read(zipped({"Habits.csv": habits, "Checkmarks.csv": root}))
    (session,) = found.rows["session"]
    assert (session["routine"], session["at"]) == ("Stretch, back, neck", "2026-02-25")


def test_root_files_alone_go_by_their_heading(zipped):
    found = read(zipped({"Checkmarks.csv": ROOT}), ["Wake up early"])
    assert [row["at"] for row in found.rows["session"]] == ["2026-02-24"]


def test_a_day_or_a_value_that_is_none_is_refused_with_file_and_line(zipped, journal):
    marks = MARKS + "2026-02-30,YES_MANUAL,\n2026-02-18,MAYBE,\n"
    report = read_loop(zipped(EXPORT | {"001 Stretch/Checkmarks.csv": marks}), journal)
    assert list(map(str, report.refused)) == [
        "001 Stretch/Checkmarks.csv, line 9: day '2026-02-30' is none that Loop Habit Tracker "
        "writes",
        "001 Stretch/Checkmarks.csv, line 10: value 'MAYBE' is none that Loop Habit Tracker writes",
    ]
    assert journal.sessions().empty


def test_a_zip_of_something_else_is_refused(zipped, journal):
    with pytest.raises(ExchangeError, match=r"holds no Checkmarks\.csv; nothing was added"):
        read_loop(zipped({"a.txt": "x"}), journal)


def test_habits_are_guessed_by_their_names(zipped):
    assert guess_habits(zipped(EXPORT)) == {"Stretch": True, "Wake up early": False}
    with pytest.raises(ExchangeError, match="is not an export of Loop"):
        guess_habits(zipped({"Habits.csv": HABITS}))
