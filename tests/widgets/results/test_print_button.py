import logging

import pytest

from tracker.printing.card import card, file_name
from tracker.routine.routines import routines
from tracker.widgets.results.print_button import PrintButton


@pytest.fixture
def asked():
    """Return a function that asks a button and returns its answer and the bytes with it."""

    def ask(chosen, **content):
        def make(variants, paper):
            made = card(chosen(), variants=variants, paper=paper)
            return made.pdf_name, made.pdf(), made.left_out

        button = PrintButton(make)
        button.asked = {"ask": "me 1", **content}
        return button.answer, button.page

    return ask


@pytest.mark.slow
def test_the_answer_carries_the_page_and_its_name(asked):
    answer, page = asked(lambda: routines()["desk"], variants=True, paper="Letter")
    assert answer == {"ask": "me 1", "name": "at-the-desk.pdf", "left_out": ""}
    assert page == card("desk", variants=True, paper="Letter").pdf()


def test_what_cannot_be_printed_is_a_sentence(asked):
    def nothing():
        return routines()["desk"].model_copy(update={"steps": ()})

    answer, page = asked(nothing, paper="A4")
    assert answer == {"ask": "me 1", "error": "At the desk has no exercise left to print"}
    assert page == b""


def test_a_fault_of_ours_is_a_sentence_too_and_stands_in_the_log(asked, caplog):
    def broken():
        raise ZeroDivisionError("by nought")

    with caplog.at_level(logging.ERROR):
        answer, _ = asked(broken, paper="A4")
    assert answer["error"] == "The page could not be made (ZeroDivisionError: by nought)."
    assert "by nought" in caplog.text


@pytest.mark.parametrize("content", [{}, {"paper": "A3"}, {"paper": ["A4"]}, {"paper": 4}])
def test_a_message_that_is_none_of_ours_is_refused_in_words(asked, content):
    answer, _ = asked(lambda: routines()["desk"], **content)
    assert "allowed are A4 and Letter" in answer["error"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "con\\nul", "a" * 200, "...", ""])
def test_a_name_makes_a_file_name_that_stays_where_it_is_put(name):
    made = file_name(name, "mine")
    assert 0 < len(made) <= 60
    assert not set(made) & set("/\\.:")
