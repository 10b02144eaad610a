import tracker
from tests.charts.drawn import axes, is_right
from tracker import charts


def test_false_alarms_are_drawn_with_no_word_cut_or_covered_and_a_row_a_world() -> None:
    table = tracker.calibration().false_alarms()
    for dark in (False, True):
        ax = axes(700, 30 * len(table) + 110, dark=dark)
        ax.set_position((0.3, 0.1, 0.67, 0.72))
        assert charts.false_alarms(table, ax) is ax
        assert {*table, *table.index} <= set(is_right(ax))
