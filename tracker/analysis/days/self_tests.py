"""The weekly self-tests by day: PEG, and how far one reaches and turns."""

from __future__ import annotations

import pandas as pd

from tracker.analysis.days.inputs import needs
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import PEG_ITEMS

_MOBILITY = ("back scratch", "seated rotation")


def peg(measures: pd.DataFrame) -> pd.DataFrame:
    """Return by day, where all three items were answered: pain, enjoyment, activity, peg (0-10).

    The PEG is the mean of its three items (Krebs 2009, doi 10.1007/s11606-009-0981-1).
    """
    needs(measures, "measures", "day", "test", "item", "value")
    mine = measures[measures["test"] == "PEG"]
    wide = mine.pivot_table(index="day", columns="item", values="value", aggfunc="last")
    wide = wide.reindex(columns=list(PEG_ITEMS)).dropna()
    wide.columns.name = None
    return wide.assign(peg=wide.mean(axis=1))


def mobility(measures: pd.DataFrame, test: str) -> pd.DataFrame:
    """Return one self-test by day, left and right, in cm or hours; of several the last counts."""
    if test not in _MOBILITY:
        raise InvalidValue(f"test {test!r} is not one of {', '.join(_MOBILITY)}")
    needs(measures, "measures", "day", "test", "side", "value")
    mine = measures[measures["test"] == test]
    wide = mine.pivot_table(index="day", columns="side", values="value", aggfunc="last")
    wide = wide.reindex(columns=["left", "right"])
    wide.columns.name = None
    return wide
