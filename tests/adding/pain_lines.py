"""Pain as lines of a day and a score, such as "2026-03-01 4": a format, as an example."""

from __future__ import annotations

from typing import Any

from tracker.exchange import files
from tracker.exchange.import_report import (
    FirstSight,
    ImportFormat,
    ImportReport,
    ParsedFile,
    import_rows,
    source_id,
)
from tracker.exchange.journal_like import JournalLike


def read_pain_lines(
    path: Any, journal: JournalLike, *, dry_run: bool = False, skip_refused: bool = False
) -> ImportReport:
    """Bring along a text file in which each line is a day and a score from 0 to 10."""
    source = files.as_path(path)
    content, note = files.text(files.whole(source), source.name)
    found = ParsedFile()
    found.note(note)
    for line, text in enumerate(content.splitlines(), start=1):
        day, _, score = text.partition(" ")
        if not score.isdigit():
            found.refuse(source.name, line, f"{text!r} is not a day and a score")
            continue
        row = {"at": day, "kind": "daily", "site": "upper back", "side": "both"}
        row |= {"id": source_id("pain lines", day, score), "score": int(score), "note": ""}
        found.add("score", row, source.name, line)
    return import_rows(journal, source, found, dry_run=dry_run, skip_refused=skip_refused)


def _fits(file: FirstSight) -> bool:
    return file.path.suffix == ".pain"


IMPORT = ImportFormat("pain_lines", "Lines of pain (.pain)", read_pain_lines, _fits)
