import pytest

from tracker.exchange.import_report import (
    ImportReport,
    ParsedFile,
    RefusedLine,
    import_rows,
    source_id,
)


def found(*scores, note="<b>said</b>"):
    made = ParsedFile()
    made.note(note)
    for line, score in enumerate(scores, start=2):
        row = {"id": f"s{line}", "at": "2026-02-01 20:00", "kind": "daily", "site": "upper back"}
        made.add("score", row | {"score": score}, "diary.csv", line)
    return made


@pytest.fixture
def bring(journal, tmp_path):
    def bring(found, **options):
        given = {"dry_run": False, "skip_refused": False, **options}
        return import_rows(journal, tmp_path / "diary.csv", found, **given)

    return bring


def test_a_preview_says_what_would_be_added_and_adds_nothing(bring, journal):
    report = bring(found(3, 4), dry_run=True)
    assert (report.added, report.saved, report.dry_run) == (2, False, True)
    assert str(report) == "diary.csv: would add 2 scores."
    assert journal.scores().empty


def test_an_import_is_one_step_and_adds_nothing_twice(bring, journal):
    assert bring(found(3, 4)).added == 2
    again = bring(found(3, 4))
    assert (again.added, again.already_there) == (0, 2)
    assert str(again) == "diary.csv: added nothing; 2 rows were there already."
    assert "import of diary.csv" in journal.undo()
    assert journal.scores().empty


def test_one_refused_row_keeps_all_out_and_names_its_line(bring, journal):
    report = bring(found(3, 11, 4))
    assert (report.added, report.saved) == (0, False)
    assert report.refused == (RefusedLine("diary.csv", 3, "score 11 is outside 0-10"),)
    assert str(report) == (
        "diary.csv: added nothing. 1 row was refused, so nothing is added; with "
        "skip_refused=True it is 2 scores: diary.csv, line 3: score 11 is outside 0-10"
    )
    assert journal.scores().empty


def test_the_rest_is_added_where_refused_rows_are_skipped(bring, journal):
    report = bring(found(3, 11, 4), skip_refused=True)
    assert (report.added, report.saved, len(report.refused)) == (2, True, 1)
    assert journal.scores()["score"].tolist() == [3, 4]


def test_what_a_reader_refused_keeps_all_out_too(bring, journal):
    made = found(3)
    made.refuse("diary.csv", 9, "day 'soon' is not a day")
    assert bring(made).added == 0
    assert journal.scores().empty
    assert bring(made, skip_refused=True).added == 1


def test_everything_is_shown_as_text():
    report = ImportReport(
        "<script>.csv", {"score": (1, 0, 1)}, (RefusedLine("<i>", 1, "<u>"),), ("<b>note</b>",)
    )
    html = report._repr_html_()
    assert "<script>" not in html
    for tag in ("<i>", "<u>", "<b>"):
        assert tag not in html
    assert "&lt;b&gt;note&lt;/b&gt;" in html
    assert report.table().loc["score"].tolist() == [1, 0, 1]


def test_a_long_list_of_refusals_is_cut():
    refused = tuple(RefusedLine("a.csv", line, "why") for line in range(1, 31))
    html = ImportReport("a.csv", {}, refused, saved=False)._repr_html_()
    assert html.count("<li>") == 20
    assert "and 10 more" in html


def test_ids_are_the_same_every_time_and_tell_parts_apart():
    assert source_id("loop", "a", "b") == source_id("loop", "a", "b")
    assert source_id("loop", "ab", "") != source_id("loop", "a", "b")
    # Were this to change, histories brought along earlier would be added a second time.
    assert source_id("loop", "Stretch", "2026-03-01") == "4137d843-f839-5462-9df2-133bb472678c"
