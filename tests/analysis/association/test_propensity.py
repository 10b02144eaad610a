import numpy as np
import pytest
from scipy.special import expit

from tests.calibration.methods import prepared
from tracker.analysis.association.propensity import a_day_later, fit, latest_rating, splines
from tracker.analysis.simulate import World, people


def given(world, days=720, count=20, seed=1):
    return prepared(people(world, count, days, seed))


def chance(found, diary):
    """The fitted chance of each day, with the past that happened."""
    past = np.stack(
        [np.concatenate([diary.before[:, :1], diary.stretched[:, :-1]], axis=1),
         diary.short, diary.before]
    )  # fmt: skip
    return expit(found.fixed + np.einsum("ip,ipn->pn", found.done.T, past))


def test_fitted_chances_are_right_on_average_and_follow_the_weekday():
    diary = given(World(weekday=1, will=0))
    fitted = chance(fit(diary), diary)
    assert fitted.mean() == pytest.approx(diary.stretched.mean(), abs=0.01)
    weekend = diary.weekday >= 5
    for days in (weekend, ~weekend):
        assert fitted[:, days].mean() == pytest.approx(diary.stretched[:, days].mean(), abs=0.05)


def test_pain_that_drives_stretching_is_seen_in_the_ratings_and_where_there_is_none_it_is_not():
    driven = fit(given(World(reverse_causation=0.8), count=40)).felt.sum(axis=1)
    free = fit(given(World(), count=40)).felt.sum(axis=1)
    assert driven.mean() > 0.3
    assert abs(free.mean()) < 0.1


@pytest.mark.slow
def test_pain_and_session_of_the_same_day_that_go_together_are_seen_whichever_drives_the_other():
    driven, eased, apart = (
        fit(given(World(**traits), count=100)).same_day.mean()
        for traits in ({"same_day": 0.7}, {"relief": 0.5}, {})
    )
    assert driven > 0.95
    assert eased > 0.95
    assert apart < 0.3  # 13 in 100 by chance


def test_paused_and_unknown_days_are_not_learnt_from():
    lived = people(World(), 1, 200, 1)
    lived.stretched[:, 100:150] = False
    paused = np.zeros_like(lived.known)
    paused[:, 100:150] = True
    with_pause, as_lived = fit(prepared(lived, paused)), fit(prepared(lived))
    assert with_pause.fixed[0, 100:150].mean() > as_lived.fixed[0, 100:150].mean() + 0.5


def test_an_unknown_day_counts_with_the_share_of_the_days_around_it():
    lived = people(World(forgotten=0.3), 2, 100, 1)
    diary = prepared(lived)
    unknown = diary.stretched[~lived.known]
    assert ((unknown > 0) & (unknown < 1)).all()
    assert not diary.free[~lived.known].any()


def test_the_latest_rating_of_each_day():
    rated = np.array([[True, False, False, True], [False, False, True, False]])
    assert latest_rating(rated).tolist() == [[0, 0, 0, 3], [2, 2, 2, 2]]
    assert a_day_later(np.array([[1.0, 2.0, 3.0]])).tolist() == [[1, 1, 2]]


@pytest.mark.parametrize("days", [1, 60, 180, 3650])
def test_splines_sum_to_one_everywhere(days):
    assert splines(days).sum(axis=1) == pytest.approx(1)
    assert splines(days).shape[1] == max(round(days / 60), 1) + 3
