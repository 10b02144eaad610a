from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.analysis.days.test_daily import DTYPES
from tests.refused import refused
from tracker.analysis.days.daily import daily
from tracker.analysis.simulate import World, ar1, people, simulate_person


def test_the_frame_has_one_row_a_calendar_day_and_the_columns_of_daily():
    days = simulate_person(90, seed=1)
    assert list(days.columns) == list(DTYPES)
    assert isinstance(days.index, pd.DatetimeIndex)
    assert days.index.freqstr == "D"
    assert len(days) == 90
    assert days.dtypes.astype(str).to_dict() == DTYPES


def test_sessions_and_minutes_go_with_stretching():
    days = simulate_person(200, seed=2)
    assert (days["stretched"] == (days["sessions"] > 0)).all()
    assert (days["stretched"] == (days["minutes"] > 0)).all()


def test_nothing_is_known_of_a_forgotten_day():
    days = simulate_person(200, seed=3, forgotten=0.3)
    gone = days[~days["observed"]]
    assert len(gone) > 30
    assert gone[["pain", "stress", "sleep_h", "sitting_h"]].isna().all(axis=None)


def test_the_same_seed_is_the_same_person():
    pd.testing.assert_frame_equal(simulate_person(60, seed=4), simulate_person(60, seed=4))
    assert not simulate_person(60, seed=4).equals(simulate_person(60, seed=5))


def test_every_trait_can_be_given_by_name():
    sore = simulate_person(400, seed=6, level=8, spread=0.5)
    assert np.abs(sore["pain"].mean() - 8) < 0.3
    assert sore.index[0] == pd.Timestamp("2026-01-05")


@pytest.mark.parametrize("start", ["2027-03-01", date(2027, 3, 1), pd.Timestamp("2027-03-01")])
def test_its_days_are_those_of_daily_however_the_first_is_written(start):
    days = simulate_person(5, seed=6, start=start)
    scores = pd.DataFrame({"day": days.index, "kind": "daily", "score": days["pain"]})
    pd.testing.assert_index_equal(
        days.index, daily({"scores": scores.assign(site="upper back", side="both")}).index
    )


@refused(
    ({"days": 0}, "days 0 is not a whole number from 1 to 20,000"),
    ({"days": 3.5}, "days 3.5 is not a whole number"),
    ({"mood": 1}, "'mood' is no trait of a simulated person; there are: .*weekday"),
    ({"missing": 2}, r"missing 2 is outside 0 to 0\.99"),
    ({"start": "soon"}, "start 'soon' is not a day such as '2026-01-05'"),
)
def test_what_cannot_be_simulated_is_refused_in_a_sentence(wrong):
    simulate_person(**{"seed": 1} | wrong)


def many(days=200, count=400, **traits):
    return people(World(**traits), count, days, 1)


def test_the_pain_of_a_plain_world_has_the_level_spread_and_autocorrelation_it_was_given():
    mood = ar1(np.random.default_rng(1), 400, 500, 0.5)
    assert mood.var() == pytest.approx(1, abs=0.02)
    assert (mood[1:] * mood[:-1]).mean() == pytest.approx(0.5, abs=0.02)
    pain = many(autocorrelation=0.5).pain
    assert pain.mean() == pytest.approx(5, abs=0.05)
    # 1.3 of mood, .6 of noise, and 1/12 from rounding
    assert pain.var() == pytest.approx(1.3**2 + 0.6**2 + 1 / 12, abs=0.1)


def test_ratings_are_whole_numbers_from_0_to_10():
    pain = many(level=9, flare=3).pain
    assert set(np.unique(pain)) <= set(range(11))


def test_the_effect_is_the_difference_that_full_consistency_makes():
    never, always = (
        many(effect=-2, adherence=share, will=0, days=60).pain.mean() for share in (0.01, 0.99)
    )
    assert always - never == pytest.approx(-2 * 0.98, abs=0.1)


def test_the_consistency_is_of_the_days_before():
    one = people(World(half_life_days=7, adherence=0.5), 1, 3, 1)
    keep = 0.5 ** (1 / 7)
    expected = [0.5]
    for done in one.stretched[0, :2]:
        expected.append(keep * expected[-1] + (1 - keep) * done)
    assert one.consistency[0] == pytest.approx(expected)
    assert people(World(beginner=1), 1, 3, 1).consistency[0, 0] == 0


@pytest.mark.parametrize(
    ("trait", "lag"), [("reverse_causation", 1), ("same_day", 0)], ids=["yesterday", "today"]
)
def test_pain_drives_stretching_where_it_is_said_to(trait, lag):
    diaries = many(**{trait: 0.6}, autocorrelation=0)
    pain, stretched = diaries.pain[:, : 200 - lag], diaries.stretched[:, lag:]
    assert pain[stretched].mean() - pain[~stretched].mean() > 0.5
    other = 1 - lag
    pain, stretched = diaries.pain[:, : 200 - other], diaries.stretched[:, other:]
    assert abs(pain[stretched].mean() - pain[~stretched].mean()) < 0.1


def test_at_a_threshold_people_hardly_stretch_below_it():
    diaries = many(threshold=7, noise=0)
    before, stretched = diaries.pain[:, :-1], diaries.stretched[:, 1:]
    assert stretched[before >= 8].mean() > 0.8
    assert stretched[before <= 6].mean() < 0.15


def test_a_flare_fades_at_its_time_constant():
    pain = many(level=4, flare=3, flare_days=30, count=4000).pain.mean(axis=0)
    assert pain[0] - 4 == pytest.approx(3, abs=0.1)
    assert pain[30] - 4 == pytest.approx(3 / np.e, abs=0.1)


def test_weekends_have_fewer_sessions():
    stretched = many(weekday=1).stretched.mean(axis=0)
    weekend = np.arange(200) % 7 >= 5
    assert stretched[~weekend].mean() - stretched[weekend].mean() > 0.1


def test_a_season_is_a_wave_of_120_days():
    pain = people(World(season=2, spread=0, noise=0), 200, 240, 1).pain
    first, second = pain[:, :120], pain[:, 120:]
    assert np.abs(first - second).max() <= 1
    assert pain.std(axis=1).mean() == pytest.approx(2 / np.sqrt(2), abs=0.1)


def test_an_unmeasured_cause_makes_people_who_stretch_less_hurt_more():
    def together(**traits):
        lived = many(720, **traits)
        each = zip(lived.pain, lived.consistency, strict=True)
        return np.mean([np.corrcoef(pain, h)[0, 1] for pain, h in each])

    assert together(unmeasured=1) < -0.2
    assert abs(together()) < 0.05


def test_slow_drift_adds_its_spread():
    drifting = many(drift=2, spread=0.1, noise=0.1, level=5, days=720)
    assert drifting.pain.std() == pytest.approx(2, abs=0.15)


def test_ratings_are_missing_by_chance_and_more_when_sore():
    assert np.isnan(many(missing=0.25).pain).mean() == pytest.approx(0.25, abs=0.01)
    whole = many()
    gaps = np.isnan(many(missing=0.25, missing_when_sore=0.5).pain)
    assert whole.pain[gaps].mean() > whole.pain[~gaps].mean() + 0.5


def test_of_forgotten_days_nothing_is_known():
    diaries = many(forgotten=0.2)
    assert diaries.known.mean() == pytest.approx(0.8, abs=0.01)
    assert np.isnan(diaries.pain[~diaries.known]).all()
    assert not diaries.stretched[~diaries.known].any()


def test_relief_is_of_the_same_day_only():
    without, with_it = (many(relief=size) for size in (0, 1))
    assert (without.stretched == with_it.stretched).all()
    change = with_it.pain - without.pain
    assert change[~with_it.stretched].max() == 0
    assert change[with_it.stretched].mean() == pytest.approx(-1, abs=0.01)


def test_the_same_seed_gives_the_same_people():
    first, again = (people(World(missing=0.2), 3, 50, 7) for _ in range(2))
    other = people(World(missing=0.2), 3, 50, 8)
    assert np.array_equal(first.pain, again.pain, equal_nan=True)
    assert not np.array_equal(first.pain, other.pain, equal_nan=True)


@refused(
    ("autocorrelation", 1.0, r"autocorrelation 1\.0 is outside -0\.999 to 0\.999"),
    ("missing", -0.1, r"missing -0\.1 is outside 0 to 0\.99"),
    ("effect", "big", "effect 'big' is not a number"),
    ("effect", float("nan"), "effect nan is outside -100 to 100"),
)
def test_a_person_that_cannot_be_is_refused_in_a_sentence(trait, value):
    World(**{trait: value})
