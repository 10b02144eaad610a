"""The page for a clinician: one page, all that it promises, small and quick; words stay words."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import tracker
from tests.pages.test_experiment_record import live
from tests.printing.card_pdf import read
from tracker.foundation import clock
from tracker.foundation.errors import TrackerError
from tracker.pages import experiment_record
from tracker.printing.report_pdf import MARGIN, laid_out


@pytest.fixture(scope="module")
def sample() -> Any:
    with tracker.Journal("sample") as journal:
        yield journal


@pytest.fixture(scope="module")
def made(sample: Any) -> Any:
    return tracker.report(sample, name="A. Person")


@pytest.fixture(scope="module")
def found(made: Any) -> Any:
    return read(made.pdf())


def test_the_pdf_is_one_page_with_title_language_and_tags(found: Any) -> None:
    assert found.pages == 1
    assert found.info["Title"] == "Upper-back pain: a diary on one page"
    assert found.lang == "en-GB"
    assert found.tags.count("H1") == 1
    assert found.tags.count("H2") == 6
    assert found.tags.count("Figure") == 2
    assert min(found.sizes) >= 4  # a label of the back, drawn smaller


def test_all_that_it_promises_is_on_it_in_words_that_can_be_selected(made: Any, found: Any) -> None:
    words = made.words
    said = [text for _, texts in words.sections for text in texts]
    for text in [*said, *words.questions, words.subtitle]:
        assert " ".join(text.split()) in found.text
    for promised in (
        "A. Person, 5 January 2026 to 26 April 2026",
        "The whole upper back, daily scores: dots are scores",
        "95 % interval",
        "The plan was kept in 8 of 16 weeks",
        "6 April 2026 in thread the needle, right",
        "chest stretch 35",
        "it cannot be told whether being consistent was followed by less pain",
        "can still mislead it",
        "Are these exercises right for me",
        "LOINC 72514-3",
    ):
        assert promised in found.text
    assert found.alts == [words.overview.alt, words.back.alt]


def test_the_words_of_the_charts_can_be_selected_too(found: Any) -> None:
    for word in ("Pain, 0–10", "at first", "30 % less", "first four weeks", "Consistency:"):
        assert word in found.text


def test_the_html_stands_alone(made: Any) -> None:
    page = made.html()
    assert page.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "<title>Upper-back pain: a diary on one page</title>" in page
    assert page.count("<figure") == page.count("<figcaption>") == 2
    assert page.count("<svg role") == 3  # the overview is drawn once more for a phone
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "Content-Security-Policy" in page


def test_it_is_small_and_quick_and_the_same_every_time(sample: Any) -> None:
    start = time.process_time()
    pdf = tracker.report(sample).pdf()
    assert time.process_time() - start < 3
    assert len(pdf) < 1_000_000
    again = tracker.report(sample)
    assert again.pdf() == pdf
    assert len(again.html()) < 1_000_000


@pytest.mark.parametrize("name", ["short.pdf", "short.html"])
def test_it_is_written_where_one_says_for_the_days_one_says(
    sample: Any, tmp_path: Any, name: str
) -> None:
    path = tracker.report(sample, tmp_path / name, n_days=14, paper="Letter")
    assert path == tmp_path / name
    content = path.read_bytes()
    if name.endswith(".pdf"):
        assert "13 April 2026 to 26 April 2026" in read(content).text
        assert b"612" in content
    else:
        assert b"13 April 2026 to 26 April 2026" in content
        assert b"size: Letter" in content


def test_a_name_is_text_and_never_markup(sample: Any) -> None:
    page = tracker.report(sample, name="<script>x</script>").html()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"paper": "A5"}, "paper is 'A5', and allowed are A4 and Letter"),
        ({"n_days": 0}, "n_days 0 is not a whole number from 1, or None"),
        ({"name": "x" * 81}, "name is not a text of at most 80 letters"),
        ({"path": "report.docx"}, r"a report's name ends in .pdf or .html; nothing was saved"),
        ({"path": "/no/such/folder/a.pdf"}, "could not be written"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(sample: Any, options: Any, said: str) -> None:
    with pytest.raises(TrackerError, match=re.escape(said)):
        tracker.report(sample, **options)


def test_an_empty_journal_has_no_report_and_never_the_samples() -> None:
    with tracker.Journal() as journal, pytest.raises(TrackerError, match="the journal is empty"):
        tracker.report(journal)


def test_one_entry_has_a_page_and_alarming_words_are_the_first_question() -> None:
    with clock.at(datetime(2026, 3, 10, 12, tzinfo=UTC)), tracker.Journal() as journal:
        journal.log_score(4, qualities=["burning"])
        words = tracker.report(journal).words
        assert tracker.report(journal, n_days=None).pdf().startswith(b"%PDF")
    assert words.questions[0] == "I marked burning (1 time): does that need looking at?"


def _one(journal: Any, at: Any) -> None:
    journal.log_score(4, at=at(0))


def _notes(journal: Any, at: Any) -> None:
    journal.log_checkin(day=at(0).date(), stress=4)


def _sessions(journal: Any, at: Any) -> None:
    for day in range(0, 40, 2):
        journal.log_session("short", at=at(day))


def _scores(journal: Any, at: Any) -> None:
    for day in range(70):
        journal.log_score(3 + day % 3, at=at(day))


def _knot(journal: Any, at: Any) -> None:
    for day in range(10):
        journal.log_score(5, site="on the blade", side="left", at=at(day))


def _around(journal: Any, at: Any) -> None:
    for day in range(0, 20, 2):
        of = journal.log_session("short", at=at(day))
        journal.log_score(3 + day % 4, kind="before", session_id=of, at=at(day))
        journal.log_score(2, kind="after", session_id=of, at=at(day))


@pytest.mark.parametrize(
    ("keep", "said", "figures"),
    [
        (_one, ["1 March 2026 ", "1 scored day of 1: 4.", "Too few days", "No session in"], 0),
        (_notes, ["has no daily scores in this period.", "cannot tell. This reading takes 60"], 0),
        (_sessions, ["20 sessions, minutes not noted.", "No knot was scored in this period."], 1),
        (_scores, ["mean 4.0, from 3 to 5", "Which exercises are right for me"], 1),
        (_knot, ["Single knots do: see the drawing.", "first half", "on the blade, left"], 1),
        (_around, ["scores before sessions: dots", "may not be the stretching."], 1),
    ],
)
def test_of_little_it_tells_the_clinician_plainly_and_gives_the_person_no_task(
    keep: Any, said: list[str], figures: int
) -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def at(day: int) -> datetime:
        return start + timedelta(days=day)

    with clock.at(at(80)), tracker.Journal() as journal:
        keep(journal, at)
        made = tracker.report(journal)
    found, page = read(made.pdf()), made.html()
    assert (found.pages, len(found.alts), page.count("<figure")) == (1, figures, figures)
    for text in said:
        assert text in f"{found.text} "
        assert text.strip() in page
    for text in (found.text, *found.alts, re.sub("<style>.*?</style>", "", page)):
        assert re.findall(r"\b(?:you|your|yet|appears?|NaN|nan)\b", text) == []


def test_a_player_who_scores_no_days_still_has_lines_of_pain() -> None:
    with tracker.Journal() as journal:
        _around(journal, lambda day: clock.now() - timedelta(days=30 - day))
        assert tracker.Progress(journal).opening.value["kind"] == "before"


def test_a_self_experiment_is_on_it_when_it_is_over_and_not_a_day_before(own_journal: Any) -> None:
    def on(day: date) -> Any:
        return clock.at(datetime(day.year, day.month, day.day, 20, tzinfo=UTC))

    plan = tracker.plan_experiment(start="2026-03-09", pairs=6, block_days=2, seed=7)
    with on(plan.start - timedelta(days=1)), tracker.Journal() as journal:
        experiment_record.seal(journal, plan)
        with on(plan.end):
            live(journal, plan.end, plan)
            assert "A self-experiment" not in dict(tracker.report(journal).words.sections)
            assert tracker.report(journal).words.record is None
        with on(plan.end + timedelta(days=1)):
            made = tracker.report(journal)
            found = experiment_record.latest_result(journal)
            shown = tracker.Progress(journal)._page("html", "", "A4").decode()
    assert found is not None
    assert dict(made.words.sections)["A self-experiment"] == (found.summary(), *found.notes)
    assert found.numbers()[:12] in read(made.pdf()).text
    for page in (made.html(), shown):
        assert "as CENT 2015 asks</summary><table" in page
        assert "A coin a pair (SHA-256 of seed 7 and the pair)." in page


def test_the_button_makes_what_is_chosen_and_says_what_went_wrong(sample: Any) -> None:
    progress = tracker.Progress(sample)
    button = progress.report
    progress.opening.value = {**progress.opening.value, "period": "28"}
    button.asked = {"ask": "a", "kind": "html", "name": "Jo", "paper": "A4"}
    assert button.answer == {"ask": "a", "name": "unknot-report.html"}
    assert "Jo, 30 March 2026 to 26 April 2026" in button.page.decode()
    button.asked = {"ask": "b", "kind": "pdf", "paper": "A4"}
    assert button.page.startswith(b"%PDF")
    button.asked = {"ask": "c", "paper": "A9"}
    assert "paper is 'A9'" in button.answer["error"]
    assert button.page == b""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_all_of_it_is_within_the_page_also_where_more_is_to_be_said(made: Any, paper: str) -> None:
    words = made.words
    more = tuple((heading, (*texts, texts[0])) for heading, texts in words.sections)
    for said in (words, replace(words, sections=more, questions=words.questions * 2)):
        sheet, below = laid_out(said, paper)
        assert 200 < below <= sheet.h - MARGIN
        sheet.finish()
