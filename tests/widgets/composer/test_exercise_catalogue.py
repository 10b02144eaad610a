import json

import pytest

from tracker.figure import figures as reading
from tracker.figure.figures import figures
from tracker.foundation import anatomy
from tracker.routine.exercises import exercises
from tracker.widgets.composer.exercise_catalogue import (
    ExerciseCatalogue,
    content,
    entry,
    key_frames,
)

FORMS = [(name, easy) for name in exercises() for easy in (False, True)]
each_form = pytest.mark.parametrize(("name", "easy"), FORMS)


def test_nothing_is_drawn_up_before_it_is_asked_for():
    catalogue = ExerciseCatalogue(folded=True)
    assert catalogue.content == {}
    catalogue.wanted += 1
    assert catalogue.content == content()


def test_an_unfolded_page_has_everything_at_once():
    assert ExerciseCatalogue().content == content()


def test_it_says_the_same_in_a_notebook_every_time():
    assert repr(ExerciseCatalogue()) == repr(ExerciseCatalogue(folded=True))


def test_the_content_is_plain_and_small_enough_to_send_at_once():
    assert len(json.dumps(content())) < 200_000


def test_every_exercise_is_told_whole():
    for shown, exercise in zip(content()["exercises"], exercises().values(), strict=True):
        assert shown["id"] == exercise.id
        assert shown["source"] == exercise.dose_source
        assert shown["cautions"] == list(exercise.cautions)
        assert shown["mistakes"] == list(exercise.mistakes)
        for told, form in zip(shown["forms"], (exercise, exercise.variant), strict=True):
            texts = {text for _, text in told["steps"]}
            assert texts == {text for text in form.steps.model_dump().values() if text}
            assert (told["position"], told["breathing"]) == (form.position, form.breathing)


def test_the_rest_is_told_where_there_is_one():
    known = exercises()
    assert entry(known["chest_stretch"])["dose_long"] == "3 x 30 s, 10 s of rest between them."
    assert entry(known["eagle_arms"])["dose_long"] == "1 x 30 s, left and right."


@each_form
def test_the_pictures_go_from_the_start_to_the_hold(name, easy):
    figure = figures()[name, easy]
    shown = [pose for pose, _ in key_frames(exercises()[name], figure)]
    assert shown[0] == figure.drawing.way[0]
    assert len(shown) >= 2
    assert figure.key in shown
    assert {arrow.to for arrow in figure.drawing.arrows} <= set(shown)
    assert set(figure.drawing.turns) <= set(shown)


def test_the_halves_of_an_exercise_that_moves_have_their_own_names():
    for easy in (False, True):
        told = dict(key_frames(exercises()["cat_camel"], figures()["cat_camel", easy]))
        assert told == {"start": "Start", "round": "Round up", "sag": "Let sag"}


def test_an_exercise_without_a_picture_is_told_in_words(monkeypatch):
    kept = {key: one for key, one in figures().items() if key[0] != "cat_camel"}
    monkeypatch.setattr(reading, "_shipped", lambda: (kept, []))
    form = entry(exercises()["cat_camel"])["forms"][0]
    assert (form["figure"], form["shots"]) == (None, [])
    assert form["steps"]


def test_every_site_to_choose_from_is_on_the_back():
    sent = content()
    assert sent["sites"] == list(anatomy.SITES)
    for site in sent["sites"]:
        assert sent["back"].count(f'data-site="{site}"') == 2
