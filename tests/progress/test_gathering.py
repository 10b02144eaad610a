"""Scores by site and self-tests by day."""

from __future__ import annotations

import pandas as pd
import pytest

from tracker.errors import InvalidValue
from tracker.progress.gathering import by_site, mobility, peg
from tracker.schema import PEG_ITEMS


def scores(*rows):
    frame = pd.DataFrame(rows, columns=["day", "site", "side", "score"])
    return frame.assign(day=pd.to_datetime(frame["day"]))


def test_the_first_four_weeks_stand_beside_the_last_and_the_time_between_counts_for_neither():
    found = by_site(
        scores(
            ("2026-01-05", "on the blade", "left", 6),
            ("2026-02-01", "on the blade", "left", 4),
            ("2026-02-02", "on the blade", "left", 9),
            ("2026-05-01", "on the blade", "left", 2),
            ("2026-05-01", "top of the shoulder", "right", 3),
            ("2026-05-01", "upper back", "both", 10),
        )
    )
    assert found["site"].tolist() == ["top of the shoulder", "on the blade"]  # head to waist
    blade = found.iloc[1]
    assert (blade["first"], blade["last"], blade["n_first"], blade["n_last"]) == (5, 2, 2, 1)
    assert pd.isna(found.iloc[0]["first"])


def test_a_short_diary_is_halved():
    found = by_site(
        scores(("2026-01-05", "on the blade", "left", 6), ("2026-01-06", "on the blade", "left", 2))
    )
    assert found[["first", "last"]].to_numpy().tolist() == [[6.0, 2.0]]


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


def test_a_column_that_is_missing_is_named():
    with pytest.raises(InvalidValue, match="scores has no column 'side'"):
        by_site(pd.DataFrame({"day": [], "site": []}))
    with pytest.raises(InvalidValue, match="measures must be a frame, not list"):
        peg([])
