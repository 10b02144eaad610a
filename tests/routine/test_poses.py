"""Bones keep their length and joints stay within what a body can do, in every pose and between."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import LibraryError
from tracker.routine.body import FRAMES, JOINTS, LIMBS
from tracker.routine.figures import contacts, figures
from tracker.routine.flesh import BALLS
from tracker.routine.limits import LIMITS, first_beyond_limit, joint_angles
from tracker.routine.posed import PosedBody, bend_limb, ease, interpolate, joints_of, lengths
from tracker.routine.poses import Pose, pose_body
from tracker.routine.space import (
    compose,
    distance,
    limb_turn,
    minus,
    rotate,
    slerp,
    turn_about,
    two_bones,
    unit,
)

FIGURES = figures()
LEGS = [(key, *leg) for key, figure in FIGURES.items() for leg in figure.legs()]
POSES = [(key, name) for key, figure in FIGURES.items() for name in figure.poses]
SHARES = st.floats(0, 1)
NUMBERS = st.floats(-1, 1).filter(lambda number: abs(number) > 1e-3)
WAYS = st.tuples(NUMBERS, NUMBERS, NUMBERS)
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


def stand(**changes: object) -> PosedBody:
    return pose_body(Pose.model_validate({**STANDING, **changes}))


def assert_whole(posed: PosedBody) -> None:
    joints = posed.joints()
    for name, joint in JOINTS.items():
        length = math.hypot(*joint.offset)
        assert distance(joints[name], joints[joint.parent]) == pytest.approx(length, abs=1e-6), name


@given(st.sampled_from(LEGS), SHARES)
def test_bones_keep_their_length_on_every_way_from_pose_to_pose(leg, share):
    key, one, other = leg
    figure = FIGURES[key]
    assert_whole(interpolate(figure.poses[one], figure.poses[other], share, figure.drawing.pin))


@given(st.sampled_from(POSES), st.sampled_from(POSES), SHARES)
def test_bones_keep_their_length_between_any_two_poses_of_any_two_exercises(one, other, share):
    before, after = (FIGURES[key].poses[name] for key, name in (one, other))
    bare = [PosedBody(posed.root, posed.turns, {}) for posed in (before, after)]
    assert_whole(interpolate(*bare, share))


@given(st.sampled_from(LEGS), SHARES)
def test_no_joint_goes_farther_than_a_body_can_on_any_way(leg, share):
    key, one, other = leg
    figure = FIGURES[key]
    posed = interpolate(figure.poses[one], figure.poses[other], share, figure.drawing.pin)
    assert first_beyond_limit(posed, spare=1.0) is None


@every_pose
def test_no_joint_goes_farther_than_a_body_can_in_any_pose(key, name):
    assert first_beyond_limit(FIGURES[key].poses[name]) is None


def test_every_limit_is_measured_and_every_measure_has_a_limit():
    assert {key for _, key, _ in joint_angles(stand())} == set(LIMITS)


@every_pose
def test_what_should_touch_the_ground_does(key, name):
    figure = FIGURES[key]
    touching = dict(contacts(figure.drawing.poses[name], figure.poses[name]))
    assert touching, "everybody touches the ground somewhere"
    assert max(abs(height) for height in touching.values()) <= 3


@given(st.sampled_from(LEGS), SHARES)
def test_nobody_sinks_into_the_floor_on_any_way(leg, share):
    key, one, other = leg
    figure = FIGURES[key]
    posed = interpolate(figure.poses[one], figure.poses[other], share, figure.drawing.pin)
    assert min(posed.lowest(ball) for ball in BALLS) > -4


@given(st.sampled_from(LEGS), SHARES)
def test_a_hand_or_foot_that_stays_does_not_slide(leg, share):
    key, one, other = leg
    figure = FIGURES[key]
    before, after = figure.poses[one].joints(), figure.poses[other].joints()
    joints = interpolate(figure.poses[one], figure.poses[other], share, figure.drawing.pin).joints()
    for limb in LIMBS.values():
        end = limb.joints[2]
        if distance(before[end], after[end]) < 0.01:
            assert distance(joints[end], before[end]) < 1.5


@given(st.sampled_from(LEGS))
def test_a_way_starts_and_ends_in_its_poses(leg):
    key, one, other = leg
    figure = FIGURES[key]
    poses = figure.poses[one], figure.poses[other]
    for share, posed in zip((0.0, 1.0), poses, strict=True):
        joints = interpolate(*poses, share, figure.drawing.pin).joints()
        for name, spot in posed.joints().items():
            assert distance(joints[name], spot) < 0.6, name


@given(st.sampled_from(sorted(LIMBS)), WAYS, WAYS)
def test_a_limb_reaches_what_it_can_and_points_where_it_cannot(limb, end, towards):
    upper, lower = lengths(limb)
    target = tuple(90 * part for part in end)
    middle, tip = two_bones((0.0, 0.0, 0.0), target, upper, lower, towards)
    assert distance(middle, (0, 0, 0)) == pytest.approx(upper)
    assert distance(middle, tip) == pytest.approx(lower)
    far = math.hypot(*target)
    if upper - lower + 0.1 < far < upper + lower - 0.1:
        assert distance(tip, target) < 1e-6
    else:
        assert distance(unit(tip), unit(target)) < 1e-6
    first, second = bend_limb(limb, (0.0, 0.0, 0.0), target, towards)
    assert distance(rotate(first, (0, -upper, 0)), middle) < 1e-6
    assert distance(rotate(second, (0, -lower, 0)), minus(tip, middle)) < 1e-6


@given(WAYS, WAYS)
def test_a_frame_points_down_its_bone_and_its_hinge_to_the_right(down, right):
    turn = limb_turn(down, right)
    assert distance(rotate(turn, (0, -1, 0)), unit(down)) < 1e-6
    assert math.hypot(*turn) == pytest.approx(1)


@given(WAYS, WAYS, SHARES)
def test_a_turn_goes_evenly_from_one_to_the_other(one, other, share):
    first, last = limb_turn(one, other), limb_turn(other, one)
    mid = slerp(first, last, share)
    assert math.hypot(*mid) == pytest.approx(1)

    def far(a: tuple[float, ...], b: tuple[float, ...]) -> float:
        return math.acos(min(abs(sum(i * j for i, j in zip(a, b, strict=True))), 1))

    assert far(first, mid) == pytest.approx(share * far(first, last), abs=1e-3)


def test_a_turn_within_a_turn_happens_in_its_frame():
    turn = compose(turn_about((0, 0, 1), 90), turn_about((1, 0, 0), 90))
    assert rotate(turn, (0, 1, 0)) == pytest.approx((0, 0, 1))


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 1])
def test_easing_is_slow_at_both_ends_and_the_same_backwards(share):
    assert ease(share) + ease(1 - share) == pytest.approx(1)
    assert ease(0.05) < 0.01


def test_pairs_are_mirrored_and_a_single_side_wins():
    posed = stand(hand_left=[20, 100, -30])
    joints = posed.joints()
    assert joints["wrist_right"] == pytest.approx((3, 84, 21))
    assert joints["wrist_left"] == pytest.approx((20, 100, -30))
    assert joints["ankle_left"] == pytest.approx((0, 7, -9))


def test_hands_can_be_counted_from_the_chest_so_that_they_go_with_it():
    joints = stand(on="chest", hands=[30, -10, 5], lean=20).joints()
    upright = stand(on="chest", hands=[30, -10, 5]).joints()
    held = [distance(each["wrist_left"], each["nape"]) for each in (joints, upright)]
    assert held[0] == pytest.approx(held[1])
    assert joints["wrist_left"][0] > upright["wrist_left"][0]


def test_every_joint_hangs_on_one_that_comes_before_it():
    turns = dict.fromkeys(FRAMES, (1.0, 0.0, 0.0, 0.0))
    assert set(joints_of((0.0, 0.0, 0.0), turns)) == {"pelvis", *JOINTS}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hand_right": [80, 84, 21]}, "hand_right is 9"),
        ({"feet": [0, -9, 9]}, "foot_right is 99 from the hip, and the leg is 83 long"),
    ],
)
def test_a_target_out_of_reach_would_need_bones_of_another_length(changes, said):
    with pytest.raises(LibraryError, match=r"its bones would need another length") as refused:
        stand(**changes)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"spine": [60, 0, 0, 0]}, "the lumbar bends forward by 60 degrees"),
        ({"head": [0, 120, 0]}, "the neck turns by 60 degrees, and a body can do -40 to 40"),
        ({"knees": [-1, 0, 0], "pelvis": [0, 70, 0]}, "hip"),
        ({"shoulders": [50, 0]}, "the right shoulder girdle moves by 50 degrees"),
        ({"hands": [10, 130, 18]}, "elbow bends by"),
        ({"toes": [-1, 0, 0]}, "ankle"),
    ],
)
def test_a_joint_that_is_bent_too_far_is_named(changes, said):
    sentence = first_beyond_limit(stand(**changes))
    assert sentence is not None
    assert said in sentence
