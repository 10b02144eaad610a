import pandas as pd
import pytest

from tracker.foundation.errors import InvalidValue, NotFound
from tracker.journal.bulk import Added, Refused

DAY = "2026-02-01"
ROWS = {
    "score": [
        {"id": "a", "at": f"{DAY}T20:00Z", "kind": "daily", "site": "upper back", "score": 3},
        {
            **{"id": "b", "at": f"{DAY}T00:30Z", "utc_offset_min": 120, "day": "2026-01-31"},
            **{"kind": "after", "site": "on the blade", "side": "left", "score": 5},
            **{"session_id": "s", "qualities": "tight, numb", "note": "n"},
        },
    ],
    "step": [{"session_id": "s", "position": 1, "exercise": "x", "planned_s": 30, "held_s": 9,
              "outcome": "done"}],
    "session": [{"id": "s", "routine": "short", "at": f"{DAY}T08:00Z", "planned_s": 60,
                 "outcome": "completed", "source": "Loop"}],
    "plan": [{"from_day": DAY, "sessions_per_week": 3}],
    "checkin": [{"day": DAY, "stress": 2}],
    "pause": [{"id": "p", "from_day": DAY, "to_day": DAY, "reason": "flare"}],
    "measure": [{"id": "m", "at": f"{DAY}T08:00Z", "test": "PEG", "item": "pain", "value": 3}],
    "knot": [{"site": "on the blade", "side": "left", "nickname": "Egon"}],
    "experiment": [{"id": "e", "created_at": f"{DAY}T08:00Z", "design": '{"pairs": 2}',
                    "seed": 1, "schedule": ["on", "off"]}],
}  # fmt: skip
NUMBERS = {table: len(rows) for table, rows in ROWS.items()}
NONE = dict.fromkeys(ROWS, 0)


def counts(journal):
    return {table: len(rows) for table, rows in journal.tables().items()}


def test_rows_of_every_table_are_added_as_one_step_and_taken_back_as_one(journal):
    journal.log_score(1)
    before = journal.tables()
    assert journal.add(ROWS, label="import from Loop") == Added(NUMBERS, NONE, (), saved=True)
    after = journal.tables()
    assert counts(journal) == NUMBERS | {"score": 3}
    assert journal.scores().day.tolist()[0] == pd.Timestamp("2026-01-31")
    assert journal.scores().session_id.tolist()[0] == "s"
    assert journal.experiments().schedule[0] == '["on", "off"]'
    said = (
        "import from Loop, 1 session, 1 hold, 2 scores, 1 check-in, 1 pause, 1 plan, "
        "1 weekly test, 1 nickname and 1 experiment"
    )
    assert journal.undo() == f"Took back: {said}"
    assert journal.tables() == before
    assert journal.redo() == f"Did again: {said}"
    assert journal.tables() == after


def test_adding_the_same_again_adds_nothing(journal):
    journal.add(ROWS, label="import")
    before = journal.path.read_bytes()
    found = journal.add(ROWS, label="import")
    assert found == Added(NONE, NUMBERS, (), saved=True)
    assert found.summary().startswith("nothing added; already there: 1 session, 1 hold, 2 scores")
    assert journal.path.read_bytes() == before


def test_only_looking_writes_nothing_and_tells_the_same(journal):
    before = journal.path.read_bytes()
    found = journal.add(ROWS, label="import", dry_run=True)
    assert found == Added(NUMBERS, NONE, (), saved=False)
    assert found.summary().endswith(" to add; nothing was saved")
    assert journal.path.read_bytes() == before


def test_a_row_given_twice_is_added_once(journal):
    twice = {"checkin": [{"day": DAY, "stress": 2}, {"day": DAY, "stress": 3}]}
    found = journal.add(twice, label="import")
    assert (found.added, found.already) == ({"checkin": 1}, {"checkin": 1})
    assert journal.checkins().stress.tolist() == [2]


WRONG = {
    "score 11 is outside 0-10": ("score", {"score": 11}),
    "there is no session 'z' in the journal": ("score", {"session_id": "z"}),
    "table 'score' has no column 'colour'": ("score", {"colour": "red"}),
    "day '2026-02-05' is not the day of at 2026-02-01": ("score", {"day": "2026-02-05"}),
    "utc_offset_min 2000 is outside": ("score", {"utc_offset_min": 2000}),
    "at None is not a moment": ("score", {"at": None}),
    "ended_at 2026-01-01": ("session", {"ended_at": "2026-01-01T08:00Z"}),
    "day '2026-03-09' is not between": ("checkin", {"day": "2026-03-09"}),
    "side 'left' of PEG is not 'both'": ("measure", {"side": "left"}),
    "schedule 'on' is not JSON": ("experiment", {"schedule": "on"}),
    "position 0 is outside": ("step", {"position": 0}),
    "nickname '' is not a name": ("knot", {"nickname": ""}),
}


@pytest.mark.parametrize("why", WRONG)
def test_where_a_row_is_refused_nothing_is_saved_unless_it_is_to_be_skipped(journal, why):
    table, wrong = WRONG[why]
    rows = {**ROWS, table: [*ROWS[table][1:], ROWS[table][0] | {"id": "w"} | wrong]}
    if table not in ("score", "session", "pause", "measure", "experiment"):
        rows[table][-1].pop("id")
    before = journal.path.read_bytes()
    found = journal.add(rows, label="import")
    (first, *_) = found.refused
    assert (first.table, first.index) == (table, len(ROWS[table]) - 1)
    assert first.why.startswith(why)
    assert not found.saved
    assert journal.path.read_bytes() == before
    skipped = journal.add(rows, label="import", skip_refused=True)
    assert skipped == Added(found.added, found.already, found.refused, saved=True)
    assert "; refused: " in skipped.summary()
    assert counts(journal) == skipped.added


@pytest.mark.parametrize("values", [None, "a row", 3, ["id"]])
def test_what_is_no_row_is_refused_with_its_place(journal, values):
    found = journal.add({"pause": [*ROWS["pause"], values]}, label="import")
    (refused,) = found.refused
    assert isinstance(refused, Refused)
    assert (refused.table, refused.index) == ("pause", 1)
    assert "is not a row of a pause" in refused.why


def test_a_missing_column_is_named(journal):
    found = journal.add({"score": [{"id": "a", "at": DAY, "site": "upper back"}]}, label="import")
    assert found.refused[0].why == "kind of a score is missing; nothing was saved"


def test_the_holds_of_a_session_that_is_refused_are_refused_too(journal):
    rows = {"session": [ROWS["session"][0] | {"outcome": "fine"}], "step": ROWS["step"]}
    found = journal.add(rows, label="import", skip_refused=True)
    assert [refused.table for refused in found.refused] == ["session", "step"]
    assert journal.history().empty


def test_holds_may_be_added_to_a_session_that_is_there(journal, led):
    found = journal.add({"step": [ROWS["step"][0] | {"session_id": led}]}, label="import")
    assert found.added == {"step": 1}
    assert journal.undo() == "Took back: import, 1 hold"
    assert journal.sessions().id.tolist() == [led]


@pytest.mark.parametrize("table", ["change", "setting", "diary"])
def test_only_the_persons_own_tables_are_added_to(journal, table):
    with pytest.raises(NotFound, match=f"there is no table '{table}'; there are session, step"):
        journal.add({table: []}, label="import")


def test_rows_added_together_with_others_are_one_step_with_them(journal):
    with journal.together():
        journal.log_score(4)
        journal.add({"checkin": ROWS["checkin"]}, label="import")
    assert (
        journal.undo() == "Took back: daily score 4 for upper back on 2026-03-01, with 1 check-in"
    )
    assert journal.checkins().empty


def test_a_fault_in_the_file_leaves_nothing_of_an_import(journal, monkeypatch):
    monkeypatch.setattr("tracker.journal.bulk.row_id", lambda table, row: "always new")
    journal.add({"checkin": ROWS["checkin"]}, label="import")
    monkeypatch.undo()
    before = journal.path.read_bytes()
    rows = {"score": ROWS["score"][:1], "pause": [{**ROWS["pause"][0], "reason": "x"}]}
    monkeypatch.setattr("tracker.journal.bulk.complete_row", lambda table, row: _raw(table, row))
    with pytest.raises(InvalidValue, match="the journal does not take this"):
        journal.add(rows, label="import")
    assert journal.path.read_bytes() == before


def _raw(table, row):
    return {**row, "utc_offset_min": 0, "day": DAY, "at": f"{DAY}T08:00:00.000Z", "side": "both",
            "session_id": None, "qualities": "", "note": ""}  # fmt: skip
