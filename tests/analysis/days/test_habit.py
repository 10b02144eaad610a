"""Loop's numbers are those of iSoron/uhabits: ScoreTest.kt and ScoreListTest.kt."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.days.habit import habit_strength, streaks
from tracker.foundation.errors import InvalidValue

TWENTY_CHECKS = [
    0.051922, 0.101149, 0.147820, 0.192067, 0.234017, 0.273788, 0.311495, 0.347244, 0.381137,
    0.413270, 0.443734, 0.472617, 0.500000, 0.525961, 0.550574, 0.573910, 0.596033, 0.617008,
    0.636894, 0.655747,
]  # fmt: skip
WITH_SKIPS = [
    0.051922, 0.101149, 0.147820, 0.192067, 0.234017, 0.273788, 0.311495, 0.347244, 0.347244,
    0.347244, 0.381137, 0.413270, 0.443734, 0.472617, 0.472617, 0.500000, 0.525961, 0.550574,
    0.573910, 0.596033,
]  # fmt: skip
a_diary = st.lists(st.sampled_from(["done", "not", "skipped"]), max_size=60)
a_frequency = st.sampled_from([(1, 1), (3, 7), (1, 7), (2, 3), (5, 7)])


def flags(diary):
    return [day == "done" for day in diary], [day == "skipped" for day in diary]


def test_twenty_daily_checks_read_as_loop_reads_them():
    np.testing.assert_allclose(habit_strength([1] * 20), TWENTY_CHECKS, atol=1e-6)


def test_skipped_days_freeze_the_score_as_in_loop():
    skipped = np.isin(np.arange(20), [19 - 5, 19 - 10, 19 - 11])
    np.testing.assert_allclose(habit_strength([1] * 20, skipped=skipped), WITH_SKIPS, atol=1e-6)


@pytest.mark.parametrize(
    ("frequency", "before", "value", "after"),
    [
        ((1, 1), 0, 1, 0.051922),
        ((1, 1), 0.5, 1, 0.525961),
        ((1, 1), 0.75, 1, 0.762981),
        ((1, 1), 0.5, 0, 0.474039),
        ((7, 7), 0.5, 0, 0.474039),
    ],
)
def test_one_step_is_loops_compute(frequency, before, value, after):
    # A score of .5 is that after 13 daily checks, of .75 that after 26.
    checks = {0: 0, 0.5: 13, 0.75: 26}[before]
    found = habit_strength([1] * checks + [value], frequency=frequency)
    assert found.iloc[-1] == pytest.approx(after, abs=1e-6)


def test_a_habit_of_once_in_three_days_has_loops_slower_step():
    # Both are doubled: two checks in six days are the whole value of a day.
    found = habit_strength([1, 0, 0, 1], frequency=(1, 3))
    half = 0.030314 / 2
    keep = 1 - 0.030314
    expected = half * (1 + keep + keep**2) * keep + 0.030314
    assert found.iloc[-1] == pytest.approx(expected, abs=2e-6)


def test_a_full_year_of_three_a_week_comes_close_to_one():
    done = [day % 7 in (0, 2, 4) for day in range(365)]
    assert habit_strength(done, frequency=(3, 7)).iloc[-1] > 0.99


@pytest.mark.slow
@given(a_diary, a_frequency)
def test_strength_is_what_a_plain_loop_over_the_days_gives(diary, frequency):
    done, skipped = flags(diary)
    num, den = (1, 1) if frequency[0] == frequency[1] else frequency
    keep = 0.5 ** ((num / den) ** 0.5 / 13)
    if num < den:
        num, den = 2 * num, 2 * den
    score, expected = 0.0, []
    for day in range(len(diary)):
        if not skipped[day]:
            value = min(1, sum(done[max(0, day - den + 1) : day + 1]) / num)
            score = score * keep + value * (1 - keep)
        expected.append(score)
    found = habit_strength(done, frequency=frequency, skipped=skipped)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def kept_days(done, num, den):
    """Mark each day within some `den` days with `num` done, by trying every window."""
    kept = [False] * len(done)
    hits = [day for day, yes in enumerate(done) if yes]
    for first in range(-den, len(done)):
        inside = [day for day in hits if first <= day < first + den]
        if len(inside) >= num:
            for day in range(max(first, 0), min(first + den, len(done))):
                kept[day] = True
    return kept


@given(a_diary, a_frequency)
def test_streaks_are_the_runs_of_kept_days_from_a_day_that_was_done(diary, frequency):
    done, skipped = flags(diary)
    counting = [day for day in range(len(diary)) if not skipped[day]]
    yes = [done[day] for day in counting]
    kept = kept_days(yes, *frequency)
    expected, run = [], []
    for place, good in enumerate([*kept, False]):
        if good and (run or yes[place]):
            run.append(place)
        elif not good and run:
            expected.append((counting[run[0]], counting[run[-1]], len(run)))
            run = []
    found = streaks(done, frequency=frequency, skipped=skipped)
    assert list(found.itertuples(index=False, name=None)) == expected


@given(a_diary, a_frequency, st.integers(0, 60))
def test_a_skipped_day_ends_no_streak_and_lengthens_none(diary, frequency, place):
    with_skip = [*diary[:place], "skipped", *diary[place:]]
    before, after = (
        streaks(*flags(each)[:1], frequency=frequency, skipped=flags(each)[1])["days"].tolist()
        for each in (diary, with_skip)
    )
    assert before == after


def test_a_day_missed_does_no_harm_while_the_week_is_kept():
    done = pd.Series([1, 0, 1, 0, 1, 0, 0] * 3, pd.date_range("2026-03-02", periods=21))
    found = streaks(done, frequency=(3, 7))
    assert found.to_dict("records") == [
        {"start": pd.Timestamp("2026-03-02"), "end": pd.Timestamp("2026-03-22"), "days": 21}
    ]
    assert len(streaks(done)) == 9


def test_nothing_done_is_no_streak_and_no_strength():
    assert streaks([0, 0]).empty
    assert streaks([]).columns.tolist() == ["start", "end", "days"]
    assert habit_strength([0, 0]).tolist() == [0, 0]
    assert habit_strength([]).empty


def test_days_left_out_are_days_not_done():
    done = pd.Series([1, 1], pd.to_datetime(["2026-03-01", "2026-03-03"]))
    found = habit_strength(done)
    assert len(found) == 3
    assert found.iloc[1] < found.iloc[0]


@pytest.mark.parametrize("frequency", [(8, 7), (0, 7), (1.5, 7), 3, "37", None, (1, 2, 3)])
def test_a_frequency_that_cannot_be_gets_a_sentence(frequency):
    with pytest.raises(InvalidValue, match="whole numbers from 1, not more times than days"):
        habit_strength([1], frequency=frequency)


def test_skips_of_another_length_and_values_that_are_not_yes_or_no_get_a_sentence():
    with pytest.raises(InvalidValue, match="skipped has 2 days and done 1"):
        streaks([1], skipped=[0, 0])
    with pytest.raises(InvalidValue, match="done 2 is not within 0-1"):
        habit_strength([2])
