import pandas as pd
import pytest

from tracker import plan_experiment
from tracker.analysis.experiment.plan_adherence import days_kept, plan_adherence
from tracker.foundation.errors import InvalidValue


def planned(kind="stretch or rest", subject=()):
    # Seed 7 draws: on first, then off.
    return plan_experiment(
        kind=kind, subject=subject, pairs=1, block_days=2, run_in_days=1, start="2026-03-02", seed=7
    )


def frame(stretched, observed=True):
    index = pd.date_range("2026-03-02", periods=len(stretched))
    return pd.DataFrame({"stretched": stretched, "observed": observed}, index)


def test_a_day_keeps_to_the_plan_by_stretching_on_and_resting_off():
    plan = planned()
    assert plan.schedule == ("on", "off")
    kept = days_kept(plan, frame([True, True, False, False, True]))
    assert kept["assigned"].fillna(-1).tolist() == [-1, 1, 1, 0, 0]
    assert kept["kept"].fillna(-1).tolist() == [-1, 1, 0, 1, 0]
    found = plan_adherence(kept)
    assert (found.on, found.off, found.n_on, found.n_off) == (0.5, 0.5, 2, 2)
    assert found.summary() == (
        "Kept to the plan on 50% of 2 days on and 50% of 2 days off. Every day counts as it was"
        " drawn."
    )


def test_a_day_of_which_nothing_is_known_is_neither():
    kept = days_kept(planned(), frame([False] * 3, observed=[True, False, True]))
    assert kept["kept"].fillna(-1).tolist() == [-1, -1, 0, -1, -1]
    nothing = days_kept(planned(), frame([False], observed=False))
    assert plan_adherence(nothing).summary() == "No day is known of yet."


def sessions(*rows):
    frame = pd.DataFrame(rows, columns=["id", "day", "routine"])
    return frame.assign(day=pd.to_datetime(frame["day"]), outcome="completed")


def test_of_two_routines_the_drawn_one_alone_keeps_to_the_plan():
    plan = planned("routine A or routine B", ("short", "desk"))
    done = sessions(
        ("a", "2026-03-03", "short"),
        ("b", "2026-03-04", "short"),
        ("c", "2026-03-04", "desk"),
        ("d", "2026-03-05", "desk"),
        ("e", "2026-03-06", "full"),
    )
    kept = days_kept(plan, frame([True] * 5), sessions=done)["kept"]
    assert kept.fillna(-1).tolist() == [-1, 1, 0, 1, 0]


def test_an_exercise_out_is_kept_without_a_hold_of_it():
    plan = planned("exercise in or out", ("cat_camel",))
    done = sessions(("a", "2026-03-03", "short"), ("b", "2026-03-05", "short"))
    steps = pd.DataFrame(
        {"session_id": ["a", "b"], "exercise": ["cat_camel", "cat_camel"], "held_s": [30, 0]}
    )
    kept = days_kept(plan, frame([True] * 5), sessions=done, steps=steps)["kept"]
    assert kept.fillna(-1).tolist() == [-1, 1, 0, 1, 1]
    with pytest.raises(InvalidValue, match="needs the sessions and steps of the journal"):
        days_kept(plan, frame([True] * 5), sessions=done)
