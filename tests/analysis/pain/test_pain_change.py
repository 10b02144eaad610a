import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.refused import refused
from tracker.analysis.days import error_models
from tracker.analysis.pain.pain_change import PainChange, chance_reach, pain_change, weekly_means
from tracker.analysis.simulate import World, people

WEIGHTS = np.repeat([-1 / 30, 0, 1 / 30], [30, 10, 30])
FIRST, BEFORE = "the first two weeks", "the four weeks before"


def series(values, start="2026-03-02"):
    return pd.Series(values, pd.date_range(start, periods=len(values)), dtype="float64")


def test_a_week_with_too_few_ratings_has_no_mean():
    pain = series([4, 5, 4, 5, np.nan, np.nan, np.nan, 4, 5, 6, np.nan, np.nan, np.nan, np.nan])
    weeks = weekly_means(pain)
    np.testing.assert_array_equal(weeks["mean"], [4.5, np.nan])
    assert weeks["rated"].tolist() == [4, 3]
    assert weekly_means(series([])).columns.tolist() == ["mean", "rated"]


def test_weeks_are_those_of_the_calendar_from_monday():
    weeks = weekly_means(series([4] * 14, "2026-03-05"))
    assert weeks.index.tolist() == list(pd.date_range("2026-03-02", periods=3, freq="W-MON"))
    assert weeks["rated"].tolist() == [4, 7, 3]


@pytest.mark.parametrize(
    ("now", "name"),
    [
        (10.0, "not meaningful"),
        (9.1, "not meaningful"),
        (9.0, "minimal"),
        (7.1, "minimal"),
        (7.0, "moderate"),
        (5.1, "moderate"),
        (5.0, "substantial"),
        (0.0, "substantial"),
    ],
)
def test_changes_have_their_published_names(now, name):
    # Farrar 2001; IMMPACT (Dworkin 2008): 10-20 % minimal, 30 % moderate, 50 % substantial.
    found = pain_change(series([10.0] * 28 + [now] * 28), against=BEFORE)
    assert found.name == name
    assert found.percent == pytest.approx(10 * now - 100)
    assert found.matters_on_neck_scale == (10 - now >= 1.3)
    assert found.summary() in found._repr_html_()


def test_more_pain_is_named_by_its_size_too():
    found = pain_change(series([4.0] * 14 + [6.0] * 28), against=FIRST)
    assert (found.before, found.now, found.points, found.percent) == (4, 6, 2, 50)
    assert found.summary().startswith(
        "The last four weeks had 2.0 points more pain than the first two weeks (from 4.0 to 6.0,"
    )
    assert "a substantial change, at least the 1.3 points" in found.summary()


@given(st.floats(0, 10), st.floats(0, 10))
def test_the_numbers_of_the_sentence_add_up(before, now):
    found = PainChange(FIRST, before, now, now - before, None, "minimal")
    numbers = re.search(r"had ([\d.]+) .* \(from ([\d.]+) to ([\d.]+),", found.summary())
    points, start, end = map(float, numbers.groups())
    assert abs(abs(end - start) - points) < 0.0601
    assert abs(start - before) < 0.0501
    assert abs(end - now) < 0.0501


def test_weeks_weigh_the_same_however_often_they_were_rated():
    rng_week = [2.0] * 4 + [np.nan] * 3
    found = pain_change(series([5.0] * 28 + rng_week + [6.0] * 21), against=BEFORE)
    # Weeks are counted back from the last rated day, so the sparse one is a week of its own.
    assert found.now == pytest.approx((2 + 6 + 6 + 6) / 4)


def test_days_after_the_last_rating_do_not_shift_the_weeks():
    pain = [5.0] * 28 + [4.0] * 28
    blank = [np.nan] * 10
    padded = pain_change(series([*blank, *pain, *blank]), against=BEFORE)
    assert padded == pain_change(series(pain), against=BEFORE)


def test_no_pain_before_has_no_per_cent():
    found = pain_change(series([0.0] * 28 + [2.0] * 28), against=BEFORE)
    assert (found.percent, found.name) == (None, "substantial")
    assert "%" not in found.summary()  # nor an interval: nothing wanders
    assert pain_change(series([0.0] * 56), against=BEFORE).name == "not meaningful"


def wandering(seed, phi, n=70):
    return people(World(autocorrelation=phi, missing=0.1), 1, n, seed).pain[0]


def test_in_brief_it_says_how_much_and_whether_that_is_more_than_wandering():
    wander = np.random.default_rng(0).integers(0, 3, 56)
    same, less = (
        pain_change(series(4 + wander - down * (np.arange(56) > 27)), against=BEFORE)
        for down in (0, 3)
    )
    assert same.brief() == f"Against {BEFORE} pain has hardly changed."
    said = f"The last four weeks had {-less.points:.1f} points less pain than {BEFORE}"
    assert less.brief() == f"{said}, further than it wanders."
    assert pain_change(series([4, 5]), against=BEFORE).brief() == ""


def test_the_interval_is_around_the_points_and_said():
    pain = series(wandering(1, 0.3, 180)) - np.repeat([0, 3], [152, 28])
    found = pain_change(pain.clip(0), against=BEFORE)
    assert found.low < found.points < found.high < 0
    assert "That is more than such pain wanders by itself (95 % interval -" in found.summary()
    alike = pain_change(series(wandering(1, 0.3)), against=BEFORE)
    assert alike.low < 0 < alike.high
    assert "Such pain wanders as far by itself" in alike.summary()


@pytest.mark.slow
@pytest.mark.parametrize("phi", [0.3, 0.8])
def test_pain_that_only_wanders_is_within_the_interval_19_times_in_20(phi):
    # A t-test of the two times 28 days alarms in 18 and 46 of 100 such diaries.
    found = [pain_change(series(wandering(seed, phi)), against=BEFORE) for seed in range(120)]
    alarms = sum(not each.low <= 0 <= each.high for each in found)
    assert alarms <= stats.binom.ppf(0.999, 120, 0.07 if phi < 0.6 else 0.12)


@pytest.mark.parametrize("against", [FIRST, BEFORE])
@pytest.mark.parametrize("values", [[], [4], [np.nan] * 90, [4] * 40, [4, *[np.nan] * 88, 4]])
def test_too_few_ratings_get_a_sentence_and_no_number(values, against):
    found = pain_change(series(values), against=against)
    assert (found.before, found.now, found.points, found.percent, found.name) == (None,) * 5
    assert found.matters_on_neck_scale is None
    assert found.summary().startswith("There are not enough rated days yet")


@refused(
    ([4] * 60, BEFORE, "pain must be indexed by day"),
    (series([4] * 60), "last year", "against 'last year' is not"),
    (series([11]), FIRST, "pain 11 is not within 0-10"),
    (series([4, 5]).iloc[::-1], FIRST, "put the days in order"),
)
def test_what_cannot_be_compared_gets_a_sentence(pain, against):
    pain_change(pain, against=against)


def test_days_that_do_not_depend_on_each_other_have_students_t(monkeypatch):
    monkeypatch.setattr(error_models, "PHI", np.array([0.0]))
    pain = np.random.default_rng(1).normal(5, 1, 70)
    means = [pain[part].mean() for part in (slice(30), slice(30, 40), slice(40, 70))]
    left = pain - np.repeat(means, [30, 10, 30])
    expected = stats.t.ppf(0.975, 67) * np.sqrt((left @ left) / 67 * 2 / 30)
    assert chance_reach(pain, WEIGHTS) == pytest.approx(expected, rel=1e-6)


def test_the_more_days_depend_on_each_other_the_further_they_stray():
    rng = np.random.default_rng(2)
    shocks = rng.normal(size=70)
    slow = shocks.copy()
    for day in range(1, 70):
        slow[day] = 0.9 * slow[day - 1] + np.sqrt(1 - 0.81) * shocks[day]
    assert chance_reach(slow, WEIGHTS) > 1.3 * chance_reach(shocks, WEIGHTS)


def test_gaps_stay_gaps_and_no_spread_has_no_interval():
    pain = np.random.default_rng(3).normal(5, 1, 70)
    pain[5::9] = np.nan
    weights = np.where(np.isnan(pain), 0, WEIGHTS)
    assert np.isfinite(chance_reach(pain, weights))
    assert chance_reach(np.full(70, 4.0), WEIGHTS) is None
