from datetime import date

import pytest

from tracker import plan_experiment
from tracker.errors import InvalidValue


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


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
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
    ],
)
def test_what_cannot_be_planned_is_said(given, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        plan_experiment(**{"start": "2026-03-02", "seed": 1, **given})
