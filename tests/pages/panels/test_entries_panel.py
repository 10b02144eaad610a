import pytest

from tests.pages.events import send
from tracker import Diary, Journal

TODAY = "2026-03-04"


@pytest.fixture
def journal(journal):
    journal.log_score(4, id="today", note="<b>so so</b>")
    journal.log_score(6, id="old", site="on the blade", side="left", at="2026-02-20")
    journal.log_score(2, id="long-ago", at="2025-12-01")
    journal.log_session("short", id="run", at="2026-03-01")
    journal.log_checkin(day="2026-03-02", stress=3, sleep_h=7.5)
    return journal


@pytest.fixture
def table(journal):
    return Diary(journal).entries


def shown(table):
    return [(row["day"], row["what"], row["where"], row["score"]) for row in table.rows]


def test_the_last_weeks_are_shown_newest_first_and_more_when_asked(table):
    assert shown(table) == [
        (TODAY, "the day's score", "whole upper back", "4"),
        ("2026-03-02", "stress 3, slept 7.5 h", "", ""),
        ("2026-03-01", "session “The short routine”, completed", "", ""),
        ("2026-02-20", "the day's score", "on the blade, left", "6"),
    ]
    assert table.rows[0]["note"] == "<b>so so</b>"
    assert table.more
    table.weeks = 16
    assert shown(table)[-1] == ("2025-12-01", "the day's score", "whole upper back", "2")
    assert not table.more


def test_a_score_is_changed_in_place_also_to_another_day(table, journal):
    columns = {"score": 5, "note": "better", "day": "2026-03-03"}
    id = send(table, "amend", table="score", row="today", columns=columns)
    assert table.saved == [id]
    row = next(row for row in journal.rows("score") if row["id"] == "today")
    assert (row["score"], row["note"], row["day"]) == (5, "better", "2026-03-03")
    assert shown(table)[0] == ("2026-03-03", "the day's score", "whole upper back", "5")


def test_a_session_and_a_check_in_are_changed_in_place(table, journal):
    send(table, "amend", table="session", row="run", columns={"outcome": "ended early"})
    send(table, "amend", table="checkin", row="2026-03-02", columns={"stress": None, "note": "n"})
    assert journal.rows("session")[0]["outcome"] == "ended early"
    assert journal.rows("checkin")[0] | {"stress": None, "note": "n"} == journal.rows("checkin")[0]


def test_what_is_wrong_is_refused_in_a_sentence_and_changes_nothing(table, journal):
    before = journal.rows("score")
    for columns in ({"score": 11}, {"day": "2026-13-01"}, {"kind": "never"}):
        id = send(table, "amend", table="score", row="today", columns=columns)
        assert "nothing was saved" in table.failed[id]
    gone = send(table, "remove", table="score", row="nobody")
    assert "there is no score 'nobody'" in table.failed[gone]
    assert journal.rows("score") == before


def test_an_entry_is_removed_and_brought_back_and_each_step_is_said_in_words(table, journal):
    send(table, "remove", table="score", row="old")
    assert [row["id"] for row in table.rows if row["table"] == "score"] == ["today"]
    send(table, "undo", after=table.latest)
    assert table.said == ("Took back: removing daily score 6 for left on the blade on 2026-02-20")
    assert [row["id"] for row in table.rows if row["table"] == "score"] == ["today", "old"]
    send(table, "redo", after=table.latest)
    assert table.said.startswith("Did again: removing daily score 6")
    assert {row["id"] for row in journal.rows("score")} == {"today", "long-ago"}


def test_an_undo_that_arrives_twice_or_late_takes_nothing_more_back(table, journal):
    seen = table.latest
    send(table, "undo", after=seen)
    assert journal.rows("checkin") == []
    late = send(table, "undo", after=seen)
    assert "press it again" in table.failed[late]
    assert len(journal.rows("session")) == 1


def test_undo_and_redo_with_nothing_left_say_so(journal):
    with Journal(journal.path.with_name("empty.db")) as empty:
        table = Diary(empty).entries
        assert (table.rows, table.changes, table.latest, table.more) == ([], [], 0, False)
        first, second = (send(table, step, after=0) for step in ("undo", "redo"))
        assert "nothing to take back" in table.failed[first]
        assert "nothing to do again" in table.failed[second]


def test_what_changed_is_told_a_line_a_step_newest_first_once_it_is_asked_for(table, journal):
    assert table.changes == []
    table.telling = True
    send(table, "amend", table="score", row="today", columns={"score": 5})
    send(table, "undo", after=table.latest)
    send(table, "redo", after=table.latest)
    send(table, "remove", table="checkin", row="2026-03-02")
    score = "daily score {} for upper back on 2026-03-04"
    assert [line.partition(": ")[2] for line in table.changes[:6]] == [
        "removed check-in of 2026-03-02",
        f"did again: changing {score.format(4)}; score is 5 again",
        f"took back: changing {score.format(4)}; score is 4 again",
        f"changed {score.format(4)}; score was 4, is 5",
        "entered check-in of 2026-03-02",
        "entered session “The short routine” on 2026-03-01",
    ]
    assert all(line.startswith("2026-03-04 1") for line in table.changes)


def test_an_import_is_told_by_its_name_also_when_it_is_taken_back(table, journal):
    rows = [
        {"id": f"new-{n}", "at": "2026-03-01", "kind": "now", "site": "upper back", "score": n}
        for n in range(3)
    ]
    journal.add({"score": rows}, label="import of a.csv")
    journal.undo()
    table.telling = True
    assert [line.partition(": ")[2] for line in table.changes[:2]] == [
        "took back: import of a.csv, 3 scores",
        "entered import of a.csv, 3 scores",
    ]


def test_a_score_that_is_changed_in_the_table_is_shown_on_the_day_s_card(journal):
    diary = Diary(journal)
    send(diary.entries, "amend", table="score", row="today", columns={"score": 9})
    assert diary.daily.ratings.sent["scores"][0]["score"] == 9
    send(diary.entries, "remove", table="score", row="today")
    assert diary.daily.ratings.sent == {}
    assert TODAY not in diary.day.given


def test_what_is_entered_on_the_cards_appears_in_the_table(journal):
    diary = Diary(journal)
    table = diary.entries
    values = {"stress": 8, "sleep_h": None, "sitting_h": None, "note": ""}
    send(diary.context, "save", occasion=TODAY, values=values)
    assert (TODAY, "stress 8", "", "") in shown(table)
