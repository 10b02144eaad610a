import os
from pathlib import Path

import pytest

from tests.routine.test_routines import NAMED, SHIPPED, STEP
from tracker.routine.routines import problems, routines


def test_a_file_from_another_editor_with_a_mark_and_other_line_ends_is_read(folder):
    text = f'name = "Früh 🌅"\n{STEP}'.replace("\n", "\r\n")
    (folder / "früh.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert routines()["früh"].name == "Früh 🌅"


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
