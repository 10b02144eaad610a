import itertools

import pytest

from tracker.printing.card_pdf import Cell
from tracker.printing.card_words import LEVELS, words_of
from tracker.routine.routines import routines


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS, ids=str)
def test_no_text_reaches_beyond_its_cell_at_any_level(sheet, level):
    width = 190.0 if level.columns == 1 else 92.0
    for entry in words_of(routines()["full"], variants=True).entries:
        cell = Cell(sheet, entry, level, width)
        if cell.measure > 30:
            assert cell.draw(10, 20) <= 20 + cell.height + 0.6


@pytest.mark.slow
def test_every_level_is_tighter_than_the_one_before_or_shows_less():
    def size(level):
        return (level.most, level.how != "none", level.cautions)

    for roomy, tight in itertools.pairwise(LEVELS):
        assert tight.columns >= roomy.columns
        assert tight.text_pt <= roomy.text_pt or tight.how != roomy.how or tight.most < roomy.most
    assert size(LEVELS[-1]) == (0, False, False)
    assert min(level.text_pt for level in LEVELS) == 8
