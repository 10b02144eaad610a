"""Every pose of every figure, for the tests of what is drawn."""

import pytest

from tracker.figure.rendering import figures

FIGURES = figures()
POSES = [(*key, name) for key, figure in FIGURES.items() for name in figure.poses]
every_pose = pytest.mark.parametrize(
    ("name", "easy", "pose"), POSES, ids=[f"{a} {'easier ' * b}{c}" for a, b, c in POSES]
)
