"""What a diary says about consistency and pain, on people whose truth is known."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calibration.methods import prepared as diaries_of
from tests.refused import refused
from tracker.analysis.association.association import association, prepared
from tracker.analysis.association.conditional_test import invert, p_values, tail_curves
from tracker.analysis.association.state_space import state_space
from tracker.analysis.simulate import World, people, simulate_person


@pytest.fixture(scope="module")
def clear():
    days = simulate_person(720, effect=-4, will=1.6, reverse_causation=0.5, missing=0.1, seed=5)
    return days, association(days)


@pytest.mark.slow
def test_a_large_effect_in_a_long_diary_is_found_and_lies_in_the_interval(clear):
    _, found = clear
    assert found.p_value < 0.05
    assert found.low < -4 < found.high < 0
    assert found.low < found.effect < found.high
    assert found.verdict == "In these 720 days being consistent was followed by less pain."


def test_pain_that_drives_stretching_is_found_and_said(clear):
    _, found = clear
    assert found.reverse_p_value < 0.001
    assert 0 < found.reverse_low < found.reverse_effect < found.reverse_high
    assert "each point more pain made stretching the next day likelier" in found.summary()


def test_the_second_reading_is_the_state_space_one(clear):
    days, found = clear
    assert found.state_space == state_space(days)
    assert "A second reading: If nothing else changed slowly" in found.summary()


def test_the_numbers_of_the_diary_are_reported(clear):
    days, found = clear
    assert (found.n_days, found.n_rated) == (720, int(days["pain"].notna().sum()))
    assert found.half_life_days == 14.0
    assert (found.high - found.low) / 2 < found.detectable < found.high - found.low


@pytest.mark.slow
def test_the_same_seed_gives_the_same_result_and_another_nearly_the_same(clear):
    days, found = clear
    assert association(days) == found
    other = association(days, seed=1)
    assert other != found
    assert other.effect == pytest.approx(found.effect, abs=0.2)
    assert other.low == pytest.approx(found.low, abs=0.5)


def test_the_input_is_left_as_it_was(clear):
    days, _ = clear
    before = days.copy(deep=True)
    association(days, draws=99)
    pd.testing.assert_frame_equal(days, before)


@pytest.mark.slow
def test_its_repr_and_html_are_the_same_every_time(clear):
    days, found = clear
    assert repr(association(days)) == repr(found)
    assert found._repr_html_().startswith("<p><strong>In these 720 days")
    assert "nan" not in repr(found).lower()


@pytest.mark.parametrize("seed", range(4))
def test_p_value_and_interval_agree(seed):
    found = association(simulate_person(180, effect=-1.5 * seed, will=1.6, seed=seed), draws=199)
    assert (found.p_value > 0.05) == (found.low <= 0 <= found.high)
    assert found.low <= found.effect <= found.high


def test_every_effect_in_the_interval_and_none_outside_it_passes_the_test():
    diary = prepared(simulate_person(360, effect=-2, will=1.6, seed=8), 14)
    both, start, error = tail_curves(diary, draws=499, seed=0)
    found = invert(both, start, error)
    width = found.high - found.low
    inside = np.linspace(found.low + 0.02 * width, found.high - 0.02 * width, 9)
    outside = np.array([found.low - 0.1 * width, found.high + 0.1 * width])
    assert (2 * np.minimum(*both(inside)) > 0.05).all()
    assert (2 * np.minimum(*both(outside)) <= 0.05).all()


@pytest.mark.slow
def test_the_detectable_effect_is_found_about_8_times_in_10():
    found = [association(simulate_person(360, will=1.6, seed=seed), draws=99) for seed in range(11)]
    effect = float(np.median([one.detectable for one in found]))
    lived = people(World(effect=-effect, will=1.6, level=7), 200, 360, 3)
    assert 0.7 < (p_values(diaries_of(lived), 0.0, draws=99, seed=1) <= 0.05).mean() < 0.9


@pytest.mark.slow
def test_the_p_value_of_many_draws_is_that_of_few_within_their_error():
    days = simulate_person(180, effect=-3, will=1.6, seed=1)
    many, few = (association(days, draws=draws).p_value for draws in (9999, 999))
    assert abs(many - few) < 3 * np.sqrt(many * (1 - many) / 999 * 2) + 0.002


def test_days_left_out_are_gaps_and_not_neighbours():
    days = simulate_person(200, seed=9)
    gone = days.index[50:60]
    cut = days.drop(gone)
    as_gaps = days.copy()
    as_gaps.loc[gone, "pain"] = np.nan
    as_gaps.loc[gone, ["stretched", "observed"]] = False
    assert association(cut, draws=99) == association(as_gaps, draws=99)


def test_without_paused_and_observed_every_day_counts():
    days = simulate_person(120, seed=10)
    bare = days[["pain", "stretched"]]
    assert association(bare, draws=99) == association(days, draws=99)


cannot_tell = pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda days: days[:59], "This reading takes 60 rated days; this diary has 59."),
        (lambda days: days[:1], "This reading takes 60 rated days; this diary has 1."),
        (lambda days: days.assign(pain=np.nan), "this diary has 0."),
        (lambda days: days.assign(pain=4.0), "Every rating is the same"),
        (lambda days: days.assign(stretched=False), "this diary has 0 and 180."),
        (lambda days: days.assign(stretched=True), "this diary has 180 and 0."),
        (lambda days: days.assign(stretched=[True, False] * 90), "Consistency hardly changed"),
    ],
)


@cannot_tell
def test_a_diary_that_cannot_tell_says_what_is_missing_and_gives_no_number(change, sentence):
    found = association(change(simulate_person(180, seed=11)))
    assert found.verdict.startswith("This diary cannot tell yet. ")
    assert sentence in found.missing
    assert (found.effect, found.low, found.high, found.p_value, found.detectable) == (None,) * 5
    assert "nan" not in found.summary().lower() + repr(found).lower()


are_no_days = refused(
    (lambda days: days[:0], "days is empty"),
    (lambda days: days[::-1], "put the days in order"),
    (lambda days: pd.concat([days[:1], days]), "is there twice"),
    (lambda days: days.drop(columns="pain"), "days has no column 'pain'"),
    (lambda days: days.assign(pain=11.0), "pain 11 is not within 0-10"),
    (lambda days: days.assign(pain="sore"), "pain 'sore' is not a number"),
    (lambda days: days.assign(pain="4"), "pain '4' is not a number"),
    (lambda days: [1, 2], "days must be a frame"),
    (lambda days: days.reset_index(drop=True), "one row a calendar day"),
    (lambda days: days["pain"], "days must be a frame"),
)


@are_no_days
def test_what_is_no_frame_of_days_is_refused_in_a_sentence(wrong):
    association(wrong(simulate_person(120, seed=12)))


def test_half_a_session_is_none_and_then_there_is_nothing_to_compare():
    assert association(simulate_person(120, seed=12).assign(stretched=0.5)).p_value is None


@refused(
    ({"draws": 10}, "draws 10 is not a whole number from 99 to 99,999"),
    ({"draws": 999.0}, "draws 999.0 is not a whole number"),
    ({"seed": -1}, "seed -1 is not a whole number of 0 or more"),
    ({"half_life_days": 0}, "half_life_days 0 is not a number of days above 0"),
    ({"half_life_days": "two"}, "half_life_days 'two'"),
    ({"rated": "during"}, "rated 'during' is neither 'before' nor 'after'"),
)
def test_what_cannot_be_asked_for_is_refused_in_a_sentence(argument):
    association(simulate_person(90, seed=1), **argument)


@pytest.mark.slow
@given(
    seed=st.integers(0, 10_000),
    days=st.integers(1, 90),
    missing=st.floats(0, 0.9),
    forgotten=st.floats(0, 0.5),
)
def test_any_diary_gives_numbers_in_order_or_a_sentence(seed, days, missing, forgotten):
    diary = simulate_person(days, missing=missing, forgotten=forgotten, seed=seed)
    found = association(diary, draws=99)
    if found.missing:
        assert found.effect is None
    else:
        assert 0 < found.p_value <= 1
        assert found.low <= found.effect <= found.high
    assert found.summary()


def test_fields_cannot_be_changed_afterwards(clear):
    with pytest.raises(dataclasses.FrozenInstanceError):
        clear[1].effect = 0
