import numpy as np
import pytest

from tracker.analysis.association.whitening import Whitened, basis, solve


@pytest.mark.parametrize("phi", [0.0, 0.5, 0.975])
@pytest.mark.parametrize("days", [1, 2, 30])
def test_solving_in_one_pass_agrees_with_the_dense_covariance_with_gaps(phi, days):
    rng = np.random.default_rng(days)
    rated = rng.random((3, days)) > 0.3
    columns = rng.normal(size=(3, days, 2)) * rated[:, :, None]
    solved, log_det = solve(np.array([phi]), np.array([0.25]), rated, columns)
    for person in range(3):
        there = np.flatnonzero(rated[person])
        covariance = phi ** np.abs(there[:, None] - there) + 0.25 * np.eye(len(there))
        expected = np.linalg.solve(covariance, columns[person, there])
        assert solved[0, person, there] == pytest.approx(expected)
        assert not solved[0, person, ~rated[person]].any()
        assert log_det[0, person] == pytest.approx(np.linalg.slogdet(covariance)[1])


@pytest.fixture
def two_people():
    rng = np.random.default_rng(3)
    pain = rng.normal(5, 1, (2, 90))
    pain[0, 5:15] = np.nan
    return pain, rng.random((2, 90)), basis(90, np.arange(90) % 7)


def test_weights_see_no_level_trend_recovery_or_weekly_rhythm(two_people):
    pain, consistency, columns = two_people
    weights = Whitened(pain, consistency, columns).weights(np.zeros((2, 1)))[:, 0]
    assert np.abs(weights @ columns).max() < 1e-4
    moved = Whitened(pain + columns @ np.arange(10.0), consistency, columns)
    assert moved.weights(np.zeros((2, 1)))[:, 0] == pytest.approx(weights, abs=1e-3)


def test_weights_for_an_assumed_effect_are_those_of_the_pain_that_it_leaves(two_people):
    pain, consistency, columns = two_people
    assumed = Whitened(pain, consistency, columns).weights(np.full((2, 1), -1.5))
    left = Whitened(pain + 1.5 * consistency, consistency, columns).weights(np.zeros((2, 1)))
    assert assumed == pytest.approx(left)


def test_days_without_a_rating_weigh_nothing(two_people):
    pain, consistency, columns = two_people
    weights = Whitened(pain, consistency, columns).weights(np.zeros((2, 1)))
    assert not weights[0, 0, 5:15].any()


def test_a_clear_effect_is_where_the_search_starts(two_people):
    pain, consistency, columns = two_people
    effect, error = Whitened(pain - 3 * consistency, consistency, columns).start()
    assert (np.abs(effect + 3) < 4 * error).all()
    assert (error < 1).all()
