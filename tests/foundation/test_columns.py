import numpy as np
import pandas as pd
import pytest

from tracker.foundation import schema
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import clean


@pytest.mark.parametrize(
    "value",
    ["seven", None, True, np.True_, 3.5, float("nan"), pd.NA, pd.NaT, b"3", [3], 3 + 0j],
    ids=repr,
)
def test_what_is_not_a_whole_number_is_no_score(value):
    with pytest.raises(InvalidValue, match=r"^score .* is not a whole number from 0-10; nothing"):
        clean("score", {"score": value})


@pytest.mark.parametrize("value", [11, -1, float("inf"), 10**400, 10**5000], ids=range(5))
def test_a_number_outside_the_range_is_no_score(value):
    with pytest.raises(InvalidValue, match=r"^score .* is outside 0-10; nothing was saved$"):
        clean("score", {"score": value})


@pytest.mark.parametrize("value", [7, 7.0, np.int64(7), np.float32(7)])
def test_a_whole_number_of_any_kind_is_a_plain_one_afterwards(value):
    cleaned = clean("score", {"score": value})["score"]
    assert (cleaned, type(cleaned)) == (7, int)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((), ""),
        (["tender spot", "tight"], "tight, tender spot"),
        ({"numb"}, "numb"),
        ("tight", "tight"),
        ("tender spot, tight", "tight, tender spot"),
        (["tight", "tight"], "tight"),
    ],
)
def test_qualities_are_kept_in_one_order_and_once(given, kept):
    assert clean("score", {"qualities": given}) == {"qualities": kept}


@pytest.mark.parametrize("given", ["sore", ["tight", "sore"], [3], 3, None])
def test_a_quality_that_is_not_offered_is_refused(given):
    with pytest.raises(InvalidValue, match=r"^qualities .* is not one of 'dull ache', 'tight'"):
        clean("score", {"qualities": given})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\x00b", "NUL"),
        ("\ud800", "not valid text"),
        ("é" * 150_000, "300 kB long and at most 200 kB"),
        (3, "3 is not text"),
        (None, "None is not text"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused(text, why):
    with pytest.raises(InvalidValue, match=rf"^note .*{why}.*nothing was saved$"):
        clean("score", {"note": text})


def test_a_long_value_is_shortened_in_the_sentence():
    assert len(schema.shown("x" * 1000)) == 58


def test_a_value_that_cannot_be_shown_is_named_by_its_type():
    class Odd:
        def __repr__(self):
            raise RuntimeError

    assert schema.shown(Odd()) == "of type Odd"
