"""What a self-experiment is drawn as: charts that hold its numbers, alt text out of them."""

import numpy as np
import pytest

from tests.charts.drawn import axes, cut, overlapping, texts
from tracker import analyse_experiment, charts, plan_experiment, power, simulate_experiment
from tracker.charts import experiment_captions as plates

PLAN = plan_experiment(start="2026-01-05", pairs=6, block_days=7, seed=7)
LONG = plan_experiment(
    start="2026-01-05",
    pairs=8,
    seed=7,
    conditions=["With the foam roller on the upper back", "Without the foam roller on the back"],
)


@pytest.fixture(scope="module")
def days():
    return simulate_experiment(PLAN, effect=-4, seed=1)


@pytest.fixture(scope="module")
def result(days):
    return analyse_experiment(PLAN, days)


@pytest.fixture(scope="module")
def found():
    plans = [plan_experiment(start="2026-01-05", pairs=pairs, seed=1) for pairs in (5, 6, 8)]
    return power(plans, effect=[-1.5, -3], people=20)


def test_blocks_are_shaded_and_their_means_are_at_their_height(result, days):
    ax = charts.blocks(result, axes(), pain=days["pain"])
    shaded, *means = ax.collections
    assert len(shaded.get_paths()) == 6
    heights = sorted(line[0][1] for lines in means for line in lines.get_segments())
    assert heights == pytest.approx(sorted(result.blocks["pain"]))
    assert ax.lines[0].get_ydata().tolist() == days["pain"].tolist()
    assert {"Stretch", "Rest"} <= set(texts(ax))


def test_every_order_is_in_the_null_and_the_drawn_one_is_marked(result):
    ax = charts.null(result, axes())
    assert sum(bar.get_height() for bar in ax.patches) == 64
    assert ax.lines[0].get_xdata()[0] == result.effect


def test_without_a_test_there_is_no_null_and_the_blocks_are_there(days):
    silent = analyse_experiment(PLAN, days.assign(pain=np.nan))
    assert texts(charts.null(silent, axes()))[0].startswith("This is no test")
    assert {"Stretch", "Rest"} <= set(texts(charts.blocks(silent, axes())))
    assert "not rated, not rated" in plates.blocks(silent).alt


def test_power_is_drawn_against_weeks(found):
    ax = charts.power(found, axes())
    assert [line.get_xdata().tolist() for line in ax.lines[1:]] == [[24, 32]] * 2
    assert {"−3, 7 d", "−1.5, 7 d"} <= set(texts(ax))


def test_a_plan_that_is_no_test_has_no_power_to_draw():
    few = power(plan_experiment(start="2026-01-05", pairs=5, seed=1), people=20)
    (said,) = texts(charts.power(few, axes()))
    assert said.startswith("Fewer than six pairs are no test")


def test_no_word_is_cut_or_covered_wide_or_narrow_light_or_dark(result, days, found):
    lived = simulate_experiment(LONG, effect=2.0, seed=1)
    other = analyse_experiment(LONG, lived)
    drawn = {
        "blocks": lambda ax: charts.blocks(result, ax, pain=days["pain"]),
        "long names": lambda ax: charts.blocks(other, ax, pain=lived["pain"]),
        "null": lambda ax: charts.null(result, ax),
        "null to the right": lambda ax: charts.null(other, ax),
        "power": lambda ax: charts.power(found, ax),
    }
    for name, draw in drawn.items():
        for width, dark in ((700, False), (300, True)):
            ax = draw(axes(width, 300, dark=dark))
            assert texts(ax)
            assert (name, width, cut(ax)) == (name, width, [])
            assert (name, width, overlapping(ax)) == (name, width, [])


def test_alt_text_and_table_hold_the_numbers(result, days, found):
    block = plates.blocks(result, days["pain"])
    assert block.alt.startswith("12 blocks. Mean pain of blocks of “stretch” ")
    for mean in result.blocks["pain"]:
        assert f"{mean:.1f}" in block.alt
    assert len(block.table()) == 12
    orders = plates.null_distribution(result)
    assert "each of 64 orders" in orders.alt
    assert f"{result.effect:+.1f} points" in orders.alt
    assert orders.table()["orders"].sum() == 64
    assert plates.power(found).alt == found.summary()
    assert len(plates.power(found).table()) == 6
