"""A widget's script and all it imports, joined into the one module that a widget may have."""

from __future__ import annotations

import re
from pathlib import Path

KIT = Path(__file__).parent
"""Where the scripts and sheets lie that several families share."""
_LOCAL_IMPORT = re.compile(r'^import\s[^;]*?\sfrom\s+"(\.[^"]*)";\n', re.MULTILINE)


def modules(file: Path) -> list[Path]:
    """Return an ES module and all it imports, each once and before what imports it."""
    found: dict[Path, None] = {}

    def follow(path: Path) -> None:
        for imported in _LOCAL_IMPORT.findall(path.read_text(encoding="utf-8")):
            if (module := (path.parent / imported).resolve()) not in found:
                follow(module)
        found[path] = None

    follow(file.resolve())
    return list(found)


def esm(file: Path) -> str:
    """Join a plain ES module and all it imports into the one module a widget may have."""
    texts = (path.read_text(encoding="utf-8") for path in modules(file))
    return "\n".join(_LOCAL_IMPORT.sub("", text) for text in texts)
