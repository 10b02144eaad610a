"""The lossless archive: a zip of CSV files, one a table, that reads back as it was.

What the journal's tables hold is written, and neither its history nor its settings: a backup keeps
those. Rows are in a fixed order and every file carries the same date, so that the archive
of a journal read from an archive is the same to the byte.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from tracker.exchange import csv_cells, files
from tracker.exchange.import_report import ImportFormat, ImportReport, ParsedFile, import_rows
from tracker.exchange.journal_like import JournalLike
from tracker.foundation.errors import ExchangeError
from tracker.foundation.schema import KEYS, TABLES, shown

FORMAT = "Unknot archive"
VERSION = 1
KEPT = tuple(KEYS)
"""The tables of an archive, each after those it refers to."""
MANIFEST = "manifest.json"
DICTIONARY = "data-dictionary.csv"
_STILL = (1980, 1, 1, 0, 0, 0)
_README = """\
This is a journal of Unknot: one CSV file (UTF-8, comma) a table, and what each column means in
data-dictionary.csv. tracker.read_archive("this file.zip", journal) reads it back.

Where a text starts with = + - @ ' a tab or a line break, an apostrophe stands before it, so that
no spreadsheet takes it for a formula; take one off to have the text as it was written.
Moments are in UTC; utc_offset_min is the person's own offset then, and day the day they lived.
"""


def write(path: Any, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Path:
    """Write tables, as ``journal.tables()`` gives them, as an archive and return its path."""
    parts = {"README.txt": _README, DICTIONARY: _dictionary()}
    counts = {}
    for table in KEPT:
        rows = list(tables[table])
        parts[f"{table}.csv"] = _csv(table, rows)
        counts[table] = len(rows)
    manifest = {"format": FORMAT, "version": VERSION, "rows": counts}
    parts = {MANIFEST: json.dumps(manifest, indent=2) + "\n", **parts}
    return files.write(path, lambda file: _zip(file, parts))


def _zip(file: IO[bytes], parts: Mapping[str, str]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _STILL)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every system
            info.external_attr = 0o600 << 16
            archive.writestr(info, content.encode())


def _csv(table: str, rows: Iterable[Mapping[str, Any]]) -> str:
    columns = TABLES[table]
    out = io.StringIO(newline="")
    writer = csv.writer(out)  # CRLF, as RFC 4180 has it
    writer.writerow(column.name for column in columns)
    writer.writerows(
        [csv_cells.to_cell(column, row[column.name]) for column in columns] for row in rows
    )
    return out.getvalue()


def _dictionary() -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    heads = ("table", "column", "holds", "unit", "lowest", "highest", "allowed", "may_be_empty")
    writer.writerow((*heads, "meaning"))
    for table in KEPT:
        for column in TABLES[table]:
            known = (column.unit, column.low, column.high, ", ".join(column.allowed))
            row = (table, column.name, column.dtype, *known, column.optional, column.doc)
            writer.writerow("" if cell is None else csv_cells.escaped(str(cell)) for cell in row)
    return out.getvalue()


def read_archive(
    path: Any, journal: JournalLike, *, dry_run: bool = False, skip_refused: bool = False
) -> ImportReport:
    """Read an archive that ``journal.export`` wrote into a journal, in one step.

    Rows are known by their ids, so that reading it twice adds nothing, and rows that the journal
    has are left as they are.

    Parameters
    ----------
    path : path-like
        The zip file.
    journal : Journal
        Where the rows go.
    dry_run, skip_refused : bool
        Only say what would be added; add the rest where rows are refused, and one keeps all out
        otherwise.

    Returns
    -------
    ImportReport
        What was added, was there already, or was refused, with file, line and why.

    Raises
    ------
    ExchangeError
        If it is no archive, or damaged; nothing was added.
    JournalError
        If the journal cannot be written; what was there before still is.

    Examples
    --------
    >>> import tempfile
    >>> from tracker import Journal
    >>> with Journal("sample") as journal, tempfile.TemporaryDirectory() as folder:
    ...     path = journal.export(f"{folder}/diary.zip")
    ...     print(read_archive(path, journal).added)
    0
    """
    source = files.as_path(path)
    return import_rows(journal, source, read(source), dry_run=dry_run, skip_refused=skip_refused)


def read(path: Path) -> ParsedFile:
    """Return the rows of an archive by table, and the lines that are none."""
    found = ParsedFile()
    with files.unzipped(path) as archive, files.explained(path):
        names = set(archive.namelist())
        _check_manifest(archive, path)
        for table in KEPT:
            name = f"{table}.csv"
            if name in names:
                content, note = files.text(files.member(archive, name), name)
                found.note(note)
                _read_table(found, table, content)
        known = {f"{table}.csv" for table in KEPT} | {MANIFEST, DICTIONARY, "README.txt"}
        for name in sorted(names - known):
            found.note(f"{shown(name)} is no part of an archive and was left out.")
    return found


def _check_manifest(archive: zipfile.ZipFile, path: Path) -> None:
    try:
        manifest = json.loads(files.member(archive, MANIFEST))
        ours, version = manifest["format"] == FORMAT, manifest["version"]
    except (KeyError, TypeError, ValueError, RecursionError):
        ours, version = False, 0
    if not ours or not isinstance(version, int) or version < 1:
        raise ExchangeError(f"{path.name} is not an archive of Unknot; nothing was added")
    if version > VERSION:
        raise ExchangeError(
            f"{path.name} was written by a newer Unknot (archive version {version}, and this one "
            f"knows {VERSION}); nothing was added: update Unknot to read it"
        )


def _read_table(found: ParsedFile, table: str, content: str) -> None:
    name = f"{table}.csv"
    records = files.lines(content, name)
    _, heads = next(records, (1, []))
    columns = {column.name: column for column in TABLES[table]}
    unknown = [head for head in heads if head not in columns]
    missing = [column for column in columns if column not in heads and not columns[column].optional]
    if missing or unknown or len(set(heads)) < len(heads):
        wrong = f"has no column {missing[0]!r}" if missing else f"names {shown(heads)}"
        raise ExchangeError(
            f"{name} {wrong}; the columns of {table} are {', '.join(columns)}; nothing was added"
        )
    kinds = [columns[head] for head in heads]
    for line, record in records:
        if len(record) != len(kinds):
            found.refuse(name, line, f"has {len(record)} cells and needs {len(kinds)}")
            continue
        row = {
            kind.name: csv_cells.from_cell(kind, cell)
            for kind, cell in zip(kinds, record, strict=True)
        }
        found.add(table, row, name, line)


IMPORT = ImportFormat(
    "archive", "an archive of Unknot (zip)", read_archive, lambda file: MANIFEST in file.names
)
