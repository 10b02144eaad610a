import time
from dataclasses import replace
from typing import Any

import pytest

import tracker
from tracker.printing.report_pdf import MARGIN, laid_out


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_all_of_it_is_within_the_page_also_where_more_is_to_be_said(made: Any, paper: str) -> None:
    words = made.words
    more = tuple((heading, (*texts, texts[0])) for heading, texts in words.sections)
    for said in (words, replace(words, sections=more, questions=words.questions * 2)):
        sheet, below = laid_out(said, paper)
        assert 200 < below <= sheet.h - MARGIN
        sheet.finish()


@pytest.mark.slow
def test_it_is_small_and_quick_and_the_same_every_time(sample: Any) -> None:
    start = time.process_time()
    pdf = tracker.report(sample).pdf()
    assert time.process_time() - start < 3
    assert len(pdf) < 1_000_000
    again = tracker.report(sample)
    assert again.pdf() == pdf
    assert len(again.html()) < 1_000_000
