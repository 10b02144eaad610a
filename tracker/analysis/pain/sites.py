"""Scores by site: where it hurts, in the first and in the last weeks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.analysis.days.inputs import needs
from tracker.foundation.anatomy import SITES

FOUR_WEEKS = pd.Timedelta(days=28)


def means_by_site(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the mean score of each site in the first and in the last four weeks of a diary.

    Or in its halves, below eight weeks. Head to waist; means 0-10, NaN where not rated then.

    Examples
    --------
    >>> scores = pd.DataFrame({"day": pd.to_datetime(["2026-01-05", "2026-04-01"]),
    ...     "site": "on the blade", "side": "left", "score": [6, 4]})
    >>> means_by_site(scores)[["first", "last"]].to_numpy().tolist()
    [[6.0, 4.0]]
    """
    needs(scores, "scores", "day", "site", "side", "score")
    mine = _of_sites(scores)
    columns = ["site", "side", "first", "last", "n_first", "n_last"]
    if mine.empty:
        return pd.DataFrame(columns=columns)
    start, end = mine["day"].min(), mine["day"].max() + pd.Timedelta(days=1)
    reach = min(FOUR_WEEKS, (end - start) / 2)
    keys = [mine["site"], mine["side"]]
    parts = {
        "first": mine["score"].where(mine["day"] < start + reach),
        "last": mine["score"].where(mine["day"] >= end - reach),
    }
    found = pd.DataFrame({name: part.groupby(keys).mean() for name, part in parts.items()})
    counts = {f"n_{name}": part.groupby(keys).count() for name, part in parts.items()}
    found = found.assign(**counts).reset_index()
    place = found["site"].map(list(SITES).index)
    found = found.iloc[np.lexsort([found["side"], place])]
    return found[columns].reset_index(drop=True)


def period_names(scores: pd.DataFrame) -> tuple[str, ...]:
    """Return what the periods of `means_by_site` are called: two, or one of a day.

    Examples
    --------
    >>> scores = pd.DataFrame({"day": pd.to_datetime(["2026-01-05", "2026-02-01"]),
    ...     "site": "on the blade", "side": "left", "score": [6, 4]})
    >>> period_names(scores), period_names(scores[:1])
    (('first half', 'second half'), ('that day',))
    """
    needs(scores, "scores", "day", "site", "side", "score")
    day = _of_sites(scores)["day"]
    if day.empty or day.max() - day.min() + pd.Timedelta(days=1) >= 2 * FOUR_WEEKS:
        return ("first four weeks", "last four weeks")
    return ("first half", "second half") if day.min() < day.max() else ("that day",)


def _of_sites(scores: pd.DataFrame) -> pd.DataFrame:
    return scores[scores["site"].isin(list(SITES)) & scores["side"].isin(["left", "right"])]
