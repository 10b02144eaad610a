"""Loop Habit Tracker: the zip that "Export as CSV" makes.

Written after the app's own exporter and its test files (iSoron/uhabits, ``HabitsCSVExporter``): one
folder a habit with ``Checkmarks.csv`` (Date, Value and, since version 2.1, Notes), ``Habits.csv``
with what each habit is, and a ``Checkmarks.csv`` of all habits at the root whose names are not
quoted and whose lines end in a comma. Old versions write numbers for words and no heading.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.exchange import files
from tracker.exchange.import_report import (
    Asked,
    ImportFormat,
    ImportReport,
    ParsedFile,
    import_rows,
    source_id,
)
from tracker.exchange.journal_like import JournalLike
from tracker.foundation.errors import ExchangeError
from tracker.foundation.schema import shown
from tracker.foundation.words import counted

SOURCE = "Loop Habit Tracker"
_STRETCHING = re.compile(
    r"stretch|mobility|yoga|pilates|posture|\b(back|neck|shoulders?)\b|foam roll|massage|physio",
    re.IGNORECASE,
)
_WORDS = {"YES_MANUAL": 2, "YES_AUTO": 1, "NO": 0, "UNKNOWN": -1, "SKIP": -3}
_SKIP = (3, -3)  # the app changed its mind
_THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit: what it is called, whether it counts an amount, and how often it is meant."""

    name: str
    numerical: bool = False
    unit: str = ""
    times: float = 0.0
    days: float = 1.0


@dataclass(frozen=True, slots=True)
class _Mark:
    habit: Habit
    day: str
    value: str
    note: str
    file: str
    line: int


def read_loop(
    path: Any,
    journal: JournalLike,
    *,
    habits: Iterable[str] | None = None,
    dry_run: bool = False,
    skip_refused: bool = False,
) -> ImportReport:
    """Bring along what was ticked off in Loop Habit Tracker: each tick a session.

    Days ticked by hand become sessions at noon, skipped days pauses, and the frequency the plan
    from the first day on; days that Loop fills in by itself (YES_AUTO) and days without a tick add
    nothing.

    Parameters
    ----------
    path : path-like
        The zip that the app exports as CSV.
    habits : iterable of str, optional
        The names of the habits to bring along; by default those that sound like stretching, or the
        only one there is.
    journal, dry_run, skip_refused
        As in `read_archive`.

    Returns
    -------
    ImportReport
        The ids are made from habit and day, so that a later export adds only what is new.

    Raises
    ------
    ExchangeError, JournalError
        As in `read_archive`, and where `habits` names one that is not in it.
    """
    source = files.as_path(path)
    wanted = None if habits is None else list(habits)
    return import_rows(
        journal, source, read(source, wanted), dry_run=dry_run, skip_refused=skip_refused
    )


def read(path: Path, wanted: list[str] | None = None) -> ParsedFile:
    """Return the rows of a Loop export by table, and the lines that are none."""
    found = ParsedFile()
    marks = _all_marks(path, found)
    chosen = _chosen({mark.habit.name: mark.habit for mark in marks}, wanted, path, found)
    _keep(found, [mark for mark in marks if mark.habit.name in chosen])
    return found


def guess_habits(path: Any) -> dict[str, bool]:
    """Return the habits in a Loop export by name, and whether each is taken by itself."""
    there = {mark.habit.name: mark.habit for mark in _all_marks(files.as_path(path), ParsedFile())}
    return {name: _is_taken(name, there) for name in there}


def _is_taken(name: str, there: dict[str, Habit]) -> bool:
    return bool(_STRETCHING.search(name)) or len(there) == 1


def _all_marks(path: Path, found: ParsedFile) -> list[_Mark]:
    with files.unzipped(path) as archive, files.explained(path):
        names = [name for name in archive.namelist() if files.stem(name) == "Checkmarks.csv"]
        if not names:
            raise ExchangeError(
                f"{path.name} is not an export of {SOURCE}: it holds no Checkmarks.csv; "
                "nothing was added"
            )
        return list(_marks(archive, names, _habits(archive, found), found))


def _habits(archive: zipfile.ZipFile, found: ParsedFile) -> dict[int, Habit]:
    name = next((name for name in archive.namelist() if files.stem(name) == "Habits.csv"), None)
    if name is None:
        return {}
    records = files.lines(_text(archive, name, found), name)
    _, heads = next(records, (1, []))
    habits = {}
    for number, (_, cells) in enumerate(records, start=1):
        row = dict(zip(heads, cells, strict=False))
        position = row.get("Position", "")
        habits[int(position) if position.isdecimal() else number] = Habit(
            row.get("Name", ""),
            row.get("Type", "").startswith("NUMERICAL"),
            row.get("Unit", ""),
            _number(row.get("FrequencyNumerator", row.get("NumRepetitions", ""))) or 0.0,
            _number(row.get("FrequencyDenominator", row.get("Interval", ""))) or 1.0,
        )
    return habits


def _marks(
    archive: zipfile.ZipFile, names: list[str], habits: dict[int, Habit], found: ParsedFile
) -> Iterator[_Mark]:
    folders = [name for name in names if re.match(r"\d+", files.stem(name.rpartition("/")[0]))]
    for name in folders or names:
        records = files.lines(_text(archive, name, found), name)
        if name not in folders:
            yield from _root_marks(records, name, list(habits.values()))
            continue
        number, _, title = files.stem(name.rpartition("/")[0]).partition(" ")
        habit = habits.get(int(number), Habit(title or number))
        for line, cells in records:
            if cells[0] != "Date":
                day, value, note, *_ = [*cells, "", ""]
                yield _Mark(habit, day, value, note, name, line)


def _root_marks(
    records: Iterator[tuple[int, list[str]]], file: str, habits: list[Habit]
) -> Iterator[_Mark]:
    _, heads = next(records, (1, []))
    named = [Habit(head) for head in heads[1:] if head]
    for line, cells in records:
        values = cells[1:-1] if cells[-1] == "" else cells[1:]
        # A name with a comma in it splits the heading, and never the lines below.
        whose = habits if len(values) == len(habits) else named
        for habit, value in zip(whose, values, strict=False):
            yield _Mark(habit, cells[0], value, "", file, line)


def _chosen(
    there: dict[str, Habit], wanted: list[str] | None, path: Path, found: ParsedFile
) -> set[str]:
    listed = ", ".join(shown(name) for name in there) or "none"
    if wanted is not None:
        missing = [name for name in wanted if name not in there]
        if missing:
            raise ExchangeError(
                f"{path.name} holds no habit {shown(missing[0])}; it holds {listed}; "
                "nothing was added"
            )
        return set(wanted)
    chosen = {name for name in there if _is_taken(name, there)}
    left = [name for name in there if name not in chosen]
    if left:
        found.note(
            f"Left out, since the name does not sound like stretching: {', '.join(left)}. "
            f"To choose by yourself, pass habits=[…] with names of {listed}."
        )
    return chosen


def _keep(found: ParsedFile, marks: list[_Mark]) -> None:
    counts: Counter[str] = Counter()
    skipped: dict[str, _Mark] = {}
    done: set[str] = set()
    first: _Mark | None = None
    for mark in marks:
        value = _value(mark)
        if value is None or not _is_day(mark.day):
            what = f"value {shown(mark.value)}" if value is None else f"day {shown(mark.day)}"
            found.refuse(mark.file, mark.line, f"{what} is none that {SOURCE} writes")
            continue
        first = mark if first is None or mark.day < first.day else first
        if value in _SKIP:
            skipped.setdefault(mark.day, mark)
        elif value >= 2:
            done.add(mark.day)
            found.add("session", _session(mark, value), mark.file, mark.line)
        elif value == 1:
            counts["filled in by Loop, not done"] += 1
    for day in sorted(set(skipped) - done):
        pause = {"id": source_id("loop", "skip", day), "from_day": day, "to_day": day}
        mark = skipped[day]
        found.add("pause", pause | {"reason": "other"}, mark.file, mark.line)
    weekly = sum(7 * habit.times / habit.days for habit in {mark.habit for mark in marks})
    if first is not None and weekly:
        plan = {"from_day": first.day, "sessions_per_week": min(21, round(weekly))}
        found.add("plan", plan, first.file, first.line)
    for what, number in counts.items():
        found.note(f"{counted(number, 'day')} {what}: left out.")
    if done:
        found.note("Loop keeps days and no times: sessions stand at noon, without a length.")


def _session(mark: _Mark, value: int) -> dict[str, Any]:
    amount = value / _THOUSANDTHS if mark.habit.numerical or value >= _THOUSANDTHS else None
    unit = mark.habit.unit
    minutes = amount if amount is not None and re.match(r"min", unit, re.IGNORECASE) else 0
    said = "" if amount is None else f"{amount:g} {unit}".strip()
    return {
        "id": source_id("loop", mark.habit.name, mark.day),
        "routine": mark.habit.name.strip() or "habit",
        "at": mark.day,
        "ended_at": None,
        "planned_s": min(86_400, round(minutes * 60)),
        "outcome": "completed",
        "source": SOURCE,
        "note": "; ".join(part for part in (said, mark.note) if part),
    }


def _value(mark: _Mark) -> int | None:
    text = mark.value.strip()
    if text in _WORDS:
        return _WORDS[text]
    if not re.fullmatch(r"-?\d{1,9}", text):
        return None
    value = int(text)
    if value >= 0 and (mark.habit.numerical or value >= _THOUSANDTHS):
        return value if value >= 2 else 0
    return value if -3 <= value <= 3 else None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,4}", text) else None


def _text(archive: zipfile.ZipFile, name: str, found: ParsedFile) -> str:
    content, note = files.text(files.member(archive, name), name)
    found.note(note)
    return content


def _choices(path: Path, asked: Asked) -> tuple[Asked, dict[str, Any]]:
    taken = {name: asked.get(name, fits) is True for name, fits in guess_habits(path).items()}
    shown = {
        "label": "Which habits were sessions?",
        "help": "Those that sound like stretching are chosen already.",
        "items": [{"name": name, "value": value} for name, value in taken.items()],
    }
    return shown, {"habits": [name for name, value in taken.items() if value]}


IMPORT = ImportFormat(
    "loop",
    "Loop Habit Tracker (zip)",
    read_loop,
    lambda file: "Checkmarks.csv" in file.names,
    _choices,
)
