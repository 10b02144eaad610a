from tracker.widgets.forms.text_card import TextCard


def test_what_is_shown_is_said_in_plain_text_too_and_may_change():
    shown = TextCard("<p>One</p>", "One", label="A card")
    assert repr(shown) == "One"
    shown.show("<p>Two</p>", "Two")
    assert (shown.html, repr(shown), shown.label) == ("<p>Two</p>", "Two", "A card")
