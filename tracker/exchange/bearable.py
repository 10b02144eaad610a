"""Bearable: the CSV file that its export makes.

The columns are "date", "date formatted", "weekday", "time of day", "category", "rating/amount",
"detail" and "notes", one reading a row; older exports have no "date formatted". Symptoms are rated
from 1 to 4 (0 where there was none) and named with the word: "Back pain (Moderate)". After public
parsers of real exports (rhermanek/bearable_viewer, MigrainTrackerCsvFix, bearable-csv).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from tracker.exchange import files
from tracker.exchange.csv_columns import hour_of_day
from tracker.exchange.import_report import (
    Asked,
    FirstSight,
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

SEVERITIES = (0, 2, 5, 8, 10)
"""Bearable's 0-4 on a 0-10 scale, in even steps of 2.5, rounded to even."""
_WORDS = ("None", "Mild", "Moderate", "Severe", "Unbearable")
_PAIRS = zip(_WORDS, SEVERITIES, strict=True)
MAPPING = ", ".join(f"{word.lower()} {score}" for word, score in _PAIRS)
"""How ratings were mapped, in words."""
_COLUMNS = ("time of day", "category", "rating/amount", "detail", "notes")
_TIMES = {
    "am": 9, "morning": 9, "pre": 7, "mid": 13, "midday": 13, "afternoon": 15, "pm": 18,
    "evening": 18, "night": 22,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OURS = re.compile(
    r"upper back|shoulder blade|\bknots?\b|trigger point|rhomboid|trapezius|back (pain|ache)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\blow(er)?\b|lumbar", re.IGNORECASE)


def read_bearable(
    path: Any,
    journal: JournalLike,
    *,
    symptoms: Mapping[str, str] | None = None,
    dry_run: bool = False,
    skip_refused: bool = False,
) -> ImportReport:
    """Bring along symptoms as scores and sleep as check-ins from an export of Bearable.

    A symptom rated for "all day" becomes the day's score, any other a score of its moment.

    Parameters
    ----------
    path : path-like
        The CSV file.
    symptoms : mapping of str to str, optional
        The name of a symptom and the site of ``tracker.foundation.anatomy.SITE_NAMES`` it is
        scored for; by default those that sound like the upper back.
    journal, dry_run, skip_refused
        As in `read_archive`, and so are the errors.

    Returns
    -------
    ImportReport
        The ids are made from day, time, symptom and rating, so that a later export adds only
        what is new; how ratings were mapped is in its notes.
    """
    source = files.as_path(path)
    return import_rows(
        journal, source, read(source, symptoms), dry_run=dry_run, skip_refused=skip_refused
    )


def read(path: Path, symptoms: Mapping[str, str] | None = None) -> ParsedFile:
    """Return the rows of an export by table, and the lines that are none."""
    found = ParsedFile()
    left: Counter[str] = Counter()
    slept: set[str] = set()
    for line, row in _rows(path, found):
        try:
            _take(found, row, symptoms, left, slept, path.name, line)
        except ValueError as error:
            found.refuse(path.name, line, str(error))
    _say(found, left, by_hand=symptoms is not None)
    return found


def guess_symptoms(path: Any) -> dict[str, str]:
    """Return the symptoms in an export, and the site each is scored for by itself, or ""."""
    rows = (row for _, row in _rows(files.as_path(path), ParsedFile()))
    names = (_name(row) for row in rows if row["category"].lower() == "symptom")
    return {name: _site(name, None) or "" for name in names}


def _rows(path: Path, found: ParsedFile) -> Iterator[tuple[int, dict[str, str]]]:
    content, note = files.text(files.whole(path), path.name)
    found.note(note)
    records = files.lines(content, path.name)
    _, heads = next(records, (1, []))
    heads = [head.strip().strip('"').lower() for head in heads]
    if not set(_COLUMNS) <= set(heads) or "date" not in heads:
        raise ExchangeError(
            f"{path.name} is not an export of Bearable: it needs the columns date, "
            f"{', '.join(_COLUMNS)}; nothing was added"
        )
    for line, cells in records:
        if len(cells) < len(heads):
            found.refuse(path.name, line, f"has {len(cells)} cells and needs {len(heads)}")
        else:
            yield line, dict(zip(heads, (cell.strip() for cell in cells), strict=False))


def _name(row: dict[str, str]) -> str:
    return re.sub(rf"\s*\(({'|'.join(_WORDS)})\)\s*$", "", row["detail"])


def _take(
    found: ParsedFile,
    row: dict[str, str],
    symptoms: Mapping[str, str] | None,
    left: Counter[str],
    slept: set[str],
    file: str,
    line: int,
) -> None:
    category = row["category"].lower()
    if category == "symptom":
        name = _name(row)
        site = _site(name, symptoms)
        if site is None:
            left[f"symptom {name}"] += 1
        else:
            found.add("score", _score(found, row, name, site), file, line)
    elif category == "sleep" and (hours := _hours(row["rating/amount"])) is not None:
        day = _day(row)
        if day in slept:  # the whole night comes first, then its stages
            left["Sleep, a second time in a night"] += 1
            return
        slept.add(day)
        found.add("checkin", {"day": day, "sleep_h": hours}, file, line)
    else:
        left[row["category"] or "without a category"] += 1


def _score(found: ParsedFile, row: dict[str, str], name: str, site: str) -> dict[str, Any]:
    rating = row["rating/amount"]
    if not re.fullmatch(r"[0-4](\.0*)?", rating):
        raise ValueError(f"severity {shown(rating)} of {name} is not one of 0, 1, 2, 3, 4")
    severity = int(rating[0])
    day, when = _day(row), row["time of day"].lower()
    parts = (day, when, name, severity, row["notes"])
    clock = _clock(when)
    said = f"Bearable: {name} ({_WORDS[severity].lower()})"
    return {
        "id": source_id("bearable", *parts, found.again(*parts)),
        "at": datetime.combine(date.fromisoformat(day), clock or time(12)).isoformat(),
        "kind": "now" if clock else "daily",
        "site": site,
        "side": "both",
        "score": SEVERITIES[severity],
        "session_id": None,
        "qualities": "",
        "note": f"{said}; {row['notes']}" if row["notes"] else said,
    }


def _site(name: str, symptoms: Mapping[str, str] | None) -> str | None:
    if symptoms is not None:
        return symptoms.get(name)
    known = next((site for site in anatomy.SITE_NAMES if site in name.lower()), None)
    fits = _OURS.search(name) and not _ELSEWHERE.search(name)
    return known or (anatomy.WHOLE if fits else None)


def _day(row: dict[str, str]) -> str:
    text = row.get("date formatted") or row["date"]
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})", text)
    try:
        if found is None:
            return date.fromisoformat(text[:10]).isoformat()
        month = _MONTHS.index(found[2].lower()) + 1
        return date(int(found[3]), month, int(found[1])).isoformat()
    except ValueError:
        raise ValueError(f"day {shown(text)} is none that Bearable writes") from None


def _clock(text: str) -> time | None:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)\s*([ap])?\.?(?:m\.?)?", text)
    if found is None:
        hour = _TIMES.get(text)
        return time(hour) if hour is not None else None
    try:
        return time(hour_of_day(found[1], found[3]), int(found[2]))
    except ValueError:
        raise ValueError(f"time of day {shown(text)} is not a time") from None


def _hours(text: str) -> float | None:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", text)
    return int(found[1]) + int(found[2]) / 60 if found else None


def _say(found: ParsedFile, left: Counter[str], *, by_hand: bool) -> None:
    if "score" in found.rows:
        found.note(f"Bearable's 0-4 became 0-10: {MAPPING}.")
    if left:
        listed = ", ".join(f"{name} ({count})" for name, count in left.most_common())
        how = (
            " To bring a symptom along, name it and the site it is scored for, such as "
            f'symptoms={{"Stiffness": "{anatomy.WHOLE}"}}.'
        )
        found.note(f"Left out: {listed}.{'' if by_hand else how}")


def _choices(path: Path, asked: Asked) -> tuple[Asked, dict[str, Any]]:
    meant = {name: str(asked.get(name, site)) for name, site in guess_symptoms(path).items()}
    sites = [[site, site] for site in anatomy.SITE_NAMES]
    shown = {
        "label": "Which symptoms are the pain of your knots?",
        "help": f"Rated 0-4 there, and 0-10 here: {MAPPING}.",
        "options": [["", "leave out"], *sites],
        "items": [{"name": name, "value": site} for name, site in meant.items()],
    }
    return shown, {"symptoms": {name: site for name, site in meant.items() if site}}


def _fits(file: FirstSight) -> bool:
    is_table = not file.names and not file.is_xml
    return is_table and b"date formatted" in file.start.replace(b"\0", b"")


IMPORT = ImportFormat("bearable", "Bearable (CSV)", read_bearable, _fits, _choices)
