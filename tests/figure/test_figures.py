import re
from pathlib import Path

import pytest

from tracker.figure.figures import figure_problems, figures, read_figures
from tracker.routine.exercises import exercises

SMALL = """\
[cat_camel]
works = ["spine"]
props = { mat = [0, 0, 0] }
way = ["start", "bow"]
arrows = [{ to = "bow", path = [[0, 90, 0], [5, 90, 0], [10, 90, 0]] }]

[cat_camel.poses.start]
pelvis = [0, 90, 0]
spine = [0, 0, 0, 0]
head = [0, 0, 0]
hands = [3, 84, 21]
elbows = [-1, 0, 0.3]
feet = [0, 7, 9]
knees = [1, 0, 0]
toes = [1, 0, 0]
ground = ["feet"]

[cat_camel.poses.bow]
like = "start"
spine = [0, 5, 10, 10]
"""
GOES_ON = "; this exercise goes without its picture."


@pytest.fixture
def read(tmp_path: Path):
    """Return what comes of a file, whose text is the small one with a change."""

    def read(old: str = "", new: str = "", text: str = SMALL):
        assert old in text
        path = tmp_path / "figures.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return read_figures(path)

    return read


def test_every_exercise_and_every_easier_variant_has_a_figure():
    assert figure_problems() == []
    assert set(figures()) == {(name, easy) for name in exercises() for easy in (False, True)}


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda exercise: exercise.id)
def test_every_picture_is_said_in_words(exercise):
    for form in (exercise, exercise.variant):
        assert re.match(r"Seen from (the (side|front)|behind)\b.*\.$", form.figure), form.name


def test_what_moves_in_halves_has_a_pose_for_each():
    moving = {name for name, exercise in exercises().items() if exercise.dose.halves}
    for name in moving:
        for easy in (False, True):
            assert len(figures()[name, easy].drawing.turns) == 2


def test_an_exercise_with_sides_is_drawn_for_one_of_them():
    for (name, _), figure in figures().items():
        sided = exercises()[name].sides != ("both",)
        assert (figure.drawing.side != "both") == sided


def test_every_figure_moves_somewhere_and_starts_in_its_first_pose():
    for key, figure in figures().items():
        assert list(figure.legs()), key
        assert figure.drawing.way[0] == "start", key
        used = {name for leg in figure.legs() for name in leg}
        assert used == set(figure.poses), key


def test_the_small_file_is_a_good_one(read):
    found, said = read()
    assert said == []
    assert list(found) == [("cat_camel", False)]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "head = [0, 0, 0]\n",
            "",
            "figures.toml, cat_camel, poses, start: head is missing, and needed is three angles in "
            "degrees: bent forward, turned right, tipped right (and 1 more to mend)",
        ),
        (
            "hands = [3, 84, 21]",
            "hand_left = [3, 84, -21]",
            "figures.toml, cat_camel, poses, start: hand_right is missing, and needed is three "
            "numbers, [x, y, z] in centimetres (and 1 more to mend)",
        ),
        (
            "mat = [",
            "carpet = [",
            'figures.toml, cat_camel: prop is "carpet", and allowed are mat, wall, tennis ball, '
            "soft ball, foam roller, cushion, second cushion, chair, doorway",
        ),
        (
            "mat = [",
            "matt = [",
            'figures.toml, cat_camel: prop is "matt" (did you mean mat?), and allowed are mat, '
            "wall, tennis ball, soft ball, foam roller, cushion, second cushion, chair, doorway",
        ),
        (
            "hands = [3, 84, 21]",
            "hands = [3, 60, 21]",
            "figures.toml, cat_camel, pose start: hand_right is 76 from the shoulder, and the arm "
            "is 54 long; its bones would need another length",
        ),
        (
            "spine = [0, 5, 10, 10]",
            "spine = [0, 5, 10, 70]",
            "figures.toml, cat_camel, pose bow: the chest bends forward by 70 degrees, and a body "
            "can do -25 to 25",
        ),
        (
            'like = "start"',
            'like = "strat"',
            'figures.toml, cat_camel, pose bow: like is "strat" (did you mean start?), and allowed '
            "are start",
        ),
        (
            'way = ["start", "bow"]',
            'way = ["start", "bend"]',
            'figures.toml, cat_camel: pose is "bend", and allowed are start, bow',
        ),
        (
            'works = ["spine"]',
            'works = ["spleen"]',
            'figures.toml, cat_camel: works is "spleen", and allowed are '
            "upper back, chest, front shoulders, back shoulders, right back shoulder, "
            "left back shoulder, spine, sides, knot",
        ),
        (
            "feet = [0, 7, 9]",
            "feet = [0, 12, 9]",
            "figures.toml, cat_camel, pose start: ground holds foot_right, which is 5 above it; "
            "put it there or leave it out",
        ),
        (
            'ground = ["feet"]',
            'ground = ["fete"]',
            'figures.toml, cat_camel, pose start: ground is "fete" (did you mean feet?), and '
            "allowed are hands, knees, feet, hand_right, hand_left, knee_right, knee_left, "
            "foot_right, foot_left",
        ),
        (
            "spine = [0, 5, 10, 10]",
            "turn = 180\nhands = [-3, 84, -21]\nelbows = [1, 0, -0.3]\nfeet = [0, 7, -9]\n"
            "knees = [-1, 0, 0]\ntoes = [-1, 0, 0]",
            "figures.toml, cat_camel: pelvis turns right round between the poses start and bow; "
            "put a pose in between",
        ),
        (
            "pelvis = [0, 90, 0]",
            "pelvis = [0, 90]",
            "figures.toml, cat_camel, poses, start: pelvis is [0, 90], and allowed is three "
            "numbers, [x, y, z] in centimetres (and 1 more to mend)",
        ),
        (
            "knees = [1, 0, 0]",
            'knees = "forward"',
            'figures.toml, cat_camel, poses, start: knee_right is "forward", and allowed is a '
            "direction, [x, y, z] (and 3 more to mend)",
        ),
        (
            SMALL,
            "cat_camel = 3",
            "figures.toml, cat_camel is 3, and allowed is a table with view, side, pin, works, "
            "props, poses, way, turns, arrows",
        ),
    ],
)
def test_a_bad_figure_gets_a_sentence_with_file_exercise_and_key(read, old, new, sentence):
    _, said = read(old, new)
    assert said == [sentence + GOES_ON]


def test_a_bad_exercise_or_a_file_that_is_no_toml_is_said_too(read):
    assert "exercise is" in read(text=SMALL.replace("cat_camel", "cat_cammel"))[1][0]
    assert "did you mean cat_camel?" in read(text=SMALL.replace("cat_camel", "cat_cammel"))[1][0]
    found, said = read(text="[cat_camel")
    assert found == {}
    assert said[0].startswith("figures.toml is not valid TOML")
    assert said[0].endswith("; exercises go without pictures.")


def test_one_bad_figure_leaves_the_others_standing(read):
    text = SMALL + SMALL.replace("cat_camel", "chest_stretch").replace("0, 5, 10, 10", "0")
    found, said = read(text=text)
    assert list(found) == [("cat_camel", False)]
    assert len(said) == 1
