import re
import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tracker.foundation import anatomy, schema
from tracker.foundation.errors import InvalidValue, NotFound
from tracker.foundation.schema import TABLES, clean

SQL = Path(schema.__file__).parents[1] / "journal" / "migrations"
STORED_AS = {"integer": "INTEGER", "flag": "INTEGER", "number": "REAL"}
LIVED = "'2026-03-01T08:00:00.000Z',0,'2026-03-01'"
VALID = {
    "session": f"'i','short',{LIVED},NULL,300,'completed','by hand',''",
    "step": "'i',1,'chest_stretch','both',0,30,30,'done',''",
    "score": f"'i',{LIVED},'daily','upper back','both',4,NULL,'',''",
    "plan": "'2026-03-01',3,NULL",
    "checkin": "'2026-03-01',3,7.5,6,''",
    "pause": "'i','2026-03-01','2026-03-01','flare'",
    "measure": f"'i',{LIVED},'back scratch','left','',3.5",
    "knot": "'on the blade','left','the old one'",
    "experiment": "'i','2026-03-01T08:00:00.000Z','{}',7,'[]',NULL",
}
TOGETHER = {"test": ("back scratch", "seated rotation"), "side": ("left", "right"), "item": ("",)}
"""Words of a weekly test that go together with a test for which a side is needed."""


@pytest.fixture
def database():
    connection = sqlite3.connect(":memory:")
    for script in sorted(SQL.glob("*.sql")):
        connection.executescript(script.read_text(encoding="utf-8"))
    for table, values in VALID.items():
        connection.execute(f"INSERT INTO {table} VALUES ({values})")
    connection.execute("DROP TRIGGER experiment_is_sealed")  # it refuses whatever the value is
    yield connection
    connection.close()


def takes(database, table, column, value):
    try:
        database.execute(f"UPDATE {table} SET {column} = ?", (value,))
    except sqlite3.IntegrityError:
        return False
    return True


def columns(*dtypes):
    return [
        pytest.param(table, column, id=f"{table}.{column.name}")
        for table in VALID
        for column in TABLES[table]
        if column.dtype in dtypes
    ]


@pytest.mark.parametrize("table", TABLES)
def test_python_and_sql_agree_on_columns_types_and_what_may_be_missing(database, table):
    info = database.execute(f"PRAGMA table_info({table})").fetchall()
    found = [(name, kind, bool(required) or bool(key)) for _, name, kind, required, _, key in info]
    assert found == [
        (column.name, STORED_AS.get(column.dtype, "TEXT"), not column.optional)
        for column in TABLES[table]
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_strict(database, table):
    (strict,) = database.execute("SELECT strict FROM pragma_table_list(?)", (table,)).fetchone()
    assert strict == 1


@pytest.mark.parametrize(("table", "column"), columns("integer", "number"))
def test_python_and_sql_agree_on_ranges(database, table, column):
    for value in (column.low, column.high):
        assert clean(table, {column.name: value}) == {column.name: value}
        assert takes(database, table, column.name, value)
    for value in (column.low - 1, column.high + 1):
        with pytest.raises(InvalidValue, match=f"^{column.name} .* is outside "):
            clean(table, {column.name: value})
        assert not takes(database, table, column.name, value)


@pytest.mark.parametrize(("table", "column"), columns("integer", "number"))
def test_python_and_sql_refuse_a_word_for_a_number(database, table, column):
    with pytest.raises(InvalidValue, match="'seven' is not a"):
        clean(table, {column.name: "seven"})
    assert not takes(database, table, column.name, "seven")


@pytest.mark.parametrize(("table", "column"), columns("text"))
def test_python_and_sql_agree_on_allowed_words(database, table, column):
    for word in column.allowed:
        assert clean(table, {column.name: word}) == {column.name: word}
        apart = table == "measure" and word not in TOGETHER[column.name]
        assert takes(database, table, column.name, word) is not apart
    if column.allowed:
        with pytest.raises(InvalidValue, match=f"^{column.name} 'elsewhere' is not one of"):
            clean(table, {column.name: "elsewhere"})
        assert not takes(database, table, column.name, "elsewhere")


@pytest.mark.parametrize(("table", "column"), columns("id"))
def test_python_and_sql_refuse_a_blank_name(database, table, column):
    with pytest.raises(InvalidValue, match=f"^{column.name} '' is not a name"):
        clean(table, {column.name: ""})
    if column.name != "session_id":  # which must name a session instead
        assert not takes(database, table, column.name, "")


@pytest.mark.parametrize(("table", "column"), columns("day", "moment"))
@pytest.mark.parametrize("value", ["soon", "2026-02-30", "2026-02-30T08:00:00.000Z", "2026-3-1"])
def test_sql_refuses_days_and_moments_that_are_none(database, table, column, value):
    assert not takes(database, table, column.name, value)


@pytest.mark.parametrize(("table", "column"), columns("flag"))
def test_a_flag_is_true_or_false_in_python_in_numpy_and_in_sql(database, table, column):
    for value in (True, np.True_, 1):
        assert clean(table, {column.name: value}) == {column.name: 1}
    for value in (2, "True", None, pd.NA, 1.0):
        with pytest.raises(InvalidValue, match="is not True or False"):
            clean(table, {column.name: value})
    assert not takes(database, table, column.name, 2)


def test_unknown_tables_and_columns_are_named_with_what_there_is():
    with pytest.raises(NotFound, match="there is no table 'diary'; there are session, step"):
        schema.column("diary", "id")
    with pytest.raises(NotFound, match="table 'plan' has no column 'goal'; it has from_day, ses"):
        schema.column("plan", "goal")


def test_the_words_of_the_scale_are_the_ones_people_choose_from():
    assert set(schema.ALARMING) < set(schema.QUALITIES)
    assert schema.column("score", "site").allowed == (anatomy.WHOLE, *anatomy.SITES)


def test_column_names_say_their_unit():
    for columns_ in TABLES.values():
        for column in columns_:
            assert re.fullmatch(r"[a-z_]+", column.name)
            if column.unit in ("s", "min", "h"):
                assert column.name.endswith(f"_{column.unit}")


WEEKLY = [
    (test, side, item, value)
    for test in schema.MEASURES
    for side in anatomy.SIDES
    for item in ("", *schema.PEG_ITEMS)
    for value in (-41, -40, -1, 0, 0.5, 6, 6.1, 7, 10, 11, 60, 61)
]


def test_python_and_sql_agree_on_which_weekly_results_there_can_be(database):
    found = {True: 0, False: 0}
    for test, side, item, value in WEEKLY:
        row = {"test": test, "side": side, "item": item, "value": value}
        try:
            clean("measure", row)
            schema.check("measure", row)
            taken = True
        except InvalidValue:
            taken = False
        try:
            database.execute(
                f"UPDATE measure SET {', '.join(f'{name} = ?' for name in row)}", (*row.values(),)
            )
            assert taken, row
        except sqlite3.IntegrityError:
            assert not taken, row
        found[taken] += 1
    # back scratch: 2 sides of 10 values; seated rotation: 2 of 3; PEG: 3 items of 4
    assert found[True] == 2 * 10 + 2 * 3 + 3 * 4


def test_a_pause_ends_no_earlier_than_it_begins(database):
    row = {"from_day": "2026-03-02", "to_day": "2026-03-01"}
    with pytest.raises(InvalidValue, match=r"^to_day 2026-03-01 is before from_day 2026-03-02; no"):
        schema.check("pause", row)
    assert not takes(database, "pause", "from_day", "2026-03-02")
