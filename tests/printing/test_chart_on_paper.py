import pytest

from tests.printing.card_pdf import Read


@pytest.mark.slow
def test_the_words_of_the_charts_can_be_selected_too(found: Read) -> None:
    for word in ("Pain, 0–10", "at first", "30 % less", "first four weeks", "Consistency:"):
        assert word in found.text
