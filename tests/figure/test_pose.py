import pytest

from tests.figure.bodies import FIGURES, every_pose, stand
from tracker.figure.figures import contacts
from tracker.figure.geometry import distance
from tracker.foundation.errors import LibraryError


@every_pose
def test_what_should_touch_the_ground_does(key, name):
    figure = FIGURES[key]
    touching = dict(contacts(figure.drawing.poses[name], figure.poses[name]))
    assert touching, "everybody touches the ground somewhere"
    assert max(abs(height) for height in touching.values()) <= 3


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
