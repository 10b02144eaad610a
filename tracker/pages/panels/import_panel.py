"""Files from elsewhere in notebook 02: what one is, what it would add, and adding it."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tracker import exchange
from tracker.exchange import progress_bar
from tracker.exchange.csv_table import guess_columns, preview
from tracker.exchange.import_report import SHOWN_REFUSALS, FirstSight, ImportFormat, ImportReport
from tracker.foundation import words
from tracker.foundation.errors import ExchangeError, reason
from tracker.journal.store import Journal
from tracker.widgets.care.care_panel import CarePanel
from tracker.widgets.kit.logged_widget import Answer, Request

MEANINGS = {
    "": "leave out",
    "day": "the day",
    "time": "the time of day",
    "score": "pain, 0-10",
    "kind": "kind of score",
    "site": "where on the back",
    "side": "left, right or both",
    "stress": "stress, 0-10",
    "sleep_h": "sleep, hours",
    "sitting_h": "sitting, hours",
    "minutes": "minutes stretched",
    "routine": "which routine",
    "note": "a note",
}
"""What a column of any table can mean."""
BACKUP = "backup"
_SQLITE, _AGE = b"SQLite format 3\0", b"age-encryption.org/"
_TOLD_EVERY_S = 0.25
_ROWS = 5


@cache
def formats() -> dict[str, ImportFormat]:
    """Return what a file from elsewhere can be, by kind, as it is offered."""
    modules = (import_module(f"{exchange.__name__}.{name}") for name in exchange.IMPORTS)
    return {module.IMPORT.kind: module.IMPORT for module in modules}


def kind_of(path: Path) -> str:
    """Return what a file is, by what is in it: a key of `formats`, or "backup"."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
        names = zipfile.ZipFile(path).namelist() if start.startswith(b"PK") else []
    except (OSError, zipfile.BadZipFile) as error:
        raise ExchangeError(
            f"{path.name} cannot be read ({reason(error)}); nothing was added"
        ) from error
    if start.startswith((_SQLITE, _AGE)):
        return BACKUP
    seen = FirstSight(path, start, frozenset(name.rpartition("/")[2] for name in names))
    return next(kind for kind, one in formats().items() if one.fits(seen))


def bring(journal: Journal, panel: CarePanel, asked: Request, *, dry_run: bool) -> Answer:
    """Answer what a file would add, or add it.

    ``asked`` may hold ``path`` (a file on this computer, else the one that was sent is meant);
    ``kind``, a key of `formats`, or "" to find out; ``columns``, for any table, meaning to heading;
    ``choices``, where an app's own entries can mean several things; ``skip``, whether what is
    refused is left out.
    """
    path = Path(str(asked["path"]).strip()).expanduser() if asked.get("path") else panel.upload
    if path is None:
        raise ExchangeError("no file was chosen; nothing was added")
    kind = asked.get("kind") or kind_of(path)
    if kind == BACKUP:
        return {"kind": BACKUP, "name": path.name, "locked": _locked(path)}
    if kind not in formats():
        raise ExchangeError(f"{kind!r} is no kind of file; nothing was added")
    told: Answer = {"kind": kind, "name": path.name}
    options: dict[str, Any] = {"dry_run": dry_run, "skip_refused": asked.get("skip") is True}
    if kind == "table":
        chosen = asked.get("columns")
        columns = guess_columns(path) if chosen is None else dict(chosen)
        told |= {"columns": columns, "sample": _sample(path)}
        if "day" not in columns or len(columns) < 2:
            return told | {"hint": "Say which column is the day, and at least one other."}
        options["columns"] = columns
    elif choices := formats()[kind].choices:
        told["choices"], chosen = choices(path, asked.get("choices") or {})
        options |= chosen
    with progress_bar.reporting_to(_listener(panel)):
        report = formats()[kind].read(path, journal, **options)
    if report.saved and not dry_run:
        panel.forget()
    return told | _said(report)


def _said(report: ImportReport) -> Answer:
    new = {table: counts[0] for table, counts in report.counts.items()}
    what = words.counted_by_table(new) or "nothing new"
    if report.dry_run:
        text = f"This would add {what}."
    else:
        text = f"Added {what}." if report.saved else "Nothing was added."
    if known := report.already_there:
        text += f" {words.counted(known, 'row')} {'is' if known == 1 else 'are'} there already."
    refused = [str(one) for one in report.refused]
    return {
        "text": text,
        "adds": sum(new.values()),
        "saved": report.saved and not report.dry_run,
        "notes": list(report.notes),
        "refused": refused[:SHOWN_REFUSALS],
        "more_refused": max(0, len(refused) - SHOWN_REFUSALS),
    }


def _sample(path: Path) -> Answer:
    frame = preview(path, rows=_ROWS)
    return {"heads": list(frame.columns), "rows": frame.to_numpy().tolist()}


def _locked(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_AGE)) == _AGE


def _listener(panel: CarePanel) -> Callable[[float], None]:
    last = time.monotonic()

    def listen(share: float) -> None:
        nonlocal last
        if time.monotonic() - last > _TOLD_EVERY_S:
            last = time.monotonic()
            panel.share = share

    return listen
