"""Drawing ten years: beside plain matplotlib with as many marks; and a choice on two years."""

import gc
import io
import time
from functools import partial
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.dates import date2num

import tracker
from tests.benchmarks.measure import ratio, waited
from tests.charts.drawn import axes
from tracker import charts
from tracker.analysis.findings import Findings
from tracker.analysis.pain.pain_level import pain_level
from tracker.charts import captions
from tracker.pages.progress import Progress

TEN_YEARS = 3650


def frames(n: int) -> dict[str, pd.DataFrame]:
    """Return a journal's frames of n days, with scores around sessions."""
    with tracker.Journal("sample") as journal:
        names = ("scores", "sessions", "steps", "plans", "pauses", "checkins", "measures", "knots")
        kept = {name: getattr(journal, name)() for name in names}
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in kept}
    for turn in range(-(-n // 112)):
        shift = pd.Timedelta(days=112 * turn)
        for name, frame in kept.items():
            moved = frame.copy()
            for column in {"day", "from_day", "to_day", "at", "ended_at"} & set(frame.columns):
                moved[column] = moved[column] - shift
            for column in {"id", "session_id"} & set(frame.columns):
                moved[column] = moved[column] + f"-{turn}"
            parts[name].append(moved)
    return {name: pd.concat(some[::-1], ignore_index=True) for name, some in parts.items()}


@pytest.fixture(scope="module")
def days() -> pd.DataFrame:
    return tracker.simulate_person(TEN_YEARS, effect=-1, seed=2)


def drawn(draw: Any) -> Any:
    def once() -> None:
        ax = axes()
        draw(ax)
        ax.figure.savefig(io.BytesIO(), format="svg")

    return once


@pytest.mark.parametrize("name", ["pain", "calendar", "adherence", "consistency"])
def test_ten_years_cost_at_most_half_more_than_plain_matplotlib(
    benchmark: Any, days: pd.DataFrame, name: str
) -> None:
    x, pain = date2num(days.index.to_numpy()), days["pain"].to_numpy()
    level, weeks = pain_level(days["pain"]), tracker.adherence(days.assign(target=3.0))
    consistent = tracker.weighted_consistency(days)
    week = date2num(weeks.index.to_numpy())
    squares = np.add.outer(np.arange(-(-TEN_YEARS // 7)) % 53, np.zeros(7)).ravel()[:TEN_YEARS]

    def plain_pain(ax: Any) -> None:
        ax.plot(x, pain, "o", ms=2)
        ax.xaxis_date()
        ax.plot(x, level["level"])
        ax.fill_between(x, level["low"], level["high"])

    def plain_bars(ax: Any) -> None:
        ax.bar(week, weeks["done"])
        ax.step(week, weeks["planned"])
        ax.xaxis_date()

    def plain_area(ax: Any) -> None:
        ax.fill_between(x, 0, consistent)
        ax.plot(x, consistent)
        ax.xaxis_date()

    ours, plain = {
        "pain": (lambda ax: charts.pain(days, ax, level=level), plain_pain),
        "calendar": (
            lambda ax: charts.calendar(days, ax),
            lambda ax: ax.scatter(
                squares, np.arange(TEN_YEARS), c=np.arange(TEN_YEARS), marker="s"
            ),
        ),
        "adherence": (lambda ax: charts.adherence(weeks, ax), plain_bars),
        "consistency": (lambda ax: charts.consistency(consistent, ax), plain_area),
    }[name]
    assert ratio(benchmark, drawn(ours), drawn(plain), rounds=5) <= 1.5


FIGURES = "overview calendar adherence slopes relief around back knots peg back_scratch rotation"


@pytest.mark.parametrize("name", FIGURES.split())
def test_any_choice_on_two_years_redraws_a_figure_in_a_fifth_of_a_second(name: str) -> None:
    with tracker.Journal("sample") as journal:
        progress = Progress(journal)
        progress.frames = frames(730)
    view = getattr(progress, name)
    view.wanted = {"width": 720}
    view.seen = True
    gc.collect()  # what plain matplotlib left behind further up is none of this
    choices = progress.opening.choices
    controls = {one["name"]: [value for value, _ in one["options"]] for one in choices}
    took: dict[tuple[str, ...], float] = {}
    for chosen in product(*controls.values()):
        value = dict(zip(controls, chosen, strict=True))
        took[chosen] = waited(partial(setattr, progress.opening, "value", value))
        assert view.shown["of"] == view.stale
        assert "svg" in view.shown
    for at, control in enumerate(controls):
        worst = {one[at]: 0.0 for one in took}
        for one, ms in took.items():
            worst[one[at]] = max(worst[one[at]], ms)
        print(f"\n{name}, ms at most by {control}: ", end="")
        print(", ".join(f"{one} {ms:.0f}" for one, ms in worst.items()), end="")
    assert max(took.values()) < 200


def test_all_figures_of_ten_years_take_less_than_ten_seconds() -> None:
    given = frames(TEN_YEARS)
    look = Findings(given, pd.Timestamp("2026-04-27"))
    makes = (
        captions.overview,
        captions.calendar,
        captions.adherence,
        captions.back,
        captions.knots,
    )
    makes += (captions.slopes, captions.relief, captions.lags, captions.consistency_and_pain)
    total = 0.0
    for make in makes:
        start = time.process_time()
        make(look).svg()
        took = time.process_time() - start
        total += took
        print(f"\n{make.__name__} of ten years: {1000 * took:.0f} ms", end="")
    assert total < 10
