"""Unknot: guided stretching for upper-back knots, a pain journal, and honest trends.

What you can call, each loaded when first used:
"""

import re
from importlib import import_module
from pathlib import Path

import lazy_loader

from tracker.foundation.errors import DamagedJournal
from tracker.foundation.html_tables import show_worded

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def _contents() -> str:
    """Return the public names under their headings, as the stub beside this file lists them."""
    lines = Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8").split("\n\n", 1)[1]
    headed = re.sub(r"^# (.*)$", r"\1:", lines, flags=re.MULTILINE)
    return re.sub(
        r"^from \S+ import \w+ as (\w+)  # (.*)$", r"    \1 - \2", headed, flags=re.MULTILINE
    )


def _show_way_back(path: Path) -> None:
    import_module("tracker.pages.panels.recovery_panel").show_way_back(path)


if __doc__:  # python -OO drops it
    __doc__ += f"\n{_contents()}"
DamagedJournal.way_back = _show_way_back
show_worded()
