"""What a body can do: how far each joint goes, measured on a posed body."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.figure.geometry import Turn, Vec, angle, compose, inverse, rotate, scaled
from tracker.figure.kinematics import PosedBody
from tracker.figure.skeleton import NATURAL, SIDES, TRUNK

_ALONG: Vec = (0.0, -1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Limit:
    """The range of one joint in one direction, in degrees, and how a sentence says it."""

    low: float
    high: float
    said: str


LIMITS: dict[str, Limit] = {
    "lumbar bend": Limit(-25, 30, "bends forward by"),
    "lumbar twist": Limit(-12, 12, "turns by"),
    "lumbar tip": Limit(-15, 15, "tips sideways by"),
    "waist bend": Limit(-25, 30, "bends forward by"),
    "waist twist": Limit(-20, 20, "turns by"),
    "waist tip": Limit(-15, 15, "tips sideways by"),
    "ribs bend": Limit(-25, 25, "bends forward by"),
    "ribs twist": Limit(-25, 25, "turns by"),
    "ribs tip": Limit(-12, 12, "tips sideways by"),
    "chest bend": Limit(-25, 25, "bends forward by"),
    "chest twist": Limit(-25, 25, "turns by"),
    "chest tip": Limit(-12, 12, "tips sideways by"),
    "neck bend": Limit(-35, 32, "bends forward by"),
    "neck twist": Limit(-40, 40, "turns by"),
    "neck tip": Limit(-25, 25, "tips sideways by"),
    "head bend": Limit(-35, 32, "bends forward by"),
    "head twist": Limit(-40, 40, "turns by"),
    "head tip": Limit(-25, 25, "tips sideways by"),
    "collar": Limit(0, 35, "moves by"),
    "shoulder back": Limit(-90, 65, "goes back by"),
    "shoulder across": Limit(-90, 75, "goes across by"),
    "shoulder turn": Limit(-115, 115, "turns inward by"),
    "elbow": Limit(-2, 150, "bends by"),
    "elbow aside": Limit(0, 15, "gives sideways by"),
    "wrist": Limit(0, 95, "bends by"),
    "hip bend": Limit(-25, 140, "bends by"),
    "hip out": Limit(-25, 60, "opens by"),
    "hip turn": Limit(-60, 45, "turns inward by"),
    "knee": Limit(-3, 160, "bends by"),
    "knee aside": Limit(0, 8, "gives sideways by"),
    "ankle": Limit(-5, 120, "draws the foot up by"),
}
"""By joint, and the direction where it has several."""


def joint_angles(posed: PosedBody) -> Iterator[tuple[str, str, float]]:
    """Yield what each joint does: its place in words, its key in `LIMITS`, degrees."""
    turns = posed.turns
    for below, name in pairwise(TRUNK):
        tip, twist, bend = _degrees(compose(inverse(turns[below]), turns[name]))
        yield name, f"{name} bend", -bend - NATURAL[name]
        yield name, f"{name} twist", -twist
        yield name, f"{name} tip", tip
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        yield from _limbs_measured(posed, side, sign)


def _limbs_measured(posed: PosedBody, side: str, sign: float) -> Iterator[tuple[str, str, float]]:
    def against(frame: str, other: str) -> Turn:
        base = posed.turns[other if other in TRUNK else f"{other}_{side}"]
        return compose(inverse(base), posed.turns[f"{frame}_{side}"])

    yield f"{side} shoulder girdle", "collar", math.hypot(*_degrees(against("collar", "chest")))
    shoulder, hip = against("upper_arm", "chest"), against("thigh", "pelvis")
    arm, thigh = rotate(shoulder, _ALONG), rotate(hip, _ALONG)
    yield f"{side} shoulder", "shoulder back", _rise(-arm[0])
    yield f"{side} shoulder", "shoulder across", _rise(-sign * arm[2])
    yield f"{side} shoulder", "shoulder turn", sign * _spin(shoulder)
    yield f"{side} hip", "hip bend", math.degrees(math.atan2(thigh[0], -thigh[1]))
    yield f"{side} hip", "hip out", _rise(sign * thigh[2])
    yield f"{side} hip", "hip turn", sign * _spin(hip)
    for joint, lower, upper, hinge in (
        ("elbow", "forearm", "upper_arm", 1),
        ("knee", "shin", "thigh", -1),
    ):
        aside, _, bend = _degrees(against(lower, upper))
        yield f"{side} {joint}", joint, hinge * bend
        yield f"{side} {joint}", f"{joint} aside", abs(aside)
    yield f"{side} wrist", "wrist", angle(rotate(against("hand", "forearm"), _ALONG), _ALONG)
    yield f"{side} ankle", "ankle", _degrees(against("foot", "shin"))[2]


def first_beyond_limit(posed: PosedBody, spare: float = 0.5) -> str | None:
    """Return the first joint that is bent farther than a body can, as a sentence; else None."""
    for place, key, degrees in joint_angles(posed):
        limit = LIMITS[key]
        if not limit.low - spare <= degrees <= limit.high + spare:
            return (
                f"the {place} {limit.said} {degrees:.0f} degrees, "
                f"and a body can do {limit.low:.0f} to {limit.high:.0f}"
            )
    return None


def _degrees(turn: Turn) -> Vec:
    """Return a turn as degrees about x, y and z, the short way round."""
    w, *axis = turn if turn[0] >= 0 else tuple(-part for part in turn)
    x, y, z = axis
    length = math.hypot(x, y, z)
    if length < 1e-9:
        return (0.0, 0.0, 0.0)
    return scaled((x, y, z), math.degrees(2 * math.atan2(length, w)) / length)


def _spin(turn: Turn) -> float:
    """Return by how much a limb turns about its own length, in degrees."""
    degrees = math.degrees(2 * math.atan2(turn[2], turn[0]))
    return (degrees + 180) % 360 - 180


def _rise(part: float) -> float:
    """Return the angle of a direction with the plane that `part` of it stands out from."""
    return math.degrees(math.asin(min(max(part, -1.0), 1.0)))
