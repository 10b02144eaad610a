import pandas as pd
import pytest

from tracker.analysis.pain.sites import means_by_site
from tracker.foundation.errors import InvalidValue


def scores(*rows):
    frame = pd.DataFrame(rows, columns=["day", "site", "side", "score"])
    return frame.assign(day=pd.to_datetime(frame["day"]))


def test_the_first_four_weeks_stand_beside_the_last_and_the_time_between_counts_for_neither():
    found = means_by_site(
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
    found = means_by_site(
        scores(("2026-01-05", "on the blade", "left", 6), ("2026-01-06", "on the blade", "left", 2))
    )
    assert found[["first", "last"]].to_numpy().tolist() == [[6.0, 2.0]]


def test_a_column_that_is_missing_is_named():
    with pytest.raises(InvalidValue, match="scores has no column 'side'"):
        means_by_site(pd.DataFrame({"day": [], "site": []}))
