import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

import tracker
from tests.analysis.association.test_association import are_no_days, cannot_tell
from tracker.analysis.association.state_space import _cells, _feedback, lacking, state_space


def person(seed, n=180, *, effect=0.0, reverse=0.0, phi=0.5, spread=1.3):
    """A diary in which the chance to stretch wanders by itself and, with `reverse`, with pain."""
    rng = np.random.default_rng(seed)
    keep, h, mood, wish, pain = 2 ** (-1 / 14), 0.55, 0.0, 0.0, 5.0
    rows = []
    for _ in range(n):
        mood = phi * mood + spread * np.sqrt(1 - phi**2) * rng.normal()
        wish = 0.97 * wish + 0.36 * rng.normal()
        stretched = rng.random() < 1 / (1 + np.exp(-wish - reverse * (pain - 5)))
        pain = float(np.clip(np.round(5 + effect * (h - 0.55) + mood + 0.6 * rng.normal()), 0, 10))
        rows.append((pain, stretched))
        h = keep * h + (1 - keep) * stretched
    index = pd.date_range("2026-01-05", periods=n)
    return pd.DataFrame(rows, index, columns=["pain", "stretched"]).assign(observed=True)


def test_the_same_diary_gives_the_same_reading_and_it_says_so():
    days = person(1)
    assert state_space(days) == state_space(days.copy())
    found = state_space(days)
    assert found.low < found.effect < found.high
    assert 0 < found.p_value <= 1
    assert (found.n_days, found.n_rated, found.half_life_days) == (180, 180, 14)
    assert "If nothing else changed slowly in these 180 days" in found.summary()
    assert found.summary() in found._repr_html_()


def test_p_and_interval_agree():
    found = [state_space(person(seed, effect=-3.0)) for seed in range(12)]
    outside = [each.low > 0 or each.high < 0 for each in found]
    assert outside == [each.p_value < 0.05 for each in found]
    assert len(set(outside)) == 2
    said = ["leaves open" not in each.summary() for each in found]
    assert said == outside


@pytest.mark.slow
@pytest.mark.parametrize(("effect", "reverse"), [(0.0, 0.6), (-3.0, 0.0)])
def test_forty_diaries_centre_on_the_truth_and_their_intervals_hold_it(effect, reverse):
    found = [state_space(person(seed, effect=effect, reverse=reverse)) for seed in range(40)]
    estimates = np.array([each.effect for each in found])
    error = estimates.std(ddof=1) / np.sqrt(len(found))
    assert abs(estimates.mean() - effect) < 3 * error + 0.25
    assert sum(each.low <= effect <= each.high for each in found) >= 34  # binomial, p < .005


def test_without_feedback_a_cell_is_generalised_least_squares_as_in_statsmodels():
    # One error model, no recovery worth speaking of, pain answers to nothing: what is left is GLS.
    days = person(3, 90)
    pain = days["pain"].to_numpy()
    rng = np.random.default_rng(0)
    before = np.cumsum(rng.normal(size=90)) / 10
    weekday = days.index.day_of_week.to_numpy()
    estimate, error, _, df = _cells(pain, before, weekday, 0.95, (0.0, 0.0))
    phi, r = 0.55, 0.25
    time = np.arange(90)
    u = phi ** np.abs(time[:, None] - time) + 2 * phi ** (time[:, None] + time)
    effects = (weekday[:, None] == np.arange(6)) * 1.0 - (weekday[:, None] == 6)
    recovery = np.exp(-time / 20)
    cov = u + r * np.eye(90) + 400 * np.outer(recovery, recovery)
    x = np.column_stack([before, np.ones(90), effects])
    oracle = sm.GLS(pain, x, sigma=cov).fit()
    cell = ((3 * 3 + 1) * 3 + 0) * 2 + 0
    assert estimate[cell] == pytest.approx(oracle.params[0], abs=1e-6)
    assert error[cell] == pytest.approx(oracle.bse[0], abs=1e-6)
    assert df == oracle.df_resid == 82


def test_feedback_is_found_where_pain_drives_stretching_and_hardly_where_it_does_not():
    def measured(reverse):
        found = []
        for seed in range(10):
            days = person(seed, 360, reverse=reverse)
            stretched = days["stretched"].to_numpy(dtype="float64")
            before = np.full(360, 0.5)
            found.append(_feedback(days["pain"].to_numpy(), stretched, before)[1])
        return np.mean(found)

    assert measured(0.6) == pytest.approx(0.6 * 0.2, abs=0.05)
    assert abs(measured(0.0)) < 0.03


def test_gaps_and_unknown_days_are_read_and_columns_beyond_need_not_be_there():
    days = person(2, 240)
    days.loc[days.index[::5], "pain"] = np.nan
    days.loc[days.index[40:60], ["pain", "stretched", "observed"]] = [np.nan, False, False]
    found = state_space(days)
    assert found.n_rated == days["pain"].notna().sum()
    assert found.effect is not None
    left_out = state_space(days[days["observed"]])
    assert left_out.effect == pytest.approx(found.effect)


def test_a_weekday_that_is_never_rated_is_left_out():
    days = person(4, 200)
    days.loc[days.index.day_of_week == 6, "pain"] = np.nan
    assert state_space(days).effect is not None


@cannot_tell
def test_a_diary_that_cannot_tell_gets_a_sentence_and_no_number(change, sentence):
    found = state_space(change(person(1)))
    assert (found.effect, found.low, found.high, found.p_value) == (None,) * 4
    assert sentence in found.summary()
    assert sentence in repr(found)


@are_no_days
def test_frames_that_are_not_daily_get_a_sentence(wrong):
    state_space(wrong(person(1)))


def test_what_is_lacking_is_said_in_the_order_a_person_can_mend_it():
    assert "rated days" in lacking(np.full(70, np.nan), np.zeros(70), np.zeros(70))
    assert lacking(np.arange(70.0) % 7, np.arange(70.0) % 2, np.linspace(0, 1, 70)) == ""


def test_the_sample_diary_holds_its_truth():
    with tracker.Journal("sample") as journal:
        found = state_space(tracker.daily(journal), half_life_days=14)
    assert found.low < -1.5 < found.high
