import pytest

from tests.refused import refused
from tracker.exchange.csv_table import guess_columns, preview, read, read_table
from tracker.foundation.errors import ExchangeError

DIARY = """\
Datum;Schmerz;Stress;Schlaf;Minutes;Notiz
28.2.2026;4;3;7,5;12;müde
27.2.2026;6;;;;"=1+1"
26.2.2026;;;;;
"""


@pytest.fixture
def table(text_file):
    return lambda content=DIARY: text_file("diary.csv", content, "cp1252")


def test_a_preview_shows_the_file_as_it_lies_there(table):
    frame = preview(table(), rows=2)
    assert frame.index.tolist() == [2, 3]
    assert frame["Schmerz"].tolist() == ["4", "6"]
    assert guess_columns(table()) == {
        "day": "Datum",
        "score": "Schmerz",
        "stress": "Stress",
        "sleep_h": "Schlaf",
        "minutes": "Minutes",
        "note": "Notiz",
    }


def test_a_diary_becomes_scores_check_ins_and_sessions(table, journal):
    report = read_table(table(), journal)
    assert report.table()["added"].to_dict() == {"score": 2, "checkin": 1, "session": 1}
    assert journal.scores()["score"].tolist() == [6, 4]
    assert journal.scores()["kind"].unique().tolist() == ["daily"]
    assert journal.scores()["note"].tolist() == ["=1+1", "müde"]
    checkin = journal.checkins().iloc[0]
    assert (checkin["stress"], checkin["sleep_h"]) == (3, 7.5)
    assert journal.sessions()["planned_s"].tolist() == [720]
    assert report.notes == (
        "diary.csv is not UTF-8 and was read as Windows-1252.",
        "Read 'Datum' as day, 'Schmerz' as score, 'Stress' as stress, 'Schlaf' as sleep_h, "
        "'Minutes' as minutes, 'Notiz' as note.",
    )


def test_twice_adds_nothing_and_two_rows_alike_are_two(table, journal):
    content = DIARY + "27.2.2026;6;;;;=1+1\n"
    assert read_table(table(content), journal).added == 5
    assert read_table(table(content), journal).added == 0
    assert len(journal.scores()) == 3


def test_columns_are_chosen(table, journal):
    chosen = {"day": "Datum", "stress": "Schmerz"}
    assert read_table(table(), journal, columns=chosen).table()["added"].to_dict() == {"checkin": 2}
    assert journal.checkins()["stress"].tolist() == [6, 4]


def test_a_day_without_a_time_is_that_day_however_it_is_written(table, journal):
    for number, day in enumerate(("2026-02-24", "25/2/2026", "26.2.2026", "2026/2/27")):
        content = f"date,pain,note,stress\n{day},4,{number},3\n"
        assert read_table(table(content), journal).added == 2
    days = [24, 25, 26, 27]
    assert journal.scores()["day"].dt.day.tolist() == days
    assert journal.checkins()["day"].dt.day.tolist() == days


def test_a_time_makes_a_score_one_of_its_moment(table, journal):
    content = "date,time,pain,site,side\n2026-02-28,21:30,4,Inner blade edge,LEFT\n"
    read_table(table(content), journal)
    score = journal.scores().iloc[0]
    assert (score["kind"], score["site"], score["side"]) == ("now", "inner blade edge", "left")
    assert str(score["at"]) == "2026-02-28 21:30:00+00:00"


def test_wrong_rows_are_refused_with_their_lines(table, journal):
    content = "date,pain,min\n2026-02-30,4,\n2026-02-28,11,\n2026-02-28,bad,\n2026-02-28,,long\n"
    report = read_table(table(content), journal)
    assert [(item.line, item.why) for item in report.refused] == [
        (2, "'2026-02-30' is not a day"),
        (5, "planned_s 'long' is not a whole number from 0-86400"),
        (3, "score 11 is outside 0-10"),
        (4, "score 'bad' is not a whole number from 0-10"),
    ]
    assert journal.scores().empty


@refused(
    ({"day": "Datum", "mood": "Stress"}, "columns names 'mood', and a column may be day, time"),
    ({"day": "Date", "score": "Schmerz"}, "has no column 'Date'; it has 'Datum', 'Schmerz'"),
    ({"score": "Schmerz"}, "which column is the day"),
    ({"day": "Datum"}, "which one else is to be brought along"),
    error=ExchangeError,
)
def test_columns_that_are_none_are_refused(columns, table, journal):
    read_table(table(), journal, columns=columns)


@pytest.mark.parametrize("content", ["", "\n\n", ",,\n"])
def test_an_empty_file_is_refused(table, content):
    with pytest.raises(ExchangeError, match=r"diary\.csv is empty; nothing was added"):
        read(table(content))


def test_headings_that_are_missing_or_twice_get_a_name(table):
    frame = preview(table("date,,pain,pain\n2026-03-01,x,4,5,6\n2026-03-02\n"))
    assert frame.columns.tolist() == ["date", "column 2", "pain", "pain (4)"]
    assert frame.loc[3].tolist() == ["2026-03-02", "", "", ""]
