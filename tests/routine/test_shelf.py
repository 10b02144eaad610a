"""One's own routines on disk: whole or not at all, none overwritten, none lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import LibraryError, NotFound
from tracker.routine import shelf
from tracker.routine.library import own_folder, problems, read_routine, routines
from tracker.routine.writing import from_draft, toml_text


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
    kept = shelf.keep(made())
    assert kept.id == "before-lunch"
    assert files(folder) == ["before-lunch.toml"]
    assert read_routine(folder / "before-lunch.toml") == kept == routines()["before-lunch"]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "before-lunch.toml")]
    assert modes == [0o700, 0o600]


def test_the_same_routine_twice_is_saved_once(folder):
    assert shelf.keep(made()) == shelf.keep(made())
    assert files(folder) == ["before-lunch.toml"]


def test_another_routine_of_the_same_name_is_replaced_only_when_told_to(folder):
    first = shelf.keep(made())
    other = made("before  LUNCH", "cat_camel")
    with pytest.raises(LibraryError, match="already a routine called “Before lunch”; replace it"):
        shelf.keep(other)
    assert routines()["before-lunch"] == first
    assert shelf.keep(other, replace=True).id == "before-lunch"
    assert routines()["before-lunch"].steps == other.steps
    assert (folder / ".before-lunch.toml~").read_text() == toml_text(first)


def test_a_shipped_routine_is_never_replaced(folder):
    for replace in (False, True):
        with pytest.raises(LibraryError, match="“At the desk” comes with Unknot and stays as it"):
            shelf.keep(made("At the desk"), replace=replace)
    with pytest.raises(NotFound, match="no routine of your own with the id 'desk'"):
        shelf.keep(made("Mine"), id="desk")
    assert list(routines()) == ["full", "short", "desk", "release", "evening"]


def test_renaming_keeps_the_file_so_that_the_journal_still_means_the_same(folder):
    id = shelf.keep(made()).id
    shelf.keep(made("After lunch"), id=id)
    assert files(folder) == [".before-lunch.toml~", "before-lunch.toml"]
    assert routines()["before-lunch"].name == "After lunch"
    assert shelf.keep(made()).id == "before-lunch-2"


def test_renaming_to_a_name_that_is_taken_is_refused(folder):
    id = shelf.keep(made()).id
    shelf.keep(made("Noon"))
    with pytest.raises(LibraryError, match="already a routine called “Noon”"):
        shelf.keep(made("noon"), id=id, replace=True)
    assert routines()[id].name == "Before lunch"


def test_a_file_of_ones_own_that_cannot_be_used_is_not_written_over(folder):
    folder.mkdir()
    for name in ("Noon.TOML", "noon-2.toml"):
        (folder / name).write_text("broken")
    assert shelf.keep(made("Noon")).id == "noon-3"
    assert (folder / "Noon.TOML").read_text() == "broken"
    assert len(problems()) == 2


def test_a_routine_whose_name_has_the_id_of_a_shipped_one_gets_another_file(folder):
    assert shelf.keep(made("Short")).id == "short-2"


def test_deleting_can_be_taken_back_and_both_may_be_told_twice(folder):
    kept = shelf.keep(made())
    assert shelf.remove(kept.id) == "Before lunch"
    assert kept.id not in routines()
    assert problems() == []
    with pytest.raises(NotFound):
        shelf.remove(kept.id)
    assert shelf.put_back(kept.id) == kept == shelf.put_back(kept.id)


def test_what_is_named_like_a_deleted_routine_gets_an_id_of_its_own(folder):
    shelf.remove(shelf.keep(made()).id)
    assert shelf.keep(made()).id == "before-lunch-2"
    assert shelf.put_back("before-lunch").name == "Before lunch"


@pytest.mark.parametrize("id", ["full", "../outside", "outside", "", "/etc/passwd", "before-lunch"])
def test_only_a_routine_of_ones_own_is_deleted_or_put_back(folder, id):
    folder.mkdir()
    outside = folder.parent / "outside.toml"
    outside.write_text(toml_text(made()))
    (folder.parent / ".outside.toml~").write_text(toml_text(made()))
    with pytest.raises(NotFound):
        shelf.remove(id)
    if id != "full":
        with pytest.raises(NotFound):
            shelf.put_back(id)
    assert files(folder) == []
    assert outside.exists()


@given(st.text(max_size=80))
def test_a_file_name_never_leaves_the_folder_and_never_hides(name):
    stem = shelf.stem_of(name)
    assert 1 <= len(stem.encode()) <= 240
    assert Path(f"{stem}.toml").name == f"{stem}.toml"
    assert not stem.startswith((".", "-"))
    assert all(letter.isalnum() or letter == "-" for letter in stem)


def test_a_failing_disk_leaves_the_old_routine_whole_and_says_so(folder, monkeypatch):
    kept = shelf.keep(made())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LibraryError) as refused:
        shelf.keep(made(holds=2), id=kept.id)
    assert str(refused.value) == (
        "before-lunch.toml cannot be written in your routines folder (No space left on device); "
        "nothing was changed"
    )
    assert files(folder) == ["before-lunch.toml"]
    assert routines()["before-lunch"] == kept


def test_a_folder_that_is_a_file_is_said(folder):
    folder.write_text("")
    with pytest.raises(LibraryError, match="cannot be written in your routines folder"):
        shelf.keep(made())
    assert own_folder().read_text() == ""
