import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tests.exchange import health
from tracker.exchange import apple_health
from tracker.exchange.apple_health import read, read_apple_health
from tracker.foundation.errors import ExchangeError

BODY = "HKCategoryTypeIdentifierGeneralizedBodyAche"


@pytest.fixture
def export(text_file):
    def write(*elements, head=health.HEAD, tail=health.TAIL):
        return text_file("export.xml", head + "".join(elements) + tail)

    return write


def test_workouts_become_sessions_and_symptoms_scores(export, journal):
    report = read_apple_health(export(health.YOGA, health.ACHE), journal)
    assert report.table()["added"].to_dict() == {"session": 1, "score": 1}
    session = journal.sessions().iloc[0]
    assert str(session["at"]) == "2026-02-20 17:15:00+00:00"
    assert str(session["ended_at"]) == "2026-02-20 17:46:30+00:00"
    assert (session["utc_offset_min"], session["planned_s"]) == (60, 1890)
    assert (session["routine"], session["source"]) == ("yoga", "Apple Health")
    assert session["note"] == "Anna’s Watch"
    score = journal.scores().iloc[0]
    assert (score["score"], score["kind"], score["site"]) == (5, "now", "upper back")
    assert score["note"] == "Apple Health: generalized body ache (moderate)"
    assert report.notes == (
        "Severities became scores of that moment: not present 0, mild 2, moderate 5, severe 8.",
    )


def test_twice_adds_nothing(export, journal):
    assert read_apple_health(export(health.YOGA, health.ACHE), journal).added == 2
    assert read_apple_health(export(health.YOGA, health.ACHE), journal).added == 0


@pytest.mark.parametrize("kind", apple_health.WORKOUTS)
def test_gentle_workouts_are_taken(export, kind):
    (session,) = read(export(health.YOGA.replace("TypeYoga", f"Type{kind}"))).rows["session"]
    assert session["routine"] == apple_health.WORKOUTS[kind]


def test_other_workouts_are_not(export):
    assert read(export(health.YOGA.replace("TypeYoga", "TypeRunning"))).rows == {}


@pytest.mark.parametrize(
    ("value", "score"),
    [("HKCategoryValueSeverityNotPresent", 0), ("HKCategoryValueSeverityMild", 2), ("4", 8)],
)
def test_a_severity_is_a_word_or_a_number(export, value, score):
    element = health.ACHE.replace("HKCategoryValueSeverityModerate", value)
    assert read(export(element)).rows["score"][0]["score"] == score


def test_a_symptom_without_a_severity_or_of_another_kind_is_left_out_and_said(export):
    found = read(
        export(
            health.ACHE.replace("SeverityModerate", "SeverityUnspecified"),
            health.ACHE.replace("GeneralizedBodyAche", "Headache"),
        )
    )
    assert found.rows == {}
    assert "GeneralizedBodyAche without a severity (1), Headache (1)" in found.notes[0]


def test_symptoms_are_chosen_by_name(export):
    element = health.ACHE.replace("GeneralizedBodyAche", "LowerBackPain")
    found = read(export(element, health.ACHE), {"LowerBackPain": "side of the back"})
    assert [row["site"] for row in found.rows["score"]] == ["side of the back"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-20 6:15:00 PM +0100", "2026-02-20T18:15:00+01:00"),
        ("2026-02-20 12:15:00\u202fAM -0330", "2026-02-20T00:15:00-03:30"),
        ("2026-02-20T18:15:00+01:00", "2026-02-20T18:15:00+01:00"),
    ],
)
def test_moments_of_phones_set_to_twelve_hours_are_read(export, written, meant):
    element = health.YOGA.replace("2026-02-20 18:15:00 +0100", written)
    assert read(export(element)).rows["session"][0]["at"] == meant


def test_a_wrong_element_is_refused_with_its_line(export, journal):
    heart = health.HEART.format(number=1, at="2026-02-20 18:15:00", value=60)
    report = read_apple_health(
        export(heart, heart, health.YOGA.replace("2026-02-20 18:15:00 +0100", "soon")), journal
    )
    (refused,) = report.refused
    assert str(refused) == "export.xml, line 15: startDate 'soon' is not a moment"
    assert (health.HEAD + heart * 2).count("\n") + 1 == 15


def test_a_session_that_ends_before_it_starts_is_refused_with_its_line(export, journal):
    backwards = health.YOGA.replace('endDate="2026-02-20', 'endDate="2026-02-19')
    report = read_apple_health(export(health.ACHE, backwards), journal)
    assert report.refused[0].line == 10
    assert journal.scores().empty


@pytest.mark.parametrize(
    "head",
    [
        health.HEAD.replace("<!ATTLIST Record type CDATA #REQUIRED>", "<!ATTLIST Record type"),
        health.HEAD.replace("]>", "<!ELEMENT broken\n"),
        '<HealthData locale="en_GB">',
    ],
)
def test_a_document_type_that_is_broken_or_missing_does_not_matter(export, head):
    assert len(read(export(health.YOGA, head=head)).rows["session"]) == 1


LOL = '<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">'


@pytest.mark.parametrize(
    "declared", [LOL, '<!ENTITY xxe SYSTEM "file:///etc/passwd">', '<!ENTITY % p "x">']
)
def test_entities_are_refused(export, declared):
    head = health.HEAD.replace("]>", declared + "]>")
    with pytest.raises(ExchangeError, match="declares entities, which Apple Health never does"):
        read(export(health.YOGA, head=head))


def test_an_entity_that_nobody_declared_is_an_error(export):
    with pytest.raises(ExchangeError, match=r"damaged in line 9 \(undefined entity\)"):
        read(export(health.YOGA.replace("&#8217;", "&lol;")))


def test_a_second_document_type_is_an_error(export):
    with pytest.raises(ExchangeError, match=r"damaged in line 9 \(.*\)"):
        read(export(f"<!DOCTYPE HealthData [{LOL}]>"))


@pytest.mark.parametrize("content", ["", "<xml/>", "hello", health.HEAD[:100]])
def test_another_file_is_refused(text_file, content):
    path = text_file("export.xml", content)
    with pytest.raises(ExchangeError, match="is not an export of Apple Health; nothing was added"):
        read(path)


def test_a_file_that_was_cut_off_is_refused(export):
    with pytest.raises(ExchangeError, match=r"damaged in line \d+ \(no element found\)"):
        read(export(health.YOGA, tail=""))


@pytest.mark.parametrize("name", ["export.xml", "exportação.xml"])
def test_the_zip_is_read_whatever_the_phones_language(zipped, journal, name):
    path = zipped(
        {
            f"apple_health_export/{name}": health.export(health.YOGA),
            "apple_health_export/export_cda.xml": "<x/>" * 5000,
            "apple_health_export/workout-routes/route.gpx": "<gpx/>",
        }
    )
    assert read_apple_health(path, journal).added == 1


def test_a_zip_without_an_export_is_refused(zipped, journal):
    with pytest.raises(ExchangeError, match="holds no export of Apple Health"):
        read_apple_health(zipped({"export_cda.xml": "<x/>"}), journal)


@pytest.mark.parametrize("chunk", [64, 1000, 1 << 18])
def test_cutting_out_quantities_changes_nothing_at_any_size_of_piece(tmp_path, monkeypatch, chunk):
    path = tmp_path / "export.xml"
    odd = '<Record type="HKQuantityTypeIdentifierX" device="a>b/>" value="1">\n</Record>\n'
    with path.open("wb") as file:
        workouts = health.stream(file, 300_000)
    text = path.read_text("utf-8").replace(health.TAIL, odd + health.ACHE + health.TAIL)
    path.write_text(text, "utf-8")
    monkeypatch.setattr(apple_health, "_CHUNK", chunk)
    found = read(path)
    assert len(found.rows["session"]) == workouts
    root = ElementTree.fromstring(text[text.index("<HealthData") :])
    assert len(root.findall("Workout")) == workouts
    (place,) = found.places["score"]
    assert place[1] == text[: text.index(BODY)].count("\n") + 1


@pytest.mark.slow
def test_a_large_file_needs_no_more_memory_than_a_small_one(tmp_path):
    path = tmp_path / "export.xml"
    with path.open("wb") as file:
        health.stream(file, 60_000_000)
    code = f"""
import psutil, tracemalloc
from pathlib import Path
from tracker.exchange.apple_health import read
tracemalloc.start()
read(Path({str(path)!r}))
print(tracemalloc.get_traced_memory()[1] // 1_000_000)
print(psutil.Process().memory_info().rss // 1_000_000)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    traced_mb, resident_mb = map(int, done.stdout.split())
    assert traced_mb < 30  # mostly the libraries that a first import loads
    assert resident_mb < 300
