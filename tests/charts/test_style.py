import numpy as np
import pandas as pd

from tests.charts.conftest import ODD
from tests.charts.drawn import axes, texts
from tests.charts.test_every import of_days
from tracker import charts


def test_without_anything_every_chart_says_what_to_log() -> None:
    nothing = pd.DataFrame(columns=["day", "test", "side", "item", "value", "site", "score"])
    drawn = {
        **of_days(ODD["no day"]),
        "slopes": lambda ax: charts.slopes(nothing, ax),
        "back": lambda ax: charts.back(nothing, ax),
        "relief": lambda ax: charts.relief(nothing, ax),
        "effects": lambda ax: charts.effects(pd.DataFrame({"value": [np.nan]}), ax),
        "peg": lambda ax: charts.peg(nothing[:0], ax),
        "false alarms": lambda ax: charts.false_alarms(pd.DataFrame(), ax),
        "mobility": lambda ax: charts.mobility(
            pd.DataFrame(columns=["left", "right"]), ax, test="seated rotation", unit="hours"
        ),
    }
    for name, draw in drawn.items():
        ax = draw(axes())
        (said,) = texts(ax)
        words = (
            "core",
            "un a routine",
            "run make calibrate",
            "ark",
            "easure",
            "nswer",
            "ays",
            "sessions",
        )
        assert any(word in said for word in words), name
        assert not ax.axison
