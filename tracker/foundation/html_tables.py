"""Frames in a notebook as screen readers want them: a cell without words is no heading."""

from __future__ import annotations

import sys
from typing import Any


def worded(html: str) -> str:
    """Return a table of pandas with plain cells where its headings are empty, as in its corner.

    >>> worded("<tr><th></th><th>pain</th></tr>")
    '<tr><td></td><th>pain</th></tr>'
    """
    return html.replace("<th></th>", "<td></td>")


def show_worded() -> None:
    """Let a notebook show every frame so; outside of a notebook nothing happens."""
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    formatter = getattr(shell, "display_formatter", None)
    if formatter is not None:
        formatter.formatters["text/html"].for_type_by_name("pandas", "DataFrame", _shown)


def _shown(frame: Any) -> str | None:
    made = frame._repr_html_()
    return None if made is None else worded(made)
