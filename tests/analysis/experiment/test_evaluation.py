from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from tracker import analyse_experiment, plan_experiment, simulate_experiment
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue

PLAN = plan_experiment(start="2026-01-05", pairs=8, block_days=7, seed=7)


@pytest.fixture(scope="module")
def lived():
    return simulate_experiment(PLAN, effect=-4.0, half_life_days=3, seed=1)


def test_a_true_effect_is_found_with_an_interval_around_it(lived):
    found = analyse_experiment(PLAN, lived)
    assert found.verdict == "less pain"
    assert found.exact
    assert (found.n_schedules, found.n_days, found.n_rated) == (256, 112, 112)
    assert found.low < found.effect < found.high < 0
    assert found.p_value <= 0.05
    assert found.p_value == (np.abs(found.null) >= abs(found.effect) - 1e-9).mean()
    assert found.difference < 0
    assert "Pain was lower where “stretch” was drawn" in found.summary()


def test_blocks_have_their_means_and_how_they_were_kept(lived):
    blocks = analyse_experiment(PLAN, lived).blocks
    by_hand = lived["pain"].to_numpy().reshape(16, 7).mean(axis=1)
    assert blocks["pain"].to_numpy() == pytest.approx(by_hand)
    done = lived["stretched"].to_numpy().reshape(16, 7)
    on = blocks["condition"].to_numpy() == "on"
    assert blocks["kept"].to_numpy() == pytest.approx((done == on[:, None]).mean(axis=1))


def test_days_outside_change_nothing_and_missing_days_stay_missing(lived):
    before = lived.set_index(lived.index - pd.Timedelta(days=112))
    found = analyse_experiment(PLAN, lived)
    assert analyse_experiment(PLAN, pd.concat([before, lived])).effect == found.effect
    gaps = lived.copy()
    gaps.loc[gaps.index[::9], "pain"] = np.nan
    with_gaps = analyse_experiment(PLAN, gaps)
    dropped = analyse_experiment(PLAN, gaps[gaps["pain"].notna() | (gaps.index == gaps.index[-1])])
    assert with_gaps.n_rated == dropped.n_rated == 99
    assert with_gaps.effect == dropped.effect
    assert "13 of 112 days have no rating, and stay without." in with_gaps.notes
    against = with_gaps.sensitivity.loc["missing days a point against it"]
    assert with_gaps.effect < against["effect"]


def test_paused_days_count_as_drawn_and_a_second_reading_leaves_them_out(lived):
    paused = lived.assign(paused=np.arange(112) < 5)
    found = analyse_experiment(PLAN, paused)
    assert found.effect == analyse_experiment(PLAN, lived).effect
    assert "5 days were paused; they count as they were drawn." in found.notes
    assert found.sensitivity.loc["without paused days", "effect"] != found.effect


def test_a_block_without_a_rating_is_named(lived):
    gap = lived.copy()
    gap.loc[gap.index[7:14], "pain"] = np.nan
    found = analyse_experiment(PLAN, gap)
    assert any(note.startswith("Block 2 (“rest”, 12 January 2026 to") for note in found.notes)
    assert found.p_value is not None


def test_a_plan_changed_midway_is_named(lived):
    changed = lived.assign(target=np.where(np.arange(112) < 50, 4.0, 3.0))
    assert "The plan of sessions a week was changed midway." in (
        analyse_experiment(PLAN, changed).notes
    )


def test_the_result_is_sealed_until_the_last_day_and_a_broken_seal_is_told(lived):
    with clock.at(datetime(2026, 3, 1, 20, tzinfo=UTC)):
        half = lived[lived.index <= "2026-03-01"]
        with pytest.raises(InvalidValue, match="the result is sealed until 26 April 2026"):
            analyse_experiment(PLAN, half)
        found = analyse_experiment(PLAN, half, unsealed_on=date(2026, 3, 1))
        assert found.notes[0].startswith("The seal was broken on 1 March 2026, before the last")
        assert found.notes[0] in found._repr_html_()
        assert found.n_days == 56  # what is still to come is no gap
        assert found.verdict == "no test"
        assert "this is how it stands on the evening of 1 March 2026" in found.notes[1]
    with clock.at(datetime(2026, 4, 27, 8, tzinfo=UTC)):
        assert analyse_experiment(PLAN, half).n_rated == 56


def test_an_early_stop_counts_no_later_day_and_is_told(lived):
    found = analyse_experiment(
        PLAN, lived, stopped_on=date(2026, 3, 1), stopped_because="too sore."
    )
    assert (found.n_days, found.n_rated) == (56, 56)
    assert "It was stopped early, on 1 March 2026: too sore." in found.notes


def test_fewer_than_six_complete_pairs_are_no_test_and_say_what_they_are_good_for(lived):
    """Fifty-six days, four pairs: no order of them is rarer than 2 in 16."""
    found = analyse_experiment(PLAN, lived, stopped_on=date(2026, 3, 1))
    assert (found.verdict, found.p_value, found.low, found.high) == ("no test", None, None, None)
    assert found.numbers() == ""
    assert found.summary().startswith(
        "This is no test: 4 of 8 pairs of blocks were lived to the end and rated, and a test needs"
        " 6. It can still show whether such a plan suits your days"
    )
    assert "no evidence either way" in found.means()
    last_of_six, day_before = date(2026, 3, 29), date(2026, 3, 28)
    assert analyse_experiment(PLAN, lived, stopped_on=last_of_six).p_value is not None
    assert analyse_experiment(PLAN, lived, stopped_on=day_before).verdict == "no test"
    gaps = lived.copy()
    for block in (1, 5, 9):  # one of each of three pairs
        gaps.loc[gaps.index[7 * block : 7 * block + 7], "pain"] = np.nan
    assert analyse_experiment(PLAN, gaps).summary().startswith("This is no test: 5 of 8 pairs")


def test_fewer_than_six_pairs_give_means_and_no_p():
    plan = plan_experiment(start="2026-01-05", pairs=5, block_days=7, seed=7)
    found = analyse_experiment(plan, simulate_experiment(plan, seed=1))
    assert (found.p_value, found.low, found.high, found.verdict) == (None, None, None, "no test")
    assert found.blocks["pain"].notna().all()
    assert found.summary().startswith("This is no test: of 32 orders")
    assert "points apart" in found.summary()


@pytest.mark.parametrize(
    ("pain", "sentence"),
    [
        (lambda on: np.where(on, np.nan, 4.0), "No day of “stretch” was rated"),
        (lambda on: np.full(len(on), 4.0), "Every rating is the same"),
        (
            lambda on: np.where(np.arange(len(on)) % 16 == 0, 4.0, np.nan),
            "There are 7 rated days; this test needs 14",
        ),
    ],
)
def test_what_cannot_be_tested_is_said(lived, pain, sentence):
    on = PLAN.assigned().to_numpy() == 1
    found = analyse_experiment(PLAN, lived.assign(pain=pain(on)))
    assert (found.verdict, found.p_value) == ("no test", None)
    assert found.summary().startswith(sentence)


def test_days_of_another_time_are_refused(lived):
    later = lived.set_index(lived.index + pd.Timedelta(days=1000))
    with pytest.raises(InvalidValue, match="days has no day of the experiment, which runs from 5"):
        analyse_experiment(PLAN, later)
