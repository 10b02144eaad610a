"""One column of a table: what it holds, and the one place where a value is judged, `fitting`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from numbers import Real
from typing import Any, Literal

from tracker.foundation.errors import InvalidValue, not_saved

NOTE_BYTES = 200_000

Dtype = Literal["id", "text", "words", "moment", "day", "integer", "number", "flag", "json"]
"""What a column holds; "id" is text that may not be blank, "words" some of the allowed words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its dtype, unit, range and allowed words."""

    name: str
    dtype: Dtype
    doc: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    allowed: tuple[str, ...] = ()
    optional: bool = False


def fitting(col: Column, value: Any) -> Any:
    """Return a value as SQLite stores it in a column, or raise `InvalidValue`."""
    if value is not None:
        return _CLEAN[col.dtype](col, value)
    if col.optional:
        return None
    raise _refuse(col, value)


def _number(col: Column, value: Any) -> int | float:
    number: Any = value
    if isinstance(value, bool) or not isinstance(value, Real) or number != number:
        raise _refuse(col, value)
    if (col.low is not None and number < col.low) or (col.high is not None and number > col.high):
        raise not_saved(f"{col.name} {shown(value)} is outside {between(col.low, col.high)}")
    if col.dtype == "integer" and number != int(number):
        raise _refuse(col, value)
    return int(number) if col.dtype == "integer" else float(number)


def _flag(col: Column, value: Any) -> int:
    # Out of a frame a flag is numpy's, out of SQLite a whole number; neither is a word.
    if isinstance(value, str) or str(value) not in ("True", "False", "1", "0"):
        raise _refuse(col, value)
    return int(str(value) in ("True", "1"))


def _words(col: Column, value: Any) -> str:
    # A bare string is read as the journal writes it: "tight" or "tight, tender spot".
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",") if word.strip()]
    if not isinstance(value, Iterable):
        raise _refuse(col, value)
    words = list(value)
    for word in words:
        if not isinstance(word, str) or word not in col.allowed:
            raise _refuse(col, word)
    return ", ".join(word for word in col.allowed if word in words)


def _text(col: Column, value: Any) -> str:
    if not isinstance(value, str) or (col.dtype == "id" and not value.strip()):
        raise _refuse(col, value)
    if col.allowed:
        if value not in col.allowed:
            raise _refuse(col, value)
        return str(value)
    if "\x00" in value:
        raise not_saved(f"{col.name} holds a NUL character")
    try:
        size = len(value) if value.isascii() else len(value.encode())
    except UnicodeEncodeError:
        raise not_saved(f"{col.name} is not valid text") from None
    if size > NOTE_BYTES:
        raise not_saved(
            f"{col.name} is {size / 1000:.0f} kB long and at most {NOTE_BYTES // 1000} kB fit"
        )
    return str(value)


_CLEAN: dict[Dtype, Callable[[Column, Any], Any]] = {
    "id": _text,
    "text": _text,
    "words": _words,
    "integer": _number,
    "number": _number,
    "flag": _flag,
    "moment": lambda _, value: value,
    "day": lambda _, value: value,
    "json": lambda _, value: value,
}


def between(low: float | None, high: float | None) -> str:
    """Return a range as a sentence shows it.

    >>> between(0, 10), between(-40, 60)
    ('0-10', '-40 to 60')
    """
    return f"{low:.16g}{' to ' if low is not None and low < 0 else '-'}{high:.16g}"


def shown(value: Any) -> str:
    """Return a value as a sentence shows it, at most 60 characters long."""
    try:
        text = str(value) if isinstance(value, Real) else repr(value)
    except Exception:  # a value too odd to be shown still gets its sentence
        text = f"of type {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "…"


def _refuse(col: Column, value: Any) -> InvalidValue:
    if col.allowed:
        words = ", ".join(repr(word) for word in col.allowed)
        allowed = f"one of {words}"
    elif col.dtype in ("integer", "number"):
        kind = "a whole number" if col.dtype == "integer" else "a number"
        allowed = f"{kind} from {between(col.low, col.high)}"
    else:
        kinds = {"flag": "True or False", "id": "a name", "moment": "a moment", "day": "a day"}
        allowed = kinds.get(col.dtype, "text")
    return not_saved(f"{col.name} {shown(value)} is not {allowed}")
