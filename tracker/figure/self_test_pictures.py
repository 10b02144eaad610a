"""Pictures of the weekly self-tests, drawn by the same figure as the exercises."""

from __future__ import annotations

from contextlib import suppress

from tracker.figure.figures import read_figure
from tracker.figure.projection import shapes
from tracker.figure.rendering import Picture, figure_svg, svg_of
from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import TrackerError

FILE = "selftests.toml"
_UPPER_BODY = (-58.0, -182.0, 116.0, 87.0)
"""What of the standing figure is shown, as an SVG view box in centimetres."""


def pictures() -> dict[str, str]:
    """Return an SVG element for each self-test, or "" where its figure cannot be used.

    >>> {test: svg[:4] for test, svg in pictures().items()}
    {'back scratch': '<svg', 'seated rotation': '<svg'}
    """
    found = {"back scratch": "", "seated rotation": ""}
    with suppress(TrackerError):  # the words alone will do
        found["back scratch"] = _back_scratch()
    with suppress(TrackerError):
        found["seated rotation"] = figure_svg("thread_the_needle", variant=True, pose="turn")
    return found


def _back_scratch() -> str:
    figure = read_figure(data_folder() / FILE, "back_scratch")
    drawn = tuple((tone, path) for tone, path in shapes(figure, figure.poses["reach"]) if path)
    title = "Seen from behind: one hand over its shoulder, the other from below, nearly touching"
    return svg_of(Picture(title, _UPPER_BODY, False, drawn))
