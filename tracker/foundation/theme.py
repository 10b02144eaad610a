"""The look that all share: of widgets, and of pages that stand alone."""

from __future__ import annotations

from pathlib import Path

_THEME = Path(__file__).with_suffix(".css")


def css(*files: Path) -> str:
    """Join the shared theme and a widget's own style sheets."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (_THEME, *files))
