"""A body in a pose, and on the way to another pose; ``posable.js`` follows the same rules."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.figure.body_shape import BALLS
from tracker.figure.geometry import (
    ZERO,
    Turn,
    Vec,
    cross,
    distance,
    lerp,
    limb_turn,
    minus,
    perpendicular,
    plus,
    rotate,
    scaled,
    slerp,
    two_bones,
    unit,
)
from tracker.figure.skeleton import FRAMES, JOINTS, LIMBS

STAYS = 0.5
"""A hand or foot that two poses have nearer together than this, in centimetres, stays in place."""


@dataclass(frozen=True, slots=True)
class PosedBody:
    """A body in a pose: where its pelvis is, how each frame is turned, where the props lie."""

    root: Vec
    turns: Mapping[str, Turn]
    props: Mapping[str, Vec]

    def joints(self) -> dict[str, Vec]:
        """Return where every joint is."""
        return joints_of(self.root, self.turns)

    def lowest(self, ball: str) -> float:
        """Return how high above the ground a ball's lowest point is."""
        one = BALLS[ball]
        spot = plus(self.joints()[one.joint], rotate(self.turns[one.frame], one.offset))
        return spot[1] - one.radius


def joints_of(root: Vec, turns: Mapping[str, Turn]) -> dict[str, Vec]:
    """Return where the pelvis and every joint are whose frames are turned already."""
    found = {"pelvis": root}
    for name, joint in JOINTS.items():
        if joint.frame in turns:
            found[name] = plus(found[joint.parent], rotate(turns[joint.frame], joint.offset))
    return found


def lengths(limb: str) -> tuple[float, float]:
    """Return how long the two bones of a limb are.

    >>> lengths("arm_left")
    (29.0, 25.0)
    """
    _, middle, end = LIMBS[limb].joints
    return -JOINTS[middle].offset[1], -JOINTS[end].offset[1]


def bend_limb(limb: str, start: Vec, end: Vec, towards: Vec) -> tuple[Turn, Turn]:
    """Return how the two bones of a limb turn; its elbow or knee points `towards` a direction."""
    middle, end = two_bones(start, end, *lengths(limb), towards)
    hinge = scaled(cross(towards, minus(end, start)), LIMBS[limb].hinge)
    return limb_turn(minus(middle, start), hinge), limb_turn(minus(end, middle), hinge)


def interpolate(one: PosedBody, other: PosedBody, share: float, pin: str = "pelvis") -> PosedBody:
    """Return the body `share` (0-1) of the way from one pose to another.

    Every frame turns evenly, `pin` goes straight; hands and feet that both have in one place stay.
    """
    turns = {name: slerp(one.turns[name], other.turns[name], share) for name in FRAMES}
    before, after, joints = one.joints(), other.joints(), joints_of(ZERO, turns)
    root = minus(lerp(before[pin], after[pin], share), joints[pin])
    for limb, bones in LIMBS.items():
        first, middle, end = bones.joints
        if distance(before[end], after[end]) > STAYS:
            continue
        along = unit(minus(joints[end], joints[first]))
        towards = perpendicular(along, minus(joints[middle], joints[first]))
        start, target = plus(root, joints[first]), lerp(before[end], after[end], share)
        turns |= zip(bones.frames, bend_limb(limb, start, target, towards), strict=False)
    props = {name: lerp(spot, other.props[name], share) for name, spot in one.props.items()}
    return PosedBody(root, turns, props)


def ease(share: float) -> float:
    """Return how much of the way is done after a share of the time: slow, quick, slow.

    >>> [ease(share) for share in (0, 0.25, 0.5, 1)]
    [0, 0.15625, 0.5, 1]
    """
    return share * share * (3 - 2 * share)


def widest_turn(one: PosedBody, other: PosedBody) -> tuple[str, float]:
    """Return the frame that turns farthest between two poses, and by how many degrees."""

    def far(name: str) -> float:
        cosine = sum(a * b for a, b in zip(one.turns[name], other.turns[name], strict=True))
        return 2 * math.degrees(math.acos(min(abs(cosine), 1.0)))

    frame = max(FRAMES, key=far)
    return frame, far(frame)
