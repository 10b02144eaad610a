import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange import csv_columns


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("day,pain\n2026-03-01,4\n", ","),
        ("day;pain\n1.3.2026;4,5\n2.3.2026;3,5\n", ";"),
        ("day\tpain\tnote\n2026-03-01\t4\ta, b, c\n", "\t"),
        ("day|pain\n1|2\n", "|"),
        ('"a, b";"c, d"\n1;2\n', ";"),
        ("alone\n1\n", ","),
        ("", ","),
    ],
)
def test_what_separates_cells_is_found(text, mark):
    assert csv_columns.delimiter(text) == mark


def test_headings_are_guessed_and_each_is_used_once():
    heads = ["Timestamp", "Pain level", "Stress level", "Hours of sleep", "Remarks", "Dog"]
    assert csv_columns.guess_columns(heads) == {
        "day": "Timestamp",
        "score": "Pain level",
        "stress": "Stress level",
        "sleep_h": "Hours of sleep",
        "note": "Remarks",
    }


@pytest.mark.parametrize(
    ("cells", "order", "doubtful"),
    [
        (["2026-03-01", "2026/12/31"], "%Y-%m-%d", False),
        (["31.12.2026", "1.2.2026"], "%d/%m/%Y", False),
        (["12/31/26", "1/2/26"], "%m/%d/%Y", False),
        (["1/2/2026", "3/4/2026"], "%d/%m/%Y", True),
        (["13/1/2026"] * 9 + ["soon"], "%d/%m/%Y", False),
        ([], "%Y-%m-%d", False),
    ],
)
def test_how_days_are_written_is_found_and_a_doubt_is_said(cells, order, doubtful):
    found, doubt = csv_columns.day_order(cells)
    assert (found, doubt is not None) == (order, doubtful)


@pytest.mark.parametrize(
    ("day", "clock", "order", "moment", "timed"),
    [
        ("2026-03-01", "", "%d/%m/%Y", "2026-03-01T12:00:00", False),
        ("2026-03-01", "7:05", "%Y-%m-%d", "2026-03-01T07:05:00", True),
        ("2026-03-01T21:30+02:00", "", "%Y-%m-%d", "2026-03-01T21:30:00+02:00", True),
        ("2026-03-01 21:30", "", "%Y-%m-%d", "2026-03-01T21:30:00", True),
        ("1.3.26 21:30", "", "%d/%m/%Y", "2026-03-01T21:30:00", True),
        ("3/1/2026", "9.30 PM", "%m/%d/%Y", "2026-03-01T21:30:00", True),
        ("3/1/2026", "12:00 am", "%m/%d/%Y", "2026-03-01T00:00:00", True),
        ("3/1/2026", "", "%m/%d/%Y", "2026-03-01T12:00:00", False),
    ],
)
def test_moments_are_read_as_people_write_them(day, clock, order, moment, timed):
    assert csv_columns.moment(day, clock, order) == (moment, timed)


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("31.2.2026", ""),
        ("soon", ""),
        ("1.3.2026", "late"),
        ("", ""),
        ("1.3", ""),
        ("29999999999999999999.2.2026", ""),
    ],
)
def test_what_is_no_moment_is_an_error(day, clock):
    with pytest.raises(ValueError, match=r"^.* is not a (day|time)$"):
        csv_columns.moment(day, clock, "%d/%m/%Y")


@given(st.text(max_size=30), st.text(max_size=10), st.sampled_from(csv_columns.ORDERS))
def test_any_text_is_a_moment_or_a_value_error(day, clock, order):
    try:
        found, _ = csv_columns.moment(day, clock, order)
    except ValueError:
        return
    assert found[4] == "-"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4", 4),
        ("4,5", 4.5),
        ("7.50 h", 7.5),
        ("6 / 10", 6),
        ("-3", -3),
        ("1,234,5", "1,234,5"),
        ("4-5", "4-5"),
        ("", ""),
    ],
)
def test_numbers_are_read_as_people_write_them(cell, value):
    assert csv_columns.number(cell) == value
