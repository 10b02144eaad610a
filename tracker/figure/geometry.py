"""Points and turns in space, for the figure: x to the right, y up, z towards the viewer.

A turn is a unit quaternion (w, x, y, z). The same rules stand in ``posable.js``; a test compares.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

Vec = tuple[float, float, float]
Turn = tuple[float, float, float, float]

ZERO: Vec = (0.0, 0.0, 0.0)
NO_TURN: Turn = (1.0, 0.0, 0.0, 0.0)


def plus(a: Vec, b: Vec) -> Vec:
    """Return the sum of two vectors."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def minus(a: Vec, b: Vec) -> Vec:
    """Return the vector from `b` to `a`."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scaled(a: Vec, by: float) -> Vec:
    """Return a vector made longer."""
    return (a[0] * by, a[1] * by, a[2] * by)


def dot(a: Vec, b: Vec) -> float:
    """Return the dot product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """Return the cross product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a: Vec) -> Vec:
    """Return a vector of length 1 in the same direction; no direction stays none."""
    length = math.hypot(*a)
    return scaled(a, 1 / length) if length > 1e-9 else ZERO


def distance(a: Vec, b: Vec) -> float:
    """Return the distance between two points."""
    return math.dist(a, b)


def lerp(a: Vec, b: Vec, share: float) -> Vec:
    """Return the point `share` (0-1) of the way from `a` to `b`."""
    return plus(scaled(a, 1 - share), scaled(b, share))


def angle(a: Vec, b: Vec) -> float:
    """Return the angle between two directions, 0-180 degrees.

    >>> round(angle((1, 0, 0), (0, 2, 0)))
    90
    """
    return math.degrees(math.atan2(math.hypot(*cross(a, b)), dot(a, b)))


def turn_about(axis: Vec, degrees: float) -> Turn:
    """Return the turn about an axis of length 1, by the right-hand rule."""
    half = math.radians(degrees) / 2
    x, y, z = scaled(axis, math.sin(half))
    return (math.cos(half), x, y, z)


def compose(first: Turn, *others: Turn) -> Turn:
    """Return turns put one inside the other: each `others` happens in the frame before it."""
    for other in others:
        w, v, u, q = first[0], first[1:], other[0], other[1:]
        x, y, z = plus(plus(scaled(q, w), scaled(v, u)), cross(v, q))
        first = (w * u - dot(v, q), x, y, z)
    return first


def inverse(turn: Turn) -> Turn:
    """Return the turn that undoes this one."""
    return (turn[0], -turn[1], -turn[2], -turn[3])


def rotate(turn: Turn, a: Vec) -> Vec:
    """Return a vector after a turn.

    >>> [round(part) for part in rotate(turn_about((0, 0, 1), 90), (1, 0, 0))]
    [0, 1, 0]
    """
    axis = turn[1:]
    twice = scaled(cross(axis, a), 2)
    return plus(a, plus(scaled(twice, turn[0]), cross(axis, twice)))


def slerp(a: Turn, b: Turn, share: float) -> Turn:
    """Return the turn `share` (0-1) of the way from `a` to `b`, the short way, at even speed."""
    cosine = sum(i * j for i, j in zip(a, b, strict=True))
    sign = -1.0 if cosine < 0 else 1.0
    cosine = min(abs(cosine), 1.0)
    between = math.acos(cosine)
    if between < 1e-4:
        keep, take = 1 - share, share * sign
    else:
        keep = math.sin((1 - share) * between) / math.sin(between)
        take = sign * math.sin(share * between) / math.sin(between)
    parts = [i * keep + j * take for i, j in zip(a, b, strict=True)]
    length = math.sqrt(sum(part * part for part in parts))
    w, x, y, z = (part / length for part in parts)
    return (w, x, y, z)


def perpendicular(along: Vec, towards: Vec) -> Vec:
    """Return the direction nearest to `towards` at a right angle to `along`, which has length 1."""
    out = unit(minus(towards, scaled(along, dot(towards, along))))
    if out == ZERO:  # they lie in one line: any direction will do
        out = unit(cross((1.0, 0.0, 0.0) if abs(along[0]) < 0.9 else (0.0, 1.0, 0.0), along))
    return out


def limb_turn(down: Vec, right: Vec) -> Turn:
    """Return the turn that takes a hanging limb (-y) to `down`, its hinge (z) towards `right`."""
    y = scaled(unit(down), -1)
    z = perpendicular(y, right)
    x = cross(y, z)
    # From the largest part, so that nothing is divided by nearly nothing.
    squares = (
        x[0] + y[1] + z[2],
        x[0] - y[1] - z[2],
        y[1] - x[0] - z[2],
        z[2] - x[0] - y[1],
    )
    largest = max(range(4), key=lambda i: squares[i])
    half = math.sqrt(1 + squares[largest]) / 2
    over = 0.25 / half
    a, b, c = y[2] - z[1], z[0] - x[2], x[1] - y[0]
    d, e, f = x[1] + y[0], x[2] + z[0], y[2] + z[1]
    return (
        (half, a * over, b * over, c * over),
        (a * over, half, d * over, e * over),
        (b * over, d * over, half, f * over),
        (c * over, e * over, f * over, half),
    )[largest]


def two_bones(start: Vec, end: Vec, upper: float, lower: float, towards: Vec) -> tuple[Vec, Vec]:
    """Return where the middle joint, which points `towards`, and the end of two bones lie.

    Where `end` is out of reach, the limb points there as far as it goes.
    """
    line = minus(end, start)
    far = min(max(math.hypot(*line), abs(upper - lower) + 1e-6), upper + lower - 1e-6)
    along = unit(line)
    out = perpendicular(along, towards)
    cosine = (upper**2 + far**2 - lower**2) / (2 * upper * far)
    sine = math.sqrt(max(1 - cosine**2, 0.0))
    middle = plus(start, plus(scaled(along, upper * cosine), scaled(out, upper * sine)))
    return middle, plus(start, scaled(along, far))


def centroid(points: Iterable[Vec]) -> Vec:
    """Return the point in the middle of several."""
    several = list(points)
    x, y, z = (sum(parts) / len(several) for parts in zip(*several, strict=True))
    return (x, y, z)
