"""Cells of a CSV file that a spreadsheet must not take for formulas, and how they come back.

A text that starts like a formula, or with the apostrophe that marks one, gets an apostrophe in
front. Numbers, days and moments hold no text of a person's. After OWASP, "CSV Injection".
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from tracker.foundation.schema import Column

_ACTIVE = frozenset("=+-@\t\r\n＝＋－＠'")
_TEXTS = ("id", "text", "words", "json")


def escaped(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> escaped("=1+1"), escaped("tight")
    ("'=1+1", 'tight')
    """
    return f"'{text}" if text[:1] in _ACTIVE else text


def restored(text: str) -> str:
    """Return what `escaped` was given.

    >>> restored("'=1+1"), restored("tight")
    ('=1+1', 'tight')
    """
    return text.removeprefix("'")


def to_cell(column: Column, value: Any) -> str:
    """Return a value of SQLite's as a cell; nothing is an empty cell."""
    if value is None:
        return ""
    if column.dtype in _TEXTS:
        return escaped(value)
    if column.dtype == "flag":
        return str(bool(value))
    return repr(value) if column.dtype == "number" else str(value)


def from_cell(column: Column, cell: str) -> Any:
    """Return the value of a cell; what is none is left as it came, for the journal to refuse."""
    if cell == "" and column.optional:
        return None
    if column.dtype in _TEXTS:
        return restored(cell)
    if column.dtype == "flag":
        return {"true": True, "1": True, "false": False, "0": False}.get(cell.lower(), cell)
    numbers = {"integer": int, "number": float}
    with suppress(ValueError):
        return numbers.get(column.dtype, str)(cell)
    return cell
