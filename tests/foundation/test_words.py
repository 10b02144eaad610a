import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.foundation.words import p_words


@pytest.mark.parametrize(
    ("p_value", "digits", "said"),
    [
        (0.001, 3, ".001"),
        (0.00099, 3, "below .001"),
        (0.0, 3, "below .001"),
        (1.0, 3, "1.000"),
        (0.0099, 2, "below .01"),
        (0.05, 2, ".05"),
    ],
)
def test_a_p_value_is_written_as_journals_do(p_value: float, digits: int, said: str) -> None:
    assert p_words(p_value, digits=digits) == said


@given(st.floats(0, 1), st.integers(2, 4))
def test_what_is_written_is_the_p_value_within_its_last_digit(p_value: float, digits: int) -> None:
    number = float(re.sub("^below ", "", p_words(p_value, digits=digits)))
    assert abs(number - p_value) <= 10**-digits
