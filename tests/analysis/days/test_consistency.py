import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.days.consistency import adherence, carry, half_life, weighted_consistency
from tracker.foundation.errors import InvalidValue


def days(start="2026-03-02", **columns):
    """Days from a Monday on."""
    given = {"sessions": 0, "minutes": 0.0, "target": 3.0, "paused": False} | columns
    n = max(len(value) for value in given.values() if isinstance(value, list))
    return pd.DataFrame(given, index=pd.date_range(start, periods=n))


def test_a_week_is_held_against_the_plan_in_force_in_it():
    weeks = adherence(
        days(sessions=[1, 0, 1, 0, 1, 0, 0] * 2, target=[3] * 7 + [5] * 7, minutes=[5.0] * 14)
    )
    assert weeks.index.tolist() == [pd.Timestamp("2026-03-02"), pd.Timestamp("2026-03-09")]
    assert (weeks.index.name, weeks.index.freqstr) == ("week", "W-MON")
    assert weeks["done"].tolist() == [3, 3]
    assert weeks["planned"].tolist() == [3, 5]
    assert weeks["share"].tolist() == [1, 0.6]
    assert weeks["minutes"].tolist() == [35, 35]


def test_a_plan_that_changes_within_a_week_counts_by_the_days_it_held():
    weeks = adherence(days(target=[3] * 3 + [5] * 4))
    assert weeks["planned"].tolist() == pytest.approx([(3 * 3 + 5 * 4) / 7])


def test_paused_days_count_neither_for_nor_against_but_their_minutes_are_a_dose():
    weeks = adherence(
        days(sessions=[1] * 7, paused=[False] * 3 + [True] * 4, target=7.0, minutes=[2.0] * 7)
    )
    assert weeks.to_numpy().tolist() == [[3, 3, 1, 14]]
    away = adherence(days(paused=[True] * 7))
    assert away["planned"].tolist() == [0]
    assert away["share"].isna().all()


def test_a_week_that_the_diary_covers_in_part_has_its_part_of_the_plan():
    weeks = adherence(days("2026-03-05", sessions=[1, 0, 0, 1], target=7.0))
    assert weeks.index.tolist() == [pd.Timestamp("2026-03-02")]
    assert weeks[["done", "planned", "share"]].to_numpy().tolist() == [[2, 4, 0.5]]


def test_without_a_plan_there_is_no_share():
    weeks = adherence(days(sessions=[1] * 7, target=np.nan))
    assert weeks["done"].tolist() == [7]
    assert weeks[["planned", "share"]].isna().all(axis=None)


def test_minutes_that_are_not_known_make_the_dose_of_the_week_unknown():
    weeks = adherence(days(minutes=[5.0] * 6 + [np.nan] + [1.0] * 7))
    np.testing.assert_array_equal(weeks["minutes"], [np.nan, 7])


def test_weeks_left_out_of_the_diary_are_weeks_without_a_session():
    whole = days(sessions=[1] * 21)
    weeks = adherence(whole.iloc[[*range(7), *range(14, 21)]])
    assert weeks["done"].tolist() == [7, 0, 7]
    assert weeks["planned"].tolist() == [3, 3, 3]


def test_consistency_is_the_weighted_share_with_the_half_life_said():
    found = weighted_consistency(days(stretched=[True] * 14 + [False] * 14), half_life_days=14)
    assert found.iloc[13] == pytest.approx(1)
    assert found.iloc[27] == pytest.approx(0.5)
    keep, h = half_life(7), 0.5
    stretched = [1, 0, 0, 1] * 7
    expected = [h := keep * h + (1 - keep) * value for value in stretched]
    found = weighted_consistency(days(stretched=stretched), half_life_days=7)
    np.testing.assert_allclose(found, expected, atol=1e-12)


@given(
    st.lists(st.sampled_from([0.0, 1.0, np.nan]), min_size=1, max_size=60),
)
def test_an_unknown_day_has_the_share_before_it_and_leaves_it_as_it_was(values):
    values = np.array(values)
    known = ~np.isnan(values)
    found = carry(values, known)
    keep = half_life(7)
    share = values[known].mean() if known.any() else 0.0
    for value, day in zip(values, found, strict=True):
        expected = share if np.isnan(value) else value
        assert day == pytest.approx(expected)
        share = keep * share + (1 - keep) * expected
    assert np.all((found >= 0) & (found <= 1))


def test_days_of_which_nothing_is_known_are_not_days_without_a_session():
    table = days(stretched=[True] * 14 + [False] * 14, observed=[True] * 14 + [False] * 14)
    assert weighted_consistency(table).iloc[-1] == pytest.approx(1)
    assert weighted_consistency(table, carried=False).iloc[-1] == pytest.approx(0.5)


@pytest.mark.parametrize("value", [0, -1, np.nan, np.inf, "14", None])
def test_a_half_life_that_cannot_be_gets_a_sentence(value):
    with pytest.raises(InvalidValue, match="is not a number of days above 0"):
        weighted_consistency(days(stretched=[True]), half_life_days=value)


def test_frames_without_the_columns_get_a_sentence():
    with pytest.raises(InvalidValue, match="days has no column 'target'"):
        adherence(days(sessions=[1]).drop(columns="target"))
    with pytest.raises(InvalidValue, match="days is empty"):
        adherence(days(sessions=[1]).iloc[:0])
