"""The calibration itself: a quick subset, and the same rows on any number of workers."""

import csv
from pathlib import Path

import pytest
from joblib import parallel_config
from scipy.stats import binom

from tests.calibration import run
from tests.calibration.cells import (
    AUTOCORRELATIONS,
    PEARSON,
    SIEVE,
    TEST,
    WORLDS,
    Cell,
    grid,
)

PEARSON_CELL = Cell("association", PEARSON, "pain drives stretching", 90, 0.8)


def test_every_goal_has_its_cells_and_no_cell_comes_twice() -> None:
    cells = list(grid())
    assert len(cells) == len(set(cells))
    for days in (90, 180, 360, 720):
        for autocorrelation in AUTOCORRELATIONS:
            asked = "association", TEST
            for world in WORLDS:
                assert Cell(*asked, world, days, autocorrelation) in cells
            assert Cell(*asked, "plain", days, autocorrelation, -1.5, -1.5) in cells
            assert Cell("trend", SIEVE, "plain", days, autocorrelation) in cells


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "most"),
    [
        (Cell("association", TEST, "pain drives stretching", 180, 0.5), 0.07),
        (Cell("association", TEST, "that, a flare and recovery", 180, 0.8), 0.07),
        (Cell("association", TEST, "sessions relieve that day", 180, 0.8), 0.07),
        (Cell("association", TEST, "plain", 180, 0.5, -1.5, -1.5), 0.07),
        (Cell("experiment", "12 pairs", "kept by half", 336, 0.8), 0.05),
        (Cell("experiment", "6 pairs", "ratings missing when sore", 168, 0.5), 0.05),
        (Cell("experiment", "8 pairs", "kept to the letter", 224, 0.5, -3.0, -3.0), 0.05),
    ],
)
def test_a_quick_subset_stays_below_its_goal(cell: Cell, most: float) -> None:
    row = run.measure(cell, count=200, draws=99)
    assert row["rejected"] <= binom.ppf(0.999, 200, most)


def test_where_it_does_a_usual_test_alarms_far_more_often() -> None:
    assert float(run.measure(PEARSON_CELL, count=300)["share"]) > 0.2


@pytest.mark.slow
def test_one_worker_two_and_a_dask_cluster_give_the_same_row() -> None:
    from dask.distributed import Client, LocalCluster

    alone = run.measure(PEARSON_CELL, count=300)
    assert run.measure(PEARSON_CELL, count=300, jobs=2) == alone
    with (
        LocalCluster(n_workers=2, processes=False, dashboard_address=None) as cluster,
        Client(cluster) as client,
        parallel_config(backend="dask", client=client),
    ):
        assert run.measure(PEARSON_CELL, count=300, jobs=-1) == alone


def test_a_run_takes_up_where_the_last_one_stopped(tmp_path: Path) -> None:
    out = tmp_path / "calibration.csv"
    asked = ["--method", PEARSON, "--world", "plain", "--jobs", "1", "--out", str(out)]

    def rows(*more: str) -> list[dict[str, str]]:
        run.main([*asked, *more])
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    first = rows("--people", "100", "--cells", "1")
    assert len(first) == 1
    both = rows("--people", "100", "--cells", "1")
    assert len(both) == 2
    assert both[0] == first[0]
    more = rows("--people", "150", "--cells", "1")
    assert [row["people"] for row in more] == ["200", "100"]
    assert rows("--people", "100", "--cells", "0") == more
