"""Reading ten years of a diary: against what one would use instead, and in processor seconds."""

import tracemalloc
from typing import Any

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from scipy.signal import lfilter

import tracker
from tests.benchmarks.measure import processor_s, ratio
from tests.calibration.cells import TEST, Cell
from tests.calibration.run import measure as measure_cell

TEN_YEARS = 3650


def scores(n: int) -> np.ndarray[Any, Any]:
    rng = np.random.default_rng(1)
    pain = 5 + lfilter([1], [1, -0.5], 1.1 * rng.normal(size=n)) + 0.6 * rng.normal(size=n)
    return np.clip(np.round(pain), 0, 10)


def days(n: int) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    index = pd.date_range("2016-01-04", periods=n)
    wish = lfilter([1], [1, -0.97], 0.36 * rng.normal(size=n))
    stretched = rng.random(n) < 1 / (1 + np.exp(-wish))
    return pd.DataFrame({"pain": scores(n), "stretched": stretched, "observed": True}, index)


def journal_frames(n: int) -> dict[str, pd.DataFrame]:
    day = pd.date_range("2016-01-04", periods=n)
    given = {
        "day": np.repeat(day, 3),
        "at": np.repeat(day.tz_localize("UTC"), 3),
        "kind": ["before", "after", "daily"] * n,
        "score": np.repeat(scores(n), 3),
    }
    frame = pd.DataFrame(given).assign(site="upper back", side="both")
    sessions = pd.DataFrame({"day": day, "outcome": "completed", "minutes": 5.0, "planned_s": 300})
    return {"scores": frame, "sessions": sessions[day.day_of_week < 5]}


def seconds(action: Any, rounds: int = 5) -> float:
    action()  # what is loaded and kept the first time is none of it
    return processor_s(action, rounds)


def test_mann_kendall_with_its_slope_is_ten_times_as_fast_as_pymannkendall(benchmark: Any) -> None:
    pain = scores(TEN_YEARS)
    cost = ratio(
        benchmark,
        lambda: tracker.mann_kendall(pain),
        lambda: pymannkendall.original_test(pain),
        rounds=5,
    )
    assert cost <= 0.1


def test_habit_strength_costs_at_most_three_bare_passes_and_is_linear(benchmark: Any) -> None:
    done = np.random.default_rng(3).random(10 * TEN_YEARS) < 0.5

    def bare() -> Any:
        total = np.concatenate([[0], np.cumsum(done)])
        at = np.arange(1, len(total))
        value = np.minimum(1, (total[at] - total[np.maximum(at - 14, 0)]) / 6)
        return lfilter([0.05], [1, -0.95], value)

    cost = ratio(
        benchmark,
        lambda: tracker.habit_strength(done, frequency=(3, 7)),
        bare,
        rounds=50,
    )
    assert cost <= 3
    short, long = (
        seconds(lambda n=n: tracker.habit_strength(done[:n]), 20) for n in (TEN_YEARS, len(done))
    )
    assert long <= 15 * short


def test_a_row_a_day_of_ten_years_takes_less_than_a_tenth_of_a_second() -> None:
    frames = journal_frames(TEN_YEARS)
    assert seconds(lambda: tracker.daily(frames)) < 0.1


def test_the_trend_of_ten_years_with_999_draws_takes_less_than_a_second() -> None:
    pain = scores(TEN_YEARS)
    assert seconds(lambda: tracker.pain_trend(pain)) < 1


def test_the_state_space_reading_of_180_days_takes_less_than_a_third_of_a_second() -> None:
    half_a_year = days(180)
    assert seconds(lambda: tracker.state_space(half_a_year)) < 0.3


@pytest.mark.parametrize(("n", "most_s"), [(180, 0.5), (TEN_YEARS, 5)])
def test_the_association_with_999_draws_and_its_interval_keeps_to_its_time(
    n: int, most_s: float
) -> None:
    table = days(n)
    took = seconds(lambda: tracker.association(table), 3)
    print(f"\nassociation, {n} days: {took:.2f} s", end="")
    assert took < most_s


def test_two_thousand_diaries_are_calibrated_in_less_than_ten_minutes_on_two_cores() -> None:
    cell = Cell("association", TEST, "pain drives stretching", 180, 0.5)
    took = seconds(lambda: measure_cell(cell, count=100), 1)
    print(f"\n2,000 diaries of 180 days: {20 * took:.0f} processor seconds", end="")
    assert 20 * took / 2 < 600


@pytest.mark.parametrize("n", [100, 1000, 10_000])
def test_cost_grows_with_the_length_of_the_diary_and_memory_stays_below_500_mb(n: int) -> None:
    table, pain, frames = days(n), scores(n), journal_frames(n)
    actions = {
        "daily": lambda: tracker.daily(frames),
        "mann_kendall": lambda: tracker.mann_kendall(pain),
        "pain_trend": lambda: tracker.pain_trend(pain),
        "state_space": lambda: tracker.state_space(table),
        "association": lambda: tracker.association(table),
    }
    for name, action in actions.items():
        tracemalloc.start()
        action()
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(f"\n{name}, {n} days: {seconds(action, 1) * 1000:.0f} ms, {peak:.0f} MB", end="")
        assert peak < 500
