"""A routine is written as a person would write it, and read back as it was."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.datafiles import data_folder
from tracker.errors import LibraryError
from tracker.routine.library import Routine, RoutineStep, exercises, routines
from tracker.routine.writing import DRAFT, as_draft, from_draft, read_text, toml_text

EXERCISES = list(exercises().values())
# Every character that a TOML file may hold; its own spaces at the ends are stripped when read.
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60).map(str.strip)


@st.composite
def steps(draw: st.DrawFn) -> dict[str, object]:
    """Draw one step that can be run, with any of its keys left out."""
    exercise = draw(st.sampled_from(EXERCISES))
    dose = exercise.dose
    cycle_s = dose.half_s * len(dose.halves) or 1
    sides = st.permutations(exercise.sides).flatmap(
        lambda order: st.integers(1, len(order)).map(lambda count: order[:count])
    )
    seconds = st.integers(-(-5 // cycle_s), min(dose.longest_s, 90) // cycle_s)
    keys = {
        "holds": st.integers(1, 3),
        "hold_s": seconds.map(lambda count: count * cycle_s),
        "rest_s": st.integers(0, 30),
        "sides": sides,
        "variant": st.booleans(),
    }
    return {"exercise": exercise.id, **draw(st.fixed_dictionaries({}, optional=keys))}


drafts = st.fixed_dictionaries(
    {"name": WORDS.filter(bool), "steps": st.lists(steps(), min_size=1, max_size=6)},
    optional={"description": WORDS},
)


@given(drafts)
def test_what_is_written_is_read_back_as_it_was(draft):
    routine = from_draft(draft)
    assert read_text(toml_text(routine)) == routine
    assert toml_text(read_text(toml_text(routine))) == toml_text(routine)


@given(drafts)
def test_a_draft_goes_to_the_browser_and_back_as_it_was(draft):
    routine = from_draft(draft)
    assert from_draft(as_draft(routine)) == routine


@given(drafts)
def test_only_what_differs_from_the_usual_dose_is_written(draft):
    for table in tomllib.loads(toml_text(from_draft(draft)))["steps"]:
        for key in set(table) - {"exercise"}:
            usual = RoutineStep.model_validate(table | {"exercise": table["exercise"]})
            without = RoutineStep.model_validate({k: v for k, v in table.items() if k != key})
            assert getattr(usual, key) != getattr(without, key)


@pytest.mark.parametrize("id", ["full", "short", "desk", "release", "evening"])
def test_a_shipped_routine_is_written_as_its_author_wrote_it(id):
    def plain(text: str) -> list[str]:
        lines = (line.split("#")[0].strip() for line in text.splitlines())
        return [line for line in lines if line]

    by_hand = (data_folder() / "routines" / f"{id}.toml").read_text(encoding="utf-8")
    assert plain(toml_text(routines()[id])) == plain(by_hand)


def test_the_keys_come_in_one_order_after_a_comment_that_explains_them():
    step = {"variant": True, "sides": ["right"], "rest_s": 5, "hold_s": 45, "holds": 2}
    text = toml_text(from_draft({"name": "One", "steps": [{**step, "exercise": "eagle_arms"}]}))
    assert text.startswith("# A routine for Unknot. A step that names no holds")
    assert text.splitlines()[2:] == [
        'name = "One"',
        "",
        "[[steps]]",
        'exercise = "eagle_arms"',
        "holds = 2",
        "hold_s = 45",
        "rest_s = 5",
        'sides = ["right"]',
        "variant = true",
    ]


def test_quotes_backslashes_and_controls_are_escaped():
    name = 'a "b" \\ \t \x7f ]] # é 🌅'
    text = toml_text(from_draft({"name": name, "steps": [{"exercise": "eagle_arms"}]}))
    assert r'name = "a \"b\" \\ \t \u007f ]] # é 🌅"' in text
    assert read_text(text).name == name


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({}, "the routine: name is missing"),
        ({"name": "x", "steps": []}, "the routine: steps is 0 of them"),
        ({"name": "x", "id": "y", "steps": []}, 'the routine: the key "id" is not known'),
        ({"name": "x", "file": "/etc/passwd", "steps": []}, 'the key "file" is not known'),
        (
            {"name": "x", "steps": [{"exercise": "ball_release_wall", "hold_s": 45}]},
            "the routine, step 1: hold_s is 45, and allowed for ball_release_wall are at most 30",
        ),
    ],
)
def test_a_draft_that_cannot_be_run_is_refused_in_a_sentence(draft, sentence):
    with pytest.raises(LibraryError) as refused:
        from_draft(draft)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 65_000, "lunch.toml is 65 kB long, and at most 64 kB are allowed"),
        ("name = ", "lunch.toml is not valid TOML"),
        ("name = '\ud800'", "lunch.toml is not UTF-8 text"),
        ('name = "x"\n[[steps]]\nexercise = "plank"', 'lunch.toml, step 1: exercise is "plank"'),
    ],
)
def test_text_that_cannot_be_run_is_refused_with_its_name_in_a_sentence(text, sentence):
    with pytest.raises(LibraryError) as refused:
        read_text(text, "lunch.toml")
    assert str(refused.value).startswith(sentence)


def test_a_routine_in_no_file_is_called_the_routine():
    assert from_draft({"name": "x", "steps": [{"exercise": "eagle_arms"}]}) == Routine(
        id=DRAFT, name="x", steps=({"exercise": "eagle_arms"},)
    )
