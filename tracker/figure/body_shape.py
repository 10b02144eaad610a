"""The flesh on the bones: balls, and the hulls of balls that are drawn.

A hull of balls is a rounded, tapered shape from every side. Places and sizes are centimetres in the
frames of `skeleton`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tracker.figure.geometry import Vec
from tracker.figure.skeleton import SIDES, both_sides


@dataclass(frozen=True, slots=True)
class Ball:
    """A bit of flesh at a joint, `offset` in a frame; `breath` more of it on a full breath.

    `line` is the width of the outline there: none where limbs join, so that they flow together.
    """

    joint: str
    frame: str
    offset: Vec
    radius: float
    breath: float = 0.0
    line: float = 0.8


@dataclass(frozen=True, slots=True)
class Layer:
    """Hulls of balls in one tone; seen only while `facing` turns to the viewer at least `least`."""

    tone: str
    hulls: tuple[tuple[str, ...], ...]
    facing: tuple[str, Vec] | None = None
    least: float = -1.0
    lined: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Layers drawn together, in front of the parts whose `joints` lie farther from the viewer.

    `bias` centimetres put a part nearer. It is in the shade where its limb is the far one: `roots`
    are the joints where this and the other side's limb begin.
    """

    name: str
    joints: tuple[str, ...]
    layers: tuple[Layer, ...]
    bias: float = 0.0
    roots: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class WorkPatch:
    """A patch where an exercise is felt, drawn on a part."""

    part: str
    layer: Layer


# fmt: off
BALLS = {name: Ball(*row) for name, row in both_sides({
    # name: joint, frame, offset, radius, breath, line
    "seat_*": ("pelvis", "pelvis", (-2.2, 0, 6.5), 10.0, 0, .8),
    "hips_*": ("pelvis", "pelvis", (-.3, 6, 6.8), 9.0, 0, .8),
    "band_*": ("pelvis", "pelvis", (0, 11, 6.2), 8.3, 0, .8),
    "hem_*": ("pelvis", "pelvis", (-.2, 7.5, 6.8), 9.2, 0, .8),
    "waist_*": ("mid", "lumbar", (2.6, -2, 5.2), 8.3, .3, .8),
    "belly_*": ("blade", "waist", (2.6, -1, 5.6), 8.7, .7, .8),
    "ribs_*": ("high", "ribs", (2.4, -2, 6.6), 9.4, 1.1, .8),
    "chest_*": ("nape", "chest", (2.8, -8, 7.4), 9.0, 1.0, .8),
    "upper_*": ("nape", "chest", (1.6, -4.5, 8.5), 6.4, .4, .8),
    "yoke": ("nape", "chest", (.8, -2.2, 0), 5.4, 0, .8),
    "shoulder_*": ("shoulder_*", "upper_arm_*", (0, 0, 0), 5.6, 0, 0),
    "biceps_*": ("shoulder_*", "upper_arm_*", (.4, -14, 0), 4.6, 0, .8),
    "elbow_*": ("elbow_*", "upper_arm_*", (0, 0, 0), 3.7, 0, 0),
    "sleeve_*": ("shoulder_*", "upper_arm_*", (.2, -15, 0), 5.4, 0, .8),
    "cap_*": ("shoulder_*", "upper_arm_*", (0, 0, 0), 5.9, 0, 0),
    "forearm_*": ("elbow_*", "forearm_*", (.3, -7, 0), 3.9, 0, .8),
    "wrist_*": ("wrist_*", "forearm_*", (0, 0, 0), 2.6, 0, .5),
    "palm_*": ("wrist_*", "hand_*", (1.2, -5, 0), 2.6, 0, .7),
    "edge_*": ("wrist_*", "hand_*", (-1.4, -5, 0), 2.5, 0, .7),
    "index_*": ("wrist_*", "hand_*", (1.5, -10, 0), 2.1, 0, .7),
    "little_*": ("wrist_*", "hand_*", (-1.6, -9, 0), 2.0, 0, .7),
    "tip_*": ("fingers_*", "hand_*", (.2, 0, 0), 1.6, 0, .7),
    "thumb_*": ("wrist_*", "hand_*", (4.4, -8, -.6), 1.3, 0, .7),
    "hip_*": ("hip_*", "thigh_*", (-.3, 0, 0), 9.2, 0, 0),
    "thigh_*": ("hip_*", "thigh_*", (.5, -19, -.5), 7.9, 0, .8),
    "knee_*": ("knee_*", "thigh_*", (0, 0, 0), 5.8, 0, 0),
    "calf_*": ("knee_*", "shin_*", (-1.3, -11, 0), 5.6, 0, .8),
    "cuff_*": ("knee_*", "shin_*", (-.2, -34, 0), 4.3, 0, .8),
    "ankle_*": ("ankle_*", "shin_*", (0, 0, 0), 3.4, 0, .3),
    "heel_*": ("ankle_*", "foot_*", (-3.5, 4.3, 0), 3.3, 0, .8),
    "instep_*": ("ankle_*", "foot_*", (-2, -6, 0), 3.4, 0, .8),
    "ball_*": ("ankle_*", "foot_*", (-4.5, -11.5, 0), 2.5, 0, .8),
    "toes_*": ("toes_*", "foot_*", (0, 0, 0), 1.9, 0, .8),
    "throat": ("nape", "chest", (1.8, -1, 0), 4.6, 0, 0),
    "neck": ("top", "neck", (.6, 0, 0), 4.9, 0, 0),
    "skull": ("head", "head", (-.9, 1.4, 0), 9.6, 0, .8),
    "cheek_*": ("head", "head", (1.6, -1.8, 1.2), 7.6, 0, .8),
    "jaw": ("head", "head", (2.6, -6, 0), 5.0, 0, .8),
    "chin": ("head", "head", (5.6, -8.4, 0), 2.4, 0, .8),
    "brow": ("head", "head", (7.2, .6, 0), 1.8, 0, .5),
    "nose": ("head", "head", (9.8, -2.6, 0), 1.3, 0, .5),
    "crown": ("head", "head", (-2.6, 3.6, 0), 9.2, 0, .8),
    "fringe_*": ("head", "head", (4.4, 7.0, 3.4), 2.9, 0, .8),
    "parting": ("head", "head", (-1.5, 8.6, 0), 4.2, 0, .8),
    "lock_*": ("head", "head", (-2.6, -.6, 4.4), 6.4, 0, .8),
    "back": ("head", "head", (-5.6, -2.6, 0), 6.0, 0, .8),
    "bun": ("head", "head", (-10.6, 9.4, 0), 4.2, 0, .8),
    "ear_*": ("head", "head", (-.4, -1.4, 8.6), 2.1, 0, .5),
    "lid_*": ("head", "head", (8.4, -1.1, 2.2), .45, 0, 0),
    "eye_*": ("head", "head", (8.2, -1.8, 3.6), .5, 0, 0),
    "lash_*": ("head", "head", (7.2, -1.2, 5.0), .45, 0, 0),
    "mouth_*": ("head", "head", (7.6, -5.6, 2.0), .5, 0, 0),
    "lip": ("head", "head", (8.1, -6.1, 0), .5, 0, 0),
    # what an exercise works on, just under the skin
    "blades_*": ("high", "ribs", (-3.4, -5, 5.5), 3.2, .9, 0),
    "between_*": ("nape", "chest", (-2.4, -6.5, 6), 3.2, .6, 0),
    "pec_*": ("nape", "chest", (6.6, -11, 5.5), 4.8, .9, 0),
    "breast_*": ("nape", "chest", (4.0, -6.5, 11), 3.6, .4, 0),
    "front_*": ("shoulder_*", "upper_arm_*", (2, -2.5, .5), 3.2, 0, 0),
    "inner_*": ("shoulder_*", "upper_arm_*", (1.6, -10, .5), 2.8, 0, 0),
    "rear_*": ("shoulder_*", "upper_arm_*", (-1.8, -2.5, 1.2), 3.4, 0, 0),
    "outer_*": ("shoulder_*", "upper_arm_*", (-1.2, -11, 1.2), 2.9, 0, 0),
    "loin_*": ("low", "lumbar", (-2.6, 1, 3), 2.4, .2, 0),
    "small_*": ("mid", "lumbar", (-2.6, 0, 3), 2.4, .3, 0),
    "rib_*": ("blade", "waist", (-3.2, 0, 3), 2.4, .7, 0),
    "flank_*": ("mid", "lumbar", (.2, 0, 8.2), 3.0, .3, 0),
    "side_*": ("high", "ribs", (-.8, -5, 10.6), 4.6, 1, 0),
    "wing_*": ("nape", "chest", (-.6, -11, 12), 4.4, .8, 0),
    "knot": ("high", "ribs", (-4.4, -3, 6.5), 2.8, .9, 0),
    "armpit_*": ("shoulder_*", "upper_arm_*", (-1, -6, -1), 3.4, 0, 0),
}).items()}
# fmt: on


def _hulls(*rows: str) -> tuple[tuple[str, ...], ...]:
    """Return hulls by the names of their balls; a name with ``**`` stands for both sides."""
    return tuple(
        tuple(
            name.replace("**", side)
            for name in row.split()
            for side in (SIDES if "**" in name else SIDES[:1])
        )
        for row in rows
    )


_AHEAD, _BEHIND = ("head", (1.0, 0.0, 0.0)), ("head", (-1.0, 0.0, 0.0))


def _torso() -> Part:
    chain = ("hem", "waist", "belly", "ribs", "chest", "upper")
    trunk = [f"{one}_** {two}_**" for one, two in pairwise(chain)]
    yoke = [f"upper_{side} cap_{side} chest_{side}" for side in SIDES]
    yoke += [f"yoke upper_{side} cap_{side}" for side in SIDES]
    return Part("torso", ("low", "high"), (Layer("top", _hulls(*trunk, *yoke)),))


def _seat() -> Part:
    hulls = _hulls("seat_** hips_**", "hips_** band_**")
    return Part("seat", ("low", "high"), (Layer("bottom", hulls),), bias=-20.0)


def _head() -> Part:
    face = (
        Layer(
            "mark",
            (_of(side, "lid eye"), _of(side, "eye lash")),
            ("head", (0.8, 0, z)),
            0.12,
            False,
        )
        for side, z in zip(SIDES, (0.6, -0.6), strict=True)
    )
    ears = (
        Layer("skin", (_of(side, "ear"),), ("head", (-0.1, 0, z)), 0.2)
        for side, z in zip(SIDES, (1.0, -1.0), strict=True)
    )
    return Part(
        "head",
        ("head",),
        (
            Layer("skin", _hulls("throat neck")),
            Layer("hair", _hulls("bun", "crown back lock_**", "fringe_** parting")),
            Layer("skin", _hulls("skull cheek_** jaw", "cheek_** jaw chin", "brow nose")),
            Layer("hair", _hulls("fringe_** parting"), lined=False),
            Layer("hair", _hulls("crown back", "parting crown", "bun"), _BEHIND, -0.45, False),
            *ears,
            *face,
            Layer("mark", _hulls("mouth_right lip", "lip mouth_left"), _AHEAD, 0.1, False),
        ),
        bias=1.0,
    )


_LIMBS = (
    # part, joints, where its limb begins, bias
    ("thigh", "hip knee", "hip", -12.0),
    ("shin", "knee ankle", "hip", -12.0),
    ("upper_arm", "shoulder elbow", "shoulder", 1.0),
    ("forearm", "elbow wrist", "shoulder", 1.0),
)
_PALM = ("wrist palm edge", "palm edge index little", "index little tip", "palm thumb")
_LIMB_LAYERS = (
    # part, tone, hulls
    ("thigh", "bottom", ("hip thigh", "thigh knee")),
    ("shin", "skin", ("cuff ankle", "ankle heel instep", "instep ball", "ball toes", "heel ball")),
    ("shin", "bottom", ("knee calf", "calf cuff")),
    ("upper_arm", "skin", ("shoulder biceps", "biceps elbow")),
    ("upper_arm", "top", ("cap sleeve",)),
    ("forearm", "skin", ("elbow forearm", "forearm wrist", *_PALM)),
)


def _limb(side: str, name: str, joints: str, root: str, bias: float) -> Part:
    layers = tuple(
        Layer(tone, tuple(_of(side, row) for row in rows))
        for part, tone, rows in _LIMB_LAYERS
        if part == name
    )
    roots = (f"{root}_{side}", f"{root}_{SIDES[side == SIDES[0]]}")
    return Part(f"{name}_{side}", _of(side, joints), layers, bias, roots)


def _of(side: str, names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{side}" for name in names.split())


PARTS = (_seat(), _torso(), _head(), *(_limb(side, *row) for side in SIDES for row in _LIMBS))

_REAR = ("chest", (-1.0, 0.0, 0.0))


def _work(rows: tuple[str, ...], facing: tuple[str, Vec], least: float) -> WorkPatch:
    return WorkPatch("torso", Layer("work", _hulls(*rows), facing, least, False))


def _arm_work(balls: str, side: str) -> WorkPatch:
    return WorkPatch(f"upper_arm_{side}", Layer("work", (_of(side, balls),), lined=False))


WORKS: dict[str, tuple[WorkPatch, ...]] = {
    "upper back": (_work(("blades_** between_**",), _REAR, -0.45),),
    "chest": (_work(("pec_** breast_**",), ("chest", (1.0, 0.0, 0.0)), -0.35),),
    "front shoulders": tuple(_arm_work("front inner", side) for side in SIDES),
    "back shoulders": tuple(_arm_work("rear outer", side) for side in SIDES),
    **{f"{side} back shoulder": (_arm_work("rear outer", side),) for side in SIDES},
    "spine": (
        _work(
            ("loin_** small_**", "small_** rib_**", "rib_** blades_**", "blades_** between_**"),
            _REAR,
            -0.45,
        ),
    ),
    "sides": tuple(
        _work(
            (f"flank_{side} side_{side}", f"side_{side} wing_{side}"),
            ("ribs", (-0.2, 0.0, z)),
            -0.2,
        )
        for side, z in zip(SIDES, (1.0, -1.0), strict=True)
    ),
    "knot": (_work(("knot",), _REAR, -0.6),),
}
