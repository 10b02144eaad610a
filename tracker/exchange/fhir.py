"""FHIR R4: scores, sessions, weekly tests and context as a Bundle that a clinic's system can read.

Pain is LOINC 72514-3 and the PEG its panel 91148-7; what has no code has a text.
The person is a Patient without a name, and holds are not written: FHIR has no word for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from tracker.exchange import files
from tracker.exchange.import_report import source_id
from tracker.exchange.journal_like import JournalLike
from tracker.foundation import anatomy

Resource = dict[str, Any]
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
PAIN = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
PEG = ("91148-7", "PEG 3 item pain scale")
PEG_MEAN = ("91147-9", "PEG mean score")
PEG_ITEMS = {
    "pain": ("75893-8", "Pain on average in the past week"),
    "enjoyment": ("91145-3", "Interference of pain with enjoyment of life in the past week"),
    "activity": ("91146-1", "Interference of pain with general activity in the past week"),
}
_SURVEY = {
    "coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}
    ]
}
_KINDS = {
    "daily": "on average that day",
    "before": "right now, before a session",
    "after": "right now, after a session",
    "stop": "right now, at a stop for pain",
    "now": "right now",
}
_CONTEXT = {
    "stress": ("Stress, 0-10", "{score}"),
    "sleep_h": ("Sleep in the night before", "h"),
    "sitting_h": ("Time spent sitting", "h"),
}
_TESTS = {"back scratch": "cm", "seated rotation": ""}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_fhir(journal: JournalLike, path: Any) -> Path:
    """Write a journal as a FHIR R4 Bundle (JSON) and return its path.

    Parameters
    ----------
    journal : Journal
        Whose scores, sessions, weekly tests and check-ins are written.
    path : path-like
        The file; replaced where it is there already.

    Raises
    ------
    ExchangeError
        If it cannot be written; what was there before still is.
    """
    content = json.dumps(bundle(journal), ensure_ascii=False, indent=1) + "\n"
    return files.write_bytes(path, content.encode())


def bundle(journal: JournalLike) -> Resource:
    """Return the Bundle as plain data: a Patient, then Procedures and Observations by moment.

    >>> from tracker import Journal
    >>> with Journal("sample") as journal:
    ...     found = bundle(journal)
    >>> [entry["resource"]["resourceType"] for entry in found["entry"][:3]]
    ['Patient', 'Procedure', 'Procedure']
    """
    patient = source_id("fhir", "patient", journal.id)
    resources = [{"resourceType": "Patient", "id": patient}]
    subject = {"reference": f"urn:uuid:{patient}"}
    made = [_session(row) for row in _records(journal.sessions())]
    made += [_score(row) for row in _records(journal.scores())]
    made += _measures(journal.measures())
    made += _context(journal.checkins())
    resources += [resource | {"subject": subject} for resource in made]
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in frame.to_dict("records"):
        yield {str(name): None if pd.isna(value) else value for name, value in row.items()}


def _session(row: dict[str, Any]) -> Resource:
    done = row["outcome"] == "completed"
    period = {"start": _moment(row["at"], row)}
    if row["ended_at"] is not None:
        period["end"] = _moment(row["ended_at"], row)
    return {
        "resourceType": "Procedure",
        **_known("session", row["id"]),
        "status": "completed" if done else "stopped",
        **({} if done else {"statusReason": {"text": row["outcome"]}}),
        "code": {"text": f"Stretching routine: {_plain(row['routine'])}"},
        "performedPeriod": period,
        **_note(row["note"]),
    }


def _score(row: dict[str, Any]) -> Resource:
    site = row["site"]
    if site != anatomy.WHOLE or row["side"] != "both":
        site += f", {row['side']}" if row["side"] != "both" else ", both sides"
    resource = {
        **_observation("score", row["id"], _code(*PAIN), _moment(row["at"], row)),
        "valueQuantity": _quantity(row["score"], "{score}"),
        "bodySite": {"text": site},
        "method": {"text": _KINDS[row["kind"]]},
        **_note(row["note"]),
    }
    if row["session_id"] is not None:
        part = source_id("fhir", "session", row["session_id"])
        resource["partOf"] = [{"reference": f"urn:uuid:{part}"}]
    if row["qualities"]:
        quality = {"code": {"text": "How it feels"}, "valueString": row["qualities"]}
        resource["component"] = [quality]
    return resource


def _measures(measures: pd.DataFrame) -> list[Resource]:
    made = []
    peg = measures["test"] == "PEG"
    for row in _records(measures[~peg]):
        code = {"text": f"{row['test'].capitalize()}, {row['side']}"}
        resource = _observation("measure", row["id"], code, _moment(row["at"], row))
        value = {"value": row["value"], "unit": "hours on a clock face"}
        if unit := _TESTS[row["test"]]:
            value = _quantity(row["value"], unit)
        made.append(resource | {"valueQuantity": value})
    for at, items in measures[peg].groupby("at"):
        row = next(_records(items))
        answers = dict(zip(items["item"], items["value"], strict=True))
        components = [
            {"code": _code(*PEG_ITEMS[item]), "valueQuantity": _quantity(value, "{score}")}
            for item, value in answers.items()
        ]
        if set(answers) == set(PEG_ITEMS):
            mean = round(sum(answers.values()) / len(answers), 2)
            value = _quantity(mean, "{score}")
            components.append({"code": _code(*PEG_MEAN), "valueQuantity": value})
        panel = _observation("PEG", str(at), _code(*PEG), _moment(row["at"], row))
        made.append(panel | {"component": components})
    return made


def _context(checkins: pd.DataFrame) -> list[Resource]:
    made = []
    for row in _records(checkins):
        day = row["day"].date().isoformat()
        for name, (said, unit) in _CONTEXT.items():
            if row[name] is not None:
                resource = _observation("checkin", f"{day}/{name}", {"text": said}, day)
                made.append(resource | {"valueQuantity": _quantity(row[name], unit)})
        if note := _note(row["note"]):
            text = {"valueString": note["note"][0]["text"]}
            made.append(_observation("checkin", day, {"text": "Note on the day"}, day) | text)
    return made


def _observation(table: str, id: str, code: Resource, when: str) -> Resource:
    return {
        "resourceType": "Observation",
        **_known(table, id),
        "status": "final",
        "category": [_SURVEY],
        "code": code,
        "effectiveDateTime": when,
    }


def _known(table: str, id: str) -> Resource:
    # Ids of a journal may be any text, those of FHIR not: the journal's own is the identifier.
    return {
        "id": source_id("fhir", table, id),
        "identifier": [{"system": f"urn:unknot:{table}", "value": _plain(id)}],
    }


def _code(code: str, said: str) -> Resource:
    return {"coding": [{"system": LOINC, "code": code, "display": said}], "text": said}


def _quantity(value: float, unit: str) -> Resource:
    number = int(value) if value == int(value) else value
    return {"value": number, "unit": unit, "system": UCUM, "code": unit}


def _moment(at: pd.Timestamp, row: dict[str, Any]) -> str:
    local = at.tz_convert(None) + pd.Timedelta(minutes=row["utc_offset_min"])
    hours, minutes = divmod(abs(row["utc_offset_min"]), 60)
    sign = "-" if row["utc_offset_min"] < 0 else "+"
    # FHIR knows offsets up to 14 hours, and people rarely live further out.
    if hours >= 14:
        return at.isoformat(timespec="milliseconds")
    return f"{local.isoformat(timespec='milliseconds')}{sign}{hours:02}:{minutes:02}"


def _note(text: str) -> Resource:
    plain = _plain(text)
    return {"note": [{"text": plain}]} if plain.strip() else {}


def _plain(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
