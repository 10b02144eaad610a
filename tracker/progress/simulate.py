"""One simulated person's days, with a truth to hold an analysis against."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from tracker.errors import InvalidValue
from tracker.progress.worlds import People, World, people


def simulate_person(
    days: int = 180,
    *,
    effect: float = 0.0,
    half_life_days: float = 14.0,
    autocorrelation: float = 0.5,
    reverse_causation: float = 0.0,
    same_day: float = 0.0,
    flare: float = 0.0,
    unmeasured: float = 0.0,
    missing: float = 0.0,
    start: date | str = "2026-01-05",
    seed: int,
    **traits: float,
) -> pd.DataFrame:
    """Simulate the days of one person whose truth is known.

    Parameters
    ----------
    days : int
        How many, 1-20,000.
    effect : float
        Points of pain at full consistency against none.
    half_life_days : float
        After how many days a session counts half in the consistency.
    autocorrelation : float
        Of pain from one day to the next.
    reverse_causation, same_day : float
        How much likelier (logits) each point of yesterday's or today's pain makes stretching.
    flare : float
        Points above the usual level on the first day, from which the person recovers.
    unmeasured : float
        Points of pain, and logits less stretching, for each SD of a slow cause of both.
    missing : float
        Share of days without a rating.
    start : date or str
        The first day.
    seed : int
        The same seed gives the same person.
    **traits
        Any other trait of `World`: level, spread, noise, adherence, will, habit, threshold,
        flare_days, weekday, drift, season, missing_when_sore, forgotten, beginner, relief.

    Returns
    -------
    DataFrame
        One row a day, with the index and columns of ``daily()``: pain (0-10, NaN = not rated),
        sessions, minutes, stretched, target (sessions a week), paused, stress, sleep_h,
        sitting_h, observed.

    Raises
    ------
    InvalidValue
        If there is no such trait, or a value is out of range.

    Examples
    --------
    >>> days = simulate_person(28, effect=-1.5, seed=1)
    >>> days.shape, str(days.index[0].date()), days["pain"].between(0, 10).all().item()
    ((28, 10), '2026-01-05', True)
    """
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= 20_000:
        raise InvalidValue(f"days {days!r} is not a whole number from 1 to 20,000")
    named: dict[str, Any] = {
        "effect": effect,
        "half_life_days": half_life_days,
        "autocorrelation": autocorrelation,
        "reverse_causation": reverse_causation,
        "same_day": same_day,
        "flare": flare,
        "unmeasured": unmeasured,
        "missing": missing,
    }
    known = set(World.__dataclass_fields__)
    for name in traits:
        if name not in known:
            raise InvalidValue(f"{name!r} is no trait of a simulated person; there are: "
                               f"{', '.join(sorted(known))}")  # fmt: skip
    try:
        index = pd.date_range(start, periods=days, freq="D", name="day").as_unit("us")
    except (ValueError, TypeError) as error:
        raise InvalidValue(f"start {start!r} is not a day such as '2026-01-05'") from error
    rng = np.random.default_rng(seed)
    one = people(World(**named, **traits), 1, days, rng)
    return as_days(one, index, rng)


def as_days(one: People, index: pd.DatetimeIndex, rng: np.random.Generator) -> pd.DataFrame:
    """Return the first of some simulated people as ``daily()`` would, minutes and context drawn."""
    days = len(index)
    stretched, known_days = one.stretched[0], one.known[0]
    sessions = np.where(stretched, 1 + (rng.random(days) < 0.1), 0)
    minutes = sessions * np.round(np.clip(rng.normal(7, 2, days), 2, 20))
    sitting = np.clip(rng.normal(7, 1, days) - 3 * (index.day_of_week >= 5), 0, 24)
    context = {
        "stress": np.clip(np.rint(rng.normal(4, 2, days)), 0, 10),
        "sleep_h": np.clip(np.round(2 * rng.normal(7, 0.8, days)) / 2, 0, 24),
        "sitting_h": np.round(2 * sitting) / 2,
    }
    return pd.DataFrame(
        {
            "pain": one.pain[0],
            "sessions": sessions.astype(np.int64),
            "minutes": minutes.astype(np.float64),
            "stretched": stretched,
            "target": 4.0,
            "paused": False,
            **{name: np.where(known_days, values, np.nan) for name, values in context.items()},
            "observed": known_days,
        },
        index=index,
    )
