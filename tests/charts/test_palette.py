"""Colours that can be read, and told apart without seeing red, green, or any hue at all."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from tracker.charts.palette import DARK, LIGHT, as_properties, contrast, css

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
# Machado, Oliveira and Fernandes 2009, doi 10.1109/TVCG.2009.113, severity 1, on linear light.
SEEN = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "everything": np.eye(3).tolist(),
}
TOGETHER = [("pain", "done"), ("left", "right"), ("dot", "band"), ("band", "flare")]
"""Colours that one chart sets against each other."""


def linear(colour: str) -> np.ndarray:
    parts = np.array(to_rgb(colour))
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, eyes: str) -> np.ndarray:
    """Return a colour as someone sees it, in CIE L*a*b* under D65."""
    seen = np.clip(np.array(SEEN[eyes]) @ linear(colour), 0, 1)
    xyz = (
        np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
        @ seen
        / [0.9505, 1, 1.089]
    )
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@THEMES
def test_words_and_marks_have_the_contrast_that_wcag_asks_for(theme: dict[str, str]) -> None:
    for name in ("text", "quiet", "pain", "done"):  # labels are written in these
        assert contrast(theme[name], theme["ground"]) >= 4.5
    for name in ("line", "left", "right", "stop"):
        assert contrast(theme[name], theme["ground"]) >= 3
    for shade in (theme[f"minutes_{number}"] for number in range(5)):
        edge = contrast(theme["stop"], theme["ground"])
        assert max(contrast(theme["stop"], shade), edge) >= 3  # a cross has an edge of the ground


@THEMES
@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("pair", TOGETHER, ids=" and ".join)
def test_what_stands_together_is_told_apart_by_every_eye(
    theme: dict[str, str], eyes: str, pair: tuple[str, str]
) -> None:
    one, other = (lab(theme[name], eyes) for name in pair)
    assert np.linalg.norm(one - other) > 12


@THEMES
@pytest.mark.parametrize("ramp", ["minutes", "pain"])
@pytest.mark.parametrize("eyes", SEEN)
def test_a_ramp_runs_one_way_in_lightness_so_that_it_prints_in_grey(
    theme: dict[str, str], ramp: str, eyes: str
) -> None:
    lightness = [lab(theme[f"{ramp}_{number}"], eyes)[0] for number in range(5)]
    steps = np.array([after - before for before, after in pairwise(lightness)])
    assert (steps < -6).all() or (steps > 6).all()


def test_left_and_right_differ_in_grey_and_by_their_dash() -> None:
    for theme in (LIGHT, DARK):
        left, right = (lab(theme[side], "everything")[0] for side in ("left", "right"))
        assert abs(left - right) > 15


def test_every_colour_has_a_name_of_its_own_in_both_themes() -> None:
    assert list(LIGHT) == list(DARK)
    assert len(set(LIGHT.values())) == len(LIGHT)


def test_a_drawing_follows_the_page() -> None:
    assert as_properties("fill: #ffffff") == "fill: var(--un-c-ground, #ffffff)"
    assert all(
        f"--un-c-{name}: {colour};" in css() for name, colour in DARK.items() if name != "ground"
    )
    assert "--un-c-ground: var(--un-bg, #111111);" in css()
