import subprocess
import sys
from pathlib import Path

import pytest

from tracker import Coach, Library


def stretch(journal, **step):
    held = {"exercise": "chest_stretch", "side": "both", "planned_s": 30, "held_s": 30}
    journal.log_session("short", steps=[{**held, "outcome": "done", **step}])


def test_an_empty_journal_says_that_nothing_was_done_yet(journal):
    history = Library(journal).history
    assert len(history) == 8
    assert {tuple(one["lines"]) for one in history.values()} == {("Not done yet.",)}
    assert {(one["short"], one["hurt"]) for one in history.values()} == {("", "")}


def test_a_session_shows_when_the_page_is_opened_again(journal):
    library = Library(journal)
    stretch(journal)
    assert library.history["chest_stretch"]["short"] == ""
    library.wanted += 1
    assert library.history["chest_stretch"]["short"] == "done in 1 session"


def test_pain_the_last_time_is_said(journal):
    stretch(journal, held_s=5, outcome="stopped for pain", reason="pain")
    assert Library(journal).history["chest_stretch"]["hurt"] == "hurt last time"


def test_folded_it_reads_and_draws_nothing_until_it_is_opened(journal):
    library = Library(journal, folded=True)
    library.refresh()
    assert (library.content, library.history) == ({}, {})
    library.wanted += 1
    assert len(library.content["exercises"]) == len(library.history) == 8


def test_the_coach_brings_it_up_to_date_after_a_session(journal):
    coach = Coach(journal)
    coach.library.wanted += 1
    stretch(journal)
    coach._refresh()
    assert coach.library.history["chest_stretch"]["short"] == "done in 1 session"


@pytest.mark.slow
def test_it_opens_without_loading_pandas(tmp_path: Path):
    code = (
        "import sys, tracker\n"
        f"journal = tracker.Journal({str(tmp_path / 'journal.db')!r})\n"
        "repr(tracker.Library(journal).history)\n"
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("False", "")
