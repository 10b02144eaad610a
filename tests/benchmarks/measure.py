"""Speed as a ratio to what one would use instead, turn by turn in one run; or as a wait."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any


def ratio(
    benchmark: Any,
    ours: Callable[[], object],
    other: Callable[[], object],
    *,
    rounds: int,
    tidy: Callable[[], object] = lambda: None,
) -> float:
    """Time `ours` and `other` alternately; print and return the ratio of their medians.

    A machine that slows down halfway slows both. `tidy` runs after each and is not timed.
    """
    others: list[float] = []

    def time_other() -> None:
        start = time.perf_counter()
        other()
        others.append(time.perf_counter() - start)
        tidy()

    benchmark.pedantic(ours, setup=time_other, teardown=tidy, rounds=rounds, warmup_rounds=1)
    mine, theirs = median(benchmark.stats.stats.data), median(others[1:])
    benchmark.extra_info["ratio"] = round(mine / theirs, 3)
    print(f"\n{benchmark.name}: {mine * 1000:.1f} ms against {theirs * 1000:.1f} ms", end=", ")
    print(f"{mine / theirs:.2f} times")
    return mine / theirs


def processor_s(use: Callable[[], object], rounds: int = 1) -> float:
    """Return the processor's time of the fastest of some rounds, which a busy machine leaves be."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        use()
        found.append(time.process_time() - start)
    print(f"\n{min(found) * 1000:.0f} ms of the processor", end="")
    return min(found)


def waited(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call keeps a person waiting where nothing else runs.

    The clock counts what others do on the machine, too, and the processor's time counts numpy's
    idle threads, which spin between two products: the lesser of both is at least the wait.
    """
    start = time.perf_counter(), time.process_time()
    call()
    return 1000 * min(time.perf_counter() - start[0], time.process_time() - start[1])
