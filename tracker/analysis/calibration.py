"""How often the methods are wrong, measured on simulated people; nothing is simulated here."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

from tracker.foundation.data_files import data_folder

TEST = "randomisation test"
GOAL = 7.0
"""Per cent of false alarms at a nominal 5: a method does not hold where more were measured, beyond
twice the standard error."""

_TYPES = {
    "days": "int64",
    "autocorrelation": "float64",
    "effect": "float64",
    "tested": "float64",
    "people": "int64",
    "refused": "int64",
    "rejected": "int64",
    "share": "float64",
    "mc_error": "float64",
    "draws": "int64",
    "seed": "int64",
}


@dataclass(frozen=True)
class Calibration:
    """What ``make calibrate`` measured; see `calibration`.

    `rows`, one a cell: question, method, world, days, autocorrelation, effect (the true one,
    points), tested (the one held against the diary), people, refused (too little to test), rejected
    (at 5 %), share (rejected / people), mc_error (standard error of the share), draws, seed,
    versions.
    """

    rows: pd.DataFrame = field(repr=False, compare=False)

    def false_alarms(self, *, days: int = 180, question: str = "association") -> pd.DataFrame:
        """Return false alarms by world and method, per cent, at the worst autocorrelation.

        Of a `question`, "association", "trend" or "experiment". Diaries are so many days long;
        experiments are as long as their plans say. NaN where it was not measured.
        """
        rows = self._without_effect()
        rows = rows[rows["question"] == question]
        if question != "experiment":
            rows = rows[rows["days"] == days]
        return _worst(rows, "world", "method")

    def by_length(self, method: str = TEST) -> pd.DataFrame:
        """Return false alarms of a method by world and days: per cent, worst autocorrelation."""
        rows = self._without_effect()
        return _worst(rows[rows["method"] == method], "world", "days")

    def coverage(self, *, question: str = "association") -> pd.DataFrame:
        """Return in how many of 100 people the 95 % interval holds the truth.

        Of a `question`, "association" or "experiment". Indexed by method, world, days and effect,
        one column an autocorrelation; per cent.
        """
        rows = self.rows[(self.rows["question"] == question) & (self.rows["effect"] != 0)]
        rows = rows[rows["tested"] == rows["effect"]]
        return 100 - _shares(rows, "method", "world", "days", "effect")

    def power(self, *, question: str = "association") -> pd.DataFrame:
        """Return in how many of 100 people an effect is found.

        Of a `question`, "association" or "experiment". Indexed by method, world, days and effect,
        one column an autocorrelation; per cent.
        """
        rows = self.rows[(self.rows["question"] == question) & (self.rows["effect"] != 0)]
        return _shares(rows[rows["tested"] == 0], "method", "world", "days", "effect")

    def summary(self) -> str:
        """Say how much was measured, how exactly, and where the association's test holds."""
        if self.rows.empty:
            return "Nothing has been measured yet: run make calibrate."
        least, most = int(self.rows["people"].min()), int(self.rows["people"].max())
        people = f"{least:,}" if least == most else f"{least:,} to {most:,}"
        said = (
            f"{len(self.rows)} cells of {people} simulated people each; a share has a standard"
            f" error of at most {100 * self.rows['mc_error'].max():.1f} points."
        )
        worst = self.by_length().max(axis=1)
        if worst.empty:
            return said
        rows = self._without_effect()
        rows = rows[rows["method"] == TEST]
        surely = 100 * (rows["share"] - 2 * rows["mc_error"]).groupby(rows["world"]).max()
        held = worst[surely.reindex(worst.index) <= GOAL]
        said += (
            f" At a nominal 5 % the {TEST} raises at most {held.max():.1f} % false alarms in"
            f" {len(held)} worlds without an effect."
        )
        if len(held) < len(worst):
            broken = [f"{world} ({share:.0f} %)" for world, share in worst.drop(held.index).items()]
            said += f" It does not hold in: {', '.join(broken)}."
        return said

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(self.summary())

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.summary())}</p>"

    def _without_effect(self) -> pd.DataFrame:
        return self.rows[(self.rows["effect"] == 0) & (self.rows["tested"] == 0)]


def calibration() -> Calibration:
    """Return the measured false alarms, coverage and power that come with the package.

    Examples
    --------
    >>> found = calibration()
    >>> found.false_alarms().loc["pain drives stretching", "randomisation test"].item() < 7
    True
    """
    file = data_folder() / "calibration.csv"
    return Calibration(pd.read_csv(file, encoding="utf-8", dtype=_TYPES))


def _worst(rows: pd.DataFrame, index: str, columns: str) -> pd.DataFrame:
    worst = rows.groupby([index, columns], sort=False)["share"].max().mul(100).round(1)
    order = rows[columns].drop_duplicates()
    order = order.sort_values() if columns == "days" else order
    table = worst.unstack(columns)
    return table.reindex(index=rows[index].drop_duplicates(), columns=order)


def _shares(rows: pd.DataFrame, *index: str) -> pd.DataFrame:
    table = rows.set_index([*index, "autocorrelation"])["share"].mul(100).round(1)
    return table.unstack("autocorrelation").sort_index()
