import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figure.bodies import FIGURES, LEGS, SHARES, every_pose, on_the_way, stand
from tracker.figure.joint_limits import LIMITS, first_beyond_limit, joint_angles


@given(st.sampled_from(LEGS), SHARES)
def test_no_joint_goes_farther_than_a_body_can_on_any_way(leg, share):
    assert first_beyond_limit(on_the_way(leg, share), spare=1.0) is None


@every_pose
def test_no_joint_goes_farther_than_a_body_can_in_any_pose(key, name):
    assert first_beyond_limit(FIGURES[key].poses[name]) is None


def test_every_limit_is_measured_and_every_measure_has_a_limit():
    assert {key for _, key, _ in joint_angles(stand())} == set(LIMITS)


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
