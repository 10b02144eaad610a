import os
import shutil
from pathlib import Path

import pytest

import tracker
from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import LibraryError
from tracker.routine import exercises as exercise_module
from tracker.routine import routines as routines_module
from tracker.routine.routines import exercises, own_folder, problems, routines

SHIPPED = ["full", "short", "desk", "release", "evening"]
NAMED = 'name = "x"\n'
STEP = '[[steps]]\nexercise = "eagle_arms"\n'


@pytest.fixture
def damaged_copy(tmp_path, monkeypatch):
    """Return a copy of the shipped data that a test may spoil."""
    copy = tmp_path / "data"
    shutil.copytree(data_folder(), copy)
    for module in (exercise_module, routines_module):
        monkeypatch.setattr(module, "data_folder", lambda: copy)
    caches = (exercise_module.all_exercises, routines_module._shipped)
    for cached in caches:
        cached.cache_clear()
    yield copy
    for cached in caches:
        cached.cache_clear()


def test_the_five_routines_are_there_and_the_full_one_has_every_exercise():
    assert list(routines())[:5] == SHIPPED
    assert [step.exercise for step in routines()["full"].steps] == list(exercises())
    assert routines()["short"].steps[1].holds == 2
    assert routines()["desk"].steps[-1].variant


def test_a_routine_of_ones_own_appears_as_soon_as_its_file_does(folder):
    assert list(routines()) == SHIPPED
    (folder / "morning.toml").write_text(f'name = "Morning"\n{STEP}sides = ["left"]\n')
    mine = routines()["morning"]
    assert (mine.name, mine.steps[0].sides, mine.steps[0].hold_s) == ("Morning", ("left",), 30)
    assert tracker.timeline("morning")["side"].isin(["left", ""]).all()
    (folder / "morning.toml").unlink()
    assert list(routines()) == SHIPPED


def test_own_routines_lie_beside_the_journal_unless_told_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("TRACKER_ROUTINES", raising=False)
    assert own_folder().parts[-2:] == ("unknot", "routines")
    monkeypatch.setenv("TRACKER_ROUTINES", str(tmp_path / "none"))
    assert problems() == []


def test_a_folder_that_is_a_file_gets_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRACKER_ROUTINES", str(tmp_path / "file"))
    (said,) = problems()
    assert "cannot be read" in said
    assert list(routines()) == SHIPPED


def test_a_shipped_routine_keeps_its_id_and_says_so(folder):
    (folder / "Short.toml").write_text(NAMED + STEP)
    (said,) = problems()
    assert 'the id "Short" belongs to a routine that comes with Unknot' in said
    assert routines()["short"].name == "The short routine"


def test_the_second_file_with_an_id_is_left_out(folder):
    (folder / "a.TOML").write_text(f'name = "first"\n{STEP}')
    (folder / "a.toml").write_text(f'name = "second"\n{STEP}')
    assert routines()["a"].name == "first"
    assert 'there is a second file with the id "a"' in problems()[0]


def test_a_file_name_that_is_not_text_cannot_break_the_page(folder):
    Path(os.fsdecode(bytes(folder) + b"/bad\xff.toml")).write_text(NAMED + STEP)
    (said,) = problems()
    said.encode()
    assert "this name is not valid text" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "exercises.toml",
            'position = "wall"',
            'position = "bed"',
            "foam_roll_upper_back, variant: position",
        ),
        ("exercises.toml", "hold_s = 45", "hold_s = 0", "foam_roll_upper_back, dose: hold_s is 0"),
        ("exercises.toml", 'sites = ["side of', 'sites = ["Side of', "allowed are top of the sh"),
        ("routines/desk.toml", "eagle_arms", "eagle_wings", "desk.toml, step 3: exercise is"),
    ],
)
def test_a_shipped_file_that_is_damaged_is_an_error_with_the_same_kind_of_sentence(
    damaged_copy, file, old, new, said
):
    path = damaged_copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        routines()
    assert said in str(error.value)
    assert str(error.value).count("This file comes with Unknot: install it again.") == 1


def test_what_is_read_cannot_be_changed(folder):
    with pytest.raises(ValueError, match="frozen"):
        exercises()["cat_camel"].name = "Dog"
    exercises().clear()
    routines().clear()
    assert len(exercises()) == 8
    assert len(routines()) == 5


def test_in_a_notebook_each_is_one_line_of_text_and_escaped_html(folder):
    (folder / "x.toml").write_text(f'name = "<script>alert(1)</script>\\nx"\n{STEP}')
    mine = routines()["x"]
    assert repr(mine) == str(mine) == "<Routine x: eagle_arms>"
    assert "<script>" not in mine._repr_html_()
    assert "&lt;script&gt;" in mine._repr_html_()
    assert repr(exercises()["eagle_arms"]) == "<Exercise eagle_arms: 1 x 30 s a side, seated>"
    assert "Round up: press the floor away" in exercises()["cat_camel"]._repr_html_()
