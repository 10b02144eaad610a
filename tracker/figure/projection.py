"""From a posed body to shapes on a plane, the farthest first; ``posable.js`` has the same rules."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.figure.body_shape import BALLS, PARTS, WORKS, Layer, Part
from tracker.figure.figures import Figure
from tracker.figure.geometry import (
    Turn,
    Vec,
    centroid,
    compose,
    distance,
    plus,
    rotate,
    turn_about,
    unit,
)
from tracker.figure.kinematics import PosedBody
from tracker.figure.props import PROPS

START = 0.1234
"""The direction in which an outline starts: one in which two discs seldom end together."""
FAR = 0.7
"""How much of the way between two limbs leads away from the viewer where one is in the shade."""
WIDE, MARGIN, LEAST_WIDTH = 4 / 3, 4.0, 176.0
"""A picture is so many times wider than high; it never comes nearer than this width in cm."""
SHADED = ("skin", "top", "bottom")

Point = tuple[float, float]
Disc = tuple[float, float, float]
"""A ball as seen: x to the right, y down, radius."""

FLOOR_DEEP = 9.0


@dataclass(frozen=True, slots=True)
class ProjectedBody:
    """A posed body as the viewer sees it: discs, and what is needed to say which are in front."""

    joints: Mapping[str, Vec]
    turns: Mapping[str, Turn]
    discs: Mapping[str, Disc]

    def depth(self, part: Part) -> float:
        """Return how near a part is to the viewer."""
        return centroid(self.joints[name] for name in part.joints)[2]

    def is_far(self, part: Part) -> bool:
        """Return whether a part is the far one of two."""
        if part.roots is None:
            return False
        mine, other = (self.joints[name] for name in part.roots)
        return other[2] - mine[2] > FAR * distance(mine, other)

    def path(self, hulls: Iterable[Sequence[str]], lined: bool = False) -> str:
        """Return the path of several hulls of balls; `lined`, as wide as the line around them."""
        path = ""
        for hull in hulls:
            wider = [BALLS[name].line for name in hull] if lined else ()
            path += hull_path([self.discs[name] for name in hull], wider)
        return path

    def faces(self, layer: Layer) -> bool:
        """Return whether a layer can be seen from here."""
        if layer.facing is None:
            return True
        frame, way = layer.facing
        return rotate(self.turns[frame], way)[2] >= layer.least


def project(figure: Figure, posed: PosedBody, breath: float = 0.0) -> ProjectedBody:
    """Return a posed body as the viewer of a figure sees it; `breath` from 0 (out) to 1 (in)."""
    camera = camera_of(figure)
    joints = {name: rotate(camera, spot) for name, spot in posed.joints().items()}
    turns = {name: compose(camera, turn) for name, turn in posed.turns.items()}
    discs = {}
    for name, ball in BALLS.items():
        x, y, _ = plus(joints[ball.joint], rotate(turns[ball.frame], ball.offset))
        discs[name] = (x, -y, ball.radius + breath * ball.breath)
    return ProjectedBody(joints, turns, discs)


def camera_of(figure: Figure) -> Turn:
    """Return the turn that takes the world to where the viewer sees it."""
    view = figure.drawing.view
    return compose(turn_about((1.0, 0.0, 0.0), view.above), turn_about((0.0, 1.0, 0.0), -view.turn))


def shapes(figure: Figure, posed: PosedBody, breath: float = 0.0) -> Iterator[tuple[str, str]]:
    """Yield tone and path of every shape of a figure, from the farthest to the nearest."""
    yield "floor", floor_path(figure)
    things = list(pieces(figure, posed))
    yield from ((tone, hull_path(discs)) for tone, discs, before in things if not before)
    seen = project(figure, posed, breath)
    works = [work for key in figure.drawing.works for work in WORKS[key]]
    for part in sorted(PARTS, key=lambda part: seen.depth(part) + part.bias):
        far = "-far" * seen.is_far(part)
        layers = [layer for layer in part.layers if seen.faces(layer)]
        lined = [hull for layer in layers if layer.lined for hull in layer.hulls]
        yield "line", seen.path(lined, True)
        for layer in layers:
            tone = layer.tone + far * (layer.tone in SHADED)
            yield tone, seen.path(layer.hulls)
        for work in works:
            if work.part == part.name and seen.faces(work.layer):
                yield "work", seen.path(work.layer.hulls)
    yield from ((tone, hull_path(discs)) for tone, discs, before in things if before)


def outline(discs: Sequence[Disc]) -> list[tuple[int, float, float]]:
    """Return the outline of the hull of discs as arcs, clockwise as seen.

    An arc is the place of its disc in the list and the two directions, in radians, between which
    that disc reaches farthest out; the next arc starts in the direction in which this one ends.
    """
    now, ahead = START, (math.cos(START), math.sin(START))
    disc = max(
        range(len(discs)),
        key=lambda i: discs[i][0] * ahead[0] + discs[i][1] * ahead[1] + discs[i][2],
    )
    arcs: list[tuple[int, float, float]] = []
    end = START + 2 * math.pi
    while now < end and len(arcs) < 4 * len(discs):
        x, y, r = discs[disc]
        soonest, winner = end - now, disc
        for i, (other_x, other_y, other_r) in enumerate(discs):
            dx, dy, more = other_x - x, other_y - y, other_r - r
            far = math.hypot(dx, dy)
            if far <= abs(more) + 1e-9:  # one lies within the other
                continue
            turn = math.atan2(dy, dx) - math.acos(-more / far) - now
            turn %= 2 * math.pi
            if 1e-9 < turn < soonest:
                soonest, winner = turn, i
        arcs.append((disc, now, now + soonest))
        now, disc = now + soonest, winner
        if winner == arcs[-1][0]:
            break
    return arcs


def hull_path(discs: Sequence[Disc], wider: Sequence[float] = ()) -> str:
    """Return the outline of the hull of discs as a path; `wider` adds to each radius."""
    arcs = outline(discs)
    if wider:
        discs = [(x, y, r + more) for (x, y, r), more in zip(discs, wider, strict=True)]
    return arcs_path(discs, arcs)


def arcs_path(discs: Sequence[Disc], arcs: Iterable[tuple[int, float, float]]) -> str:
    """Return an `outline` as a path."""
    path = ""
    for i, start, end in arcs:
        x, y, r = discs[i]
        points = [start, (start + end) / 2, end] if end - start > 3 else [start, end]
        spots = [f"{x + r * math.cos(at):.2f} {y + r * math.sin(at):.2f}" for at in points]
        path += f"{'L' if path else 'M'}{spots[0]}"
        path += "".join(f"A{r:.2f} {r:.2f} 0 0 1 {spot}" for spot in spots[1:])
    return f"{path}Z"


def view_box(figure: Figure) -> tuple[float, float, float, float]:
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
    x, _, width, _ = view_box(figure)
    left, right, across = x + 0.04 * width, x + 0.96 * width, 0.46 * width
    arc = f"A{across:.1f} {FLOOR_DEEP:.1f} 0 1 1"
    return f"M{left:.1f} 0{arc} {right:.1f} 0{arc} {left:.1f} 0Z"


def pieces(figure: Figure, posed: PosedBody) -> Iterator[tuple[str, list[Disc], bool]]:
    """Yield tone and discs of each piece of the props, and whether it lies before the body."""
    camera = camera_of(figure)
    for name in figure.drawing.props:
        for piece in PROPS[name]:
            spots = [rotate(camera, plus(posed.props[name], dot[:3])) for dot in piece.dots]
            discs = [(*_flat(spot), dot[3]) for spot, dot in zip(spots, piece.dots, strict=True)]
            yield piece.tone, discs, piece.before


def _everything(figure: Figure, posed: PosedBody) -> Iterator[Disc]:
    yield from project(figure, posed, 1.0).discs.values()
    for _, discs, _ in pieces(figure, posed):
        yield from discs
    for arrow in figure.drawing.arrows:
        yield from ((*_flat(rotate(camera_of(figure), spot)), 5.0) for spot in arrow.path)
    yield (0.0, 0.0, FLOOR_DEEP)


def _flat(spot: Vec) -> Point:
    return (spot[0], -spot[1])
