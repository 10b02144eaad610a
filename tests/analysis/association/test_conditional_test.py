import numpy as np
import pytest
from scipy.special import expit

from tests.calibration.methods import prepared
from tracker.analysis.association.conditional_test import chance_logits, redraw, tails
from tracker.analysis.association.propensity import Propensity
from tracker.analysis.simulate import World, people

DAYS = 60
NEVER = np.array([False])
WEIGHTS = np.random.default_rng(6).normal(size=DAYS)


@pytest.fixture
def diary():
    lived = people(World(missing=0.2, forgotten=0.1), 1, DAYS, 4)
    paused = np.zeros_like(lived.known)
    paused[:, 20:25] = True
    return prepared(lived, paused)


@pytest.fixture
def habit():
    fixed = np.random.default_rng(5).normal(size=(1, DAYS))
    return Propensity(fixed, np.array([[0.7, 1.0, -0.5]]), np.array([[0.4, 0.3, 0.2]]), NEVER)


def one_at_a_time(diary, habit, weights, theta, chances):
    """The same, written out for one draw in plain Python."""
    rated, free = np.isfinite(diary.pain[0]), diary.free[0]
    keep, keep7 = 0.5 ** (1 / 14), 0.5 ** (1 / 7)
    h = before = diary.before[0, 0]
    h7, s, total = diary.short[0, 0], diary.before[0, 0], 0.0
    felt_now = felt_last = felt_slow = 0.0
    for t in range(DAYS):
        total += weights[t] * h
        felt_last = felt_now
        if rated[t]:
            felt_now = theta * (h - diary.before[0, t])
        felt_slow = keep7 * felt_slow + (1 - keep7) * felt_last
        logit = habit.fixed[0, t] + habit.done[0] @ [s, h7, h]
        logit += habit.felt[0] @ [felt_now, felt_last, felt_slow]
        s = float(expit(chances[t]) < expit(logit))
        if not free[t]:
            lived = diary.stretched[0, t]
            s = lived if lived in (0, 1) else h7
        h7, h = keep7 * h7 + (1 - keep7) * s, keep * h + (1 - keep) * s
    assert before == diary.before[0, 0]
    return total


@pytest.mark.parametrize("theta", [0.0, -3.0])
def test_many_draws_at_once_are_the_draws_one_at_a_time(diary, habit, theta):
    chances = chance_logits(7, DAYS, 1, 5)
    _, drawn = redraw(diary, habit, WEIGHTS[None], np.array([theta]), chances)
    expected = [one_at_a_time(diary, habit, WEIGHTS, theta, chances[:, 0, i]) for i in range(5)]
    assert drawn[0] == pytest.approx(expected)


def test_several_effects_at_once_share_their_random_numbers(diary, habit):
    weights = np.random.default_rng(6).normal(size=(2, DAYS))
    chances, theta = chance_logits(7, DAYS, 1, 50), np.array([0.0, -3.0])
    together = redraw(diary, habit, weights, theta, chances)
    for i in range(2):
        alone = redraw(diary, habit, weights[i : i + 1], theta[i : i + 1], chances)
        assert together[0][i] == pytest.approx(alone[0][0])
        assert together[1][i] == pytest.approx(alone[1][0])


def test_where_stretching_was_certain_every_draw_is_the_days_that_happened(diary, habit):
    sure = Propensity(np.where(diary.stretched == 1, 50.0, -50.0), habit.done, habit.felt, NEVER)
    observed, drawn = redraw(diary, sure, WEIGHTS[None], np.zeros(1), chance_logits(7, DAYS, 1, 9))
    # Unknown days go on at the 7-day share, which starts at another mean when all days are known.
    assert drawn == pytest.approx(np.full((1, 9), observed[0]), abs=0.01)


def test_draws_agree_with_the_true_propensity_on_average(diary):
    even = Propensity(np.zeros((1, DAYS)), np.zeros((1, 3)), np.zeros((1, 3)), NEVER)
    last = np.zeros((1, DAYS))
    last[0, -1] = 1  # the consistency before the last day
    free = prepared(people(World(), 1, DAYS, 4))
    _, drawn = redraw(free, even, last, np.zeros(1), chance_logits(8, DAYS, 1, 20_000))
    kept = 0.5 ** ((DAYS - 1) / 14)
    assert drawn.mean() == pytest.approx(kept * free.before[0, 0] + 0.5 * (1 - kept), abs=0.003)


def test_each_tail_counts_the_days_that_happened_as_one_draw_more():
    below, above = tails(np.array([0.0, 9.0]), np.array([[1.0, 2.0, 3.0]] * 2))
    assert below.tolist() == [0.25, 1.0]
    assert above.tolist() == [1.0, 0.25]


def test_random_numbers_are_finite_and_follow_their_seed():
    first, again, other = (chance_logits(seed, 30, 2, 100) for seed in (1, 1, 2))
    assert np.isfinite(first).all()
    assert (first == again).all()
    assert not (first == other).all()
