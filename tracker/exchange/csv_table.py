"""Any CSV file: the person says which column is what, and a preview shows what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.exchange import csv_columns as meant
from tracker.exchange import files
from tracker.exchange.import_report import (
    ImportFormat,
    ImportReport,
    ParsedFile,
    import_rows,
    source_id,
)
from tracker.exchange.journal_like import JournalLike
from tracker.foundation import anatomy
from tracker.foundation.errors import ExchangeError
from tracker.foundation.schema import shown

if TYPE_CHECKING:
    import pandas as pd

CONTEXT = ("stress", "sleep_h", "sitting_h")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file as it lies there: its headings, and each record with the line it starts on."""

    heads: list[str]
    records: list[tuple[int, list[str]]]
    note: str | None


def preview(path: Any, *, rows: int = 10) -> pd.DataFrame:
    """Return the first rows of a CSV file as text, one column a heading, indexed by line."""
    import pandas as pd  # a journal opens without it

    sheet = _sheet(files.as_path(path))
    first = sheet.records[:rows]
    width = len(sheet.heads)
    return pd.DataFrame(
        [(cells + [""] * width)[:width] for _, cells in first],
        columns=sheet.heads,
        index=pd.Index([line for line, _ in first], name="line"),
        dtype="str",
    )


def guess_columns(path: Any) -> dict[str, str]:
    """Return which column of a CSV file is likely what: meaning to heading.

    Meanings are the keys of ``tracker.exchange.csv_columns.MEANINGS``. A file that cannot be read
    is an `ExchangeError`.
    """
    return meant.guess_columns(_sheet(files.as_path(path)).heads)


def read_table(
    path: Any,
    journal: JournalLike,
    columns: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
    skip_refused: bool = False,
) -> ImportReport:
    """Bring along any CSV file in which each row has a day.

    A score becomes a score (of the day, or of its moment where there is a time), stress, sleep and
    sitting the day's check-in, minutes or a routine a session.

    Parameters
    ----------
    path : path-like
        The CSV file; commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.
    columns : mapping of str to str, optional
        What a column means and its heading: day (needed), time, score, kind, site, side, stress,
        sleep_h, sitting_h, minutes, routine, note. By default what `guess_columns` returns.
    journal, dry_run, skip_refused
        As in `read_archive`.

    Returns
    -------
    ImportReport
        The ids are made from the chosen cells of a row, so that the same file, read the same way,
        adds nothing twice.

    Raises
    ------
    ExchangeError, JournalError
        As in `read_archive`, and where the file has no such column.
    """
    source = files.as_path(path)
    return import_rows(
        journal, source, read(source, columns), dry_run=dry_run, skip_refused=skip_refused
    )


def read(path: Path, columns: Mapping[str, str] | None = None) -> ParsedFile:
    """Return the rows of a CSV file by table, and the lines that are none."""
    sheet = _sheet(path)
    found = ParsedFile()
    found.note(sheet.note)
    chosen = meant.guess_columns(sheet.heads) if columns is None else dict(columns)
    _check(chosen, sheet.heads, path)
    where = {meaning: sheet.heads.index(head) for meaning, head in chosen.items()}
    found.note(
        "Read " + ", ".join(f"{head!r} as {meaning}" for meaning, head in chosen.items()) + "."
    )
    days = [cells[where["day"]] for _, cells in sheet.records if len(cells) > where["day"]]
    order, doubt = meant.day_order(days)
    found.note(doubt)
    for line, cells in sheet.records:
        row = {
            meaning: cells[place].strip() if place < len(cells) else ""
            for meaning, place in where.items()
        }
        _take(found, row, order, path.name, line)
    return found


def _sheet(path: Path) -> Sheet:
    content, note = files.text(files.whole(path), path.name)
    records = files.lines(content, path.name, meant.delimiter(content))
    _, heads = next(records, (1, []))
    if not any(heads):
        raise ExchangeError(f"{path.name} is empty; nothing was added")
    # The widget and the frame need each heading once.
    named = [head.strip() or f"column {number}" for number, head in enumerate(heads, start=1)]
    for number, head in enumerate(named):
        if head in named[:number]:
            named[number] = f"{head} ({number + 1})"
    return Sheet(named, list(records), note)


def _check(chosen: Mapping[str, str], heads: list[str], path: Path) -> None:
    for meaning, head in chosen.items():
        if meaning not in meant.MEANINGS:
            raise ExchangeError(
                f"columns names {shown(meaning)}, and a column may be "
                f"{', '.join(meant.MEANINGS)}; nothing was added"
            )
        if head not in heads:
            raise ExchangeError(
                f"{path.name} has no column {shown(head)}; it has "
                f"{', '.join(map(shown, heads))}; nothing was added"
            )
    if "day" not in chosen or len(chosen) < 2:
        raise ExchangeError(
            f"{path.name}: which column is the day, and which one else is to be brought along? "
            f'Say so, as in columns={{"day": {shown(heads[0])}, "score": …}}; nothing was added'
        )


def _take(found: ParsedFile, row: dict[str, str], order: str, file: str, line: int) -> None:
    try:
        at, timed = meant.moment(row["day"], row.get("time", ""), order)
    except ValueError as error:
        found.refuse(file, line, str(error))
        return
    cells = tuple(row.values())
    id = source_id("table", *cells, found.again(*cells))
    note = row.get("note", "")
    common = {"id": id, "at": at, "note": note}
    if row.get("score"):
        score = {
            "kind": row.get("kind") or ("now" if timed else "daily"),
            "site": (row.get("site") or anatomy.WHOLE).lower(),
            "side": (row.get("side") or "both").lower(),
            "score": meant.number(row["score"]),
            "session_id": None,
            "qualities": "",
        }
        found.add("score", common | score, file, line)
    if any(row.get(name) for name in CONTEXT):
        context = {name: meant.number(row[name]) if row.get(name) else None for name in CONTEXT}
        alone = "" if row.get("score") else note
        found.add("checkin", {"day": at[:10], **context, "note": alone}, file, line)
    if row.get("minutes") or row.get("routine"):
        minutes = meant.number(row["minutes"]) if row.get("minutes") else 0
        session = {
            "routine": row.get("routine") or "from a table",
            "ended_at": None,
            "planned_s": round(minutes * 60) if isinstance(minutes, int | float) else minutes,
            "outcome": "completed",
            "source": file,
        }
        found.add("session", common | session, file, line)


IMPORT = ImportFormat("table", "any other table (CSV)", read_table, lambda file: True)
