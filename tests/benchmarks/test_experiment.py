"""A self-experiment: its exact test over all schedules, and the power of a grid of plans."""

import time

import tracker
from tests.benchmarks.test_progress import seconds


def plan(**given: int) -> tracker.Experiment:
    return tracker.plan_experiment(start="2026-01-05", seed=1, **given)


def test_twelve_pairs_with_4096_schedules_and_the_interval_take_less_than_two_seconds() -> None:
    year = plan(pairs=12, block_days=14)
    days = tracker.simulate_experiment(year, effect=-1.5, seed=2)
    took = seconds(lambda: tracker.analyse_experiment(year, days), 3)
    print(f"\n{year.n_schedules} schedules, {len(days)} days: {took:.2f} s", end="")
    assert took < 2


def test_the_power_of_twelve_plans_takes_less_than_a_minute_and_tells_its_progress() -> None:
    plans = [plan(pairs=pairs, block_days=days) for pairs in (6, 8, 10, 12) for days in (7, 10, 14)]
    told: list[int] = []
    start = time.process_time()
    found = tracker.power(plans, progress=lambda done, _: told.append(done))
    took = time.process_time() - start
    print(f"\n12 plans, {found.people} people each: {took:.1f} s", end="")
    assert took < 60
    assert told == list(range(1, 13))
