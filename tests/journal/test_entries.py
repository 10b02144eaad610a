import json
import sqlite3
from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.journal.kept import execute
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue, NotFound
from tracker.journal.store import Journal

DESIGN = {"kind": "stretch or rest", "pairs": np.int64(2), "start": date(2026, 3, 9)}
SCHEDULE = ["on", "off", "off", "on"]


def refused(match):
    return pytest.raises(InvalidValue, match=rf"^[^\n]*{match}[^\n]*; nothing was saved$")


def test_a_check_in_comes_back_as_it_was_given_and_a_gap_stays_a_gap(journal):
    journal.log_checkin(stress=4, note="long day")
    journal.log_checkin(day="2026-02-28", sleep_h=6.5, sitting_h=9)
    found = journal.checkins()
    assert found.day.tolist() == [pd.Timestamp("2026-02-28"), pd.Timestamp("2026-03-01")]
    assert found.stress.isna().tolist() == [True, False]
    assert found.iloc[1][["stress", "note"]].tolist() == [4, "long day"]
    assert found.iloc[0][["sleep_h", "sitting_h", "note"]].tolist() == [6.5, 9.0, ""]


def test_a_second_check_in_of_a_day_changes_only_what_is_given(journal):
    journal.log_checkin(stress=4, note="long day")
    journal.log_checkin(stress=0, sleep_h=7)
    (row,) = journal.checkins().to_dict("records")
    assert (row["stress"], row["sleep_h"], row["note"]) == (0, 7, "long day")
    assert journal.undo() == (
        "Took back: changing check-in of 2026-03-01; stress is 4 again, sleep h is empty again"
    )
    journal.amend("checkin", "2026-03-01", stress=None, note="")
    (row,) = journal.checkins().to_dict("records")
    assert pd.isna(row["stress"])
    assert row["note"] == ""


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "a check-in needs stress, sleep_h, sitting_h or a note"),
        ({"stress": 11}, "stress 11 is outside 0-10"),
        ({"sleep_h": 24.5}, "sleep_h 24.5 is outside 0-24"),
        ({"sitting_h": "much"}, "sitting_h 'much' is not a number from 0-24"),
        ({"stress": 3, "day": "2026-03-03"}, "day '2026-03-03' is not between the year 1900 and"),
        ({"stress": 3, "day": "1899-12-31"}, "day '1899-12-31' is not between the year 1900 and"),
        ({"stress": 3, "day": "soon"}, "day 'soon' is not a day such as"),
        ({"note": 3}, "note 3 is not text"),
    ],
)
def test_a_wrong_check_in_is_refused(journal, given, sentence):
    with refused(sentence):
        journal.log_checkin(**given)
    assert journal.history().empty


def test_a_pause_may_lie_ahead_and_be_moved_and_removed(journal):
    id = journal.pause("2026-03-10", "2026-03-20", "travel")
    assert journal.pause("2026-03-10", "2026-03-20", "travel", id=id) == id
    journal.amend("pause", id, from_day="2026-03-12")
    (row,) = journal.pauses().to_dict("records")
    assert row["from_day"] == pd.Timestamp("2026-03-12")
    assert row["to_day"] == pd.Timestamp("2026-03-20")
    with refused("to_day 2026-03-11 is before from_day 2026-03-12"):
        journal.amend("pause", id, to_day="2026-03-11")
    journal.remove("pause", id)
    assert journal.undo() == "Took back: removing pause for travel from 2026-03-12 to 2026-03-20"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("2026-03-02", "2026-03-01", "flare"), "to_day 2026-03-01 is before from_day 2026-03-02"),
        (("2026-03-02", "2026-03-02", "lazy"), "reason 'lazy' is not one of 'flare', 'illness'"),
        (("2026-03-02", "2026-02-30", "flare"), "to_day '2026-02-30' is not a day such as"),
        ((None, "2026-03-02", "flare"), "from_day None is not a day"),
    ],
)
def test_a_wrong_pause_is_refused(journal, given, sentence):
    with refused(sentence):
        journal.pause(*given)


def test_weekly_tests_come_back_as_they_were_given(journal):
    journal.log_measure("back scratch", -2.5, side="left", at="2026-03-01 09:00")
    journal.log_measure("seated rotation", 2, side="right", at="2026-03-01 09:05")
    journal.log_measure("PEG", 4, item="enjoyment", at="2026-03-01 09:10", id="peg")
    journal.log_measure("PEG", 5, item="enjoyment", id="peg")
    found = journal.measures()
    assert found[["test", "side", "item", "value"]].to_numpy().tolist() == [
        ["back scratch", "left", "", -2.5],
        ["seated rotation", "right", "", 2.0],
        ["PEG", "both", "enjoyment", 4.0],
    ]
    assert journal.undo() == "Took back: PEG (enjoyment) 4 on 2026-03-01"
    assert journal.undo() == "Took back: seated rotation (right) 2 on 2026-03-01"


@pytest.mark.parametrize(
    ("test", "value", "given", "sentence"),
    [
        ("plank", 3, {}, "test 'plank' is not one of 'back scratch'"),
        ("back scratch", 3, {}, "side 'both' of back scratch is not 'left' or 'right'"),
        ("back scratch", 61, {"side": "left"}, "value 61 is outside -40 to 60"),
        ("seated rotation", 6.5, {"side": "left"}, "seated rotation 6.5 is not 0-6 hours"),
        ("PEG", 3, {}, "item '' of PEG is not 'pain' or 'enjoyment' or 'activity'"),
        ("PEG", 3.5, {"item": "pain"}, "PEG 3.5 is not a whole number of 0-10"),
        ("PEG", 3, {"item": "pain", "side": "left"}, "side 'left' of PEG is not 'both'"),
    ],
)
def test_a_wrong_result_is_refused(journal, test, value, given, sentence):
    with refused(sentence):
        journal.log_measure(test, value, **given)


def test_a_knot_is_named_anew_and_its_name_taken_away(journal):
    journal.name_knot("on the blade", "left", "the one under my left blade")
    journal.name_knot("on the blade", "left", "Egon")
    assert journal.knots().to_numpy().tolist() == [["on the blade", "left", "Egon"]]
    journal.name_knot("on the blade", "left", " ")
    journal.name_knot("on the blade", "right", "")
    assert journal.knots().empty
    assert journal.undo() == "Took back: removing name 'Egon' for left on the blade"
    journal.amend("knot", "on the blade/left", nickname="Erna")
    assert journal.knots().nickname.tolist() == ["Erna"]
    with refused("side of a knot cannot be changed"):
        journal.amend("knot", "on the blade/left", side="right")
    with pytest.raises(NotFound, match="there is no knot 'on the blade' in the journal"):
        journal.remove("knot", "on the blade")


@pytest.fixture
def sealed(journal):
    """The id of a sealed experiment."""
    return journal.seal_experiment("spring", DESIGN, 7, SCHEDULE)


def test_an_experiment_comes_back_as_it_was_sealed(journal, sealed):
    (row,) = journal.experiments().to_dict("records")
    assert json.loads(row["design"]) == {**DESIGN, "start": "2026-03-09"}
    assert json.loads(row["schedule"]) == SCHEDULE
    assert (row["id"], row["seed"]) == ("spring", 7)
    assert row["created_at"] == pd.Timestamp(clock.now())
    assert row["closed_at"] is pd.NaT


def test_sealing_the_same_again_changes_nothing_and_another_is_refused(journal, sealed):
    journal.seal_experiment("spring", DESIGN, 7, SCHEDULE)
    assert len(journal.history()) == 1
    with pytest.raises(InvalidValue, match="'spring' is sealed already and stays as it was drawn"):
        journal.seal_experiment("spring", DESIGN, 7, SCHEDULE[1:])
    assert json.loads(journal.experiments().schedule[0]) == SCHEDULE


@pytest.mark.parametrize("column", ["design", "schedule", "seed", "created_at"])
def test_a_sealed_experiment_cannot_be_amended_even_in_the_file(journal, sealed, column):
    with pytest.raises(InvalidValue, match="a sealed experiment stays as it was drawn; nothing"):
        journal.amend("experiment", sealed, **{column: "[]"})
    with pytest.raises(sqlite3.IntegrityError, match="a sealed experiment stays as it was drawn"):
        execute(journal.path, f"UPDATE experiment SET {column} = {column}")


def test_an_experiment_is_closed_once(journal, sealed):
    journal.close_experiment(sealed)
    closed = journal.experiments().closed_at[0]
    assert closed == pd.Timestamp(clock.now())
    journal.close_experiment(sealed)
    assert len(journal.history()) == 2
    assert journal.undo() == ("Took back: changing experiment spring; closed at is empty again")
    assert journal.experiments().closed_at.isna().all()
    assert journal.undo() == "Took back: experiment spring"
    assert journal.experiments().empty


def test_an_experiment_that_is_not_there_is_named(journal):
    with pytest.raises(NotFound, match="there is no experiment 'autumn' in the journal"):
        journal.close_experiment("autumn")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"seed": -1}, "seed -1 is outside 0-9007199254740991"),
        ({"design": [1]}, r"design \[1\] is not a mapping"),
        ({"schedule": "on off"}, "schedule 'on off' is not a list"),
        ({"schedule": [float("nan")]}, r"schedule \[nan\] is not JSON"),
        ({"design": {"x": object()}}, "design .* is not JSON"),
        ({"id": " "}, "id ' ' is not a name"),
    ],
)
def test_what_cannot_be_sealed_is_refused(own_journal, given, sentence):
    with Journal() as journal:
        with pytest.raises(InvalidValue, match=rf"^{sentence}[^\n]*; nothing was saved$"):
            journal.seal_experiment(
                **{"id": "spring", "design": DESIGN, "seed": 7, "schedule": SCHEDULE, **given}
            )
        assert journal.experiments().empty
