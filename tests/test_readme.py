"""The README is true: its code gives what it says, its files and make targets are there."""

import ast
import re
from pathlib import Path

import pytest
from matplotlib.image import imread

from tracker.foundation import clock

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_python_lines_print_what_follows_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    try:
        for code, printed in zip(blocks("python"), blocks("text"), strict=True):
            *lines, last = ast.parse(code).body
            exec(compile(ast.Module(lines, []), "README", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "README", "eval"), names)
            assert f"{value}\n" == printed
        assert_shown("pain.png")
    finally:
        names["journal"].close()
        clock.set_now(None)


def assert_shown(name):
    """The picture is the one that the lines above it have just made."""
    made, kept = (imread(path) for path in (name, ROOT / "notebooks" / "pictures" / name))
    assert made.shape == kept.shape
    assert abs(made - kept).mean() < 0.01


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_what_is_linked_is_there(target):
    path, _, heading = target.partition("#")
    assert (ROOT / path).exists()
    text = (ROOT / path).read_text(encoding="utf-8") if heading else ""
    known = [line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines()]
    assert not heading or heading in known


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\bmake (\w+)", "".join(blocks("sh"))))))
def test_every_make_target_named_exists(name):
    assert re.search(rf"^{name}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
