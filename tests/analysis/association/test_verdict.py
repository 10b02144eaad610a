import dataclasses

import numpy as np
import pytest

from tracker.analysis.association.state_space import StateSpace
from tracker.analysis.association.verdict import Association

SECOND = StateSpace(-1.2, -2.5, 0.3, 0.12, 14.0, 180, 170)
CLEAR_SECOND = dataclasses.replace(SECOND, high=-0.1, p_value=0.03)
FOUND = Association(-0.9, -3.0, 1.2, 0.4, 0.02, -0.03, 0.07, 0.4, 180, 170, 14.0, 2.9, SECOND)


def changed(**values):
    return dataclasses.replace(FOUND, **values)


def test_where_it_cannot_be_told_the_power_is_said_and_nothing_is_claimed():
    said = FOUND.summary()
    assert FOUND.verdict == (
        "In these 180 days it cannot be told whether being consistent was followed by less pain,"
        " by more, or made no difference."
    )
    assert "finds an effect 8 times in 10 only from 2.9 points on" in said
    assert "Not finding it says little." in said
    assert "0.9 points less pain (95 % interval -3.0 to +1.2, p .400)" in said
    assert "half-life of 14 days" in said
    assert "The other way round" not in said


@pytest.mark.parametrize(("effect", "word"), [(-2.0, "less"), (2.0, "more")])
def test_a_difference_is_said_with_what_a_diary_cannot_show(effect, word):
    low, high = sorted((effect * 0.1, effect * 1.9))
    second = dataclasses.replace(CLEAR_SECOND, effect=effect)
    found = changed(effect=effect, low=low, high=high, p_value=0.01, state_space=second)
    assert found.verdict == f"In these 180 days being consistent was followed by {word} pain."
    assert "something slow and unrecorded can do both" in found.summary()
    assert "disagree" not in found.summary()


def test_a_missing_reading_says_what_is_needed():
    found = changed(
        effect=None, low=None, high=None, p_value=None, missing="There are 3 rated days."
    )
    assert found.verdict == "This diary cannot tell yet. There are 3 rated days."
    assert "Each day you score" in found.summary()


def test_where_only_the_second_reading_sees_something_the_first_counts_and_why():
    said = changed(state_space=CLEAR_SECOND).summary()
    assert "The two readings disagree. The second trusts that nothing else changed slowly" in said
    assert "so the first one counts" in said


def test_where_only_the_first_sees_something_caution_is_said():
    said = changed(p_value=0.02, low=-3.0, high=-0.1).summary()
    assert "The two readings disagree. The first compares with what might have been done" in said


def test_opposite_readings_are_not_to_be_believed():
    second = StateSpace(1.5, 0.2, 2.9, 0.02, 14.0, 180, 170)
    said = changed(p_value=0.02, low=-3.0, high=-0.1, state_space=second).summary()
    assert "The two readings point in opposite directions: believe neither." in said


@pytest.mark.parametrize(("low", "high", "detectable"), [(-np.inf, np.inf, None), (-12, 31, 21.0)])
def test_an_interval_beyond_the_scale_is_said_in_words(low, high, detectable):
    said = changed(low=low, high=high, detectable=detectable).summary()
    assert "(95 % interval beyond -10 to beyond +10, p .400)" in said
    assert "cannot be relied on to find an effect, however large" in said
    assert "points on" not in said


@pytest.mark.parametrize(("effect", "word"), [(0.08, "likelier"), (-0.08, "less likely")])
def test_pain_that_drives_stretching_is_said_either_way(effect, word):
    said = changed(reverse_effect=effect, reverse_p_value=0.001).summary()
    assert f"each point more pain made stretching the next day {word}, by 8 in 100" in said


def test_an_effect_that_rounds_to_nothing_is_called_no_difference():
    assert "none: no difference in pain" in changed(effect=-0.01).summary()


def test_an_effect_larger_than_the_scale_is_not_told_to_the_point():
    assert "none: more than 10 points less pain" in changed(effect=-26.5).summary()
