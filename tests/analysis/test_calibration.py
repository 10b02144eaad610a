"""The measured error rates: tables of a small made-up run, and what is committed."""

import numpy as np
import pandas as pd
import pytest

from tests.calibration import run
from tests.calibration.cells import LIMITS, SIEVE, TEST, grid
from tracker.analysis.calibration import Calibration, calibration

COLUMNS = ["question", "method", "world", "days", "autocorrelation", "effect", "tested", "share"]


def made_up(*rows: tuple[object, ...]) -> Calibration:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return Calibration(frame.assign(people=2000, mc_error=0.005))


RUN = made_up(
    ("association", TEST, "plain", 180, 0.3, 0.0, 0.0, 0.04),
    ("association", TEST, "plain", 180, 0.5, 0.0, 0.0, 0.06),
    ("association", TEST, "plain", 90, 0.5, 0.0, 0.0, 0.02),
    ("association", TEST, "hard", 180, 0.5, 0.0, 0.0, 0.11),
    ("association", "Pearson", "plain", 180, 0.5, 0.0, 0.0, 0.3),
    ("association", TEST, "plain", 180, 0.5, -1.5, -1.5, 0.045),
    ("association", TEST, "plain", 180, 0.5, -1.5, 0.0, 0.12),
    ("trend", "sieve", "plain", 180, 0.5, 0.0, 0.0, 0.03),
    ("experiment", "6 pairs", "plain", 168, 0.5, 0.0, 0.0, 0.03),
    ("experiment", "12 pairs", "plain", 336, 0.5, 0.0, 0.0, 0.05),
    ("experiment", "12 pairs", "plain", 336, 0.5, -1.5, 0.0, 0.6),
    ("experiment", "12 pairs", "plain", 336, 0.5, -1.5, -1.5, 0.05),
)


def test_false_alarms_are_those_at_the_worst_autocorrelation() -> None:
    table = RUN.false_alarms()
    assert table.columns.tolist() == [TEST, "Pearson"]
    assert table.loc["plain"].tolist() == [6, 30]
    assert table.loc["hard", TEST] == 11
    assert np.isnan(table.loc["hard", "Pearson"])
    assert RUN.false_alarms(question="trend").loc["plain", "sieve"] == 3
    assert RUN.by_length().loc["plain"].to_dict() == {90: 2, 180: 6}


def test_coverage_and_power_are_told_apart_by_what_was_tested() -> None:
    assert RUN.coverage().loc[(TEST, "plain", 180, -1.5), 0.5] == pytest.approx(95.5)
    assert RUN.power().loc[(TEST, "plain", 180, -1.5), 0.5] == 12
    assert (len(RUN.coverage()), len(RUN.power())) == (1, 1)


def test_experiments_are_told_of_whatever_the_length_of_their_plans() -> None:
    table = RUN.false_alarms(question="experiment")
    assert table.loc["plain"].to_dict() == {"6 pairs": 3, "12 pairs": 5}
    found = RUN.power(question="experiment")
    assert found.index.tolist() == [("12 pairs", "plain", 336, -1.5)]
    assert found.iloc[0, 0] == 60
    assert RUN.coverage(question="experiment").iloc[0, 0] == pytest.approx(95)


def test_it_says_where_the_test_holds_and_where_it_does_not() -> None:
    said = RUN.summary()
    assert said.startswith("12 cells of 2,000 simulated people each")
    assert "standard error of at most 0.5 points" in said
    assert "at most 6.0 % false alarms in 1 worlds without an effect" in said
    assert said.endswith("It does not hold in: hard (11 %).")
    assert said in RUN._repr_html_()
    assert "make calibrate" in Calibration(RUN.rows[:0]).summary()


def test_what_is_committed_says_how_many_people_and_how_sure_it_is() -> None:
    rows = calibration().rows
    order = [run.key(vars_of(cell)) for cell in grid()]
    places = [order.index(run.key(row)) for row in rows.to_dict("records")]
    assert places == sorted(set(places))
    assert (rows["people"] >= 200).all()
    assert (rows["share"] - rows["rejected"] / rows["people"]).abs().max() < 6e-5
    error = np.sqrt(rows["share"] * (1 - rows["share"]) / rows["people"])
    assert (rows["mc_error"] - error).between(-1e-4, 1 / rows["people"]).all()
    assert set(rows["seed"]) == {run.SEED}
    assert rows["versions"].str.contains("numpy").all()


def vars_of(cell: object) -> dict[str, object]:
    return {name: getattr(cell, name) for name in run.KEY}


def test_what_is_committed_keeps_the_goals() -> None:
    rows = calibration().rows
    true = rows[rows["effect"] == rows["tested"]]
    least = true["share"] - 2 * true["mc_error"]  # beyond doubt
    association = (true["method"] == TEST) & ~true["world"].isin(LIMITS)
    assert association.sum() >= 39
    assert (least[association] <= 0.07).all()
    experiment = true["question"] == "experiment"
    assert (least[experiment] <= 0.05).all()
    trend = true["method"] == SIEVE
    assert (least[trend] <= np.where(true["autocorrelation"][trend] < 0.6, 0.07, 0.1)).all()
