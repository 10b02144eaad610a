"""Pain on the days after a session and on the days before one, side by side: a description."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.analysis.days.inputs import Floats, day_frame
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown

LEAST_EACH_WAY = 10
"""Rated days with a session so many days away, and without, that it takes to compare them."""


def lag_profile(days: pd.DataFrame, *, most: int = 7) -> pd.DataFrame:
    """Compare pain some days after a session, and before one, with pain around days without.

    Where people stretch because it hurts, pain is higher before sessions, and comes down afterwards
    by itself; so the two belong side by side, and neither is a test: `association` is one.
    Differences of means, a row a lag of 1 to `most` (1-28) and direction: difference (points;
    negative is less pain), low, high (95 %; Newey and West 1987, doi 10.2307/1913610, as days
    resemble each other up to `most` days apart; NaN with fewer than 10 days on either side), days
    (rated). A day of which nothing is known is left out.

    Examples
    --------
    >>> import tracker
    >>> days = tracker.simulate_person(360, effect=0, reverse_causation=1, seed=1)
    >>> found = lag_profile(days).set_index(["direction", "lag_days"])
    >>> bool(found.loc[("before", 1), "difference"] > 0.3)
    True
    """
    if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= 28:
        raise InvalidValue(f"most {shown(most)} is not a whole number from 1 to 28")
    table = day_frame(days, "pain", "stretched", maybe=["observed"])
    pain = table["pain"].to_numpy()
    stretched = table["stretched"].to_numpy(dtype="float64")
    if "observed" in table:
        stretched = np.where(table["observed"] | table["stretched"], stretched, np.nan)
    rows = []
    for direction in ("after", "before"):
        for lag in range(1, most + 1):
            first, second = (pain[lag:], stretched[:-lag])
            if direction == "before":
                first, second = (pain[:-lag], stretched[lag:])
            rows.append((direction, lag, *_difference(first, second, most)))
    names = ["direction", "lag_days", "difference", "low", "high", "days"]
    return pd.DataFrame(rows, columns=names)


def _difference(pain: Floats, stretched: Floats, bandwidth: int) -> tuple[float, float, float, int]:
    known = ~np.isnan(pain) & ~np.isnan(stretched)
    did = stretched[known] == 1
    n = int(known.sum())
    if min(did.sum(), (~did).sum()) < LEAST_EACH_WAY:
        return np.nan, np.nan, np.nan, n
    difference = float(pain[known][did].mean() - pain[known][~did].mean())
    # What each day adds to the difference, on the calendar, so that a gap keeps its length.
    share = np.zeros(len(pain))
    residual = pain[known] - np.where(did, pain[known][did].mean(), pain[known][~did].mean())
    share[known] = residual * np.where(did, 1 / did.sum(), -1 / (~did).sum())
    variance = float(share @ share)
    for lag in range(1, min(bandwidth, len(share) - 1) + 1):
        variance += 2 * (1 - lag / (bandwidth + 1)) * float(share[lag:] @ share[:-lag])
    reach = 1.96 * float(np.sqrt(max(variance, 0.0)))
    return difference, difference - reach, difference + reach, n
