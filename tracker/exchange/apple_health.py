"""Apple Health: ``export.xml``, or the zip it comes in, however large.

The file is parsed as it streams by and nothing of it is kept but what a diary needs. Nearly all of
it are records of quantities (heart rate, steps), which are cut out before the parser sees them.
Its head, a document type that Apple has shipped broken (iOS 16), is passed over unread: so no
entity is ever declared, and one that is used is an error.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from tracker.exchange import files, progress_bar
from tracker.exchange.csv_columns import hour_of_day
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

SOURCE = "Apple Health"
WORKOUTS = {
    "Flexibility": "flexibility",
    "Yoga": "yoga",
    "MindAndBody": "mind and body",
    "PreparationAndRecovery": "preparation and recovery",
    "Pilates": "pilates",
}
"""The workouts that are taken as sessions, and the routine each is kept under."""
SEVERITIES = {"NotPresent": 0, "Mild": 2, "Moderate": 5, "Severe": 8}
"""The middle of what each word covers on a 0-10 scale: mild 1-3, moderate 4-6, severe 7-10."""
SYMPTOMS = {"GeneralizedBodyAche": anatomy.WHOLE}
"""The symptoms that are taken as scores unless others are named: "Body and Muscle Ache"."""
MOST_BYTES = 64_000_000_000
_NUMBERED = dict(enumerate(("Unspecified", *SEVERITIES)))
_CHUNK = 1 << 18
_MOST_HEAD = 1 << 20
_ACTIVITY = "HKWorkoutActivityType"
_CATEGORY = "HKCategoryTypeIdentifier"
_SEVERITY = "HKCategoryValueSeverity"
_ATTRIBUTES = rb'(?:[^<>"/]*+"[^<"]*+")*+[^<>"/]*+'
_QUANTITIES = re.compile(
    rb'(?:<Record type="HKQuantityTypeIdentifier'
    + rb'[^<"]*+"'
    + _ATTRIBUTES
    + rb"(?:/>|>\s*+(?:<MetadataEntry "
    + _ATTRIBUTES
    + rb"/>\s*+)*+</Record>)\s*+)++"
)
"""Whole records of quantities, one after the other. What looks different in any way is left in for
the parser, so that cutting them out is never what decides whether a file is sound."""
_UNITS = {"s": 1, "sec": 1, "min": 60, "hr": 3600, "h": 3600}
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d{1,2}):(\d\d):(\d\d)\s*([AaPp])?\.?(?:[Mm]\.?)?\s*([+-]\d\d):?(\d\d)"
)


def read_apple_health(
    path: Any,
    journal: JournalLike,
    *,
    symptoms: Mapping[str, str] | None = None,
    dry_run: bool = False,
    skip_refused: bool = False,
) -> ImportReport:
    """Bring along workouts as sessions and symptoms as scores from an export of Apple Health.

    Parameters
    ----------
    path : path-like
        ``export.xml`` or the zip it came in; it is streamed, so that gigabytes are no matter.
    symptoms : mapping of str to str, optional
        Apple's name of a symptom, such as ``"GeneralizedBodyAche"``, and the site of
        ``tracker.foundation.anatomy.SITE_NAMES`` it is scored for; by default `SYMPTOMS`.
    journal, dry_run, skip_refused
        As in `read_archive`, and so are the errors.

    Returns
    -------
    ImportReport
        The ids are made from type, start, end and source, so that a later export adds only what
        is new.
    """
    source = files.as_path(path)
    found = read(source, SYMPTOMS if symptoms is None else symptoms)
    return import_rows(journal, source, found, dry_run=dry_run, skip_refused=skip_refused)


def read(path: Path, symptoms: Mapping[str, str] = SYMPTOMS) -> ParsedFile:
    """Return the rows of an export by table, and the elements that are none."""
    reader = _Reader(symptoms)
    with _stream(path) as (stream, size, name), files.explained(path):
        reader.file = name
        with progress_bar.bar(size, path.name, "B") as advance:
            reader.parse(stream, path, advance)
    reader.say_what_was_left()
    return reader.found


@contextmanager
def _stream(path: Path) -> Iterator[tuple[IO[bytes], int, str]]:
    with files.explained(path), path.open("rb") as plain:
        if plain.read(4)[:2] != b"PK":
            plain.seek(0)
            yield plain, path.stat().st_size, path.name
            return
    with files.unzipped(path, MOST_BYTES) as archive:
        inside = _export_in(archive, path)
        with files.explained(path), archive.open(inside) as packed:
            yield packed, inside.file_size, inside.filename


def _export_in(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    # The file is named in the phone's language; beside it lies the same again as a document (CDA).
    found = [
        info
        for info in archive.infolist()
        if info.filename.lower().endswith(".xml") and "_cda" not in info.filename.lower()
    ]
    if not found:
        raise ExchangeError(f"{path.name} holds no export of {SOURCE}; nothing was added")
    return max(found, key=lambda info: info.file_size)


class _Reader:
    """Takes the elements of an export one by one."""

    def __init__(self, symptoms: Mapping[str, str]) -> None:
        self.found = ParsedFile()
        self.file = ""
        self._sites = {f"{_CATEGORY}{name}": site for name, site in symptoms.items()}
        self._left: Counter[str] = Counter()
        self._lines_before = 0
        self._parser = expat.ParserCreate(encoding="UTF-8")
        self._parser.StartElementHandler = self._start
        # defusedxml's rules, should a document type ever get past the head.
        self._parser.StartDoctypeDeclHandler = self._forbidden
        self._parser.EntityDeclHandler = self._forbidden

    def parse(self, stream: IO[bytes], path: Path, advance: progress_bar.Advance) -> None:
        head = b""
        while (start := head.find(b"<HealthData")) < 0:
            chunk = stream.read(_CHUNK)
            if not chunk or len(head) > _MOST_HEAD:
                raise ExchangeError(f"{path.name} is not an export of {SOURCE}; nothing was added")
            head += chunk
            advance(len(chunk))
        if b"<!ENTITY" in head[:start]:
            raise ExchangeError(
                f"{path.name} declares entities, which {SOURCE} never does; nothing was added"
            )
        self._lines_before = head.count(b"\n", 0, start)
        try:
            rest = head[start:]
            while chunk := stream.read(_CHUNK):
                rest += chunk
                # The last record may go on in the next piece.
                cut = rest.rfind(b"<Record ") if len(rest) < _MOST_HEAD else -1
                whole, rest = (rest, b"") if cut < 0 else (rest[:cut], rest[cut:])
                self._parser.Parse(_QUANTITIES.sub(_only_lines, whole), False)
                advance(len(chunk))
            self._parser.Parse(rest, True)
        except expat.ExpatError as error:
            line = self._lines_before + error.lineno
            raise ExchangeError(
                f"{path.name} is damaged in line {line} ({expat.ErrorString(error.code)}); "
                "nothing was added"
            ) from error

    def _forbidden(self, *_: object) -> None:
        raise ExchangeError(f"{self.file} declares entities; nothing was added")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Record":
            kind = attributes.get("type", "")
            if kind in self._sites:
                self._take(self._score, kind, attributes)
            elif attributes.get("value", "").startswith(_SEVERITY):
                self._left[kind.removeprefix(_CATEGORY)] += 1
        elif name == "Workout":
            kind = attributes.get("workoutActivityType", "").removeprefix(_ACTIVITY)
            if kind in WORKOUTS:
                self._take(self._session, kind, attributes)

    def _take(self, make: Any, kind: str, attributes: dict[str, str]) -> None:
        line = self._lines_before + self._parser.CurrentLineNumber
        try:
            made = make(kind, attributes)
        except ValueError as error:
            self.found.refuse(self.file, line, str(error))
            return
        if made is not None:
            table, row = made
            self.found.add(table, row, self.file, line)

    def _session(self, kind: str, given: dict[str, str]) -> tuple[str, dict[str, Any]]:
        start, end = _moment(given, "startDate"), _moment(given, "endDate")
        seconds = (end - start).total_seconds()
        unit = _UNITS.get(given.get("durationUnit", ""))
        if unit and re.fullmatch(r"\d{1,7}(\.\d*)?", given.get("duration", "")):
            seconds = float(given["duration"]) * unit
        return "session", {
            "id": _id("workout", given, kind),
            "routine": WORKOUTS[kind],
            "at": start.isoformat(),
            "ended_at": end.isoformat(),
            "planned_s": round(seconds),
            "outcome": "completed",
            "source": SOURCE,
            "note": given.get("sourceName", ""),
        }

    def _score(self, kind: str, given: dict[str, str]) -> tuple[str, dict[str, Any]] | None:
        value = given.get("value", "")
        name = kind.removeprefix(_CATEGORY)
        severity = value.removeprefix(_SEVERITY)
        if value.isdecimal():
            severity = _NUMBERED.get(int(value), value)
        if severity == "Unspecified":
            self._left[f"{name} without a severity"] += 1
            return None
        if severity not in SEVERITIES:
            raise ValueError(f"severity {shown(value)} is none that {SOURCE} writes")
        return "score", {
            "id": _id("symptom", given, name),
            "at": _moment(given, "startDate").isoformat(),
            "kind": "now",
            "site": self._sites[kind],
            "side": "both",
            "score": SEVERITIES[severity],
            "session_id": None,
            "qualities": "",
            "note": f"{SOURCE}: {_spelt(name)} ({_spelt(severity)})",
        }

    def say_what_was_left(self) -> None:
        if "score" in self.found.rows:
            said = ", ".join(f"{_spelt(word)} {score}" for word, score in SEVERITIES.items())
            self.found.note(f"Severities became scores of that moment: {said}.")
        if self._left:
            left = ", ".join(f"{name} ({count})" for name, count in self._left.most_common())
            self.found.note(
                f"Symptoms left out: {left}. To bring one along, name it and the site it is "
                f'scored for, such as symptoms={{"GeneralizedBodyAche": "{anatomy.WHOLE}"}}.'
            )


def _only_lines(cut: re.Match[bytes]) -> bytes:
    return b"\n" * cut[0].count(b"\n")  # errors and refusals still name the right line


def _spelt(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _id(what: str, given: dict[str, str], kind: str) -> str:
    names = ("startDate", "endDate", "sourceName")
    return source_id("apple health", what, kind, *(given.get(name, "") for name in names))


def _moment(given: dict[str, str], name: str) -> datetime:
    found = _MOMENT.fullmatch(given.get(name, "").replace("\u202f", " ").strip())
    if found is None:
        raise ValueError(f"{name} {shown(given.get(name, ''))} is not a moment")
    day, hours, minutes, seconds, half, *offset = found.groups()
    hour = hour_of_day(hours, half)  # a phone may be set to twelve hours
    return datetime.fromisoformat(f"{day}T{hour:02}:{minutes}:{seconds}{':'.join(offset)}")


IMPORT = ImportFormat(
    "apple",
    "Apple Health (export.xml or zip)",
    read_apple_health,
    lambda file: bool(file.names) or file.is_xml,
)
