import pytest

from tests.printing.card_pdf import read
from tests.printing.cards import Told, own
from tracker.printing.card import card

NAMES = [
    "<script>alert(1)</script> & 'friends'",
    "Ελληνικά, Привет, שלום, mañana ½ ₂ ✓",
    "(a\\b) 100 %",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_a_person_gives_is_printed_and_never_taken_for_markup(name):
    made = card(own(name=name, description=name))
    found, html = read(made.pdf()), made.html()
    assert found.info["Title"] == name
    right_to_left = "שלום"
    expected = name.replace(right_to_left, right_to_left[::-1])  # as its letters stand on paper
    assert expected in found.text
    assert "script" not in Told(html).tags
    assert name in Told(html).text
    assert "script" not in Told(made._repr_html_()).tags


@pytest.mark.slow
def test_the_html_needs_nothing_else_and_may_run_nothing():
    html = Told(card("full", variants=True).html())
    assert not {"script", "link", "img", "iframe", "object"} & set(html.tags)
    assert [value for key, value in html.attributes if key in ("href", "src")] == []
    assert "default-src 'none'; style-src 'unsafe-inline'" in [v for _, v in html.attributes]
