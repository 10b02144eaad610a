from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.refused import refused
from tracker import phase_schedules, randomization_test
from tracker.foundation.errors import InvalidValue

# Onghena 1992, the ABAB example: four phases of at least four days.
ONGHENA = [6, 2, 5, 3, 4, 4, 1, 2, 3, 1, 3, 2, 2, 3, 4, 2, 4, 3, 0, 1, 2, 0, 2, 1]
ABAB = np.repeat([0, 1, 0, 1], 6)
# Darwin's maize, crossed less self-fertilised, in eighths of an inch; Fisher, The Design of
# Experiments (1935), section 21: 863 of 32,768 sums reach 314.
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]


def pair_schedules(pairs):
    signs = np.array(list(product([0, 1], repeat=pairs)))
    return np.stack([signs, 1 - signs], axis=2).reshape(len(signs), 2 * pairs)


def by_hand(outcome, assigned):
    on = [y for y, z in zip(outcome, assigned, strict=True) if z]
    off = [y for y, z in zip(outcome, assigned, strict=True) if not z]
    return np.nanmean(on) - np.nanmean(off)


def test_onghenas_abab_example_has_165_schedules_and_his_two_p_values():
    schedules = phase_schedules(24, "ABAB", 4)
    assert schedules.shape == (165, 24)
    days = randomization_test(ONGHENA, ABAB, schedules, alternative="less")
    assert (days.observed, days.p_value, days.exact) == (-2, 5 / 165, True)
    phases = randomization_test(
        ONGHENA, 1 - ABAB, 1 - schedules, alternative="greater", statistic="phases"
    )
    assert (phases.observed, phases.p_value) == (2, 4 / 165)


def test_fishers_exact_count_for_darwins_maize():
    outcome = np.ravel([[difference, 0] for difference in DARWIN])
    schedules = pair_schedules(15)
    found = randomization_test(outcome, [1, 0] * 15, schedules, alternative="greater")
    assert found.p_value == 863 / 32768
    both = randomization_test(outcome, [1, 0] * 15, schedules)
    assert both.p_value == 2 * 863 / 32768
    assert both.n_schedules == 32768


def test_a_naive_shuffle_of_days_differs_where_the_design_has_run_limits():
    # Pain that falls over the weeks by itself, one switch: every switch day shows a difference.
    falling, assigned = np.arange(24)[::-1], np.repeat([0, 1], 12)
    honest = randomization_test(falling, assigned, phase_schedules(24, "AB", 4))
    rng = np.random.default_rng(1)
    shuffled = np.array([rng.permutation(assigned) for _ in range(999)])
    naive = randomization_test(falling, assigned, shuffled)
    assert not naive.exact
    assert naive.p_value == 1 / 1000
    assert honest.p_value == 1


@given(
    st.lists(st.one_of(st.integers(0, 10), st.just(float("nan"))), min_size=8, max_size=8),
    st.integers(0, 15),
    st.sampled_from(["two-sided", "less", "greater"]),
)
def test_the_p_value_is_the_share_counted_one_by_one(outcome, which, alternative):
    schedules = pair_schedules(4)
    each = [by_hand(outcome, row) if _both(outcome, row) else None for row in schedules]
    if each[which] is None:
        with pytest.raises(InvalidValue, match="no value on the days of one condition"):
            randomization_test(outcome, schedules[which], schedules)
        return
    found = randomization_test(outcome, schedules[which], schedules, alternative=alternative)
    size = {"two-sided": abs, "less": lambda x: -x, "greater": lambda x: x}[alternative]
    as_large = [d is None or size(d) >= size(each[which]) - 1e-9 for d in each]
    assert found.observed == pytest.approx(each[which])
    assert found.p_value == sum(as_large) / 16


def _both(outcome, row):
    there = [z for y, z in zip(outcome, row, strict=True) if not np.isnan(y)]
    return len(set(there)) == 2


@pytest.mark.slow
@given(st.lists(st.integers(0, 10), min_size=10, max_size=10))
def test_over_all_schedules_p_is_at_most_any_level_that_often(outcome):
    schedules = pair_schedules(5)
    p = np.array([randomization_test(outcome, row, schedules).p_value for row in schedules])
    for level in (0.05, 0.1, 0.25, 0.5):
        assert (p <= level + 1e-9).mean() <= level


def test_a_random_sample_counts_one_more_and_is_close_to_the_exact_value():
    outcome = np.ravel([[difference, 0] for difference in DARWIN])
    every = pair_schedules(15)
    sample = every[np.random.default_rng(2).integers(1, len(every), 1999)]
    found = randomization_test(outcome, every[-1], sample, alternative="greater")
    assert not found.exact
    assert found.n_schedules == 1999
    exact = 863 / 32768
    assert abs(found.p_value - exact) < 3 * np.sqrt(exact * (1 - exact) / 1999)
    alone = randomization_test([9, 0], [1, 0], [[0, 1], [0, 1], [0, 1]], alternative="greater")
    assert alone.p_value == 1 / 4


def test_a_schedule_twice_among_them_is_a_sample():
    assert not randomization_test([1, 2], [0, 1], [[0, 1], [0, 1], [1, 0]]).exact


@given(st.integers(1, 4), st.integers(0, 5), st.sampled_from(["AB", "ABA", "BAB", "ABAB"]))
def test_phase_schedules_are_all_that_there_are(min_days, free, order):
    n = len(order) * min_days + free
    found = {tuple(row) for row in phase_schedules(n, order, min_days)}
    lengths = (c for c in product(range(min_days, n + 1), repeat=len(order)) if sum(c) == n)
    listed = [
        tuple(
            int(letter == "B") for letter, days in zip(order, c, strict=True) for _ in range(days)
        )
        for c in lengths
    ]
    assert found == set(listed)


def test_phases_may_be_counted_instead_of_named():
    assert (phase_schedules(12, 3, 3) == phase_schedules(12, "ABA", 3)).all()


@refused(
    ({"outcome": [1, 2]}, "outcome has 2 days, assigned 4 and schedules 4; they must be the"),
    ({"assigned": [0, 1, 2, 0]}, "assigned must hold only 0 and 1"),
    ({"schedules": [0, 1, 0, 1]}, "schedules must have one row a schedule"),
    ({"schedules": [["a"] * 4]}, "schedules must hold only 0 and 1"),
    ({"schedules": np.zeros((0, 4))}, "schedules has no row"),
    ({"assigned": [1, 1, 1, 1]}, "no value on the days of one condition"),
    ({"alternative": "smaller"}, "alternative 'smaller' is not one of two-sided, less, gr"),
    ({"statistic": "median"}, "statistic 'median' is not one of days, phases"),
)
def test_what_cannot_be_tested_is_said(given):
    usual = {"outcome": [1, 2, 3, 4], "assigned": [0, 1, 0, 1], "schedules": [[0, 1, 0, 1]]}
    randomization_test(**{**usual, **given})


@refused(
    ((10, "ABAB", 3), "4 phases of at least 3 days need 12 days; n is 10"),
    ((10, "ABC", 3), "phases 'ABC' is not an order such as 'ABAB', nor how many"),
    ((10, "ABBA", 2), "phases 'ABBA' is not an order"),
    ((10, 1, 3), "phases 1 is not an order"),
    ((0, "AB", 3), "n 0 is not a whole number from 1"),
    ((10, "AB", 2.5), "min_days 2.5 is not a whole number from 1"),
    ((1000, "ABAB", 3), r"there are 161,716,335 such schedules; up to 1,000,000 is fine"),
)
def test_phases_that_cannot_be_laid_out_are_refused(given):
    phase_schedules(*given)


def test_the_summary_says_what_was_looked_at():
    found = randomization_test(ONGHENA, ABAB, phase_schedules(24, "ABAB", 4), alternative="less")
    assert found.summary() == (
        "Mean on minus mean off is -2.00; of all 165 schedules, a share of 0.0303 would have shown"
        " a difference as low."
    )
    assert found.summary() in found._repr_html_()
