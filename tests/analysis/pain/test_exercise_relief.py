"""Which exercises were followed by relief, on sessions whose truth is known."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from tracker.analysis.pain.exercise_relief import exercise_relief
from tracker.foundation.errors import InvalidValue


def sessions(effects, *, n=60, noise=0.5, seed=1, share=0.5):
    """Sessions with exercises by chance; after = before - what each exercise does + noise."""
    rng = np.random.default_rng(seed)
    held = rng.random((n, len(effects))) < share
    before = rng.integers(3, 8, n).astype(float)
    change = held @ np.array(list(effects.values())) + noise * rng.normal(size=n)
    ids = [f"s{i}" for i in range(n)]
    steps = pd.DataFrame(
        [
            {"session_id": ids[i], "exercise": name, "held_s": 30 * held[i, j]}
            for i in range(n)
            for j, name in enumerate(effects)
        ]
    )
    scores = pd.DataFrame(
        {
            "session_id": ids * 2,
            "day": pd.Timestamp("2026-01-05"),
            "kind": ["before"] * n + ["after"] * n,
            "site": "upper back",
            "side": "both",
            "score": np.concatenate([before, np.clip(before + change, 0, 10)]),
        }
    )
    return steps, scores


def test_an_exercise_that_relieves_is_ranked_first_with_its_effect_in_the_interval():
    steps, scores = sessions({"cat_camel": 0.0, "childs_pose": -1.5, "eagle_arms": 0.0})
    found = exercise_relief(steps, scores)
    assert found.ranked
    first = found.table.iloc[0]
    assert first["exercise"] == "childs_pose"
    assert first["low"] < -1.0 < first["high"] < 0  # the average exercise does -.5
    assert "childs pose" in found.summary()


def test_effects_are_shrunk_towards_their_mean():
    effects = {"a": -1.0, "b": 0.0, "c": 0.0, "d": 0.0}
    noisy = exercise_relief(*sessions(effects, noise=1.5)).table.set_index("exercise")
    clear = exercise_relief(*sessions(effects, noise=0.05)).table.set_index("exercise")
    assert abs(noisy.loc["a", "change"]) < abs(clear.loc["a", "change"])
    assert clear.loc["a", "change"] == pytest.approx(-0.75, abs=0.05)
    assert noisy["change"].sum() == pytest.approx(0, abs=1e-9)


def test_with_little_shrinkage_it_is_least_squares(monkeypatch):
    monkeypatch.setattr("tracker.analysis.pain.exercise_relief.SPREADS", np.array([1e4]))
    steps, scores = sessions({"a": -1.0, "b": 0.0, "c": 0.5})
    found = exercise_relief(steps, scores).table.set_index("exercise")["change"]
    held = steps.assign(held=steps["held_s"] > 0).pivot(
        index="session_id", columns="exercise", values="held"
    )
    held = held[held.any(axis=1)]  # a session without any is none
    score = scores.pivot(index="session_id", columns="kind", values="score").loc[held.index]
    x = sm.add_constant(pd.concat([score["before"], held.astype(float)], axis=1))
    fitted = sm.OLS(score["after"] - score["before"], x).fit().params[["a", "b", "c"]]
    pd.testing.assert_series_equal(found, fitted - fitted.mean(), rtol=1e-4, check_names=False)


def test_exercises_that_always_come_together_cannot_be_told_apart():
    steps, scores = sessions({"a": -1.0, "b": 0.0, "c": 0.0})
    twin = steps[steps["exercise"] == "b"].assign(exercise="twin")
    found = exercise_relief(pd.concat([steps, twin]), scores).table.set_index("exercise")
    assert found.loc["b", "change"] == pytest.approx(found.loc["twin", "change"])
    assert found.loc["b", "high"] - found.loc["b", "low"] > 0.2


def test_where_exercises_do_not_differ_none_is_ranked_and_they_stand_by_name():
    found = exercise_relief(*sessions({"b": -0.5, "a": -0.5, "c": -0.5}, noise=1, seed=3))
    assert not found.ranked
    assert found.table["exercise"].tolist() == ["a", "b", "c"]
    assert "so none is ranked" in found.summary()
    assert (found.table["low"] < found.table["high"]).all()


@pytest.mark.slow
def test_without_any_difference_it_ranks_about_5_times_in_100():
    names = dict.fromkeys("abcd", 0.0)
    ranked = [
        exercise_relief(*sessions(names, n=40, seed=seed), draws=99).ranked for seed in range(50)
    ]
    assert np.mean(ranked) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 50)


def test_the_same_seed_gives_the_same_result():
    data = sessions({"a": -0.3, "b": 0.0})
    first, again = exercise_relief(*data), exercise_relief(*data)
    assert first == again
    pd.testing.assert_frame_equal(first.table, again.table)
    assert repr(first) == repr(again)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            sessions(dict.fromkeys("abcdefgh", 0.0), n=19),
            "This takes 20 sessions scored before and after; this diary has 19.",
        ),
        (sessions({"a": 0.0, "b": 0.0}, share=1.0), "It takes two exercises"),
        (
            sessions({"a": 0.0, "b": 0.0}, noise=0.0),
            "Every session changed the score by the same",
        ),
    ],
)
def test_too_little_to_compare_is_said(data, sentence):
    found = exercise_relief(*data)
    assert found.p_value is None
    assert sentence in found.summary()
    assert found.table.empty
    assert not found.ranked


def test_frames_that_lack_a_column_are_refused():
    steps, scores = sessions({"a": 0.0})
    with pytest.raises(InvalidValue, match="steps has no column 'held_s'"):
        exercise_relief(steps.drop(columns="held_s"), scores)
    with pytest.raises(InvalidValue, match="scores has no column 'kind'"):
        exercise_relief(steps, scores.drop(columns="kind"))
    with pytest.raises(InvalidValue, match="steps must be a frame, not list"):
        exercise_relief([], scores)
