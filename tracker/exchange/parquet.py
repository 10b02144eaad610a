"""Parquet: one file a table, with dtypes, for pandas, R, DuckDB and the like."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from tracker.exchange import files
from tracker.exchange.journal_like import JournalLike, Rows
from tracker.foundation.errors import ExchangeError, reason
from tracker.foundation.frames import frame
from tracker.foundation.schema import TABLES


def write_parquet(journal: JournalLike, path: Any) -> Path:
    """Write every table of a journal as Parquet and return where.

    Parameters
    ----------
    journal : Journal
        Whose tables are written: those of ``journal.tables()``, with the dtypes of its frames;
        unit and meaning of each column are in the field's metadata.
    path : path-like
        A name that ends in ``.zip`` for one file, anything else for a folder, made if need be.

    Raises
    ------
    ExchangeError
        If it cannot be written; what was there before still is.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from tracker import Journal
    >>> with Journal("sample") as journal, tempfile.TemporaryDirectory() as folder:
    ...     made = write_parquet(journal, f"{folder}/diary")
    ...     print(pd.read_parquet(made / "plan.parquet").to_string())
        from_day  sessions_per_week routine
    0 2026-01-05                  3   short
    1 2026-03-02                  4    desk
    """
    target = files.as_path(path)
    made = {f"{table}.parquet": _bytes(table, found) for table, found in journal.tables().items()}
    if target.suffix.lower() == ".zip":
        return files.write(target, lambda file: _zip(file, made))
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ExchangeError(f"{target} is no folder to write to ({reason(error)})") from error
    for name, content in made.items():
        files.write_bytes(target / name, content)
    return target


def _bytes(table: str, rows: Rows) -> bytes:
    import pyarrow as pa  # large: only for those who write it
    import pyarrow.parquet as pq

    made = frame(table, (tuple(row.values()) for row in rows)).rename_axis(columns=None)
    held = pa.Table.from_pandas(made, preserve_index=False)
    said = {column.name: {"unit": column.unit, "meaning": column.doc} for column in TABLES[table]}
    schema = pa.schema(
        [field.with_metadata(said[field.name]) for field in held.schema], held.schema.metadata
    )
    out = io.BytesIO()
    pq.write_table(held.cast(schema), out)
    return out.getvalue()


def _zip(file: Any, made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:  # what is inside is packed already
        for name, content in made.items():
            archive.writestr(zipfile.ZipInfo(name), content)
