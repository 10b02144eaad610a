import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.exchange import csv_cells
from tracker.foundation.schema import TABLES, column

ACTIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'quoted", "＝1", "''=1"]


@pytest.mark.parametrize("text", ACTIVE)
def test_no_cell_starts_like_a_formula(text):
    assert csv_cells.escaped(text) == "'" + text
    assert csv_cells.restored(csv_cells.escaped(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
@example("")
@example("'")
def test_any_text_comes_back_from_a_csv_file_as_it_was(text):
    out = io.StringIO(newline="")
    csv.writer(out).writerow([csv_cells.escaped(text), "next"])
    ((cell, _),) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert csv_cells.restored(cell) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back_as_it_was(number):
    held = column("step", "held_s")
    assert csv_cells.from_cell(held, csv_cells.to_cell(held, number)) == number


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("session_id", "", None),
        ("note", "", ""),
        ("note", "'=1", "=1"),
        ("score", "7", 7),
        ("score", "7.0", "7.0"),
        ("score", "seven", "seven"),
        ("utc_offset_min", "-300", -300),
        ("at", "2026-03-01T08:00:00.000Z", "2026-03-01T08:00:00.000Z"),
    ],
)
def test_a_cell_is_read_as_its_column_has_it_and_left_alone_where_it_is_none(name, cell, value):
    assert csv_cells.from_cell(column("score", name), cell) == value


@pytest.mark.parametrize(("cell", "value"), [("TRUE", True), ("0", False), ("False", False)])
def test_a_flag_that_a_spreadsheet_rewrote_is_still_one(cell, value):
    assert csv_cells.from_cell(column("step", "variant"), cell) is value


def test_numbers_days_and_moments_are_never_escaped():
    for columns in TABLES.values():
        for one in columns:
            if one.dtype in ("integer", "number", "day", "moment"):
                assert csv_cells.to_cell(one, "-5") in ("-5", "'-5'")
