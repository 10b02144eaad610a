"""The charts' colours: named, for light and for dark ground, told apart without seeing hue.

A chart is drawn in the light colours, or in the dark ones where its axes have a dark ground. In a
page each colour is a CSS property, so that one drawing follows the page's theme and prints light.
"""

from __future__ import annotations

import re

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

LIGHT = {
    "ground": "#ffffff",
    "text": "#16211f",
    "quiet": "#4b5a57",
    "line": "#7d8b88",
    "grid": "#dde5e3",
    "pain": "#b8420f",
    "band": "#f6dacb",
    "dot": "#d98a63",
    "done": "#0f766e",
    "done_soft": "#cfe6e3",
    "left": "#1c4f8b",
    "right": "#d07a0c",
    "flare": "#d3dcf3",
    "stop": "#98001f",
    "minutes_0": "#eceff0",
    "minutes_1": "#b7dcd7",
    "minutes_2": "#72b8b0",
    "minutes_3": "#2f8a82",
    "minutes_4": "#0a4a45",
    "pain_0": "#fdf3ea",
    "pain_1": "#fbd3b0",
    "pain_2": "#f0a168",
    "pain_3": "#cf672b",
    "pain_4": "#86350b",
    "skin": "#e8ded6",
}
"""By name; text colours keep 4.5:1 on the ground, lines and marks 3:1 or a 3:1 edge."""
DARK = {
    "ground": "#111111",
    "text": "#eaf1ef",
    "quiet": "#b3c1be",
    "line": "#8b9a97",
    "grid": "#2c3735",
    "pain": "#ff9a66",
    "band": "#553322",
    "dot": "#c06a41",
    "done": "#5fd3c6",
    "done_soft": "#1c4a46",
    "left": "#6ea8ee",
    "right": "#ffd07a",
    "flare": "#26386b",
    "stop": "#ffc2cf",
    "minutes_0": "#262d2d",
    "minutes_1": "#1d4d49",
    "minutes_2": "#2b7d76",
    "minutes_3": "#52b8ad",
    "minutes_4": "#b5f2ea",
    "pain_0": "#37271e",
    "pain_1": "#6b3a1c",
    "pain_2": "#ab5a27",
    "pain_3": "#ea9354",
    "pain_4": "#ffdcbd",
    "skin": "#3a3430",
}
_NAME = {colour: name for name, colour in LIGHT.items()}
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def colours(ax: Axes) -> dict[str, str]:
    """Return the colours by name for axes on light or on dark ground.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> colours(Figure(facecolor="black").add_subplot(facecolor="black"))["text"]
    '#eaf1ef'
    """
    return DARK if _luminance(ax.get_facecolor()) < 0.2 else LIGHT


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1-21, as WCAG 2 defines it.

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: object) -> float:
    parts = to_rgb(colour)  # type: ignore[arg-type]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def as_properties(svg: str) -> str:
    """Return an SVG with each of our light colours as a CSS property of its name.

    Examples
    --------
    >>> as_properties("fill: #b8420f; stroke: #123456")
    'fill: var(--un-c-pain, #b8420f); stroke: #123456'
    """

    def named(found: re.Match[str]) -> str:
        name = _NAME.get(found[0])
        return f"var(--un-c-{name}, {found[0]})" if name else found[0]

    return _COLOUR.sub(named, svg)


def css() -> str:
    """Return the rules that make a page's figures dark where the page is; on paper they are light.

    A page of ours is dark where Jupyter says so, a file that stands alone where the system does.
    """
    dark = "".join(f"--un-c-{name}: {colour}; " for name, colour in DARK.items())
    dark = dark.replace(DARK["ground"], f"var(--un-bg, {DARK['ground']})", 1)
    return (
        f'@media screen {{ body[data-jp-theme-light="false"] .un-figure {{ {dark}}} }}\n'
        f"@media screen and (prefers-color-scheme: dark) {{ .un-alone .un-figure {{ {dark}}} }}\n"
    )
