"""The posable figure: poses from ``data/figures.toml``, drawn as SVG.

One body (``body.py``) takes up poses (``poses.py``) among props (``props.py``). Here they become
shapes: every shape is the hull of balls seen from one side, so that limbs are round and tapered
from wherever one looks. The player does the same in ``figure.js`` with the numbers of `scene`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from typing import Any

from tracker.routine.body import BALLS, PARTS, Layer, Part
from tracker.routine.figures import Figure, figures
from tracker.routine.poses import Posed
from tracker.routine.props import PROPS
from tracker.routine.space import Turn, Vec, about, plus, rotate, then

DIRECTIONS = 28
"""How many points a hull has: enough to look round at any size."""
ASPECT = 4 / 3
FAR = 7.0
"""A limb so much farther from the viewer than the trunk is drawn in its shade."""
_ROUND = [
    (math.cos(2 * math.pi * i / DIRECTIONS), math.sin(2 * math.pi * i / DIRECTIONS))
    for i in range(DIRECTIONS)
]
Disc = tuple[float, float, float]
"""A ball as seen: x to the right, y down, radius."""

TONES = {
    # tone: light, dark
    "skin": ("#d09a76", "#cf9b78"),
    "skin-far": ("#b78361", "#a97a5c"),
    "hair": ("#4a3530", "#7d5f52"),
    "top": ("#9cc3d3", "#8db7c8"),
    "top-far": ("#7fabbf", "#6b98ab"),
    "bottom": ("#43607a", "#57789a"),
    "bottom-far": ("#344d63", "#435f7c"),
    "line": ("#22323c", "#0c1418"),
    "mark": ("#3b2a26", "#2b1c18"),
    "work": ("#e4572e", "#ff7a4f"),
    "floor": ("#e8eeec", "#1d2726"),
    "mat": ("#b9dccf", "#2f5d52"),
    "wall": ("#d5d9dd", "#3d4650"),
    "ball": ("#c3d434", "#d3e24a"),
    "soft": ("#e39ac0", "#e39ac0"),
    "shine": ("#ffffff", "#ffffff"),
    "roller": ("#7c83c2", "#8a91d4"),
    "roller-end": ("#6a71b0", "#7279bd"),
    "roller-core": ("#e8eeec", "#1d2726"),
    "cushion": ("#e9bb62", "#c9994a"),
    "wood": ("#b98a5c", "#94704d"),
    "seat": ("#cf9f6d", "#a98259"),
    "arrow": ("#0f766e", "#5fd3c6"),
}


def hull(discs: Iterable[Disc], wider: float = 0.0) -> list[tuple[float, float]]:
    """Return the outline of the hull of discs, as points.

    For each direction the point farthest out: always as many points, in the same order.
    """
    several = list(discs)
    points = []
    for across, down in _ROUND:
        x, y, r = max(several, key=lambda d: d[0] * across + d[1] * down + d[2])
        points.append((x + (r + wider) * across, y + (r + wider) * down))
    return points


def _camera(turn: float, above: float) -> Turn:
    return then(about((1.0, 0.0, 0.0), above), about((0.0, 1.0, 0.0), -turn))


def draw(figure: Figure, posed: Posed, *, breath: float = 0.0, arrow: str = "") -> Iterator[str]:
    """Yield the shapes of a figure, from the farthest to the nearest."""
    view = figure.drawing.view
    camera = _camera(view.turn, view.above)
    joints = {name: rotate(camera, spot) for name, spot in posed.joints().items()}
    turns = {name: then(camera, turn) for name, turn in posed.turns.items()}
    discs = {}
    for name, ball in BALLS.items():
        x, y, _ = plus(joints[ball.joint], rotate(turns[ball.frame], ball.offset))
        discs[name] = (x, -y, ball.radius + breath * ball.breath)

    def shape(points: list[list[tuple[float, float]]], tone: str, extra: str = "") -> str:
        d = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in one) + "Z" for one in points)
        return f'<path d="{d}" fill="{TONES[tone][0]}"{extra}/>'

    def seen(layer: Layer) -> bool:
        return layer.facing is None or rotate(turns[layer.facing[0]], layer.facing[1])[2] >= layer.least

    raw = {part.name: sum(joints[j][2] for j in part.joints) / len(part.joints) for part in PARTS}
    depth = {part.name: raw[part.name] + part.bias for part in PARTS}
    props = {True: [], False: []}
    for name, home in figure.drawing.props.items():
        spot = posed.props.get(name, home)
        for piece in PROPS[name]():
            dots = [(*rotate(camera, plus(spot, dot[:3])), dot[3]) for dot in piece.dots]
            props[piece.before].append(shape([hull((x, -y, r) for x, y, _, r in dots)], piece.tone))
    yield from props[False]
    from tracker.routine.body import WORKS
    for part in sorted(PARTS, key=lambda part: depth[part.name]):
        far = "-far" if "_" in part.name and raw[part.name] < raw["torso"] - FAR else ""
        layers = [layer for layer in part.layers if seen(layer)]
        lines = []
        for layer in layers:
            if layer.lined:
                for one in layer.hulls:
                    lines.append(hull((x, y, r + BALLS[n].line) for n in one for x, y, r in [discs[n]]))
        yield shape(lines, "line", ' opacity="0.75"')
        for layer in layers:
            tone = layer.tone + far if layer.tone in ("skin", "top", "bottom") else layer.tone
            yield shape([hull(discs[n] for n in one) for one in layer.hulls], tone)
        for work in (w for key in figure.drawing.works for w in WORKS[key] if w.part == part.name):
            if seen(work.layer):
                yield shape([hull(discs[n] for n in one) for one in work.layer.hulls], "work", ' opacity="0.8"')
    yield from props[True]
    for each in figure.drawing.arrows:
        if each.to == arrow:
            a, b, c = (rotate(camera, spot) for spot in each.path)
            yield f'<path d="M{a[0]:.1f} {-a[1]:.1f}Q{b[0]:.1f} {-b[1]:.1f} {c[0]:.1f} {-c[1]:.1f}" fill="none" stroke="{TONES["arrow"][0]}" stroke-width="2.6" stroke-linecap="round" marker-end="url(#a)"/>'
