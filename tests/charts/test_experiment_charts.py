import numpy as np
import pytest

from tests.charts.conftest import PLAN
from tests.charts.drawn import axes, is_right, texts
from tracker import analyse_experiment, charts, plan_experiment, power, simulate_experiment

LONG = plan_experiment(
    start="2026-01-05",
    pairs=8,
    seed=7,
    conditions=["With the foam roller on the upper back", "Without the foam roller on the back"],
)


def test_blocks_are_shaded_and_their_means_are_at_their_height(result, experiment_days):
    ax = charts.blocks(result, axes(), pain=experiment_days["pain"])
    shaded, *means = ax.collections
    assert len(shaded.get_paths()) == 6
    heights = sorted(line[0][1] for lines in means for line in lines.get_segments())
    assert heights == pytest.approx(sorted(result.blocks["pain"]))
    assert ax.lines[0].get_ydata().tolist() == experiment_days["pain"].tolist()
    assert {"Stretch", "Rest"} <= set(texts(ax))


def test_every_order_is_in_the_null_and_the_drawn_one_is_marked(result):
    ax = charts.null(result, axes())
    assert sum(bar.get_height() for bar in ax.patches) == 64
    assert ax.lines[0].get_xdata()[0] == result.effect


def test_without_a_test_there_is_no_null_and_the_blocks_are_there(experiment_days):
    silent = analyse_experiment(PLAN, experiment_days.assign(pain=np.nan))
    assert texts(charts.null(silent, axes()))[0].startswith("This is no test")
    assert {"Stretch", "Rest"} <= set(texts(charts.blocks(silent, axes())))


def test_power_is_drawn_against_weeks(powers):
    ax = charts.power(powers, axes())
    assert [line.get_xdata().tolist() for line in ax.lines[1:]] == [[24, 32]] * 2
    assert {"−3, 7 d", "−1.5, 7 d"} <= set(texts(ax))


def test_a_plan_that_is_no_test_has_no_power_to_draw():
    few = power(plan_experiment(start="2026-01-05", pairs=5, seed=1), people=20)
    (said,) = texts(charts.power(few, axes()))
    assert said.startswith("Fewer than six pairs are no test")


@pytest.mark.slow
def test_no_word_is_cut_or_covered_wide_or_narrow_light_or_dark(result, experiment_days, powers):
    lived = simulate_experiment(LONG, effect=2.0, seed=1)
    other = analyse_experiment(LONG, lived)
    drawn = {
        "blocks": lambda ax: charts.blocks(result, ax, pain=experiment_days["pain"]),
        "long names": lambda ax: charts.blocks(other, ax, pain=lived["pain"]),
        "null": lambda ax: charts.null(result, ax),
        "null to the right": lambda ax: charts.null(other, ax),
        "power": lambda ax: charts.power(powers, ax),
    }
    for name, draw in drawn.items():
        for width, dark in ((700, False), (300, True)):
            is_right(draw(axes(width, 300, dark=dark)), name, width)
