import pandas as pd
import pytest

from tracker import charts
from tracker.charts.captioned import CaptionedChart
from tracker.foundation.errors import TrackerError
from tracker.widgets.results.chart_view import ChartView


@pytest.fixture
def plate():
    table = pd.DataFrame({"<b>": [1.234, None]}, pd.Index(["a", "b"], name="day"))
    nothing = pd.DataFrame(columns=["site"])
    return CaptionedChart(
        "x",
        "A <title>",
        'Say "it" & more.',
        "<i>",
        lambda ax: charts.back(nothing, ax),
        lambda: table,
        lead="The one thing.",
    )


def test_nothing_is_drawn_before_it_is_wanted_and_then_within_bounds(plate):
    view = ChartView(lambda: plate)
    assert view.shown == {}
    view.wanted = {"width": 20}
    assert (view.shown["width"], view.shown["of"]) == (300, 1)
    assert (view.shown["lead"], view.shown["blank"]) == ("The one thing.", False)
    view.wanted = {"width": 99_999}
    assert view.shown["width"] == 900


def test_files_and_table_come_when_asked_for(plate):
    view = ChartView(lambda: plate)
    view.asked = {"ask": 1, "what": "table"}
    assert "&lt;b&gt;" in view.answer["table"]
    assert "<b>" not in view.answer["table"]
    for kind, start in (("csv", b"day,<b>"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        view.asked = {"ask": kind, "what": kind}
        assert view.file.startswith(start)
        assert view.answer == {"ask": kind, "name": f"unknot-x.{kind}"}
    view.asked = {"ask": 9, "what": "../../etc"}
    assert view.answer == {"ask": 9}
    assert view.file == b""


@pytest.mark.parametrize(
    ("error", "said"),
    [(TrackerError("No such day."), "No such day."), (ValueError("odd"), "ValueError: odd")],
)
def test_what_cannot_be_drawn_says_so_in_a_sentence(error, said):
    def fail():
        raise error

    view = ChartView(fail)
    view.wanted = {"width": 600}
    assert said in view.shown["error"]
