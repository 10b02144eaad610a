import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figure.bodies import SHARES
from tracker.figure.geometry import (
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
from tracker.figure.kinematics import bend_limb, lengths
from tracker.figure.skeleton import LIMBS

NUMBERS = st.floats(-1, 1).filter(lambda number: abs(number) > 1e-3)
WAYS = st.tuples(NUMBERS, NUMBERS, NUMBERS)


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
