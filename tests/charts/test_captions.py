import pandas as pd
from matplotlib.figure import Figure

import tracker
from tracker.analysis.findings import Findings
from tracker.charts.captions import consistency_and_pain

FRAMES = ("scores", "sessions", "steps", "plans", "pauses", "checkins", "measures")


def test_what_is_beyond_the_scale_of_pain_is_told_as_such_and_leaves_the_picture():
    with tracker.Journal("sample") as journal:
        frames = {name: getattr(journal, name)() for name in FRAMES}
    look = Findings(frames, pd.Timestamp("2026-04-26"))
    found = look.association
    assert min(found.low, found.state_space.low) < -10
    chart = consistency_and_pain(look)
    for said in (chart.alt, chart.caption, found.summary()):
        assert said.count("95 % interval beyond -10 to +") == 2
    ax = chart.draw(Figure().add_subplot())
    assert -11 < ax.get_xlim()[0] < found.effect
    assert chart.table()["low"].min() < -10  # the numbers stay what they are
