import json
import sqlite3
from datetime import date

import numpy as np
import pandas as pd
import pytest

from tracker import clock
from tracker.errors import InvalidValue, NotFound
from tracker.journal.store import Journal

DESIGN = {"kind": "stretch or rest", "pairs": np.int64(2), "start": date(2026, 3, 9)}
SCHEDULE = ["on", "off", "off", "on"]


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
    connection = sqlite3.connect(journal.path)
    with pytest.raises(sqlite3.IntegrityError, match="a sealed experiment stays as it was drawn"):
        connection.execute(f"UPDATE experiment SET {column} = {column}")
    connection.close()


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
