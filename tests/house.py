"""The picture of the house in CONTRIBUTING, drawn from the imports: `make house` draws it anew."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

from tests.test_floor_plan import PACKAGE, ROOMS, imported

PAGE = Path(__file__).parents[1] / "CONTRIBUTING.md"
BLOCK = re.compile(r"```mermaid\n.*?```", re.DOTALL)


def arrows() -> dict[str, set[str]]:
    """Return for each folder at the top the folders that it imports."""
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        folder = room.split(".")[0]
        others = {other.split(".")[0] for other in imported(room)}
        found.setdefault(folder, set()).update(others - {folder})
    return found


def reached(given: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return for each folder all that its arrows lead to, by whatever way.

    Examples
    --------
    >>> reached({"roof": {"wall"}, "wall": {"floor"}, "floor": set()})["wall"]
    {'floor'}
    """
    found: dict[str, set[str]] = {}
    for folder in TopologicalSorter(given).static_order():
        found[folder] = set().union(*({one} | found[one] for one in given[folder]))
    return found


def inside(folder: str) -> list[str]:
    """Return the rooms and folders of a folder."""
    names = {room.split(".")[1] for room in ROOMS if room.startswith(f"{folder}.")}
    return [f"{name}/" if (PACKAGE / folder / name).is_dir() else name for name in sorted(names)]


def picture() -> str:
    """Return the house as a Mermaid graph: what a folder is for, what is in it, where it leans."""
    lines = ["```mermaid", "flowchart TD"]
    given = arrows()
    below = reached(given)
    for folder in sorted(given, key=lambda one: (-len(below[one]), one)):
        says = ast.get_docstring(ast.parse((PACKAGE / folder / "__init__.py").read_text("utf-8")))
        head = (says or "").splitlines()[0].split(":")[0].split(",")[0].rstrip(".")
        rows = inside(folder)
        listed = "<br>".join(", ".join(rows[at : at + 3]) for at in range(0, len(rows), 3))
        lines.append(f'    {folder}["<b>{folder}/</b><br><i>{head}</i><br>{listed}"]')
    for folder, ones in sorted(given.items()):
        near = {one for one in ones if not any(one in below[other] for other in ones)}
        lines += [f"    {folder} --> {one}" for one in sorted(near)]
    return "\n".join([*lines, "```"])


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(BLOCK.sub(lambda _: picture(), text, count=1), encoding="utf-8")
