"""Whether pain drives stretching, against statsmodels and on people whose truth is known."""

import numpy as np
import pytest
import statsmodels.api as sm

from tracker.analysis.association.association import prepared
from tracker.analysis.association.propensity import diaries
from tracker.analysis.association.reverse_causation import Reverse, reverse
from tracker.analysis.simulate import World, people, simulate_person


def test_but_for_a_light_ridge_it_is_the_logistic_regression_of_statsmodels(monkeypatch):
    monkeypatch.setattr("tracker.analysis.association.reverse_causation._RIDGE", 1e-9)
    days = simulate_person(300, reverse_causation=0.4, seed=3)
    diary = prepared(days, 14)
    felt = np.concatenate([diary.pain[0, :1], diary.pain[0, :-1]])
    before = np.concatenate([diary.stretched[0, :1], diary.stretched[0, :-1]])
    weekday = [(diary.weekday == d) * 1.0 - (diary.weekday == 6) for d in range(6)]
    recovery = [np.exp(-np.arange(300) / tau) for tau in (20, 50)]
    trend = np.linspace(-1, 1, 300)
    columns = [felt, np.ones(300), before, diary.short[0], trend, *recovery, *weekday]
    x = np.stack(columns, axis=1)
    fitted = sm.Logit(diary.stretched[0], x).fit(disp=0, maxiter=100)
    share = np.mean(fitted.predict() * (1 - fitted.predict()))
    found = reverse(diary)
    assert found.effect == pytest.approx(fitted.params[0] * share, rel=1e-4)
    assert found.p_value == pytest.approx(fitted.pvalues[0], rel=1e-4)
    low, high = fitted.conf_int()[0] * share
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-4)


def test_without_reverse_causation_it_is_found_about_5_times_in_100():
    lived = people(World(will=0.8), 400, 180, 4)
    each = zip(lived.pain, lived.stretched, lived.known, strict=True)
    nobody, weekday = np.zeros((1, 180), bool), np.arange(180) % 7
    diary_of = (diaries(*(row[None] for row in one), nobody, weekday, 14) for one in each)
    found = np.array([reverse(diary).p_value for diary in diary_of])
    assert 0.025 < np.mean(found <= 0.05) < 0.085  # 3 standard errors


def test_a_rating_before_the_session_may_have_driven_it_the_same_day():
    days = simulate_person(720, same_day=0.7, autocorrelation=0.0, seed=2)
    diary = prepared(days, 14)
    assert reverse(diary, rated="before").p_value < 1e-6
    assert reverse(diary, rated="after").p_value > 0.01


@pytest.mark.parametrize(
    "days",
    [
        simulate_person(29, seed=1),
        simulate_person(120, seed=1).assign(stretched=False),
        simulate_person(120, seed=1).assign(pain=5.0),
        simulate_person(120, seed=1).assign(pain=np.nan),
    ],
    ids=["short", "never", "constant", "not rated"],
)
def test_a_diary_too_small_or_too_even_says_nothing(days):
    assert reverse(prepared(days, 14)) == Reverse()
