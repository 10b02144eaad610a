import numpy as np
import pytest

from tracker import plan_experiment, simulate_experiment
from tracker.errors import InvalidValue

PLAN = plan_experiment(start="2026-01-05", pairs=20, run_in_days=14, seed=7)


def test_a_simulated_person_keeps_to_the_plan_as_said():
    days = simulate_experiment(PLAN, keeps=(0.9, 0.2), will=0.0, seed=1)
    by_condition = days["stretched"].groupby(PLAN.assigned().to_numpy()).mean()
    assert by_condition[1.0] == pytest.approx(0.9, abs=0.04)
    assert by_condition[0.0] == pytest.approx(0.2, abs=0.05)
    assert days.index.equals(PLAN.days())


def test_the_effect_moves_pain_where_it_was_drawn_and_nowhere_else():
    with_it, without = (simulate_experiment(PLAN, effect=e, seed=1) for e in (-4.0, 0.0))
    moved = (with_it["pain"] - without["pain"]).groupby(PLAN.assigned().to_numpy()).mean()
    assert moved[1.0] < moved[0.0] - 0.5
    assert (with_it["stretched"] == without["stretched"]).all()
    assert np.array_equal(simulate_experiment(PLAN, seed=1)["pain"], without["pain"])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"mood": 1.0}, "'mood' is no trait of a simulated person"),
        ({"keeps": (1.0, 0.1)}, "are not two shares between 0 and 1"),
    ],
)
def test_what_no_person_can_be_is_refused(given, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        simulate_experiment(PLAN, seed=1, **given)
