import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

import tracker
from tests.refused import refused
from tracker.analysis.pain.relief import before_and_after, relief


def pairs(*rows):
    """Scores from (day, session or None, before, after)."""
    given = [
        {"day": day, "session_id": session, "kind": kind, "score": score}
        for day, session, before, after in rows
        for kind, score in (("before", before), ("after", after))
        if score is not None
    ]
    columns = ["day", "session_id", "kind", "score"]
    frame = pd.DataFrame(given, columns=columns).assign(site="upper back", side="both")
    return frame.assign(day=pd.to_datetime(frame["day"]))


def many(n=60, *, relief=0.0, seed=0, threshold=5):
    """A person who stretches at `threshold` or more, and whose pain comes down by itself."""
    rng = np.random.default_rng(seed)
    truth = 5 + 1.3 * rng.normal(size=n)
    before = np.clip(np.round(truth + 0.6 * rng.normal(size=n)), 0, 10)
    session = before >= threshold
    after = truth - 0.3 * (truth - 5) - relief * session + 0.6 * rng.normal(size=n)
    after = np.clip(np.round(after), 0, 10)
    days = pd.date_range("2026-01-05", periods=n)
    return pairs(
        *((day, f"s{i}" if session[i] else None, before[i], after[i]) for i, day in enumerate(days))
    )


def test_after_less_before_by_session_the_last_score_of_each_counting():
    given = pairs(
        ("2026-03-01", "a", 6, 4), ("2026-03-02", "b", 5, 5), ("2026-03-03", "c", 5, None)
    )
    given = pd.concat([given, pairs(("2026-03-01", "a", None, 3))])
    found = relief(given)
    assert (found.change, found.n_sessions, found.n_rest) == (-1.5, 2, 0)
    assert found.spread == pytest.approx(np.std([-3, 0], ddof=1))


def test_without_rest_days_it_describes_and_gives_no_p():
    found = relief(pairs(*((f"2026-03-{day:02}", f"s{day}", 7, 5) for day in range(1, 29))))
    assert (found.adjusted, found.low, found.high, found.p_value) == (None,) * 4
    assert "After 28 sessions pain was 2.0 points lower than before" in found.summary()
    assert "High scores come down by themselves" in found.summary()


def test_rest_days_adjust_for_where_the_score_began_as_statsmodels_hc3_does():
    scores = many(relief=1.0)
    found = relief(scores)
    frame = before_and_after(scores)
    session = frame["session_id"].notna().to_numpy(dtype="float64")
    x = sm.add_constant(np.column_stack([session, frame["before"]]))
    oracle = sm.OLS(frame["change"], x).fit(cov_type="HC3", use_t=True)
    assert found.adjusted == pytest.approx(oracle.params.iloc[1])
    assert (found.low, found.high) == pytest.approx(tuple(oracle.conf_int().iloc[1]))
    assert found.p_value == pytest.approx(oracle.pvalues.iloc[1])
    assert f"Against {found.n_rest} rest days that began at the same score" in found.summary()


@pytest.mark.slow
def test_regression_to_the_mean_is_not_taken_for_relief():
    # Nothing relieves here; people stretch only when it hurts. The plain difference is fooled.
    found = [relief(many(seed=seed, threshold=6)) for seed in range(60)]
    assert np.mean([each.change for each in found]) < -0.4
    judged = [each for each in found if each.p_value is not None]
    assert len(judged) > 45
    alarms = sum(each.p_value <= 0.05 for each in judged)
    assert alarms <= stats.binom.ppf(0.999, len(judged), 0.06)


def test_a_pair_apart_from_a_session_on_a_day_with_one_is_no_rest_day():
    given = pairs(("2026-03-01", "a", 6, 4), ("2026-03-01", None, 5, 4), ("2026-03-02", None, 3, 3))
    frame = before_and_after(given)
    assert frame["day"].dt.day.tolist() == [1, 2]
    assert frame["change"].tolist() == [-2, 0]


def test_by_exercise_counts_sessions_in_which_it_was_held():
    steps = pd.DataFrame(
        {
            "session_id": ["a", "a", "a", "b", "b"],
            "exercise": [
                "chest_stretch",
                "chest_stretch",
                "cat_camel",
                "chest_stretch",
                "cat_camel",
            ],
            "held_s": [30, 30, 30, 30, 0],
        }
    )
    given = pairs(("2026-03-01", "a", 6, 4), ("2026-03-02", "b", 5, 4))
    found = relief(given, steps=steps).by_exercise
    assert found.to_numpy().tolist() == [["cat_camel", 1, -2.0], ["chest_stretch", 2, -1.5]]
    assert found.columns.tolist() == ["exercise", "sessions", "change"]


def test_the_sample_diary_holds_its_truth_of_half_a_point():
    with tracker.Journal("sample") as journal:
        found = relief(journal.scores(), steps=journal.steps())
        knot = relief(journal.scores(), site="inner blade edge", side="left")
    assert found.change == pytest.approx(-0.5, abs=0.3)
    assert found.by_exercise["sessions"].max() <= found.n_sessions
    assert knot.n_sessions > 20
    assert "<table" in found._repr_html_()


def test_nothing_to_pair_is_said():
    assert relief(pairs()).summary() == "No session has a score before and after it yet."
    one = relief(pairs(("2026-03-01", "a", 6, 4)))
    assert (one.n_sessions, one.spread) == (1, None)


@refused(
    (None, "scores must be a frame"),
    (pairs().drop(columns="kind"), "scores has no column 'kind'"),
    (pairs(("2026-03-01", "a", 11, 4)), "score 11 is not within 0-10"),
    (pairs(("2026-03-01", "a", "6", 4)), "score '6' is not a number"),
)
def test_scores_that_cannot_be_read_get_a_sentence(scores):
    relief(scores)
