"""The bones of the one body that every picture shows.

Lengths are centimetres of a person 170 cm tall. In a frame, x is forward, y up along the bone (a
limb hangs along -y) and z the person's right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.figure.geometry import Vec

SIDES = ("right", "left")
TRUNK = ("pelvis", "lumbar", "waist", "ribs", "chest", "neck", "head")
_LIMBS = ("collar", "upper_arm", "forearm", "hand", "thigh", "shin", "foot")
FRAMES = (*TRUNK, *(f"{name}_{side}" for name in _LIMBS for side in SIDES))
NATURAL = {"lumbar": -8.0, "waist": 0.0, "ribs": 12.0, "chest": 12.0, "neck": 10.0, "head": -24.0}
"""How far each piece of the spine leans forward from the one below it, standing at ease."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A point of the skeleton: a bone `offset` long from `parent`, turning with `frame`."""

    parent: str
    frame: str
    offset: Vec


@dataclass(frozen=True, slots=True)
class Limb:
    """Two bones with a hinge between them; `hinge` is 1 where it folds forward, -1 backward."""

    joints: tuple[str, str, str]
    frames: tuple[str, str, str]
    hinge: int


def _sided(value: object, side: str, sign: int) -> object:
    match value:
        case str():
            return value.replace("*", side)
        case (float() | int() as x, float() | int() as y, float() | int() as z):
            return (float(x), float(y), float(sign * z))
        case tuple():
            return tuple(_sided(part, side, sign) for part in value)
        case _:
            return value


def both_sides(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table for both sides: ``*`` becomes right and, mirrored, left."""
    return {
        name.replace("*", side): _sided(row, side, sign)
        for name, row in table.items()
        for side, sign in ((("right", 1), ("left", -1)) if "*" in name else (("", 1),))
    }


# fmt: off
JOINTS = {name: Joint(*row) for name, row in both_sides({
    # name: parent, frame, offset
    "hip_*": ("pelvis", "pelvis", (0, 0, 9)),
    "low": ("pelvis", "pelvis", (-1, 9, 0)),
    "mid": ("low", "lumbar", (0, 10, 0)),
    "blade": ("mid", "waist", (0, 11, 0)),
    "high": ("blade", "ribs", (0, 11, 0)),
    "nape": ("high", "chest", (0, 11, 0)),
    "top": ("nape", "neck", (0.5, 8, 0)),
    "head": ("top", "head", (2, 9, 0)),
    "shoulder_*": ("nape", "collar_*", (2.5, -5.5, 17)),
    "elbow_*": ("shoulder_*", "upper_arm_*", (0, -29, 0)),
    "wrist_*": ("elbow_*", "forearm_*", (0, -25, 0)),
    "fingers_*": ("wrist_*", "hand_*", (0, -16, 0)),
    "knee_*": ("hip_*", "thigh_*", (0, -42, 0)),
    "ankle_*": ("knee_*", "shin_*", (0, -41, 0)),
    "toes_*": ("ankle_*", "foot_*", (-5, -17, 0)),
}).items()}
# fmt: on


LIMBS = {
    f"{limb}_{side}": Limb(
        (f"{start}_{side}", f"{middle}_{side}", f"{end}_{side}"),
        (f"{upper}_{side}", f"{lower}_{side}", f"{tip}_{side}"),
        hinge,
    )
    for limb, (start, middle, end), (upper, lower, tip), hinge in (
        ("arm", ("shoulder", "elbow", "wrist"), ("upper_arm", "forearm", "hand"), 1),
        ("leg", ("hip", "knee", "ankle"), ("thigh", "shin", "foot"), -1),
    )
    for side in SIDES
}
