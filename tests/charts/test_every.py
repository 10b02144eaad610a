"""Every chart, whatever the diary: an answer, no word cut and none on another."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import tracker
from tests.charts.conftest import ODD
from tests.charts.drawn import axes, is_right
from tracker import charts
from tracker.analysis.days.self_tests import mobility, peg
from tracker.analysis.pain.lags import lag_profile
from tracker.analysis.pain.pain_level import pain_level
from tracker.analysis.pain.relief import before_and_after
from tracker.analysis.pain.sites import means_by_site
from tracker.charts.calendar import calendar_height

Drawn = Callable[[Axes], Axes]


def of_days(days: pd.DataFrame) -> dict[str, Drawn]:
    """Return every chart that is drawn from daily rows."""
    pain = days["pain"]
    level, flares = pain_level(pain), tracker.flares(pain)
    change = tracker.pain_change(pain, against="the first two weeks")
    found: dict[str, Drawn] = {
        "calendar": lambda ax: charts.calendar(days, ax, stops=days.index[-1:]),
        "pain": lambda ax: charts.pain(days, ax, level=level, flares=flares, change=change),
        "knots": lambda ax: charts.knots(
            {"the left one": pd.DataFrame({"pain": pain, "level": level["level"]})}, ax
        ),
    }
    consistent = pd.Series(dtype="float64")
    if len(days):
        weeks, profile = tracker.adherence(days), lag_profile(days)
        consistent = tracker.weighted_consistency(days)
        found["adherence"] = lambda ax: charts.adherence(weeks, ax)
        found["lags"] = lambda ax: charts.lags(profile, ax)
    found["consistency"] = lambda ax: charts.consistency(consistent, ax, paused=days["paused"])
    found["overview"] = lambda ax: charts.overview(
        days, consistent, ax, level=level, flares=flares, change=change
    )
    return found


def of_the_rest(sample: Any, measures: pd.DataFrame) -> dict[str, Drawn]:
    """Return every other chart."""
    relief = tracker.exercise_relief(sample.steps, sample.scores, draws=99).table
    effects = pd.DataFrame(
        {"label": ["consistency"], "value": [-2.4], "low": [-np.inf], "high": [2.7]}
    )
    scratch = mobility(measures, "back scratch")
    return {
        "slopes": lambda ax: charts.slopes(before_and_after(sample.scores), ax),
        "back": lambda ax: charts.back(means_by_site(sample.scores), ax),
        "relief": lambda ax: charts.relief(relief, ax),
        "effects": lambda ax: charts.effects(effects, ax),
        "peg": lambda ax: charts.peg(peg(measures), ax),
        "mobility": lambda ax: charts.mobility(scratch, ax, test="back scratch", unit="cm"),
    }


WIDE, NARROW = (700, False), (300, True)


def draws_right(name: str, draw: Drawn, days: pd.DataFrame, *looks: tuple[int, bool]) -> None:
    for width, dark in looks:
        high = calendar_height(days, width - 122) + 84
        ax = axes(width, high if name == "calendar" else 320, dark=dark)
        assert draw(ax) is ax
        is_right(ax, name, width)


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_diary_has_a_right_answer_in_every_chart(odd: str) -> None:
    for name, draw in of_days(ODD[odd]).items():
        draws_right(name, draw, ODD[odd], NARROW)


@pytest.mark.slow
@pytest.mark.parametrize("n", [10, 70, 3650])
def test_ten_days_ten_weeks_and_ten_years_are_drawn_with_no_word_cut_or_covered(n: int) -> None:
    days = tracker.simulate_person(n, effect=-1.5, seed=3)
    for name, draw in of_days(days).items():
        draws_right(name, draw, days, *([WIDE] if n > 1000 else [WIDE, NARROW]))


@pytest.mark.slow
def test_the_sample_is_drawn_with_no_word_cut_or_covered(
    sample: Any, measures: pd.DataFrame
) -> None:
    for name, draw in (of_days(sample.days) | of_the_rest(sample, measures)).items():
        draws_right(name, draw, sample.days, WIDE, NARROW)


@pytest.mark.slow
def test_charts_never_touch_pyplot() -> None:
    code = "import sys, tracker; tracker.charts.calendar; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("False", "")


EVERY = (
    *("calendar", "pain", "knots", "adherence", "lags", "consistency", "overview"),
    *("slopes", "back", "relief", "effects", "peg", "mobility"),
)


@pytest.fixture(scope="module")
def of_the_sample(sample: Any, measures: pd.DataFrame) -> dict[str, Drawn]:
    return of_days(sample.days) | of_the_rest(sample, measures)


def test_every_chart_is_compared_with_how_it_looked(of_the_sample: dict[str, Drawn]) -> None:
    assert sorted(of_the_sample) == sorted(EVERY)


@pytest.mark.slow
@pytest.mark.mpl_image_compare(baseline_dir="baseline", tolerance=8, style="default")
@pytest.mark.parametrize("name", EVERY)
def test_it_looks_as_it_did(name: str, of_the_sample: dict[str, Drawn]) -> Figure:
    ax = axes(700, 320)
    of_the_sample[name](ax)
    figure = ax.figure
    assert isinstance(figure, Figure)
    return figure
