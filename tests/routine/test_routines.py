"""The exercises and routines say what they should, and a bad file is explained in one sentence."""

from __future__ import annotations

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
STEP = '[[steps]]\nexercise = "eagle_arms"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return the folder for one's own routines, empty."""
    monkeypatch.setenv("TRACKER_ROUTINES", str(tmp_path))
    return tmp_path


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


def test_a_file_from_another_editor_with_a_mark_and_other_line_ends_is_read(folder):
    text = f'name = "Früh 🌅"\n{STEP}'.replace("\n", "\r\n")
    (folder / "früh.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert routines()["früh"].name == "Früh 🌅"


NAMED = 'name = "x"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = \n", "is not valid TOML: Invalid value (at line 1, column 8)"),
        ("x = " + "[" * 50_000, "is not valid TOML: brackets are nested too deep"),
        (STEP, ": name is missing, and needed is a name of 1 to 80 letters"),
        (f'name = ""\n{STEP}', ': name is "", and allowed is a name of 1 to 80 letters'),
        (f"name = 2026-01-01\n{STEP}", ": name is 2026-01-01, and allowed is a name"),
        (f'id = "y"\n{NAMED}{STEP}', ': the key "id" is not known, and allowed are name, desc'),
        (f'descripton = "y"\n{NAMED}{STEP}', "is not known (did you mean description?)"),
        (NAMED, ": steps is missing, and needed is 1 to 40 tables called [[steps]]"),
        (f"{NAMED}steps = []", ": steps is 0 of them, and allowed is 1 to 40 tables"),
        (f"{NAMED}steps = 3", ": steps is 3, and allowed is 1 to 40 tables"),
        (f'{NAMED}steps = ["a"]', ', step 1 is "a", and allowed is a table with exercise, holds'),
        (NAMED + STEP * 41, ": steps is 41 of them, and allowed is 1 to 40 tables"),
        (
            f'{NAMED}{STEP}[[steps]]\nexercise = "chest_strech"',
            ', step 2: exercise is "chest_strech" (did you mean chest_stretch?), and allowed is',
        ),
        (f'{NAMED}[[steps]]\nexercise = "Cat cow"', "did you mean cat_camel?"),
        (f"{NAMED}[[steps]]\nexercise = 3", ", step 1: exercise is 3, and allowed is one of upper"),
        (f"{NAMED}[[steps]]\nholds = 3", ", step 1: exercise is missing, and needed is one of"),
        (
            f"{NAMED}{STEP}hold = 3",
            'the key "hold" is not known (did you mean holds?), and allowed',
        ),
        (
            f"{NAMED}{STEP}hold_s = 0",
            "x.toml, step 1: hold_s is 0, and allowed is a whole number of seconds from 5 to 600;",
        ),
        (f"{NAMED}{STEP}hold_s = 4000", "hold_s is 4000, and allowed is a whole number of seconds"),
        (f'{NAMED}{STEP}hold_s = "long"', 'hold_s is "long", and allowed is a whole number'),
        (f"{NAMED}{STEP}hold_s = 30.0", "hold_s is 30.0, and allowed is a whole number"),
        (f"{NAMED}{STEP}hold_s = nan", "hold_s is nan, and allowed is a whole number"),
        (f"{NAMED}{STEP}holds = true", "holds is true, and allowed is a whole number from 1 to 10"),
        (f"{NAMED}{STEP}rest_s = -1", "rest_s is -1, and allowed is a whole number of seconds"),
        (f"{NAMED}{STEP}variant = 1", "variant is 1, and allowed is true (the easier variant)"),
        (f'{NAMED}{STEP}sides = ["up"]', 'sides holds "up", and allowed is ["left", "right"]'),
        (f'{NAMED}{STEP}sides = "left"', 'sides is "left", and allowed is ["left", "right"]'),
        (f"{NAMED}{STEP}sides = []", "sides is [], and allowed for eagle_arms is"),
        (f'{NAMED}{STEP}sides = ["left", "left"]', "each side may come once"),
        (
            f'{NAMED}[[steps]]\nexercise = "chest_stretch"\nsides = ["left"]',
            'sides is ["left"], and allowed for chest_stretch is ["both"]',
        ),
        (
            f'{NAMED}[[steps]]\nexercise = "ball_release_wall"\nhold_s = 45',
            "hold_s is 45, and allowed for ball_release_wall are at most 30 seconds",
        ),
        (
            f'{NAMED}[[steps]]\nexercise = "cat_camel"\nhold_s = 45',
            "hold_s is 45, and allowed for cat_camel are whole cycles of 10 seconds",
        ),
        (
            NAMED + f"{STEP}holds = 10\nhold_s = 400\n",
            "steps take 136 minutes, and allowed are 120 at most",
        ),
        (
            f"{NAMED}{STEP}holds = 0\nhold_s = 0",
            "holds is 0, and allowed is a whole number from 1 to 10 (and 1 more to mend)",
        ),
    ],
)
def test_a_bad_file_gets_one_sentence_with_file_key_what_came_and_what_is_allowed(
    folder, text, sentence
):
    (folder / "x.toml").write_text(text, encoding="utf-8")
    (folder / "good.toml").write_text(NAMED + STEP)
    (said,) = problems()
    assert said.startswith("x.toml")
    assert sentence in said
    assert said.endswith("it is left out, and the other routines still work.")
    assert "\n" not in said
    assert list(routines()) == [*SHIPPED, "good"]


def test_what_is_not_a_text_file_gets_a_sentence_too(folder):
    (folder / "a.toml").mkdir()
    (folder / "b.toml").write_bytes(b"x" * 5_000_000)
    (folder / "c.toml").write_bytes("name".encode("utf-16"))
    (folder / "d.toml").symlink_to(folder / "gone")
    os.mkfifo(folder / "e.toml")
    (folder / ".hidden.toml").write_bytes(b"\0")
    (folder / "notes.txt").write_bytes(b"\0")
    expected = [
        "is a folder",
        "is 5,000 kB long, and at most 64 kB",
        "is not UTF-8 text",
        *2 * ["is not there or not an ordinary file"],
    ]
    assert [name in said for name, said in zip(expected, problems(), strict=True)] == [True] * 5


def test_a_file_that_may_not_be_read_gets_a_sentence(folder, monkeypatch):
    (folder / "x.toml").write_text(NAMED + STEP)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    list(routines())  # the shipped ones are read before nothing can be
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert problems() == [
        "x.toml cannot be read (Permission denied); "
        "it is left out, and the other routines still work."
    ]


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
