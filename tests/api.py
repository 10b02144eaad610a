"""The API page, made of the docstrings: `make api` writes it to ``build/api.html``.

Names, headings and their order are those of ``tracker/__init__.pyi``, as in `help(tracker)`.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any

import tracker

PAGE = Path(__file__).parents[1] / "build" / "api.html"
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
nav ul { columns: 16rem; } h2 { margin-top: 3rem; } h3 { margin: 2rem 0 0; }
h3, h4, pre { font-family: ui-monospace, monospace; } h4 { margin: 1rem 0 0; }
pre { font-size: .875rem; margin: .25rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
section section { margin-left: 2rem; }
"""


def headings() -> dict[str, list[str]]:
    """Return the public names under the headings that `help(tracker)` has."""
    found: dict[str, list[str]] = {}
    for line in (tracker.__doc__ or "").partition("used:\n")[2].splitlines():
        if name := re.match(r"    (\w+) - ", line):
            found[[*found][-1]].append(name[1])
        elif line.endswith(":"):
            found[line[:-1]] = []
    return found


def members(thing: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is public in a module or a class of ours, and has a docstring of its own."""
    if isinstance(thing, ModuleType):
        yield from inspect.getmembers(thing, inspect.isfunction)
    elif inspect.isclass(thing):
        for name in dir(thing):
            member = inspect.getattr_static(thing, name)
            member = getattr(member, "__func__", member)
            member = getattr(member, "fget", getattr(member, "func", member))
            home = getattr(member, "__module__", None) or ""
            if home.startswith("tracker.") and not name.startswith("_") and member.__doc__:
                yield name, member


def section(name: str, thing: Any, level: int = 3, owner: str = "") -> str:
    """Return what is told of one name: how it is called, its docstring, and what is in it."""
    called = ""
    with suppress(TypeError, ValueError):  # a module has no signature, nor has an error
        called = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(thing)))
    inside = "".join(section(one, member, 4, f"{name}.") for one, member in members(thing))
    return (
        f'<section id="{owner}{name}"><h{level}>{owner}{name}</h{level}>'
        f"<pre>{escape(name + called)}\n\n{escape(inspect.getdoc(thing) or '')}</pre>"
        f"{inside}</section>"
    )


def page() -> str:
    """Return the whole page."""
    found = headings()
    links = ""
    for head, names in found.items():
        listed = "".join(f'<li><a href="#{name}">{name}</a></li>' for name in names)
        links += f"<p><strong>{head}</strong></p><ul>{listed}</ul>"
    told = "".join(
        f"<h2>{head}</h2>" + "".join(section(name, getattr(tracker, name)) for name in names)
        for head, names in found.items()
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Unknot: what can be called</title><style>{STYLE}</style></head>"
        f'<body><h1>Unknot: what can be called</h1><nav aria-label="Names">{links}</nav>'
        f"<main>{told}</main></body></html>\n"
    )


def main(path: Path = PAGE) -> None:
    """Write the page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(), encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
