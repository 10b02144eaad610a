import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figure.bodies import FIGURES, LEGS, POSES, SHARES, on_the_way
from tracker.figure.body_shape import BALLS
from tracker.figure.geometry import distance
from tracker.figure.kinematics import PosedBody, ease, interpolate
from tracker.figure.skeleton import JOINTS, LIMBS


def assert_whole(posed: PosedBody) -> None:
    joints = posed.joints()
    for name, joint in JOINTS.items():
        length = math.hypot(*joint.offset)
        assert distance(joints[name], joints[joint.parent]) == pytest.approx(length, abs=1e-6), name


@given(st.sampled_from(LEGS), SHARES)
def test_bones_keep_their_length_on_every_way_from_pose_to_pose(leg, share):
    assert_whole(on_the_way(leg, share))


@given(st.sampled_from(POSES), st.sampled_from(POSES), SHARES)
def test_bones_keep_their_length_between_any_two_poses_of_any_two_exercises(one, other, share):
    before, after = (FIGURES[key].poses[name] for key, name in (one, other))
    bare = [PosedBody(posed.root, posed.turns, {}) for posed in (before, after)]
    assert_whole(interpolate(*bare, share))


@pytest.mark.slow
@given(st.sampled_from(LEGS), SHARES)
def test_nobody_sinks_into_the_floor_on_any_way(leg, share):
    posed = on_the_way(leg, share)
    assert min(posed.lowest(ball) for ball in BALLS) > -4


@given(st.sampled_from(LEGS), SHARES)
def test_a_hand_or_foot_that_stays_does_not_slide(leg, share):
    key, one, other = leg
    before, after = (FIGURES[key].poses[name].joints() for name in (one, other))
    joints = on_the_way(leg, share).joints()
    for limb in LIMBS.values():
        end = limb.joints[2]
        if distance(before[end], after[end]) < 0.01:
            assert distance(joints[end], before[end]) < 1.5


@given(st.sampled_from(LEGS))
def test_a_way_starts_and_ends_in_its_poses(leg):
    key, one, other = leg
    for share, pose in ((0.0, one), (1.0, other)):
        joints = on_the_way(leg, share).joints()
        for name, spot in FIGURES[key].poses[pose].joints().items():
            assert distance(joints[name], spot) < 0.6, name


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 1])
def test_easing_is_slow_at_both_ends_and_the_same_backwards(share):
    assert ease(share) + ease(1 - share) == pytest.approx(1)
    assert ease(0.05) < 0.01
