"""Held to the official model, in its R4B release through fhir.resources.

R4B changed other resources (Evidence, medicines, subscriptions) and none of those written here:
Bundle, Patient, Observation and Procedure are those of R4.
"""

import json

import pytest
from fhir.resources.R4B.bundle import Bundle

from tracker.exchange.fhir import bundle, write_fhir
from tracker.foundation.errors import ExchangeError
from tracker.journal.store import Journal


@pytest.fixture
def diary(journal):
    session = journal.log_session("short", at="2026-02-28T08:00+05:30", outcome="stopped for pain")
    journal.log_score(
        4,
        site="inner blade edge",
        side="left",
        kind="before",
        at="2026-02-28T07:58+05:30",
        session_id=session,
        qualities=["tight", "numb"],
        note="a\x07b <i>",
        id="any id / at all",
    )
    journal.log_checkin(day="2026-02-27", stress=3, sleep_h=7.5, note="slept well")
    for item, value in {"pain": 5, "enjoyment": 4, "activity": 2}.items():
        journal.log_measure("PEG", value, item=item, at="2026-02-27T20:00+00:00")
    journal.log_measure("back scratch", -2.5, side="left", at="2026-02-27T20:00+00:00")
    journal.log_measure("seated rotation", 2, side="right", at="2026-02-27T20:00+00:00")
    return journal


def resources(journal):
    return [entry["resource"] for entry in bundle(journal)["entry"]]


def by_text(journal, text):
    found = [one for one in resources(journal) if one.get("code", {}).get("text") == text]
    return found[0]


def test_the_official_model_takes_it(diary, tmp_path):
    path = write_fhir(diary, tmp_path / "diary.json")
    parsed = Bundle.model_validate_json(path.read_text(encoding="utf-8"))
    assert len(parsed.entry) == 9  # patient, session, score, PEG, two tests, three of the day
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(parsed.model_dump_json(exclude_none=True))["type"] == "collection"


def test_the_official_model_takes_the_whole_sample(own_journal):
    with Journal("sample") as journal:
        made = Bundle.model_validate(bundle(journal)).entry
        told = 1 + len(journal.sessions()) + len(journal.scores())
        tests = journal.measures().groupby(["test", "side", "day"])  # PEG's items are one
        noted = journal.checkins()[["stress", "sleep_h", "sitting_h"]].notna()
    assert len(made) == told + len(tests) + int(noted.sum(axis=None))


def test_pain_has_its_code_place_moment_and_number(diary):
    score = by_text(diary, "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
    assert score["code"]["coding"][0]["code"] == "72514-3"
    assert score["valueQuantity"]["value"] == 4
    assert score["bodySite"]["text"] == "inner blade edge, left"
    assert score["effectiveDateTime"] == "2026-02-28T07:58:00.000+05:30"
    assert score["method"]["text"] == "right now, before a session"
    assert score["component"][0]["valueString"] == "tight, numb"
    assert score["note"] == [{"text": "a\ufffdb <i>"}]
    assert score["identifier"][0]["value"] == "any id / at all"


def test_a_stopped_session_is_a_stopped_procedure_that_its_scores_are_part_of(diary):
    session = next(one for one in resources(diary) if one["resourceType"] == "Procedure")
    assert (session["status"], session["statusReason"]["text"]) == ("stopped", "stopped for pain")
    score = by_text(diary, "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
    assert score["partOf"] == [{"reference": f"urn:uuid:{session['id']}"}]


def test_the_peg_is_one_panel_with_its_mean(diary):
    panel = by_text(diary, "PEG 3 item pain scale")
    found = {
        part["code"]["coding"][0]["code"]: part["valueQuantity"]["value"]
        for part in panel["component"]
    }
    assert panel["code"]["coding"][0]["code"] == "91148-7"
    assert found == {"75893-8": 5, "91145-3": 4, "91146-1": 2, "91147-9": 3.67}


def test_context_and_tests_have_units(diary):
    assert by_text(diary, "Sleep in the night before")["valueQuantity"] == {
        "value": 7.5,
        "unit": "h",
        "system": "http://unitsofmeasure.org",
        "code": "h",
    }
    assert by_text(diary, "Back scratch, left")["valueQuantity"]["code"] == "cm"
    assert "system" not in by_text(diary, "Seated rotation, right")["valueQuantity"]
    assert by_text(diary, "Note on the day")["effectiveDateTime"] == "2026-02-27"


def test_every_reference_leads_to_a_resource(diary):
    made = bundle(diary)
    there = {entry["fullUrl"] for entry in made["entry"]}
    assert len(there) == len(made["entry"])
    named = {part.split('"')[0] for part in json.dumps(made).split('"reference": "')[1:]}
    assert named <= there


def test_the_same_journal_gives_the_same_file(diary, tmp_path):
    first = write_fhir(diary, tmp_path / "a.json").read_bytes()
    assert write_fhir(diary, tmp_path / "b.json").read_bytes() == first


def test_an_empty_journal_is_a_bundle_with_nobodys_name_in_it(journal):
    (patient,) = resources(journal)
    assert set(patient) == {"resourceType", "id"}
    assert Bundle.model_validate(bundle(journal)).entry


def test_a_folder_gets_a_sentence(journal, tmp_path):
    with pytest.raises(ExchangeError, match="is a folder; name a file in it"):
        write_fhir(journal, tmp_path)
