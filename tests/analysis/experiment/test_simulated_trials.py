import numpy as np
import pytest

from tests.refused import refused
from tracker import plan_experiment, simulate_experiment
from tracker.analysis.experiment.simulated_trials import p_values, simulate_trials, with_gaps
from tracker.analysis.simulate import World

PLAN = plan_experiment(start="2026-03-02", pairs=6, block_days=7, run_in_days=4, seed=1)
LONG_PLAN = plan_experiment(start="2026-01-05", pairs=20, run_in_days=14, seed=7)
MISLEADING = World(reverse_causation=0.5, flare=3.0, beginner=1.0, autocorrelation=0.8)


def test_each_person_draws_an_order_and_lives_every_day_of_it():
    own, pain = simulate_trials(
        PLAN, World(effect=-8, half_life_days=1), 400, np.random.default_rng(1), (0.95, 0.05)
    )
    assert own.shape == (400, 6)
    assert abs(own.mean()) < 0.1
    first, second = (pain[:, 4 + 7 * k : 11 + 7 * k].mean(axis=1) for k in (0, 1))
    assert ((first < second) == (own[:, 0] > 0)).mean() > 0.95


def test_where_pain_drives_stretching_and_a_flare_recovers_false_alarms_stay_rare():
    rng = np.random.default_rng(2)
    own, pain = simulate_trials(PLAN, MISLEADING, 600, rng, (0.6, 0.3))
    p = p_values(PLAN, own, with_gaps(pain, 0.2, rng))
    assert p.shape == (600,)
    # 2 of 64 schedules at most; three standard errors on 600 people.
    assert (p <= 0.05).mean() <= 2 / 64 + 3 * np.sqrt(2 / 64 * 62 / 64 / 600)
    assert abs((p <= 0.5).mean() - 0.5) < 3 * 0.5 / np.sqrt(600)


def test_a_true_effect_is_held_against_the_diaries_and_its_interval_covers_it():
    plan = plan_experiment(start="2026-03-02", pairs=9, block_days=7, seed=1)
    world = World(effect=-3, half_life_days=7, will=0.0, adherence=0.5)
    own, pain = simulate_trials(plan, world, 300, np.random.default_rng(4), (1 - 1e-9, 1e-9))
    covered = (p_values(plan, own, pain, effect=-3) > 0.05).mean()
    assert abs(covered - 0.95) < 3 * np.sqrt(0.95 * 0.05 / 300)
    assert (p_values(plan, own, pain) <= 0.05).mean() > 0.3


def test_those_with_gaps_of_their_own_are_tested_one_by_one():
    own, pain = simulate_trials(PLAN, World(missing=0.2), 3, np.random.default_rng(5), (0.8, 0.2))
    assert np.isnan(pain).any(axis=1).all()
    together = p_values(PLAN, own, pain)
    assert [p_values(PLAN, own[[i]], pain[[i]])[0] for i in range(3)] == together.tolist()


def test_a_simulated_person_keeps_to_the_plan_as_said():
    days = simulate_experiment(LONG_PLAN, keeps=(0.9, 0.2), will=0.0, seed=1)
    by_condition = days["stretched"].groupby(LONG_PLAN.assigned().to_numpy()).mean()
    assert by_condition[1.0] == pytest.approx(0.9, abs=0.04)
    assert by_condition[0.0] == pytest.approx(0.2, abs=0.05)
    assert days.index.equals(LONG_PLAN.days())


def test_the_effect_moves_pain_where_it_was_drawn_and_nowhere_else():
    with_it, without = (simulate_experiment(LONG_PLAN, effect=e, seed=1) for e in (-4.0, 0.0))
    moved = (with_it["pain"] - without["pain"]).groupby(LONG_PLAN.assigned().to_numpy()).mean()
    assert moved[1.0] < moved[0.0] - 0.5
    assert (with_it["stretched"] == without["stretched"]).all()
    assert np.array_equal(simulate_experiment(LONG_PLAN, seed=1)["pain"], without["pain"])


@refused(
    ({"mood": 1.0}, "'mood' is no trait of a simulated person"),
    ({"keeps": (1.0, 0.1)}, "are not two shares between 0 and 1"),
)
def test_what_no_person_can_be_is_refused(given):
    simulate_experiment(LONG_PLAN, seed=1, **given)
