from datetime import date

import numpy as np

from tracker import analyse_experiment, plan_experiment, simulate_experiment
from tracker.analysis.experiment.cent import cent_table

PLAN = plan_experiment(start="2026-01-05", pairs=6, block_days=7, run_in_days=7, seed=7)
DAYS = simulate_experiment(PLAN, seed=1)


def test_what_cent_asks_is_reported():
    days = DAYS.assign(pain=np.where(np.arange(len(DAYS)) % 10 == 8, np.nan, DAYS["pain"]))
    table = cent_table(analyse_experiment(PLAN, days))["report"]
    assert "12 periods of 7 days in 6 randomised pairs, after a run-in of 7 days" in table["3a"]
    assert table["8c"].count("on") == table["8c"].count("off") == 6
    assert "9 of 84 counted days have no rating" in table["13b"]
    assert table["17a"].count(" d)") == 12
    assert "missing days a point against it" in table["18"]
    assert table["7b"] == "None: the result was sealed until the last day."


def test_a_broken_seal_and_an_early_stop_are_in_it():
    found = analyse_experiment(
        PLAN, DAYS, stopped_on=date(2026, 3, 1), unsealed_on=date(2026, 2, 10)
    )
    table = cent_table(found)["report"]
    assert table["7b"] == "The seal was broken on 10 February 2026."
    assert table["14b"] == "Stopped early, on 1 March 2026."
    assert "no rating" in table["17a"]
    assert table["12a"].startswith("No test was made. This is no test: 3 of 6 pairs")
