"""What an import found, would add, added and refused; every reader ends here."""

from __future__ import annotations

import html
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.exchange import progress_bar
from tracker.exchange.journal_like import JournalLike
from tracker.foundation.html_tables import worded
from tracker.foundation.words import counted

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
Asked = dict[str, Any]
_OURS = uuid.UUID("5b1d3a0e-9d5c-5d52-8a55-756e6b6e6f74")
SHOWN_REFUSALS = 20


def source_id(*parts: object) -> str:
    """Return the id of a row from elsewhere: a UUID 5 of what names it there, always the same.

    >>> source_id("loop", "Stretch", "2026-03-01") == source_id("loop", "Stretch", "2026-03-01")
    True
    """
    return str(uuid.uuid5(_OURS, "\x1f".join(map(str, parts))))


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row that cannot be taken: its file, its line there (from 1; 0 for none), and why."""

    file: str
    line: int
    why: str

    def __str__(self) -> str:
        """Return one sentence."""
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.why}"


@dataclass(slots=True)
class ParsedFile:
    """What a reader made of a file, before any journal has seen it."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    places: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    refused: list[RefusedLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _seen: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def add(self, table: str, row: Row, file: str, line: int) -> None:
        """Keep a row and where it came from."""
        self.rows.setdefault(table, []).append(row)
        self.places.setdefault(table, []).append((file, line))

    def refuse(self, file: str, line: int, why: str) -> None:
        """Keep why a line cannot be taken, on one line whatever its cells hold."""
        self.refused.append(RefusedLine(file, line, " ".join(why.split())))

    def note(self, sentence: str | None) -> None:
        """Keep a sentence for the report, once, on one line whatever names are in it."""
        said = " ".join((sentence or "").split())
        if said and said not in self.notes:
            self.notes.append(said)

    def again(self, *parts: object) -> int:
        """Return how often this was asked before: tells alike rows of one file apart."""
        self._seen[parts] += 1
        return self._seen[parts] - 1


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    Attributes
    ----------
    source : str
        The name of the file.
    counts : dict of str to (int, int, int)
        For each table the rows added (or, where nothing was written, that would be), the rows that
        were there already, and those refused.
    refused, notes : tuple
        Each refused row with `file`, `line` and `why`; sentences on what was assumed or left out.
    dry_run, saved : bool
        Whether this was a preview, and whether the rows to add were written: all of them in one
        step that `undo` takes back.
    """

    source: str
    counts: Mapping[str, tuple[int, int, int]]
    refused: tuple[RefusedLine, ...] = ()
    notes: tuple[str, ...] = ()
    dry_run: bool = False
    saved: bool = True

    @property
    def added(self) -> int:
        """Rows added; in a preview, rows that would be; 0 where a refusal kept all out."""
        return sum(new for new, *_ in self.counts.values()) if self.saved or self.dry_run else 0

    @property
    def already_there(self) -> int:
        """Rows that the journal knew already."""
        return sum(known for _, known, _ in self.counts.values())

    def table(self) -> pd.DataFrame:
        """Return one row a table: added, already_there and refused, int64."""
        import pandas as pd  # a journal opens without it

        columns = ["added", "already_there", "refused"]
        return pd.DataFrame.from_dict(
            dict(self.counts), orient="index", columns=columns, dtype="int64"
        ).rename_axis("table")

    def summary(self) -> str:
        """Say it in a few sentences.

        Examples
        --------
        >>> print(ImportReport("diary.zip", {"score": (3, 1, 0)}).summary())
        diary.zip: added 3 scores; 1 row was there already.
        """
        new = [counted(n, table) for table, (n, *_) in self.counts.items() if n]
        what = ", ".join(new) or "nothing"
        said = f"{self.source}: {'would add' if self.dry_run else 'added'} {what}"
        if not (self.saved or self.dry_run):
            said = f"{self.source}: added nothing"
        known = self.already_there
        said += f"; {_rows(known)} there already." if known else "."
        if self.refused:
            said += f" {_rows(len(self.refused))} refused"
            if not self.saved and new:
                said += f", so nothing is added; with skip_refused=True it is {what}"
            said += f": {self.refused[0]}"
        return said

    def __repr__(self) -> str:
        """Return the summary."""
        return self.summary()

    def _repr_html_(self) -> str:
        parts = [f"<p>{html.escape(item)}</p>" for item in (self.summary(), *self.notes)]
        if self.counts:
            parts.append(worded(self.table().to_html(border=0)))
        if self.refused:
            listed = self.refused[:SHOWN_REFUSALS]
            items = "".join(f"<li>{html.escape(str(item))}</li>" for item in listed)
            rest = len(self.refused) - len(listed)
            parts.append(
                f"<p>Refused:</p><ul>{items}</ul>" + (f"<p>and {rest} more</p>" * (rest > 0))
            )
        return "".join(parts)


def import_rows(
    journal: JournalLike,
    path: Path,
    found: ParsedFile,
    *,
    dry_run: bool,
    skip_refused: bool,
) -> ImportReport:
    """Write what was found in one step, or say what would be; with a refusal, write nothing."""
    hold_back = dry_run or (bool(found.refused) and not skip_refused)
    total = sum(map(len, found.rows.values()))
    with progress_bar.bar(total, path.name, "row") as advance:
        rows = {table: _watched(given, advance) for table, given in found.rows.items()}
        done = journal.add(
            rows, label=f"import of {path.name}", dry_run=hold_back, skip_refused=skip_refused
        )
    refused = list(found.refused)
    wrong: Counter[str] = Counter()
    for one in done.refused:
        file, line = found.places[one.table][one.index]
        refused.append(RefusedLine(file, line, one.why.removesuffix("; nothing was saved")))
        wrong[one.table] += 1
    return ImportReport(
        source=path.name,
        counts={table: (done.added[table], done.already[table], wrong[table]) for table in rows},
        refused=tuple(refused),
        notes=tuple(found.notes),
        dry_run=dry_run,
        saved=done.saved,
    )


def _watched(rows: list[Row], advance: progress_bar.Advance) -> Iterator[Row]:
    for row in rows:
        advance(1)
        yield row


def _rows(number: int) -> str:
    return f"{counted(number, 'row')} {'was' if number == 1 else 'were'}"


@dataclass(frozen=True, slots=True)
class FirstSight:
    """What a file shows before it is read: its first bytes; of a zip, the names of its files."""

    path: Path
    start: bytes
    names: frozenset[str]

    @property
    def is_xml(self) -> bool:
        """Whether it looks like XML as Apple Health writes it, or is called so."""
        return b"<HealthData" in self.start or self.path.suffix.lower() == ".xml"


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """A kind of file that can be brought along.

    `fits` tells one of them from others at first sight. `choices`, where the entries of an app can
    mean several things, takes a file and what was chosen by name; it returns what to ask for
    (label, help, items and options) and the options of `read` that follow.
    """

    kind: str
    words: str
    read: Callable[..., ImportReport]
    fits: Callable[[FirstSight], bool]
    choices: Callable[[Path, Asked], tuple[Asked, dict[str, Any]]] | None = None
