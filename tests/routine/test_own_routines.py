import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import LibraryError, NotFound
from tracker.routine import own_routines
from tracker.routine.own_routines import DRAFT, as_draft, from_draft, read_text, toml_text
from tracker.routine.routines import (
    Routine,
    RoutineStep,
    exercises,
    own_folder,
    problems,
    read_routine,
    routines,
)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return the folder for one's own routines, not there yet."""
    monkeypatch.setenv("TRACKER_ROUTINES", str(tmp_path / "mine"))
    return tmp_path / "mine"


def made(name="Before lunch", exercise="eagle_arms", **rest):
    return from_draft({"name": name, "steps": [{"exercise": exercise, **rest}]})


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_routine_is_a_file_named_after_it_that_only_its_owner_reads(folder):
    kept = own_routines.keep(made())
    assert kept.id == "before-lunch"
    assert files(folder) == ["before-lunch.toml"]
    assert read_routine(folder / "before-lunch.toml") == kept == routines()["before-lunch"]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "before-lunch.toml")]
    assert modes == [0o700, 0o600]


def test_the_same_routine_twice_is_saved_once(folder):
    assert own_routines.keep(made()) == own_routines.keep(made())
    assert files(folder) == ["before-lunch.toml"]


def test_another_routine_of_the_same_name_is_replaced_only_when_told_to(folder):
    first = own_routines.keep(made())
    other = made("before  LUNCH", "cat_camel")
    with pytest.raises(LibraryError, match="already a routine called “Before lunch”; replace it"):
        own_routines.keep(other)
    assert routines()["before-lunch"] == first
    assert own_routines.keep(other, replace=True).id == "before-lunch"
    assert routines()["before-lunch"].steps == other.steps
    assert (folder / ".before-lunch.toml~").read_text() == toml_text(first)


def test_a_shipped_routine_is_never_replaced(folder):
    for replace in (False, True):
        with pytest.raises(LibraryError, match="“At the desk” comes with Unknot and stays as it"):
            own_routines.keep(made("At the desk"), replace=replace)
    with pytest.raises(NotFound, match="no routine of your own with the id 'desk'"):
        own_routines.keep(made("Mine"), id="desk")
    assert list(routines()) == ["full", "short", "desk", "release", "evening"]


def test_renaming_keeps_the_file_so_that_the_journal_still_means_the_same(folder):
    id = own_routines.keep(made()).id
    own_routines.keep(made("After lunch"), id=id)
    assert files(folder) == [".before-lunch.toml~", "before-lunch.toml"]
    assert routines()["before-lunch"].name == "After lunch"
    assert own_routines.keep(made()).id == "before-lunch-2"


def test_renaming_to_a_name_that_is_taken_is_refused(folder):
    id = own_routines.keep(made()).id
    own_routines.keep(made("Noon"))
    with pytest.raises(LibraryError, match="already a routine called “Noon”"):
        own_routines.keep(made("noon"), id=id, replace=True)
    assert routines()[id].name == "Before lunch"


def test_a_file_of_ones_own_that_cannot_be_used_is_not_written_over(folder):
    folder.mkdir()
    for name in ("Noon.TOML", "noon-2.toml"):
        (folder / name).write_text("broken")
    assert own_routines.keep(made("Noon")).id == "noon-3"
    assert (folder / "Noon.TOML").read_text() == "broken"
    assert len(problems()) == 2


def test_a_routine_whose_name_has_the_id_of_a_shipped_one_gets_another_file(folder):
    assert own_routines.keep(made("Short")).id == "short-2"


def test_deleting_can_be_taken_back_and_both_may_be_told_twice(folder):
    kept = own_routines.keep(made())
    assert own_routines.remove(kept.id) == "Before lunch"
    assert kept.id not in routines()
    assert problems() == []
    with pytest.raises(NotFound):
        own_routines.remove(kept.id)
    assert own_routines.put_back(kept.id) == kept == own_routines.put_back(kept.id)


def test_what_is_named_like_a_deleted_routine_gets_an_id_of_its_own(folder):
    own_routines.remove(own_routines.keep(made()).id)
    assert own_routines.keep(made()).id == "before-lunch-2"
    assert own_routines.put_back("before-lunch").name == "Before lunch"


@pytest.mark.parametrize("id", ["full", "../outside", "outside", "", "/etc/passwd", "before-lunch"])
def test_only_a_routine_of_ones_own_is_deleted_or_put_back(folder, id):
    folder.mkdir()
    outside = folder.parent / "outside.toml"
    outside.write_text(toml_text(made()))
    (folder.parent / ".outside.toml~").write_text(toml_text(made()))
    with pytest.raises(NotFound):
        own_routines.remove(id)
    if id != "full":
        with pytest.raises(NotFound):
            own_routines.put_back(id)
    assert files(folder) == []
    assert outside.exists()


@pytest.mark.slow
@given(st.text(max_size=80))
def test_a_file_name_never_leaves_the_folder_and_never_hides(name):
    stem = own_routines.stem_of(name)
    assert 1 <= len(stem.encode()) <= 240
    assert Path(f"{stem}.toml").name == f"{stem}.toml"
    assert not stem.startswith((".", "-"))
    assert all(letter.isalnum() or letter == "-" for letter in stem)


def test_a_failing_disk_leaves_the_old_routine_whole_and_says_so(folder, monkeypatch):
    kept = own_routines.keep(made())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LibraryError) as refused:
        own_routines.keep(made(holds=2), id=kept.id)
    assert str(refused.value) == (
        "before-lunch.toml cannot be written in your routines folder (No space left on device); "
        "nothing was changed"
    )
    assert files(folder) == ["before-lunch.toml"]
    assert routines()["before-lunch"] == kept


def test_a_folder_that_is_a_file_is_said(folder):
    folder.write_text("")
    with pytest.raises(LibraryError, match="cannot be written in your routines folder"):
        own_routines.keep(made())
    assert own_folder().read_text() == ""


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
