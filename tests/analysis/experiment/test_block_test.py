import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.analysis.days.error_models import ErrorModels
from tracker.analysis.experiment.block_test import SAMPLE, block_sums, directions, sign_rows
from tracker.analysis.simulate import ar1


def diary(days, effect, pushed, own, seed, autocorrelation=0.5):
    rng = np.random.default_rng(seed)
    pain = 5 + 1.3 * ar1(rng, days, 1, autocorrelation)[:, 0] + 0.6 * rng.standard_normal(days)
    return pain + effect * (pushed @ own)


def test_directions_are_what_a_schedule_does_to_the_assigned_consistency():
    pushed = directions(3, 4, 5, 7)
    own, keep = np.array([1.0, -1.0, 1.0]), 0.5 ** (1 / 7)
    assigned = np.concatenate(
        [np.full(5, 0.5), np.repeat([1, 0, 0, 1, 1, 0], 4)],
    )
    before, by_hand = 0.5, []
    for value in assigned:
        by_hand.append(before)
        before = keep * before + (1 - keep) * value
    assert 0.5 + pushed @ own == pytest.approx(np.array(by_hand))


def by_algebra(pain, rated, pushed, own, signs, phi, noise):
    """Return generalised least squares with the whole covariance matrix, in place of a filter."""
    n = len(pain)
    apart = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    v = (phi**apart + noise * np.eye(n))[np.ix_(rated, rated)]
    trend = np.column_stack([np.ones(n), np.linspace(-1, 1, n)])[rated]
    w = np.linalg.inv(v)
    w = w - w @ trend @ np.linalg.inv(trend.T @ w @ trend) @ trend.T @ w
    x = pushed[rated]
    each = [(s @ x.T @ w @ pain[rated]) / np.sqrt(s @ x.T @ w @ x @ s) for s in signs]
    h = x @ own
    return (h @ w @ pain[rated]) / (h @ w @ h), np.array(each)


def test_the_sums_are_those_of_least_squares_with_the_whole_covariance_matrix():
    pushed, own = directions(6, 7, 3, 7), np.array([1.0, -1, -1, 1, 1, -1])
    pain = diary(87, -2.0, pushed, own, 1)
    rated = np.random.default_rng(2).random(87) > 0.2
    signs, _ = sign_rows(6, own, 0)
    found = block_sums(pain[:, None], rated, pushed)[0].found(own, signs)
    model = ErrorModels(rated, drift={0.0: 1.0}, initial=1.0)
    likely = [
        by_algebra(pain, rated, pushed, own, signs, phi, noise)
        for phi, noise in zip(model.phi[:, 0], model.noise, strict=True)
    ]
    nearest = min(likely, key=lambda other: abs(other[0] - found.effect))
    assert found.effect == pytest.approx(nearest[0])
    assert found.each == pytest.approx(nearest[1])


@given(st.integers(0, 10_000), st.integers(6, 8), st.integers(3, 9), st.sampled_from([0.0, -2.0]))
@settings(max_examples=20)
def test_the_interval_is_every_effect_that_the_test_does_not_rule_out(seed, pairs, block, effect):
    rng = np.random.default_rng(seed)
    pushed, own = directions(pairs, block, 0, 7), rng.choice([-1.0, 1.0], pairs)
    pain = diary(len(pushed), effect, pushed, own, seed)
    rated = rng.random(len(pain)) > 0.1
    signs, _ = sign_rows(pairs, own, 0)

    def p_of(theta):
        rest = pain - theta * (pushed @ own)
        return block_sums(rest[:, None], rated, pushed)[0].found(own, signs).p_value()

    low, high = block_sums(pain[:, None], rated, pushed)[0].found(own, signs).interval()
    width = high - low
    assert p_of(low - 0.001 * width) <= 0.05 < p_of(low + 0.001 * width)
    assert p_of(high + 0.001 * width) <= 0.05 < p_of(high - 0.001 * width)


@given(st.integers(0, 10_000), st.integers(6, 7), st.integers(2, 6))
@settings(max_examples=20)
def test_of_all_that_chance_could_draw_at_most_one_in_twenty_is_a_false_alarm(seed, pairs, block):
    rng = np.random.default_rng(seed)
    pushed = directions(pairs, block, 0, 7)
    pain = np.rint(diary(len(pushed), 0, pushed, np.zeros(pairs), seed, 0.8))
    rated = rng.random(len(pain)) > 0.2
    signs, exact = sign_rows(pairs, np.ones(pairs), 0)
    summed = block_sums(pain[:, None], rated, pushed)[0]
    for alternative in ("two-sided", "less"):
        p = np.array([summed.found(own, signs).p_value(alternative) for own in signs])
        assert exact
        assert (p <= 0.05).mean() <= 0.05
        assert (p <= 0.25).mean() <= 0.25


def test_many_diaries_at_once_are_as_one_by_one():
    pushed, own = directions(6, 5, 0, 7), np.ones(6)
    pain = np.column_stack([diary(60, -1, pushed, own, seed) for seed in range(4)])
    rated = np.arange(60) % 9 != 0
    together = block_sums(pain, rated, pushed)
    for i, summed in enumerate(together):
        (alone,) = block_sums(pain[:, [i]], rated, pushed)
        assert summed.along == pytest.approx(alone.along)


def test_with_more_than_14_pairs_a_sample_and_the_drawn_one_stand_for_all():
    own = np.array([1.0, -1] * 10)
    signs, exact = sign_rows(20, own, 5)
    assert (signs.shape, exact) == ((SAMPLE + 1, 20), False)
    assert (signs[-1] == own).all()
    assert (sign_rows(20, own, 5)[0] == signs).all()


def test_pairs_that_were_never_lived_take_nothing_from_the_test():
    pushed, own = directions(8, 7, 0, 7), np.ones(8)
    pain = diary(112, -4, pushed, own, 3)
    rated = np.arange(112) < 70
    signs, _ = sign_rows(8, own, 0)
    found = block_sums(pain[:, None], rated, pushed)[0].found(own, signs)
    assert np.isfinite(found.effect)
    # Of 256 schedules 8 are alike in the five pairs that were lived, and 8 their mirror images.
    assert found.p_value() >= 16 / 256
    low, high = found.interval()
    assert (low, high) == (-np.inf, np.inf)
