"""Bodies in poses, for the tests of the figure."""

import pytest
from hypothesis import strategies as st

from tracker.figure.figures import figures
from tracker.figure.kinematics import PosedBody, interpolate
from tracker.figure.pose import Pose, pose_body

FIGURES = figures()
LEGS = [(key, *leg) for key, figure in FIGURES.items() for leg in figure.legs()]
POSES = [(key, name) for key, figure in FIGURES.items() for name in figure.poses]
SHARES = st.floats(0, 1)
every_pose = pytest.mark.parametrize(
    ("key", "name"), POSES, ids=[f"{key[0]} {'easier ' * key[1]}{name}" for key, name in POSES]
)
STANDING = {
    "pelvis": [0, 90, 0],
    "spine": [0, 0, 0, 0],
    "head": [0, 0, 0],
    "hands": [3, 84, 21],
    "elbows": [-1, 0, 0.3],
    "feet": [0, 7, 9],
    "knees": [1, 0, 0],
    "toes": [1, 0, 0],
}


def on_the_way(leg: tuple[tuple[str, bool], str, str], share: float) -> PosedBody:
    """Return the body at a share of the way from one pose to the next."""
    key, one, other = leg
    figure = FIGURES[key]
    return interpolate(figure.poses[one], figure.poses[other], share, figure.drawing.pin)


def stand(**changes: object) -> PosedBody:
    return pose_body(Pose.model_validate({**STANDING, **changes}))
