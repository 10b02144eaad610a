"""What a self-experiment found, or may find, as something to read: words, pictures, tables."""

from __future__ import annotations

import base64
from html import escape

import pandas as pd
from matplotlib.figure import Figure

from tracker.journal.exchange.ics_blocks import block_calendar
from tracker.journal.shown import Shown
from tracker.progress.cent import cent_table
from tracker.progress.experiment import Experiment
from tracker.progress.experiment_chart import draw_blocks, draw_null, draw_power, svg
from tracker.progress.experiment_power import Power
from tracker.progress.experiment_result import ExperimentResult

_BLOCK_NAMES = {
    "words": "block",
    "first": "from",
    "last": "to",
    "rated": "days rated",
    "pain": "mean pain",
    "kept": "kept",
}
_POWER_NAMES = {"block_days": "days a block", "power": "found, in 100", "error": "give or take"}


def experiment_page(result: ExperimentResult, days: pd.DataFrame | None = None) -> Shown:
    """Show what a self-experiment found: verdict, charts, blocks, other readings, CENT 2015.

    Parameters
    ----------
    result : ExperimentResult
    days : DataFrame, optional
        The days it was read from, for the dots in the chart.

    Returns
    -------
    Shown
        A widget to put into a cell.
    """
    pain = None if days is None else days["pain"]
    return Shown(result_html(result, pain), result.summary(), label="What came out")


def result_html(result: ExperimentResult, pain: pd.Series | None = None) -> str:
    """Return the page of a result."""
    first, *rest = result.paragraphs()
    blocks = Figure(figsize=(5, 2.7), layout="constrained")
    draw_blocks(result, blocks.subplots(), pain=pain)
    null = Figure(figsize=(5, 2.5), layout="constrained")
    draw_null(result, null.subplots())
    words = " and ".join(result.experiment.conditions)
    parts = [
        f'<p class="lead">{escape(first)}</p>',
        svg(blocks, f"Blocks of {words}, shaded, each with its mean pain: the table below has it"),
        *([svg(null, _null_words(result))] if result.p_value is not None else []),
        *(f"<p>{escape(text)}</p>" for text in rest),
        _folded("The blocks", _blocks(result.blocks)),
    ]
    if len(result.sensitivity) > 1:
        parts.append(_folded("Other readings of it", _table(result.sensitivity.reset_index())))
    cent = cent_table(result).reset_index()
    parts.append(_folded("For the record: what CENT 2015 asks of a report", _table(cent)))
    return "".join(parts)


def power_html(found: Power) -> str:
    """Return the page of what a plan may find."""
    figure = Figure(figsize=(5, 2.8), layout="constrained")
    draw_power(found, figure.subplots())
    table = found.table.drop(columns=["effect", "half_life_days"])
    shown = table.assign(
        weeks=found.table["weeks"].round().astype(int),
        power=[_share(value) for value in found.table["power"]],
        error=[f"±{200 * value:.0f}" if value == value else "" for value in found.table["error"]],
    ).rename(columns=_POWER_NAMES)
    assumed = ", ".join(f"{name} {value:.2g}" for name, value in found.assumed.items())
    whose = "Read from your diary" if found.from_diary else "Assumed, until a diary says more"
    return "".join(
        [
            f'<p class="lead">{escape(found.summary())}</p>',
            svg(figure, "How often each plan finds its change, by weeks: the table below has it"),
            _table(shown),
            f'<p class="quiet">{whose}: {escape(assumed)}. {found.people} people for each row.</p>',
        ]
    )


def calendar_link(plan: Experiment) -> str:
    """Return a link that saves the schedule as a calendar file, without any server."""
    rows = plan.blocks().to_dict("records")
    spans = [(str(row["words"]), row["first"].date(), row["last"].date()) for row in rows]
    text = base64.b64encode(block_calendar(plan.id, spans)).decode()
    return (
        f'<p><a class="button" download="self-experiment.ics"'
        f' href="data:text/calendar;base64,{text}">Save it as a calendar file (.ics)</a></p>'
    )


def _null_words(result: ExperimentResult) -> str:
    return (
        f"What each of {result.n_schedules} orders would have shown by chance, around 0; the one"
        f" drawn showed {result.effect:+.1f} points"
    )


def _blocks(blocks: pd.DataFrame) -> str:
    table = blocks.assign(
        first=[f"{day.day} {day:%b}" for day in blocks["first"]],
        last=[f"{day.day} {day:%b}" for day in blocks["last"]],
        pain=["–" if pd.isna(value) else f"{value:.1f}" for value in blocks["pain"]],
        kept=[_share(value) for value in blocks["kept"]],
    )
    return _table(table[list(_BLOCK_NAMES)].rename(columns=_BLOCK_NAMES))


def _share(value: float) -> str:
    return "–" if pd.isna(value) else f"{100 * value:.0f}"


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
