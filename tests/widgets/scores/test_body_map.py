import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from tracker.foundation import anatomy
from tracker.foundation.errors import NotFound
from tracker.widgets.scores.body_map import BodyMap, in_order

LEFT, RIGHT = "inner blade edge|left", "inner blade edge|right"


def test_chosen_sites_come_in_the_order_of_the_drawing():
    assert BodyMap(value=[RIGHT, LEFT]).value == [LEFT, RIGHT]


def test_a_site_chosen_twice_counts_once():
    assert BodyMap(value=[LEFT, LEFT]).value == [LEFT]


@pytest.mark.parametrize("place", ["knee|left", "inner blade edge|both", "inner blade edge", ""])
def test_a_place_that_is_not_on_the_back_is_refused_and_the_choice_kept(place):
    back = BodyMap(value=[LEFT])
    with pytest.raises(NotFound, match=r"there is no place .* on the back"):
        back.value = [place]
    assert back.value == [LEFT]


def test_only_names_of_places_can_be_chosen():
    with pytest.raises(traitlets.TraitError):
        BodyMap(value=[3])


@given(st.lists(st.sampled_from(anatomy.keys())))
def test_putting_places_in_order_keeps_each_once_and_is_settled_at_once(places):
    ordered = in_order(places)
    assert set(ordered) == set(places)
    assert in_order(ordered) == ordered


def test_the_browser_gets_the_one_drawing():
    assert BodyMap().drawing == anatomy.drawing()


def test_its_text_in_a_notebook_is_the_same_every_time():
    assert repr(BodyMap()) == "Back map, 0 sites chosen: run this cell to use it."
    assert repr(BodyMap(value=[LEFT])) == "Back map, 1 site chosen: run this cell to use it."
