import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from tracker.analysis.association.association import association
from tracker.analysis.association.multiplicity import Associations, associations, holm, sensitivity
from tracker.analysis.simulate import simulate_person
from tracker.foundation.errors import InvalidValue


@pytest.mark.slow
def test_holm_is_that_of_statsmodels_and_leaves_gaps():
    p = np.random.default_rng(1).random(12) ** 3
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    with_gap = np.insert(p, 3, np.nan)
    assert holm(with_gap)[[*range(3), *range(4, 13)]] == pytest.approx(holm(p))
    assert np.isnan(holm(with_gap)[3])


@pytest.fixture(scope="module")
def places():
    strong = simulate_person(720, effect=-4, will=1.6, seed=5)
    return {
        "upper back": strong,
        "left": simulate_person(180, seed=6),
        "right": simulate_person(30, seed=7),
    }


@pytest.mark.slow
def test_each_place_has_its_own_association_and_an_adjusted_p_value(places):
    found = associations(places, draws=199)
    table = found.table
    assert table.index.tolist() == ["upper back", "left", "right"]
    alone = association(places["left"], draws=199)
    assert table.loc["left", "effect"] == alone.effect
    assert table.loc["upper back", "p_adjusted"] == pytest.approx(
        2 * table.loc["upper back", "p_value"]
    )
    assert np.isnan(table.loc["right", "p_value"])
    assert (found.n_places, found.n_tested) == (3, 2)
    assert found.summary() == (
        "Being consistent was followed by a difference at upper back (less pain). Among 2 places"
        " one may stand out by chance alone, so each p-value is adjusted for their number (Holm)."
    )


def test_where_nothing_can_be_told_it_says_so(places):
    none = associations({"right": places["right"]}, draws=99)
    assert none.summary() == "No place can be tested yet."
    one = associations({"left": places["left"]}, draws=99)
    assert one.summary() == "At no place can it be told whether being consistent helps."
    assert isinstance(one, Associations)
    assert one._repr_html_().startswith("<p>At no place")


@pytest.mark.parametrize("wrong", [{}, [], None])
def test_no_places_are_refused_in_a_sentence(wrong):
    with pytest.raises(InvalidValue, match="is not a mapping of places to their days"):
        associations(wrong)


def test_sensitivity_shows_other_half_lives_and_no_p_value(places):
    found = sensitivity(places["left"], draws=99)
    assert found.columns.tolist() == ["effect", "low", "high"]
    for half_life in (7, 14, 28):
        alone = association(places["left"], half_life_days=half_life, draws=99)
        assert tuple(found.loc[half_life]) == (alone.effect, alone.low, alone.high)


def test_it_says_how_far_it_has_come(places):
    heard = []
    associations(places, draws=99, progress=lambda *done: heard.append(done))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
    heard.clear()
    sensitivity(places["right"], half_lives=(7, 14), progress=lambda *done: heard.append(done))
    assert heard == [(0, 2), (1, 2), (2, 2)]
