import pandas as pd
import pytest

from tracker.analysis.days.self_tests import mobility, peg
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import PEG_ITEMS


def test_the_peg_is_the_mean_of_three_and_waits_for_all_three():
    measures = pd.DataFrame(
        [
            *[
                ("a", "PEG", item, value)
                for item, value in zip(PEG_ITEMS, (4.0, 5, 9), strict=True)
            ],
            *[("b", "PEG", "pain", 4.0), ("b", "back scratch", "", 9.0)],
        ],
        columns=["day", "test", "item", "value"],
    )
    found = peg(measures)
    assert found["peg"].to_dict() == {"a": 6.0}


def test_mobility_has_left_beside_right():
    measures = pd.DataFrame(
        [("a", "back scratch", "left", 4.0), ("a", "seated rotation", "left", 2.0)],
        columns=["day", "test", "side", "value"],
    )
    assert mobility(measures, "back scratch").loc["a"].fillna(-1).tolist() == [4.0, -1.0]
    with pytest.raises(InvalidValue, match="test 'jump' is not one of back scratch"):
        mobility(measures, "jump")


def test_what_is_no_frame_is_refused():
    with pytest.raises(InvalidValue, match="measures must be a frame, not list"):
        peg([])
