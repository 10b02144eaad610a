"""A progress bar for what takes longer than a second, in a notebook and in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Advance = Callable[[int], object]
Listener = Callable[[float], object]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def reporting_to(listener: Listener) -> Iterator[None]:
    """Have what is read inside a ``with`` block tell how far it is, 0-1, instead of showing a bar.

    >>> with reporting_to(print), bar(2, "reading", "row") as advance:
    ...     advance(1)
    0.5
    """
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


@contextmanager
def bar(total: int, label: str, unit: str) -> Iterator[Advance]:
    """Give a function to call with how much was done; the bar shows after one second.

    >>> with bar(2, "reading", "row") as advance:
    ...     advance(1)
    """
    listener = _listener.get()
    if listener is not None:
        yield _telling(total, listener)
        return
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


def _telling(total: int, listener: Listener) -> Advance:
    done, told_at = 0, 0

    def advance(amount: int) -> None:
        nonlocal done, told_at
        done += amount
        if done - told_at >= total / 50:
            told_at = done
            listener(min(1.0, done / total if total else 1.0))

    return advance
