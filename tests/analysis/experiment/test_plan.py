import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.refused import refused
from tracker import plan_experiment, sealed_experiment
from tracker.foundation.errors import InvalidValue


@pytest.fixture
def plan():
    return plan_experiment(
        start="2026-03-02", pairs=6, block_days=7, run_in_days=3, washout_days=2, seed=7
    )


def row(plan, **changes):
    found = {"design": plan.design(), "seed": plan.seed, "schedule": list(plan.schedule), **changes}
    return {name: json.dumps(found[name]) if name != "seed" else found[name] for name in found}


def test_a_plan_says_what_every_day_was_drawn_to_be(plan):
    assert (plan.n_days, plan.end, plan.n_schedules) == (87, date(2026, 5, 27), 64)
    assigned = plan.assigned()
    assert assigned[:3].isna().all()
    assert assigned[3:].to_numpy().reshape(12, 7).std(axis=1).tolist() == [0] * 12
    assert (assigned == 1).sum() == (assigned == 0).sum() == 42
    blocks = plan.blocks()
    assert blocks["condition"].tolist() == list(plan.schedule)
    assert str(blocks["first"].iloc[0].date()) == "2026-03-05"
    assert blocks["last"].iloc[-1].date() == plan.end
    assert set(blocks["words"]) == {"Stretch", "Rest"}


def test_run_in_and_washout_are_lived_and_not_counted(plan):
    counted = plan.counted()
    assert not counted[:3].any()
    assert counted[3:].reshape(12, 7).tolist() == [[False] * 2 + [True] * 5] * 12


def test_every_admissible_schedule_is_there_once_and_balanced(plan):
    schedules = plan.schedules()
    assert schedules.shape == (64, 84)
    assert len({each.tobytes() for each in schedules}) == 64
    assert (schedules.reshape(64, 6, 14).sum(axis=2) == 7).all()
    own = plan.assigned()[3:].to_numpy()
    assert (schedules == own).all(axis=1).sum() == 1
    with pytest.raises(InvalidValue, match="131,072 schedules are too many to list"):
        plan_experiment(start="2026-03-02", pairs=17, seed=1).schedules()


def test_it_comes_back_from_what_was_sealed(plan):
    assert sealed_experiment(row(plan)) == plan


@pytest.mark.parametrize("what", ["schedule", "seed", "pairs", "start", "alternative"])
def test_an_edited_one_is_refused_and_says_that_nothing_is_lost(plan, what):
    changed = {"schedule": list(reversed(plan.schedule)), "seed": 8}
    design = {"pairs": 7, "start": "2026-03-03", "alternative": "less"}
    given = {what: changed[what]} if what in changed else {
        "design": {**plan.design(), what: design[what]}
    }  # fmt: skip
    with pytest.raises(InvalidValue, match=r"is not as it was sealed.*ratings are all still there"):
        sealed_experiment(row(plan, **given))


def test_a_forged_hash_does_not_hide_a_schedule_that_was_not_drawn(plan):
    from tracker.analysis.experiment.plan import hash_of

    forged = replace(plan, schedule=("on", "off") * 6)
    whole = {name: getattr(forged, name) for name in forged.__slots__ if name != "hash"}
    forged = replace(forged, hash=hash_of(whole))
    with pytest.raises(InvalidValue, match="is not as it was sealed"):
        sealed_experiment(row(forged))


@pytest.mark.parametrize("given", [{"design": {"pairs": 2}}, {"schedule": 5}, {"design": [1]}])
def test_what_is_no_experiment_of_ours_is_said(plan, given):
    with pytest.raises(InvalidValue, match="is no self-experiment of ours"):
        sealed_experiment(row(plan, **given))


def test_with_fewer_than_six_pairs_it_is_no_test_and_says_what_it_is_good_for():
    plan = plan_experiment(start="2026-03-02", pairs=5, seed=1)
    assert not plan.is_test
    assert plan.summary().endswith(
        "This is no test: of 32 orders the clearest result comes up by chance 6% of the time, and a"
        " test needs at most 5 %, which takes 6 pairs. It can still show whether such a plan suits"
        " your days, and how much your blocks differ by themselves."
    )
    assert plan.summary() in plan._repr_html_()


def test_the_summary_says_how_long_it_takes():
    assert plan_experiment(start="2026-03-02", seed=7).summary() == (
        "Stretch or rest: 6 pairs of blocks of 14 days, 24 weeks from 2 March 2026 to 16 August"
        " 2026. Chance draws one of 64 orders."
    )


def test_over_many_seeds_each_order_comes_up_equally_often():
    drawn = [plan_experiment(start="2026-03-02", pairs=3, seed=s).schedule for s in range(1600)]
    counts = np.unique([" ".join(schedule) for schedule in drawn], return_counts=True)[1]
    assert len(counts) == 8
    assert ((counts - 200) ** 2 / 200).sum() < 24.3  # chi-squared, 7 degrees of freedom, p .001


@given(
    st.integers(1, 8),
    st.integers(1, 9),
    st.integers(0, 9),
    st.integers(0, 8),
    st.integers(0, 2**53 - 1),
)
def test_any_design_is_balanced_in_each_pair_and_drawn_among_its_schedules(
    pairs, block, run_in, washout, seed
):
    washout = min(washout, block - 1)
    plan = plan_experiment(
        start="2026-03-02",
        pairs=pairs,
        block_days=block,
        run_in_days=run_in,
        washout_days=washout,
        seed=seed,
    )
    lived = plan.assigned().to_numpy()[run_in:]
    assert (lived.reshape(pairs, 2, block).sum(axis=(1, 2)) == block).all()
    assert plan.counted().sum() == 2 * pairs * (block - washout)
    schedules = plan.schedules()
    assert len(np.unique(schedules, axis=0)) == plan.n_schedules == 2**pairs
    assert (schedules == lived).all(axis=1).sum() == 1
    assert sealed_experiment(row(plan)) == plan


def test_blocks_too_short_for_the_half_life_are_said_to_leave_little_to_see():
    plan = plan_experiment(start="2026-03-02", block_days=3, seed=7)
    assert (
        "Blocks shorter than 7 days, in which half of an effect is felt or gone" in plan.summary()
    )


def test_three_kinds_of_question_have_words_for_a_card():
    conditions = {
        "stretch or rest": ((), ("Stretch", "Rest")),
        "routine A or routine B": (("short", "desk"), ("Do short", "Do desk")),
        "exercise in or out": (("cat_camel",), ("With cat camel", "Without cat camel")),
    }
    for kind, (subject, words) in conditions.items():
        plan = plan_experiment(kind=kind, subject=subject, start="2026-03-02", seed=1)
        assert plan.conditions == words
    own = plan_experiment(start=date(2026, 3, 2), conditions=["Roll", "Sit"], seed=1)
    assert own.conditions == ("Roll", "Sit")


def test_without_a_seed_each_plan_is_drawn_anew_and_its_seed_is_kept():
    seeds = {plan_experiment(start="2026-03-02").seed for _ in range(5)}
    assert len(seeds) == 5
    one = plan_experiment(start="2026-03-02")
    assert plan_experiment(start="2026-03-02", seed=one.seed) == one


@refused(
    ({"kind": "massage"}, "kind 'massage' is not one of stretch or rest, routine A or"),
    ({"pairs": 0}, "pairs 0 is not a whole number from 1 to 40"),
    ({"pairs": 6.5}, "pairs 6.5 is not a whole number"),
    ({"block_days": 0}, "block_days 0 is not a whole number from 1 to 60"),
    ({"washout_days": 14}, "washout_days 14 is not a whole number from 0 to 13"),
    ({"run_in_days": -1}, "run_in_days -1 is not a whole number from 0 to 60"),
    ({"half_life_days": 0}, "half_life_days 0 is not a number above 0"),
    ({"matters": "much"}, "matters 'much' is not a number above 0"),
    ({"alternative": "greater"}, "alternative 'greater' is not one of two-sided, less"),
    ({"subject": ["x"]}, "'stretch or rest' needs subject to be empty"),
    ({"kind": "exercise in or out"}, "needs subject to be the id of an exercise"),
    (
        {"kind": "routine A or routine B", "subject": ["a", "a"]},
        "needs subject to be the ids of two routines",
    ),
    ({"seed": -1}, "seed -1 is not a whole number"),
    ({"start": "soon"}, "start 'soon' is not a day such as '2026-03-02'"),
    ({"start": 5}, "start 5 is not a day"),
    ({"conditions": ["Rest", "Rest"]}, "are not two different ones"),
    ({"conditions": ["x" * 41, "Rest"]}, "does not fit on a card: 1-40 letters"),
)
def test_what_cannot_be_planned_is_said(given):
    plan_experiment(**{"start": "2026-03-02", "seed": 1, **given})
