"""The figures of a self-experiment: charts with alt text and caption, out of its numbers."""

from __future__ import annotations

import pandas as pd

from tracker import charts
from tracker.analysis.experiment.power import Power
from tracker.analysis.experiment.result import ExperimentResult
from tracker.charts.captioned import CaptionedChart


def blocks(result: ExperimentResult, pain: pd.Series | None = None) -> CaptionedChart:
    """Return the blocks, each with its mean pain."""
    table = result.blocks
    said = []
    for condition, words in zip(("on", "off"), result.experiment.conditions, strict=True):
        means = table.loc[table["condition"] == condition, "pain"]
        listed = ", ".join("not rated" if pd.isna(mean) else f"{mean:.1f}" for mean in means)
        said.append(f"of “{words.lower()}” {listed}")
    shaded = result.experiment.conditions[0].lower()
    return CaptionedChart(
        "blocks",
        "Block by block",
        f"{len(table)} blocks. Mean pain of blocks {'; '.join(said)}.",
        f"Shaded days were drawn for “{shaded}”. A thick line is the mean of a block, dots are"
        " single days.",
        lambda ax: charts.blocks(result, ax, pain=pain),
        lambda: table[["words", "first", "last", "rated", "pain", "kept"]],
        lambda width: 230,
    )


def null_distribution(result: ExperimentResult) -> CaptionedChart:
    """Return what every order would have shown, and what the one drawn did."""
    alt = "There is no test, so no order is held against another."
    if result.effect is not None and result.p_value is not None:
        alt = (
            f"What each of {result.n_schedules:,} orders would have shown by chance, in a heap"
            f" around 0; the one drawn shows {result.effect:+.1f} points, and a share of"
            f" {result.p_value:.3f} of them lies as far out."
        )
    return CaptionedChart(
        "orders",
        "What chance alone would show",
        alt,
        "Had nothing made a difference, the order that was drawn (the thick line) would be one in"
        " the heap like any other.",
        lambda ax: charts.null(result, ax),
        lambda: (
            pd.Series(result.null)
            .round(1)
            .value_counts()
            .sort_index()
            .rename_axis("points")
            .to_frame("orders")
        ),
        lambda width: 190,
    )


def power(found: Power) -> CaptionedChart:
    """Return how often each plan finds its change, by weeks."""
    assumed = ", ".join(f"{name} {value:.2g}" for name, value in found.assumed.items())
    whose = "Read from your diary" if found.from_diary else "Assumed, until a diary says more"
    return CaptionedChart(
        "power",
        "How often it is found, by weeks",
        found.summary(),
        f"{found.people} made-up people live each plan; upright lines are give or take, the dashed"
        f" one is 8 in 10. A label is the true change and how soon half of it is gone. {whose}:"
        f" {assumed}.",
        lambda ax: charts.power(found, ax),
        lambda: found.table.set_index("weeks"),
        lambda width: 210,
    )
