from dataclasses import replace

import pytest

from tests.analysis.experiment.test_evaluation import PLAN
from tracker import analyse_experiment, simulate_experiment


@pytest.fixture(scope="module")
def found():
    return analyse_experiment(
        PLAN, simulate_experiment(PLAN, effect=-4.0, half_life_days=3, seed=1)
    )


def test_the_verdicts_have_words_of_their_own(found):
    more = replace(found, effect=1.0)
    unclear = replace(found, p_value=0.3, low=-2.0, high=1.0)
    small = replace(found, p_value=0.3, low=-0.4, high=0.5)
    said = {one.verdict: (one.summary(), one.means()) for one in (found, more, unclear, small)}
    assert set(said) == {"less pain", "more pain", "cannot tell", "no change that matters"}
    assert len(set(said.values())) == 4
    assert "That is not the same as no effect" in unclear.means()
    assert "smaller than the 1 points that you said would matter" in small.summary()


def test_what_was_stated_in_advance_is_repeated(found):
    assert found.stated() == (
        "Stated in advance: stretch or rest, 8 pairs of blocks of 7 days from 5 January 2026,"
        " run-in 0 and washout 0 days, half-life 7 days, two-sided test at 5 %, a change matters"
        f" from 1 on; seed 7, sealed as {PLAN.hash[:8]}."
    )
