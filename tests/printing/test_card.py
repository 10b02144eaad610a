import os
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.printing.card_pdf import read
from tests.printing.cards import Told, own
from tracker.foundation.errors import InvalidValue, NotFound, TrackerError
from tracker.printing import card_words
from tracker.printing.card import PAPERS, card
from tracker.printing.card_words import APART, WEEKS
from tracker.routine.choices import adapted
from tracker.routine.exercises import exercises
from tracker.routine.routines import routines
from tracker.routine.safety import safety
from tracker.routine.timeline import totals

each_routine = pytest.mark.parametrize("name", list(routines()))
each_way = pytest.mark.parametrize("variants", [False, True], ids=["plain", "with easier forms"])
LEAST_PT = 8


def longest():
    """Forty steps, all sixteen forms among them, under the longest name and description."""
    forms = [(name, easy) for name in exercises() for easy in (False, True)]
    steps = [{"exercise": name, "variant": easy} for name, easy in (forms * 3)[:40]]
    return own(
        [{**step, "holds": 1, "hold_s": 30} for step in steps], "W" * 80, ("wide words " * 46)[:500]
    )


@pytest.mark.slow
@each_way
@each_routine
@pytest.mark.parametrize("paper", PAPERS)
def test_every_shipped_routine_is_one_page_that_says_all_of_it_and_has_days_to_tick(
    name, variants, paper
):
    routine = routines()[name]
    made = card(routine, variants=variants, paper=paper)
    found = read(made.pdf())
    strips = made.layout.strips
    weeks = strips * WEEKS or APART  # a page of their own where the first has no room
    assert found.pages == (1 if strips else 2)
    for told in (found.text, Told(made.html()).text, Told(made._repr_html_()).text):
        assert re.findall(r"[Ww]eek (\d+)", told) == [str(week + 1) for week in range(weeks)]
    assert found.info == {"Title": routine.name, "Author": "Unknot"}
    assert found.lang == "en-GB"
    for told in (found.text, Told(made.html()).text):
        assert routine.description in told
        assert totals(routine).summary() in told
        assert all(word in told for word in safety().stop_at_once)
        assert all(word in told for word in safety().emergency)
        for step in routine.steps:
            exercise = exercises()[step.exercise]
            form = exercise.form(step.variant)
            assert form.name in told
            assert card_words.dose(step).replace("\xa0", " ") in told
            assert form.steps.move[1:].rstrip(".") in told
            assert all(caution in told for caution in exercise.cautions)
            if variants and not step.variant:
                assert exercise.variant.name in told
    assert min(found.sizes) >= LEAST_PT
    assert len(made.pdf()) < 1_000_000


@pytest.mark.slow
@each_routine
def test_both_poses_of_every_exercise_are_pictures_with_words(name):
    routine = routines()[name]
    made = card(routine)
    found = read(made.pdf())
    assert made.left_out == ""
    assert found.tags.count("Figure") == len(found.alts) == 2 * len(routine.steps)
    assert all(len(alt) > 20 for alt in found.alts)
    assert found.tags.count("H1") == 1
    assert found.tags.count("H2") == len(routine.steps) + found.pages - 1
    html = Told(made.html())
    assert html.tags.count("svg") == 2 * len(routine.steps)
    alts = [value for key, value in html.attributes if key == "aria-label"]
    assert [alt for alt in alts if alt.startswith("Seen from")] == [
        exercises()[step.exercise].form(step.variant).figure for step in routine.steps
    ]


@pytest.mark.slow
def test_eight_exercises_with_their_easier_ways_fit_on_a_sheet_of_a4_with_all_pictures():
    made = card("full", variants=True)
    assert made.left_out == ""
    assert read(made.pdf()).tags.count("Figure") == 24


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
@each_way
def test_the_longest_routine_fits_and_says_what_it_leaves_out(paper, variants):
    made = card(longest(), paper=paper, variants=variants)
    found = read(made.pdf())
    assert made.left_out.startswith("Left out, so that all fits on one page: the pictures")
    assert found.pages == 2 - bool(made.layout.strips)
    for told in (found.text, Told(made.html()).text):
        assert made.left_out in told
        assert "Pain stops it." in told
        assert re.search(r"\b40 Seated cat-camel", told)
    assert min(found.sizes) >= LEAST_PT
    assert made.layout.room >= 0


step_tables = st.builds(
    lambda name, easy, holds: {"exercise": name, "variant": easy, "holds": holds},
    st.sampled_from(list(exercises())),
    st.booleans(),
    st.integers(1, 4),
)


@pytest.mark.slow
@settings(max_examples=6)
@given(steps=st.lists(step_tables, min_size=1, max_size=20), paper=st.sampled_from(PAPERS))
def test_whatever_is_not_on_the_page_is_said_to_be_left_out(steps, paper):
    made = card(own(steps), paper=paper, variants=True)
    level, found = made.layout.level, read(made.pdf())
    assert made.layout.room >= 0
    assert ("pictures" in made.left_out) == (level.most < 2)
    assert ("how each" in made.left_out) == (level.how == "none")
    for step in own(steps).steps:
        assert exercises()[step.exercise].form(step.variant).name in found.text


def test_an_adapted_routine_is_printed_as_it_is_done():
    routine = adapted(routines()["short"], {"chest_stretch": "easier", "childs_pose": "leave out"})
    text = read(card(routine).pdf()).text
    assert "Doorway stretch" in text
    assert "Child's pose" not in text


def test_letters_that_the_fonts_lack_are_said_to_be_boxes():
    made = card(own(name="肩こり 5"))
    found = read(made.pdf())
    assert found.text.startswith("□□□ 5 About")
    assert "Boxes stand for letters" in found.text
    assert found.info["Title"] == "肩こり 5"
    assert "肩こり 5" in Told(made.html()).text
    assert "Boxes" not in read(card(own(name="Über Mittag")).pdf()).text


@pytest.mark.slow
def test_the_same_routine_gives_the_same_bytes_in_another_process():
    code = (
        "import hashlib, tracker; made = tracker.card('desk', variants=True);"
        "print(*(hashlib.sha256(part).hexdigest() for part in (made.pdf(), made.html().encode())))"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


@pytest.mark.slow
def test_a_card_says_nothing_about_the_day_it_was_made():
    assert b"(D:20000101000000Z)" in card("desk").pdf()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "html", "PDF"])
def test_a_path_gets_the_file_and_is_returned(tmp_path, kind):
    path = card("desk", tmp_path / f"card.{kind}")
    assert path == tmp_path / f"card.{kind}"
    assert path.read_bytes()[:15] in (b"<!doctype html>", card("desk").pdf()[:15])


def test_a_picture_that_is_not_there_leaves_the_text(monkeypatch):
    monkeypatch.setattr(card_words, "figures", dict)
    made = card("desk", variants=True)
    found = read(made.pdf())
    assert found.alts == []
    assert exercises()["chest_stretch"].steps.move in found.text
    assert made.left_out == ""
    assert "<svg" not in made.html()


def test_bad_input_is_one_sentence(tmp_path):
    with pytest.raises(NotFound, match=r"no routine 'ful' \(did you mean full\?\)"):
        card("ful")
    with pytest.raises(NotFound, match=r"there is no routine \['full'\]"):
        card(["full"])
    with pytest.raises(InvalidValue, match="paper is 'A3', and allowed are A4 and Letter"):
        card("full", paper="A3")
    with pytest.raises(InvalidValue, match=r"ends in \.pdf or \.html; nothing was saved"):
        card("full", tmp_path / "card.docx")
    with pytest.raises(TrackerError, match=r"could not be written to .*No such file"):
        card("full", tmp_path / "not there" / "card.pdf")
    nothing = adapted(own(), {"chest_stretch": "leave out"})
    with pytest.raises(InvalidValue, match="Mine has no exercise left to print"):
        card(nothing)
