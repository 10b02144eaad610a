"""What a self-experiment found, or may find, as something to read: words, pictures, tables."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from typing import Any

import ipywidgets  # type: ignore[import-untyped]
import pandas as pd

from tracker.analysis.experiment.cent import cent_table
from tracker.analysis.experiment.plan import Experiment
from tracker.analysis.experiment.power import Power
from tracker.analysis.experiment.result import ExperimentResult
from tracker.charts import experiment_captions as captions
from tracker.charts.captioned import CaptionedChart
from tracker.exchange.ics import block_calendar
from tracker.widgets.forms.text_card import TextCard
from tracker.widgets.results.chart_view import ChartView


class Part(ipywidgets.VBox):  # type: ignore[misc]
    """Widgets one below the other, told in plain text by what each says."""

    def __repr__(self) -> str:
        """Return what is to be seen, in words: the same for the same journal."""
        return " ".join(text for text in map(repr, self.children) if text)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        # ipywidgets would cut the sentence short.
        return {**super()._repr_mimebundle_(**options), "text/plain": repr(self)}


class Page(Part):
    """Words, up to `most` figures, more words: nothing at all until there is something to show."""

    def __init__(self, most: int, label: str = "") -> None:
        self._figures: list[CaptionedChart] = []
        self._head, self._tail = TextCard(label=label), TextCard()
        self._views = [ChartView(lambda n=n: self._figures[n]) for n in range(most)]  # type: ignore[misc]
        super().__init__([self._head])

    def show(
        self, html: str, said: str, figures: Sequence[CaptionedChart] = (), tail: str = ""
    ) -> None:
        """Show something else: first words, as HTML and as text, then figures, then HTML."""
        self._figures = list(figures)
        views = self._views[: len(figures)]
        self._head.show(html, said)
        for view in views:
            view.renew()
        self._tail.show(tail, "")
        self.children = [self._head, *views, *([self._tail] if tail else [])]


def experiment_page(result: ExperimentResult, days: pd.DataFrame | None = None) -> Page:
    """Show what a self-experiment found: verdict, figures, other readings, CENT 2015.

    Parameters
    ----------
    result : ExperimentResult
    days : DataFrame, optional
        The days it was read from, for the dots in the figure.

    Returns
    -------
    Page
        A widget to put into a cell.
    """
    page = Page(2, "What came out")
    show_result(page, result, None if days is None else days["pain"])
    return page


def show_result(page: Page, result: ExperimentResult, pain: pd.Series | None = None) -> None:
    """Put on a page what a self-experiment found."""
    first, *rest = result.paragraphs()
    figures = [captions.blocks(result, pain)]
    if result.p_value is not None:
        figures.append(captions.null_distribution(result))
    parts = [f"<p>{escape(text)}</p>" for text in rest]
    if len(result.sensitivity) > 1:
        parts.append(_folded("Other readings of it", _table(result.sensitivity.reset_index())))
    cent = cent_table(result).reset_index()
    parts.append(_folded("For the record: what CENT 2015 asks of a report", _table(cent)))
    page.show(f'<p class="lead">{escape(first)}</p>', first, figures, "".join(parts))


def show_power(page: Page, found: Power) -> None:
    """Put on a page what plans may find."""
    said = found.summary()
    page.show(f'<p class="lead">{escape(said)}</p>', said, [captions.power(found)])


def calendar_link(plan: Experiment) -> str:
    """Return a link that saves the schedule as a calendar file, without any server."""
    rows = plan.blocks().to_dict("records")
    spans = [(str(row["words"]), row["first"].date(), row["last"].date()) for row in rows]
    text = base64.b64encode(block_calendar(plan.id, spans)).decode()
    return (
        f'<p><a class="button" download="self-experiment.ics"'
        f' href="data:text/calendar;base64,{text}">Save it as a calendar file (.ics)</a></p>'
    )


def _folded(title: str, inside: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{inside}</details>"


def _table(frame: pd.DataFrame) -> str:
    heads = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(
        "<tr>" + "".join(_cell(value) for value in row) + "</tr>"
        for row in frame.itertuples(index=False)
    )
    head, body = f"<thead><tr>{heads}</tr></thead>", f"<tbody>{rows}</tbody>"
    return f'<div class="wide" tabindex="0"><table>{head}{body}</table></div>'


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f'<td class="number">{value:.3g}</td>'
    text = str(value)
    kind = ' class="short"' if len(text) < 12 else ""
    return f"<td{kind}>{escape(text)}</td>"
