import numpy as np

from tests.charts.conftest import PLAN
from tracker import analyse_experiment
from tracker.charts import experiment_captions as captions


def test_alt_text_says_which_blocks_were_not_rated(experiment_days):
    silent = analyse_experiment(PLAN, experiment_days.assign(pain=np.nan))
    assert "not rated, not rated" in captions.blocks(silent).alt


def test_alt_text_and_table_hold_the_numbers(result, experiment_days, powers):
    block = captions.blocks(result, experiment_days["pain"])
    assert block.alt.startswith("12 blocks. Mean pain of blocks of “stretch” ")
    for mean in result.blocks["pain"]:
        assert f"{mean:.1f}" in block.alt
    assert len(block.table()) == 12
    orders = captions.null_distribution(result)
    assert "each of 64 orders" in orders.alt
    assert f"{result.effect:+.1f} points" in orders.alt
    assert orders.table()["orders"].sum() == 64
    assert captions.power(powers).alt == powers.summary()
    assert len(captions.power(powers).table()) == 6
