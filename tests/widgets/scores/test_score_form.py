import pytest
from ipywidgets import VBox

from tracker.foundation.errors import InvalidValue, NotFound
from tracker.widgets.scores.score_form import ScoreForm


def test_the_map_and_the_scales_start_with_the_same_sites_and_are_linked_in_the_browser():
    form = ScoreForm("after", sites=["on the blade|right", "inner blade edge|left"])
    assert form.back.value == form.ratings.sites == ["inner blade edge|left", "on the blade|right"]
    assert form.link.source == (form.ratings, "sites")
    assert form.link.target == (form.back, "value")
    assert form.link._model_name == "LinkModel"


def test_the_score_form_is_an_ordinary_box_that_can_be_hidden():
    form = ScoreForm("stop")
    assert isinstance(form, VBox)
    form.layout.display = "none"
    assert repr(form) == "Score card (stop): run this cell to use it."


def test_an_unknown_site_or_kind_is_refused_before_anything_is_shown():
    with pytest.raises(NotFound, match="there is no place"):
        ScoreForm("before", sites=["knee|left"])
    with pytest.raises(InvalidValue, match="kind 'soon' is not one of"):
        ScoreForm("soon")
