"""Poses as they are written in ``data/figures.toml``, and the body that takes them up.

It says where pelvis, hands and feet are and how the spine bends; elbows and knees follow from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from tracker.figure.geometry import (
    NO_TURN,
    ZERO,
    Turn,
    Vec,
    compose,
    distance,
    limb_turn,
    minus,
    plus,
    rotate,
    scaled,
    turn_about,
)
from tracker.figure.kinematics import PosedBody, bend_limb, joints_of, lengths
from tracker.figure.skeleton import FRAMES, LIMBS, NATURAL, SIDES, TRUNK
from tracker.foundation.errors import LibraryError
from tracker.routine.exercises import Model

Spot = Annotated[Vec, Field(description="three numbers, [x, y, z] in centimetres")]
Way = Annotated[Vec, Field(description="a direction, [x, y, z]")]
Four = Annotated[
    tuple[float, float, float, float],
    Field(description="four angles in degrees, from the loin up"),
]
_LEVEL: Four = (0.0, 0.0, 0.0, 0.0)
_NECK = "three angles in degrees: bent forward, turned right, tipped right"
_GIRDLE = "two angles in degrees: drawn forward, drawn up"
_PARTS = ("hand", "elbow", "finger", "palm", "knee", "toe", "shoulder")
_PAIRS = {"feet": "foot", **{f"{part}s": part for part in _PARTS}}


class Pose(Model):
    """One pose; ``hands`` stands for hand_right and, mirrored, hand_left, and so with all pairs.

    Hands and feet are where wrists and ankles lie; elbows, knees, fingers, toes and palms are the
    directions in which they point. Angles: ``lean`` forward, ``turn`` right, ``tip`` right of the
    pelvis; ``spine`` (forward), ``twist`` and ``side`` (right) of each piece above it.
    """

    pelvis: Spot
    lean: float = 0.0
    turn: float = 0.0
    tip: float = 0.0
    spine: Four
    twist: Four = _LEVEL
    side: Four = _LEVEL
    head: Vec = Field(description=_NECK)
    shoulder_right: tuple[float, float] = Field((0.0, 0.0), description=_GIRDLE)
    shoulder_left: tuple[float, float] = Field((0.0, 0.0), description=_GIRDLE)
    on: Literal["", "pelvis", "chest", "head"] = Field(
        "", description="pelvis, chest, head, or nothing for the ground"
    )
    """What hands, elbows, fingers and palms are counted from."""
    hand_right: Spot
    hand_left: Spot
    elbow_right: Way
    elbow_left: Way
    finger_right: Way = ZERO
    finger_left: Way = ZERO
    palm_right: Way = ZERO
    palm_left: Way = ZERO
    foot_right: Spot
    foot_left: Spot
    knee_right: Way
    knee_left: Way
    toe_right: Way
    toe_left: Way
    ground: tuple[str, ...] = ()
    """What lies on the ground."""
    props: dict[str, Spot] = Field(default_factory=dict)
    """Where props are that have moved."""

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        spread = dict(given)
        for both, one in _PAIRS.items():
            if both in spread:
                value = spread.pop(both)
                spread.setdefault(f"{one}_right", value)
                spread.setdefault(f"{one}_left", _mirrored(value))
        return spread


def _mirrored(value: Any) -> Any:
    match value:
        case [x, y, int() | float() as z]:
            return [x, y, -z]
        case _:  # two angles are the same on both sides; anything else is refused anyway
            return value


def pose_body(pose: Pose) -> PosedBody:
    """Return the body in a pose; refused where a hand or foot is out of reach of its bones."""
    turns = _trunk(pose)
    joints = joints_of(pose.pelvis, turns)
    origin = joints["nape" if pose.on == "chest" else pose.on] if pose.on else ZERO
    base = turns[pose.on] if pose.on else NO_TURN
    for side, sign in zip(SIDES, (1, -1), strict=True):

        def said(part: str, side: str = side) -> Vec:
            value: Vec = getattr(pose, f"{part}_{side}")
            return value

        hand = plus(origin, rotate(base, said("hand")))
        elbow, finger, palm = (rotate(base, said(part)) for part in ("elbow", "finger", "palm"))
        _place(turns, joints, f"arm_{side}", hand, elbow, finger, scaled(palm, -sign))
        right = rotate(turns["pelvis"], (0.0, 0.0, 1.0))
        _place(turns, joints, f"leg_{side}", said("foot"), said("knee"), said("toe"), right)
    return PosedBody(pose.pelvis, {name: turns[name] for name in FRAMES}, dict(pose.props))


def _trunk(pose: Pose) -> dict[str, Turn]:
    x, y, z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    turns = {
        "pelvis": compose(
            turn_about(y, -pose.turn), turn_about(z, -pose.lean), turn_about(x, pose.tip)
        )
    }
    bend, turn, tip = (part / 2 for part in pose.head)  # half in the neck, half in the head
    bends = [*zip(pose.spine, pose.twist, pose.side, strict=True), *2 * [(bend, turn, tip)]]
    for below, name, (forward, right, sideways) in zip(TRUNK, TRUNK[1:], bends, strict=False):
        lean = turn_about(z, -(NATURAL[name] + forward))
        turns[name] = compose(turns[below], turn_about(y, -right), lean, turn_about(x, sideways))
    for side, sign in zip(SIDES, (1, -1), strict=True):
        forward, up = getattr(pose, f"shoulder_{side}")
        turns[f"collar_{side}"] = compose(
            turns["chest"], turn_about(y, sign * forward), turn_about(x, -sign * up)
        )
    return turns


def _place(
    turns: dict[str, Turn],
    joints: Mapping[str, Vec],
    limb: str,
    end: Vec,
    towards: Vec,
    tip: Vec,
    hinge: Vec,
) -> None:
    """Turn the frames of a limb so that it ends at `end`, its hand or foot pointing to `tip`."""
    first, frames = LIMBS[limb].joints[0], LIMBS[limb].frames
    upper, lower = lengths(limb)
    if (far := distance(joints[first], end)) > upper + lower + 0.5:
        kind, side = limb.split("_")
        what = {"arm": "hand", "leg": "foot"}[kind]
        raise LibraryError(
            f"{what}_{side} is {far:.0f} from the {first.split('_')[0]}, and the {kind} is "
            f"{upper + lower:.0f} long; its bones would need another length"
        )
    turns |= zip(frames, bend_limb(limb, joints[first], end, towards), strict=False)
    middle = plus(joints[first], rotate(turns[frames[0]], (0.0, -upper, 0.0)))
    down = minus(end, middle) if tip == ZERO else tip
    axis = rotate(turns[frames[1]], (0.0, 0.0, 1.0)) if distance(hinge, ZERO) < 1e-9 else hinge
    turns[frames[2]] = limb_turn(down, axis)
