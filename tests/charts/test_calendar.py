import pandas as pd
import pytest

import tracker
from tests.charts.drawn import axes, texts
from tracker import charts


@pytest.mark.parametrize("width", [700, 320])
def test_of_many_years_one_whole_year_names_every_month(width: int) -> None:
    index = pd.date_range("2016-11-26", periods=2000)
    days = tracker.simulate_person(2000, seed=1).set_axis(index)
    said = texts(charts.calendar(days, axes(width, 900)))
    assert {f"{day:%b}" for day in index} <= set(said)
