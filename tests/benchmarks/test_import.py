"""`import tracker` against `import pandas`, each in a fresh Python."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import ratio

CHECKOUT = Path(__file__).parents[2]


def fresh_import(name: str) -> None:
    subprocess.run([sys.executable, "-c", f"import {name}"], cwd=CHECKOUT, check=True)


def test_importing_tracker_costs_no_more_than_importing_pandas(benchmark: Any) -> None:
    costs = ratio(
        benchmark, lambda: fresh_import("tracker"), lambda: fresh_import("pandas"), rounds=15
    )
    assert costs <= 1.1
