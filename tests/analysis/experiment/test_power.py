import numpy as np
import pytest

import tracker
from tests.refused import refused
from tracker import plan_experiment, power, simulate_person


def plan(**given):
    return plan_experiment(
        **{"start": "2026-03-02", "pairs": 8, "block_days": 7, "seed": 1} | given
    )


def test_power_grows_with_the_effect_and_with_a_shorter_half_life():
    found = power(plan(), effect=[0, -3, -8], half_life_days=[2, 7], people=200)
    by = found.table.set_index(["effect", "half_life_days"])["power"]
    assert by[0, 7] <= 0.05 + 3 * 0.016
    assert by[-8, 2] > by[-3, 2] > by[0, 2]
    assert by[-3, 2] > by[-3, 7]
    assert found.table["error"].between(0, 0.04).all()


def test_the_same_seed_gives_the_same_and_progress_is_told():
    told = []
    first = power(plan(), effect=-3, people=40, seed=2, progress=lambda *at: told.append(at))
    assert first.power == power(plan(), effect=-3, people=40, seed=2).power
    assert told == [(1, 1)]
    assert not first.from_diary


def test_a_diary_speaks_for_the_person_and_a_short_one_does_not():
    days = simulate_person(360, autocorrelation=0.5, missing=0.2, level=4.0, seed=3)
    found = power(plan(), days, people=20)
    assert found.from_diary
    assert found.assumed["level"] == pytest.approx(4, abs=0.4)
    assert found.assumed["spread"] == pytest.approx(1.3, abs=0.3)
    assert found.assumed["autocorrelation"] == pytest.approx(0.5, abs=0.2)
    assert found.assumed["missing"] == pytest.approx(0.2, abs=0.05)
    assert "somebody like you" in found.summary()
    short = power(plan(), days.head(20), people=20)
    assert not short.from_diary
    assert "a made-up person" in short.summary()


def test_missing_days_cost_power():
    days = simulate_person(360, seed=3)
    gaps = days.assign(pain=np.where(np.arange(360) % 3 == 0, days["pain"], np.nan))
    full, thin = (power(plan(), frame, -4, 2, people=200).power for frame in (days, gaps))
    assert thin < full


def test_fewer_than_six_pairs_have_no_power_since_they_are_no_test():
    found = power(plan(pairs=5), people=20)
    assert np.isnan(found.power)
    assert found.summary() == "5 pairs of 7-day blocks are no test, so there is nothing to find."


def test_a_grid_names_the_shortest_plan_with_a_fair_chance():
    grid = power(
        [plan(pairs=6), plan(pairs=8), plan(pairs=12)], effect=-8, half_life_days=2, people=60
    )
    enough = grid.table[grid.table["power"] >= 0.8]["weeks"]
    assert grid.weeks() == enough.min()
    assert f"8 times in 10: {enough.min():.0f} weeks." in grid.summary()
    assert "<table" in grid._repr_html_()
    hopeless = power([plan(), plan(pairs=9)], effect=-0.1, people=20)
    assert hopeless.weeks() is None
    assert "None of these plans finds it 8 times in 10" in hopeless.summary()


@refused(
    ({"experiment": []}, "power needs at least one plan"),
    ({"half_life_days": 0}, "half-life above 0"),
    ({"people": 5}, "people 5 is not a whole number from 20"),
)
def test_what_cannot_be_simulated_is_said(given):
    tracker.power(**{"experiment": plan(), **given})
