import pandas as pd

from tests.charts.drawn import axes
from tracker import charts


def test_places_with_the_same_number_have_the_same_colour() -> None:
    rows = [("inner blade edge", "left", 6.1, 6.4), ("neck to blade corner", "right", 5.6, 2.0)]
    ax = charts.back(pd.DataFrame(rows, columns=["site", "side", "first", "last"]), axes())
    scored = [patch for patch in ax.patches if patch.get_linewidth() == 1.2]
    assert [text.get_text() for text in ax.texts if text.get_text().isdigit()] == list("6662")
    assert len({patch.get_facecolor() for patch in scored}) == 2
