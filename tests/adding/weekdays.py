"""Mean pain by day of the week: a chart, as an example."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tracker.analysis.findings import Findings
from tracker.charts.captioned import CaptionedChart
from tracker.charts.style import style_axes

_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def captioned(look: Findings) -> CaptionedChart:
    """Return mean pain by day of the week, with its words and its table."""
    means = look.days["pain"].groupby(look.days.index.day_of_week).mean().reindex(range(7))
    table = pd.DataFrame({"pain": means.to_numpy()}, index=list(_NAMES))
    worst = "Nothing is scored yet." if means.isna().all() else f"Most on {_NAMES[means.idxmax()]}."
    caption = "Means of what was scored."
    return CaptionedChart(
        "weekdays", "Pain by weekday", worst, caption, lambda ax: _draw(table, ax), lambda: table
    )


def _draw(table: pd.DataFrame, ax: Axes) -> Axes:
    ax.bar(table.index, table["pain"])
    style_axes(ax)
    return ax
