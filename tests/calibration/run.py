"""Measure error rates, coverage and power on simulated people: ``make calibrate``.

What is done already stays in the file and is not done again, so that a run can be broken off and
taken up. Every batch of people has a seed of its own: the same on any number of workers.

    make calibrate                          2,000 people a cell, on all cores
    make calibrate PEOPLE=200 JOBS=1        fewer, on one; cells with more people stay as they are
    make calibrate ARGS="--cells 3"         the next three cells only
    make calibrate ARGS="--world plain"     cells of one world; --method, --days alike
    make calibrate ARGS="--cluster tcp://…" on the Dask cluster at that address
"""

import argparse
import csv
import os
import platform
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed, parallel_config
from tqdm import tqdm

from tests.calibration.cells import SEED, Cell, grid
from tests.calibration.experiments import p_of_experiments
from tests.calibration.methods import p_of
from tracker.analysis.simulate import people
from tracker.foundation.data_files import data_folder

PEOPLE = 2000
DRAWS = 199
LEVEL = 0.05
KEY = ("question", "method", "world", "days", "autocorrelation", "effect", "tested")
COLUMNS = (*KEY, "people", "refused", "rejected", "share", "mc_error", "draws", "seed", "versions")
Row = dict[str, Any]


def batch_size(days: int) -> int:
    """Return how many people are looked at together: fewer of long diaries, for memory's sake."""
    return 100 if days <= 180 else 50 if days <= 360 else 25


def batch(cell: Cell, number: int, draws: int) -> tuple[int, int]:
    """Return how many of one batch of people a method rejects, and how many it refuses."""
    lived, drawn = np.random.SeedSequence([SEED, cell.people_key(), number]).spawn(2)
    if cell.question == "experiment":
        found = p_of_experiments(cell, batch_size(cell.days), lived)
    else:
        diaries = people(cell.lived(), batch_size(cell.days), cell.days, lived)
        found = p_of(cell, diaries, draws, drawn)
    return int((found <= LEVEL).sum()), int(np.isnan(found).sum())


def measure(cell: Cell, *, count: int = PEOPLE, draws: int = DRAWS, jobs: int = 1) -> Row:
    """Return one row of the table, of `count` people rounded up to whole batches.

    `jobs` are workers of joblib, unless `joblib.parallel_config` says otherwise.
    """
    batches = -(-count // batch_size(cell.days))
    tasks = [delayed(batch)(cell, number, draws) for number in range(batches)]
    words = " ".join(str(value) for value in asdict(cell).values())
    workers = Parallel(n_jobs=jobs, return_as="generator_unordered")
    found = list(tqdm(workers(tasks), total=batches, desc=words, leave=False))
    rejected, refused = (sum(one[i] for one in found) for i in range(2))
    count = batches * batch_size(cell.days)
    share = rejected / count
    # A share of 0 has an error too: as if one person more had been rejected and one not.
    near = (rejected + 1) / (count + 2)
    return {
        **asdict(cell),
        "people": count,
        "refused": refused,
        "rejected": rejected,
        "share": f"{share:.4f}",
        "mc_error": f"{np.sqrt(near * (1 - near) / count):.4f}",
        "draws": draws,
        "seed": SEED,
        "versions": versions(),
    }


def versions() -> str:
    """Return what the numbers were made with."""
    named = [f"{name} {version(name)}" for name in ("unknot", "numpy", "scipy")]
    return f"python {platform.python_version()}, {', '.join(named)}"


def key(row: Row) -> tuple[str, ...]:
    """Return what tells one row from another."""
    return tuple(str(row[name]) for name in KEY)


def read(path: Path) -> dict[tuple[str, ...], Row]:
    """Return the rows that are there already."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {key(row): row for row in csv.DictReader(file)}


def write(path: Path, rows: dict[tuple[str, ...], Row]) -> None:
    """Write all rows in the order of the grid; the file is whole at every moment."""
    order = [key(asdict(cell)) for cell in grid()]
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[one] for one in order if one in rows)
    new.replace(path)


def wanted(rows: dict[tuple[str, ...], Row], asked: argparse.Namespace) -> Iterator[Cell]:
    """Yield the cells that are asked for and have not been measured on as many people yet."""
    for cell in grid():
        chosen = all(
            str(getattr(asked, name)) in ("None", str(getattr(cell, name)))
            for name in ("question", "method", "world", "days")
        )
        there = int(rows.get(key(asdict(cell)), {"people": 0})["people"])
        if chosen and there < asked.people:
            yield cell


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description="Measure error rates on simulated people.")
    people_asked = int(os.environ.get("PEOPLE") or PEOPLE)
    parser.add_argument("--people", type=int, default=people_asked, help="in each cell")
    parser.add_argument("--jobs", type=int, default=int(os.environ.get("JOBS") or -1))
    parser.add_argument("--cells", type=int, help="how many cells to measure at most")
    for name in ("question", "method", "world", "days"):
        parser.add_argument(f"--{name}", help="only cells with it")
    parser.add_argument("--cluster", help="address of a Dask scheduler; by default this machine")
    parser.add_argument("--out", type=Path, default=data_folder() / "calibration.csv")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> None:
    """Measure what is missing; each cell is in the file as soon as it is done."""
    asked = arguments(given)
    context: Any = nullcontext()
    if asked.cluster:
        from dask.distributed import Client

        context = parallel_config(backend="dask", client=Client(asked.cluster))
    rows = read(asked.out)
    todo = list(wanted(rows, asked))[: asked.cells]
    with context:
        for cell in tqdm(todo, desc="cells", unit="cell"):
            start = time.monotonic()
            row = measure(cell, count=asked.people, jobs=asked.jobs)
            rows[key(row)] = row
            write(asked.out, rows)
            each = (time.monotonic() - start) / row["people"]
            tqdm.write(f"{' '.join(key(row))}: {row['share']} ± {row['mc_error']}, {each:.3f} s")


if __name__ == "__main__":
    main()
