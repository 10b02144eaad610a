"""A progress bar for what takes longer than a second, in a notebook and in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int], object]


@contextmanager
def bar(total: int, label: str, unit: str) -> Iterator[Advance]:
    """Give a function to call with how much was done; the bar shows after one second.

    Examples
    --------
    >>> with bar(2, "reading", "row") as advance:
    ...     advance(1)
    """
    from tqdm.auto import tqdm  # loads the notebook's widgets: only for those who import a file

    with tqdm(total=total, desc=label, unit=unit, unit_scale=True, delay=1, leave=False) as shown:
        done = 0

        def advance(amount: int) -> None:
            nonlocal done
            done += amount
            if done >= total / 200:  # tqdm looks at its clock each time, which is slow for rows
                shown.update(done)
                done = 0

        yield advance
