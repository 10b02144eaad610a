import pytest

from tests.journal.kept import fill, frames
from tracker.foundation.schema import TABLES

DTYPES = {
    "id": "str",
    "text": "str",
    "words": "str",
    "json": "str",
    "moment": "datetime64[us, UTC]",
    "day": "datetime64[us]",
    "integer": "int64",
    "number": "float64",
    "flag": "bool",
}


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_frames_have_the_same_columns_and_dtypes_also_when_empty(journal, filled):
    if filled:
        fill(journal)
    for table, frame in frames(journal).items():
        expected = {column.name: DTYPES[column.dtype] for column in TABLES[table]}
        expected |= {"stress": "float64"} if table == "checkin" else {}
        assert frame.dtypes.astype(str).to_dict() == expected
    assert str(journal.sessions().minutes.dtype) == "float64"
