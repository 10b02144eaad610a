"""What a figure leans on, lies on or holds: rounded shapes made of balls, as the body is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tracker.figure.geometry import Vec

Dot = tuple[float, float, float, float]
"""x, y, z from the prop's own spot, and a radius."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One hull of balls in one tone; a piece `before` the body is drawn over it."""

    tone: str
    dots: tuple[Dot, ...]
    before: bool = False


def _box(low: Vec, high: Vec, round_: float = 1.0) -> tuple[Dot, ...]:
    return tuple(
        (x, y, z, round_)
        for x in (low[0] + round_, high[0] - round_)
        for y in (low[1] + round_, high[1] - round_)
        for z in (low[2] + round_, high[2] - round_)
    )


def _rod(low: Vec, high: Vec, thick: float) -> tuple[Dot, ...]:
    return ((*low, thick), (*high, thick))


def _ring(radius: float, z: float, count: int = 16) -> tuple[Dot, ...]:
    turns = (2 * math.pi * i / count for i in range(count))
    return tuple((radius * math.cos(a), radius * math.sin(a), z, 0.4) for a in turns)


def _ball(radius: float, tone: str) -> tuple[Piece, ...]:
    shine = (-0.25 * radius, 0.3 * radius, 0.7 * radius, 0.32 * radius)
    return (Piece(tone, ((0, 0, 0, radius),), True), Piece("shine", (shine,), True))


_CUSHION = (Piece("cushion", _box((-14, -7, -19), (14, 7, 19), 6)),)
PROPS: dict[str, tuple[Piece, ...]] = {
    "mat": (Piece("mat", _box((-88, -2, -34), (88, 0, 34), 0.9)),),
    "wall": (Piece("wall", _box((-9, 0, -46), (0, 174, 46), 0.5)),),
    "tennis ball": _ball(4.2, "ball"),
    "soft ball": _ball(9.0, "soft"),
    "foam roller": (
        Piece("roller", (*_ring(7.4, -20), *_ring(7.4, 20))),
        Piece("roller-end", _ring(7.2, 20.2)),
        Piece("roller-core", _ring(2.8, 20.4)),
    ),
    "cushion": _CUSHION,
    "second cushion": _CUSHION,
    "chair": (
        *(
            Piece("wood", _rod((x, 1.5, z), (x * 0.94, 40, z * 0.94), 1.5))
            for z in (-18, 18)
            for x in (-19, 18)
        ),
        *(Piece("wood", _rod((-19, 42, z), (-23, 84, z), 1.5)) for z in (-17, 17)),
        Piece("wood", _box((-24.5, 70, -18), (-21, 86, 18), 1.5)),
        Piece("seat", _box((-21, 39.5, -20), (21, 43.5, 20), 1.6)),
    ),
    "doorway": (
        Piece("wall", _box((0, 0, -54), (7, 178, -36), 0.5)),
        Piece("wall", _box((0, 176, -54), (7, 184, 54), 0.5)),
        Piece("wall", _box((0, 0, 36), (7, 178, 54), 0.5)),
    ),
}
"""Every prop there is; its spot is where it stands, or its middle where it can roll."""
