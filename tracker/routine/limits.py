"""What a body can do: how far each joint goes, measured on a posed body."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.routine.body import NATURAL, SIDES, TRUNK
from tracker.routine.posed import Posed
from tracker.routine.space import Turn, Vec, angle, back, rotate, then, times

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
    "elbow": Limit(-2, 150, "bends by"),
    "wrist": Limit(0, 95, "bends by"),
    "hip bend": Limit(-25, 140, "bends by"),
    "hip out": Limit(-25, 60, "opens by"),
    "knee": Limit(-3, 160, "bends by"),
    "ankle": Limit(0, 120, "bends by"),
}
"""By joint, and the direction where it has several."""


def measured(posed: Posed) -> Iterator[tuple[str, str, float]]:
    """Yield what each joint does: its place in words, its key in `LIMITS`, degrees."""
    turns = posed.turns
    for below, name in pairwise(TRUNK):
        side, twist, bend = _degrees(then(back(turns[below]), turns[name]))
        yield name, f"{name} bend", -bend - NATURAL[name]
        yield name, f"{name} twist", -twist
        yield name, f"{name} tip", side
    for side_, sign in zip(SIDES, (1.0, -1.0), strict=True):

        def seen(frame: str, other: str, side: str = side_) -> Vec:
            base = turns.get(other) or turns[f"{other}_{side}"]
            return rotate(back(base), rotate(turns[f"{frame}_{side}"], _ALONG))

        def hinge(frame: str, other: str, side: str = side_) -> float:
            return _degrees(then(back(turns[f"{other}_{side}"]), turns[f"{frame}_{side}"]))[2]

        collar = _degrees(then(back(turns["chest"]), turns[f"collar_{side_}"]))
        yield f"{side_} shoulder girdle", "collar", math.hypot(*collar)
        arm, thigh = seen("upper_arm", "chest"), seen("thigh", "pelvis")
        yield f"{side_} shoulder", "shoulder back", math.degrees(math.asin(_one(-arm[0])))
        yield f"{side_} shoulder", "shoulder across", math.degrees(math.asin(_one(-sign * arm[2])))
        yield f"{side_} elbow", "elbow", hinge("forearm", "upper_arm")
        yield f"{side_} wrist", "wrist", angle(seen("hand", "forearm"), _ALONG)
        yield f"{side_} hip", "hip bend", math.degrees(math.atan2(thigh[0], -thigh[1]))
        yield f"{side_} hip", "hip out", math.degrees(math.asin(_one(sign * thigh[2])))
        yield f"{side_} knee", "knee", -hinge("shin", "thigh")
        yield f"{side_} ankle", "ankle", angle(seen("foot", "shin"), _ALONG)


def beyond(posed: Posed, spare: float = 0.5) -> str | None:
    """Return the first joint that is bent farther than a body can, as a sentence; else None."""
    for place, key, degrees in measured(posed):
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
    return times((x, y, z), math.degrees(2 * math.atan2(length, w)) / length)


def _one(value: float) -> float:
    return min(max(value, -1.0), 1.0)
