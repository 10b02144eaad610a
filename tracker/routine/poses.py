"""Poses: how they are written in ``data/figures.toml``, and the body that takes them up.

A pose says where the pelvis is, how the spine bends, and where hands and feet lie; elbows and knees
follow, since the bones keep their length. What a body cannot do is refused in one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from tracker.errors import LibraryError
from tracker.routine.body import BALLS, FRAMES, JOINTS, LIMBS, NATURAL, SIDES, TRUNK
from tracker.routine.exercise import Model
from tracker.routine.space import (
    NO_TURN,
    Turn,
    Vec,
    about,
    apart,
    back,
    cross,
    dot,
    framed,
    minus,
    plus,
    rotate,
    slerp,
    then,
    times,
    two_bones,
    unit,
    blend,
)

_SPOT = "three numbers, [x, y, z] in centimetres"
_WAY = "a direction, [x, y, z]"
_FOUR = "four angles in degrees, from the loin up"
_THREE = "three angles in degrees: bent forward, turned right, tipped right"
Spot = Annotated[tuple[float, float, float], Field(description=_SPOT)]
Way = Annotated[tuple[float, float, float], Field(description=_WAY)]
Four = Annotated[tuple[float, float, float, float], Field(description=_FOUR)]
Three = Annotated[tuple[float, float, float], Field(description=_THREE)]
_PAIRS = {"hands": "hand", "elbows": "elbow", "fingers": "finger", "palms": "palm",
          "feet": "foot", "knees": "knee", "toes": "toe", "shoulders": "shoulder"}  # fmt: skip
_LEVEL: Four = (0.0, 0.0, 0.0, 0.0)


class Pose(Model):
    """One pose. ``hands`` stands for hand_right and, mirrored, hand_left; so with all pairs."""

    pelvis: Spot
    lean: float = 0.0
    turn: float = 0.0
    tip: float = 0.0
    spine: Four
    twist: Four = _LEVEL
    side: Four = _LEVEL
    head: Three
    shoulder_right: tuple[float, float] = (0.0, 0.0)
    shoulder_left: tuple[float, float] = (0.0, 0.0)
    on: Literal["", "pelvis", "chest", "head"] = ""
    """What hands, elbows, fingers and palms count from; "" is the floor under the picture."""
    hand_right: Spot
    hand_left: Spot
    elbow_right: Way
    elbow_left: Way
    finger_right: Way | None = None
    finger_left: Way | None = None
    palm_right: Way | None = None
    palm_left: Way | None = None
    foot_right: Spot
    foot_left: Spot
    knee_right: Way
    knee_left: Way
    toe_right: Way
    toe_left: Way
    ground: tuple[str, ...] = ()
    props: dict[str, Spot] = {}

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        spread = dict(given)
        for both, one in _PAIRS.items():
            if both not in spread:
                continue
            value = spread.pop(both)
            mirrored = value
            if both != "shoulders" and isinstance(value, list) and len(value) == 3:
                mirrored = [*value[:2], -value[2] if isinstance(value[2], int | float) else value[2]]
            spread.setdefault(f"{one}_right", value)
            spread.setdefault(f"{one}_left", mirrored)
        return spread


@dataclass(frozen=True, slots=True)
class Posed:
    """A body in a pose: where its pelvis is, how each frame is turned, where the props lie."""

    root: Vec
    turns: Mapping[str, Turn]
    props: Mapping[str, Vec]

    def joints(self) -> dict[str, Vec]:
        """Return where every joint is."""
        return joints_of(self.root, self.turns)


def joints_of(root: Vec, turns: Mapping[str, Turn]) -> dict[str, Vec]:
    """Return where every joint is whose frame is turned already."""
    found = {"pelvis": root}
    for name, joint in JOINTS.items():
        if joint.frame in turns:
            found[name] = plus(found[joint.parent], rotate(turns[joint.frame], joint.offset))
    return found


def take_up(pose: Pose) -> Posed:
    """Return the body in a pose.

    Raises
    ------
    LibraryError
        If a hand or foot is out of reach: its bones would need another length.
    """
    turns = _trunk(pose)
    base = turns.get(pose.on, NO_TURN) if pose.on else NO_TURN
    for side in SIDES:
        joints = joints_of(pose.pelvis, turns)
        origin = joints[{"chest": "nape"}.get(pose.on, pose.on)] if pose.on else (0.0, 0.0, 0.0)
        _place(
            turns, joints, f"arm_{side}",
            plus(origin, rotate(base, getattr(pose, f"hand_{side}"))),
            rotate(base, getattr(pose, f"elbow_{side}")),
            _turned(base, getattr(pose, f"finger_{side}")),
            times(_turned(base, getattr(pose, f"palm_{side}")) or (0, 0, 0), -1 if side == "right" else 1),
        )  # fmt: skip
        _place(
            turns, joints, f"leg_{side}",
            getattr(pose, f"foot_{side}"), getattr(pose, f"knee_{side}"),
            getattr(pose, f"toe_{side}"), rotate(turns["pelvis"], (0.0, 0.0, 1.0)),
        )  # fmt: skip
    return Posed(pose.pelvis, {name: turns[name] for name in FRAMES}, dict(pose.props))


def _turned(base: Turn, way: Vec | None) -> Vec | None:
    return rotate(base, way) if way else None


def _trunk(pose: Pose) -> dict[str, Turn]:
    x, y, z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    turns = {"pelvis": then(about(y, -pose.turn), about(z, -pose.lean), about(x, pose.tip))}
    bend, turn, tip = (part / 2 for part in pose.head)
    bends = [*zip(pose.spine, pose.twist, pose.side, strict=True), *2 * [(bend, turn, tip)]]
    for below, name, (forward, right, sideways) in zip(TRUNK, TRUNK[1:], bends, strict=False):
        turns[name] = then(
            turns[below], about(y, -right), about(z, -(NATURAL[name] + forward)), about(x, sideways)
        )
    for side, sign in zip(SIDES, (1, -1), strict=True):
        forward, up = getattr(pose, f"shoulder_{side}")
        turns[f"collar_{side}"] = then(
            turns["chest"], about(y, sign * forward), about(x, -sign * up)
        )
    return turns


def _place(
    turns: dict[str, Turn],
    joints: Mapping[str, Vec],
    limb: str,
    end: Vec,
    towards: Vec,
    tip: Vec | None,
    hinge: Vec,
) -> None:
    """Turn the three frames of a limb so that it ends where it should."""
    (first, _, last), frames = LIMBS[limb].joints, LIMBS[limb].frames
    upper, lower = lengths(limb)
    start = joints[first]
    far = apart(start, end)
    kind, side = limb.split("_")
    if far > upper + lower + 0.5:
        what = {"arm": "hand", "leg": "foot"}[kind]
        raise LibraryError(
            f"{what}_{side} is {far:.0f} from the {first.split('_')[0]}, and the {kind} is "
            f"{upper + lower:.0f} long; its bones would need another length"
        )
    for frame, turn in zip(frames, bent(limb, start, end, towards), strict=False):
        turns[frame] = turn
    middle = plus(start, rotate(turns[frames[0]], (0.0, -upper, 0.0)))
    down = tip or unit(minus(end, middle))
    axis = hinge if dot(hinge, hinge) > 1e-9 else rotate(turns[frames[1]], (0.0, 0.0, 1.0))
    turns[frames[2]] = framed(down, axis)


def bent(limb: str, start: Vec, end: Vec, towards: Vec) -> tuple[Turn, Turn]:
    """Return how the two bones of a limb are turned that goes from `start` to `end`."""
    upper, lower = lengths(limb)
    middle, end = two_bones(start, end, upper, lower, towards)
    hinge = times(cross(towards, minus(end, start)), LIMBS[limb].hinge)
    return framed(minus(middle, start), hinge), framed(minus(end, middle), hinge)


def lengths(limb: str) -> tuple[float, float]:
    """Return how long the two bones of a limb are."""
    _, middle, end = LIMBS[limb].joints
    return -JOINTS[middle].offset[1], -JOINTS[end].offset[1]


def between(one: Posed, other: Posed, share: float, pin: str = "pelvis") -> Posed:
    """Return the body `share` (0-1) of the way from one pose to another.

    Every frame turns evenly; the joint `pin` goes straight, and a hand or foot that both poses
    leave in one place stays there.
    """
    turns = {name: slerp(one.turns[name], other.turns[name], share) for name in FRAMES}
    before, after = one.joints(), other.joints()
    joints = joints_of((0.0, 0.0, 0.0), turns)
    root = minus(blend(before[pin], after[pin], share), joints[pin])
    for limb, bones in LIMBS.items():
        first, middle, end = bones.joints
        if apart(before[end], after[end]) > STAYS:
            continue
        start = plus(root, joints[first])
        towards = minus(joints[middle], joints[first])
        straight = minus(joints[end], joints[first])
        towards = minus(towards, times(unit(straight), dot(towards, unit(straight))))
        target = blend(before[end], after[end], share)
        turns[bones.frames[0]], turns[bones.frames[1]] = bent(limb, start, target, towards)
    props = {
        name: blend(spot, other.props.get(name, spot), share) for name, spot in one.props.items()
    }
    return Posed(root, turns, props)


STAYS = 0.5
"""An end that two poses have nearer together than this is meant to stay in its place."""


def ease(share: float) -> float:
    """Return a share of time as a share of the way: slow, quick, slow.

    Examples
    --------
    >>> [ease(share) for share in (0, 0.25, 0.5, 1)]
    [0, 0.15625, 0.5, 1]
    """
    return share * share * (3 - 2 * share)


def lowest(posed: Posed, ball: str) -> float:
    """Return the height of a ball's lowest point."""
    one = BALLS[ball]
    spot = plus(posed.joints()[one.joint], rotate(posed.turns[one.frame], one.offset))
    return spot[1] - one.radius
