import numpy as np
import pytest
from matplotlib.figure import Figure

from tracker import analyse_experiment, plan_experiment, power, simulate_experiment
from tracker.progress.experiment_chart import draw_blocks, draw_null, draw_power, svg

PLAN = plan_experiment(start="2026-01-05", pairs=6, block_days=7, seed=7)


@pytest.fixture(scope="module")
def days():
    return simulate_experiment(PLAN, effect=-4, seed=1)


@pytest.fixture(scope="module")
def result(days):
    return analyse_experiment(PLAN, days)


@pytest.fixture
def ax():
    return Figure().subplots()


def test_blocks_are_shaded_and_their_means_are_at_their_height(result, days, ax):
    assert draw_blocks(result, ax, pain=days["pain"]) is ax
    assert len(ax.patches) == 12
    *means, scores = ax.lines
    assert [line.get_ydata()[0] for line in means] == pytest.approx(result.blocks["pain"].tolist())
    assert scores.get_ydata().tolist() == days["pain"].tolist()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["Stretch", "Rest"]


def test_every_order_is_in_the_null_and_the_drawn_one_is_marked(result, ax):
    draw_null(result, ax)
    assert sum(bar.get_height() for bar in ax.patches) == 64
    assert ax.lines[0].get_xdata()[0] == result.effect


def test_without_a_test_the_null_says_so(days, ax):
    silent = analyse_experiment(PLAN, days.assign(pain=np.nan))
    draw_null(silent, ax)
    assert ax.texts[0].get_text() == "no test"
    assert len(draw_blocks(silent, Figure().subplots()).get_legend().get_texts()) == 2


def test_power_is_drawn_against_weeks(ax):
    plans = [plan_experiment(start="2026-01-05", pairs=pairs, seed=1) for pairs in (5, 6, 8)]
    found = power(plans, effect=[-1.5, -3], people=20)
    draw_power(found, ax)
    assert [bar.lines[0].get_xdata().tolist() for bar in ax.containers] == [[24, 32]] * 2
    assert len(ax.get_legend().get_texts()) == 2


def test_a_picture_has_words_for_those_who_do_not_see_it_and_the_colour_of_the_page():
    figure = Figure()
    draw_null_of_nothing = figure.subplots()
    draw_null_of_nothing.set_xlabel("weeks", color="#4b5a5e")
    drawn = svg(figure, 'a "b" & <c>')
    assert drawn.startswith('<svg role="img" aria-label="a &quot;b&quot; &amp; &lt;c>"')
    assert "currentColor" in drawn
    assert ">weeks</text>" in drawn
