"""Rows in, typed frames out; apart, since it imports pandas, and a journal opens before that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from tracker.foundation.schema import TABLES, Column

_DTYPES = {
    "id": "str",
    "text": "str",
    "words": "str",
    "json": "str",
    "moment": "datetime64[us, UTC]",
    "day": "datetime64[us]",
    "integer": "int64",
    "number": "float64",
    "flag": "bool",
}


def frame(table: str, rows: Iterable[tuple[Any, ...]], **extra: str) -> pd.DataFrame:
    """Return rows, also none, as a frame with the table's dtypes; `extra` columns come last."""
    dtypes = {column.name: _dtype(column) for column in TABLES[table]} | extra
    values = list(zip(*rows, strict=True)) or [()] * len(dtypes)
    found = pd.DataFrame(
        {
            name: _series(column, dtype)
            for (name, dtype), column in zip(dtypes.items(), values, strict=True)
        }
    )
    # The corner of the shown table has a heading, as screen readers want it.
    return found.rename_axis(columns="row")


def _dtype(column: Column) -> str:
    # A whole number that may be missing is NaN there, and NaN is no whole number.
    return "float64" if column.dtype == "integer" and column.optional else _DTYPES[column.dtype]


def _series(values: tuple[Any, ...], dtype: str) -> pd.Series:
    if dtype.startswith("datetime64"):
        # numpy reads the journal's own form three times as fast as pandas reads any form.
        utc = dtype.endswith("UTC]")
        plain = [value and value[:-1] for value in values] if utc else list(values)
        found = pd.Series(np.array(plain, dtype="datetime64[us]"))
        return found.dt.tz_localize("UTC") if utc else found
    return pd.Series(values, dtype=dtype)
