import pytest

from tracker.exchange.bearable import guess_symptoms, read, read_bearable
from tracker.foundation.errors import ExchangeError

EXPORT = """\
"date","date formatted","weekday","time of day","category","rating/amount","detail","notes"
"22nd Feb 2026","2026-02-22","Sunday","am","Symptom","2","Upper back pain (Moderate)",""
"22nd Feb 2026","2026-02-22","Sunday","8:30 pm","Symptom","4","Upper back pain (Unbearable)","=sat"
"22nd Feb 2026","2026-02-22","Sunday","all day","Symptom","1","Upper back pain (Mild)",""
"22nd Feb 2026","2026-02-22","Sunday","pm","Symptom","3","Headache (Severe)",""
"22nd Feb 2026","2026-02-22","Sunday","am","Symptom","2","Lower back pain (Moderate)",""
"22nd Feb 2026","2026-02-22","Sunday","","Mood","7","",""
"22nd Feb 2026","2026-02-22","Sunday","","Sleep","07:30","Asleep 23:00 - 06:30",""
"22nd Feb 2026","2026-02-22","Sunday","","Sleep","01:10","REM",""
"1st Mar 2026","2026-03-01","Sunday","mid","Symptom","0","Knots",""
"""


@pytest.fixture
def export(text_file):
    return lambda content=EXPORT, *encoding: text_file("bearable.csv", content, *encoding)


def test_symptoms_become_scores_and_sleep_check_ins(export, journal):
    report = read_bearable(export(), journal)
    assert report.table()["added"].to_dict() == {"score": 4, "checkin": 1}
    scores = journal.scores()
    local = scores["at"].dt.strftime("%d %H:%M").tolist()
    assert local == ["22 09:00", "22 12:00", "22 20:30", "01 13:00"]
    assert scores["score"].tolist() == [5, 2, 10, 0]
    assert scores["kind"].tolist() == ["now", "daily", "now", "now"]
    assert scores["note"].tolist()[2] == "Bearable: Upper back pain (unbearable); =sat"
    assert journal.checkins()[["sleep_h"]].values.tolist() == [[7.5]]


def test_the_mapping_and_what_was_left_out_are_said(export, journal):
    mapping, left = read_bearable(export(), journal, dry_run=True).notes
    assert mapping == (
        "Bearable's 0-4 became 0-10: none 0, mild 2, moderate 5, severe 8, unbearable 10."
    )
    assert left.startswith(
        "Left out: symptom Headache (1), symptom Lower back pain (1), Mood (1), "
        "Sleep, a second time in a night (1). To bring a symptom along, name it"
    )


def test_twice_adds_nothing_and_the_same_rating_twice_a_day_is_two(export, journal):
    line = EXPORT.splitlines()[1]
    assert read_bearable(export(EXPORT + line + "\n"), journal).added == 6
    assert read_bearable(export(EXPORT + line + "\n"), journal).added == 0


def test_symptoms_are_chosen_by_name(export):
    found = read(export(), {"Headache": "neck to blade corner"})
    assert [(row["site"], row["score"]) for row in found.rows["score"]] == [
        ("neck to blade corner", 8)
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(export, encoding):
    assert len(read(export(EXPORT, encoding)).rows["score"]) == 4


def test_an_older_export_has_dates_with_st_nd_rd_and_th(export):
    old = [line.split(",") for line in EXPORT.splitlines()]
    content = "\n".join(",".join([cells[0], *cells[2:]]) for cells in old)
    assert [row["at"][:10] for row in read(export(content)).rows["score"]] == [
        *["2026-02-22"] * 3,
        "2026-03-01",
    ]


def test_a_wrong_row_is_refused_with_its_line(export, journal):
    rows = [
        '"32nd Feb 2026","2026-02-32","x","am","Symptom","2","Knots",""',
        '"1st Mar 2026","2026-03-01","x","am","Symptom","9","Knots",""',
        '"1st Mar 2026","2026-03-01","x","25:61","Symptom","2","Knots",""',
        '"1st Mar 2026"',
    ]
    report = read_bearable(export(EXPORT + "\n".join(rows)), journal)
    assert [str(item).partition(", ")[2] for item in report.refused] == [
        "line 11: day '2026-02-32' is none that Bearable writes",
        "line 12: severity '9' of Knots is not one of 0, 1, 2, 3, 4",
        "line 13: time of day '25:61' is not a time",
        "line 14: has 1 cells and needs 8",
    ]
    assert journal.scores().empty


def test_another_csv_file_is_refused(export, journal):
    with pytest.raises(ExchangeError, match="is not an export of Bearable: it needs the columns"):
        read_bearable(export("day,pain\n2026-03-01,4\n"), journal)


def test_a_name_with_a_line_break_in_it_is_told_on_one_line(export, journal):
    odd = EXPORT.replace("Upper back pain (Unbearable)", "Upper back\rpain").replace('"4"', '"9"')
    report = read_bearable(export(odd.replace("Headache", "Head\u2028ache")), journal)
    for said in (report.summary(), *report.notes, *map(str, report.refused)):
        assert len(said.splitlines()) == 1


def test_symptoms_are_guessed_by_their_names_and_nothing_more_is_said_once_they_are_chosen(
    export, journal
):
    guessed = guess_symptoms(export())
    assert guessed == {
        **{"Upper back pain": "upper back", "Headache": "", "Lower back pain": ""},
        **{"Knots": "upper back"},
    }
    report = read_bearable(export(), journal, symptoms={"Headache": "between the blades"})
    assert journal.scores()["site"].tolist() == ["between the blades"]
    assert not any("symptoms=" in note for note in report.notes)
