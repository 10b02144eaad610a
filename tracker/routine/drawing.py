"""From a posed body to shapes on a plane, the farthest first.

Every shape is the hull of balls as seen from one side, so that limbs are round and tapered wherever
one looks from. ``figure.js`` follows the same rules in the player.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.routine.figures import Figure
from tracker.routine.flesh import BALLS, PARTS, WORKS, Layer, Part
from tracker.routine.posed import Posed
from tracker.routine.props import PROPS
from tracker.routine.space import Turn, Vec, about, apart, middle, plus, rotate, then, unit

DIRECTIONS = 24
"""How many points a hull has: enough to look round at any size."""
FAR = 0.7
"""How much of the way between two limbs leads away from the viewer where one is in the shade."""
WIDE, MARGIN, LEAST_WIDTH = 4 / 3, 4.0, 176.0
"""A picture is so many times wider than high; it never comes nearer than this width in cm."""
SHADED = ("skin", "top", "bottom")

Point = tuple[float, float]
Disc = tuple[float, float, float]
"""A ball as seen: x to the right, y down, radius."""

FLOOR_DEEP = 9.0
_ROUND = [
    (math.cos(2 * math.pi * i / DIRECTIONS), math.sin(2 * math.pi * i / DIRECTIONS))
    for i in range(DIRECTIONS)
]


@dataclass(frozen=True, slots=True)
class Seen:
    """A posed body as the viewer sees it: discs, and what is needed to say which are in front."""

    joints: Mapping[str, Vec]
    turns: Mapping[str, Turn]
    discs: Mapping[str, Disc]

    def depth(self, part: Part) -> float:
        """Return how near a part is to the viewer."""
        return middle(self.joints[name] for name in part.joints)[2]

    def is_far(self, part: Part) -> bool:
        """Return whether a part is the far one of two."""
        if part.roots is None:
            return False
        mine, other = (self.joints[name] for name in part.roots)
        return other[2] - mine[2] > FAR * apart(mine, other)

    def faces(self, layer: Layer) -> bool:
        """Return whether a layer can be seen from here."""
        if layer.facing is None:
            return True
        frame, way = layer.facing
        return rotate(self.turns[frame], way)[2] >= layer.least


def see(figure: Figure, posed: Posed, breath: float = 0.0) -> Seen:
    """Return a posed body as the viewer of a figure sees it; `breath` from 0 (out) to 1 (in)."""
    camera = camera_of(figure)
    joints = {name: rotate(camera, spot) for name, spot in posed.joints().items()}
    turns = {name: then(camera, turn) for name, turn in posed.turns.items()}
    discs = {}
    for name, ball in BALLS.items():
        x, y, _ = plus(joints[ball.joint], rotate(turns[ball.frame], ball.offset))
        discs[name] = (x, -y, ball.radius + breath * ball.breath)
    return Seen(joints, turns, discs)


def camera_of(figure: Figure) -> Turn:
    """Return the turn that takes the world to where the viewer sees it."""
    view = figure.drawing.view
    return then(about((1.0, 0.0, 0.0), view.above), about((0.0, 1.0, 0.0), -view.turn))


def drawn(figure: Figure, posed: Posed, breath: float = 0.0) -> Iterator[tuple[str, str]]:
    """Yield tone and path of every shape of a figure, from the farthest to the nearest."""
    yield "floor", floor_path(figure)
    things = list(pieces(figure, posed))
    yield from ((tone, _path([hull(discs)])) for tone, discs, before in things if not before)
    seen = see(figure, posed, breath)
    works = [work for key in figure.drawing.works for work in WORKS[key]]
    for part in sorted(PARTS, key=lambda part: seen.depth(part) + part.bias):
        far = "-far" * seen.is_far(part)
        layers = [layer for layer in part.layers if seen.faces(layer)]
        lined = [one for layer in layers if layer.lined for one in layer.hulls]
        yield "line", _path([hull(seen.discs[n] + (BALLS[n].line,) for n in one) for one in lined])
        for layer in layers:
            tone = layer.tone + far * (layer.tone in SHADED)
            yield tone, _path([hull(seen.discs[n] for n in one) for one in layer.hulls])
        for work in works:
            if work.part == part.name and seen.faces(work.layer):
                yield "work", _path([hull(seen.discs[n] for n in one) for one in work.layer.hulls])
    yield from ((tone, _path([hull(discs)])) for tone, discs, before in things if before)


def hull(discs: Iterable[tuple[float, ...]]) -> list[Point]:
    """Return the outline of the hull of discs: in each direction the point farthest out.

    A disc is x, y and radius, and any more numbers that widen it.
    """
    several = [(x, y, sum(radii)) for x, y, *radii in discs]
    points = []
    for across, down in _ROUND:
        x, y, r = max(several, key=lambda disc: disc[0] * across + disc[1] * down + disc[2])
        points.append((x + r * across, y + r * down))
    return points


def box(figure: Figure) -> tuple[float, float, float, float]:
    """Return what part of the plane a figure's picture shows: x, y, width, height; never changes.

    It holds all its poses, props and arrows, so that nothing jumps from pose to pose.
    """
    discs = [disc for posed in figure.poses.values() for disc in _everything(figure, posed)]
    left = min(x - r for x, _, r in discs) - MARGIN
    right = max(x + r for x, _, r in discs) + MARGIN
    top = min(y - r for _, y, r in discs) - MARGIN
    bottom = max(y + r for _, y, r in discs) + MARGIN
    width = max(right - left, (bottom - top) * WIDE, LEAST_WIDTH)
    height = width / WIDE
    return ((left + right - width) / 2, bottom - height, width, height)


def arrow_path(figure: Figure, pose: str) -> str:
    """Return the path of the arrows that lead to a pose; "" where there are none."""
    camera = camera_of(figure)
    paths = []
    for arrow in figure.drawing.arrows:
        if arrow.to != pose:
            continue
        (ax, ay), (bx, by), (cx, cy) = (_flat(rotate(camera, spot)) for spot in arrow.path)
        # A stroke would need a marker with an id of its own: the shaft is a shape as well.
        ox, oy, _ = unit((bx - ax, by - ay, 0.0))
        ux, uy, _ = unit((cx - bx, cy - by, 0.0))
        nx, ny = cx - 8 * ux, cy - 8 * uy  # the neck, where the head starts
        w = 1.6
        paths.append(
            f"M{ax - w * oy:.1f} {ay + w * ox:.1f}"
            f"Q{bx - w * uy:.1f} {by + w * ux:.1f} {nx - w * uy:.1f} {ny + w * ux:.1f}"
            f"L{nx - 5.2 * uy:.1f} {ny + 5.2 * ux:.1f}L{cx:.1f} {cy:.1f}"
            f"L{nx + 5.2 * uy:.1f} {ny - 5.2 * ux:.1f}L{nx + w * uy:.1f} {ny - w * ux:.1f}"
            f"Q{bx + w * uy:.1f} {by - w * ux:.1f} {ax + w * oy:.1f} {ay - w * ox:.1f}Z"
        )
    return "".join(paths)


def floor_path(figure: Figure) -> str:
    """Return the patch of floor under a figure."""
    x, _, width, _ = box(figure)
    left, right, across = x + 0.04 * width, x + 0.96 * width, 0.46 * width
    arc = f"A{across:.1f} {FLOOR_DEEP:.1f} 0 1 1"
    return f"M{left:.1f} 0{arc} {right:.1f} 0{arc} {left:.1f} 0Z"


def pieces(figure: Figure, posed: Posed) -> Iterator[tuple[str, list[Disc], bool]]:
    """Yield tone and discs of each piece of the props, and whether it lies before the body."""
    camera = camera_of(figure)
    for name in figure.drawing.props:
        for piece in PROPS[name]():
            spots = [rotate(camera, plus(posed.props[name], dot[:3])) for dot in piece.dots]
            discs = [(*_flat(spot), dot[3]) for spot, dot in zip(spots, piece.dots, strict=True)]
            yield piece.tone, discs, piece.before


def _everything(figure: Figure, posed: Posed) -> Iterator[Disc]:
    yield from see(figure, posed, 1.0).discs.values()
    for _, discs, _ in pieces(figure, posed):
        yield from discs
    for arrow in figure.drawing.arrows:
        yield from ((*_flat(rotate(camera_of(figure), spot)), 5.0) for spot in arrow.path)
    yield (0.0, 0.0, FLOOR_DEEP)


def _flat(spot: Vec) -> Point:
    return (spot[0], -spot[1])


def _path(hulls: Iterable[list[Point]]) -> str:
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in one)}Z" for one in hulls)
