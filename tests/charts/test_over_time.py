import numpy as np
import pytest

import tracker
from tests.charts.drawn import axes
from tracker import charts


@pytest.mark.parametrize(("n", "strip"), [(180, False), (3650, True)])
def test_of_many_years_flares_and_dots_leave_the_line_in_sight(n: int, strip: bool) -> None:
    days = tracker.simulate_person(n, flare=3, seed=1)
    found = tracker.flares(days["pain"])
    assert len(found)
    ax = charts.pain(days, axes(700, 320), flares=found)
    heights = {np.ptp(path.vertices[:, 1]) for path in ax.collections[0].get_paths()}
    assert (max(heights) < 1) == strip
    assert (ax.lines[0].get_alpha() < 1) == strip
