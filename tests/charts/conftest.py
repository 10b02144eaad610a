"""Diaries to draw: the sample, ten days, ten years, and those in which something is odd."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest

import tracker

PLAN = tracker.plan_experiment(start="2026-01-05", pairs=6, block_days=7, seed=7)


@dataclass
class Sample:
    """The sample diary's frames."""

    days: pd.DataFrame
    scores: pd.DataFrame
    steps: pd.DataFrame


@pytest.fixture(scope="session")
def sample() -> Sample:
    with tracker.Journal("sample") as journal:
        return Sample(tracker.daily(journal), journal.scores(), journal.steps())


@pytest.fixture(scope="session")
def measures() -> pd.DataFrame:
    """Self-tests of sixteen weeks."""
    rng = np.random.default_rng(4)
    rows = []
    for week, day in enumerate(pd.date_range("2026-01-05", periods=16, freq="7D")):
        for item in ("pain", "enjoyment", "activity"):
            value = float(np.clip(np.rint(6 - 0.2 * week + rng.normal()), 0, 10))
            rows.append((day, "PEG", "both", item, value))
        rows.append((day, "back scratch", "left", "", 9 - 0.3 * week))
        rows.append((day, "back scratch", "right", "", 3 - 0.2 * week))
    return pd.DataFrame(rows, columns=["day", "test", "side", "item", "value"])


@pytest.fixture(scope="session")
def experiment_days():
    return tracker.simulate_experiment(PLAN, effect=-4, seed=1)


@pytest.fixture(scope="session")
def result(experiment_days):
    return tracker.analyse_experiment(PLAN, experiment_days)


@pytest.fixture(scope="session")
def powers():
    plans = [
        tracker.plan_experiment(start="2026-01-05", pairs=pairs, seed=1) for pairs in (5, 6, 8)
    ]
    return tracker.power(plans, effect=[-1.5, -3], people=20)


def diary(**columns: Any) -> pd.DataFrame:
    """Return a frame as `tracker.daily` makes it, with some columns given."""
    n = len(next(iter(columns.values())))
    plain = {
        "pain": np.nan,
        "sessions": 0,
        "minutes": 0.0,
        "target": np.nan,
        "paused": False,
        "stress": np.nan,
        "sleep_h": np.nan,
        "sitting_h": np.nan,
        "observed": True,
    }
    days = pd.DataFrame({**plain, **columns}, pd.date_range("2026-03-02", periods=n, name="day"))
    return days.assign(stretched=days["sessions"] > 0)


ODD = {
    "one entry": diary(pain=[4.0]),
    "one session": diary(sessions=[1], minutes=[6.0]),
    "all gaps": diary(pain=[np.nan] * 30, observed=[False] * 30),
    "never changes": diary(pain=[5.0] * 60, sessions=[1] * 60, minutes=[5.0] * 60),
    "no day": diary(pain=[4.0])[:0],
    "two entries years apart": diary(pain=[4.0, *[np.nan] * 1000, 6.0]),
    "paused throughout": diary(pain=[4.0] * 20, paused=[True] * 20, target=[3.0] * 20),
}
