"""Whether being consistent is followed by less pain, for this person, and how sure they may be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.analysis.association.conditional_test import TestInversion, invert, tail_curves
from tracker.analysis.association.propensity import Diaries, diaries
from tracker.analysis.association.reverse_causation import Rated, reverse
from tracker.analysis.association.state_space import lacking, state_space
from tracker.analysis.association.verdict import Association
from tracker.analysis.days.consistency import half_life
from tracker.analysis.days.inputs import day_frame
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown


def association(
    days: pd.DataFrame,
    *,
    half_life_days: float = 14,
    draws: int = 999,
    seed: int = 0,
    rated: Rated = "after",
) -> Association:
    """Ask whether consistency goes before less pain: a sequential randomisation test.

    People stretch because it hurts, days depend on each other, ratings are missing: usual tests
    find an effect that is not there in 12 to 99 of 100 such diaries. This one draws the person's
    stretching anew, day by day, from their own habit of answering pain, and asks whether the days
    that happened went with less pain than those would have. Every effect that it does not reject is
    in the interval. A slow cause of both that the diary does not hold (a hard month at work) can
    still mislead it, and so can sessions that answer the day's pain and lower that day's rating as
    well; notebook 05 shows how often. Only an experiment rules that out.

    Parameters
    ----------
    days : DataFrame
        As `tracker.daily` makes it: pain (0-10, NaN where not rated) and stretched, and, where they
        are there, paused and observed. Anything else raises `InvalidValue`.
    half_life_days : float
        After so many days a session counts half in the consistency. Fix it before looking.
    draws, seed : int
        Redrawn diaries, 99-99,999; the same seed gives the same result.
    rated : {"before", "after"}
        Whether the day's rating precedes or follows that day's session. The test allows either way
        that the pain of the day drove the session; the reverse check looks at the last rating
        before the session: the same day's, or yesterday's.

    Returns
    -------
    Association
        effect, low, high, p_value, reverse_effect and its interval and p-value, n_days, n_rated,
        detectable, state_space, verdict, summary(). With fewer than 60 rated days, 15 with and 15
        without a session, or a consistency that hardly changed there is no p-value, and `missing`
        says what is needed.

    Examples
    --------
    >>> import tracker
    >>> days = tracker.simulate_person(720, effect=-4, will=1.6, seed=5)
    >>> found = association(days, draws=199)
    >>> found.low < -4 < found.high, found.p_value < 0.05
    (True, True)
    >>> association(days[:30]).verdict
    'This diary cannot tell yet. This reading takes 60 rated days; this diary has 30.'
    """
    check(draws, seed, rated)
    half_life(half_life_days)  # refuses what is none
    keep_days = float(half_life_days)
    given = prepared(days, keep_days)
    missing = lacking(given.pain[0], given.stretched[0], given.before[0])
    reading = TestInversion() if missing else invert(*tail_curves(given, draws=draws, seed=seed))
    back = reverse(given, rated=rated)
    return Association(
        effect=reading.effect,
        low=reading.low,
        high=reading.high,
        p_value=reading.p_value,
        reverse_effect=back.effect,
        reverse_low=back.low,
        reverse_high=back.high,
        reverse_p_value=back.p_value,
        n_days=given.pain.shape[1],
        n_rated=int(np.isfinite(given.pain).sum()),
        half_life_days=keep_days,
        detectable=reading.detectable,
        state_space=state_space(days, half_life_days=keep_days),
        missing=missing,
        rated=rated,
    )


def prepared(days: pd.DataFrame, half_life_days: float) -> Diaries:
    """Return a checked frame of days as the diary of one person."""
    table = day_frame(days, "pain", "stretched", maybe=["paused", "observed"])
    stretched = table["stretched"].to_numpy(dtype=bool)
    nothing = np.zeros(len(table), dtype=bool)
    known = table["observed"].to_numpy(dtype=bool) if "observed" in table else ~nothing
    paused = table["paused"].to_numpy(dtype=bool) if "paused" in table else nothing
    weekday = pd.DatetimeIndex(table.index).day_of_week.to_numpy().astype(np.int64)
    pain = table["pain"].to_numpy(dtype=np.float64)
    return diaries(pain[None], stretched[None], known[None], paused[None], weekday, half_life_days)


def check(draws: object, seed: object, rated: object = "after") -> None:
    """Refuse in a sentence what cannot be asked for."""
    for name, value, low, high in (("draws", draws, 99, 99_999), ("seed", seed, 0, 2**63)):
        whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if not whole or not low <= int(value) <= high:  # type: ignore[call-overload]
            allowed = f"of {low} or more" if name == "seed" else f"from {low} to {high:,}"
            raise InvalidValue(f"{name} {shown(value)} is not a whole number {allowed}")
    if rated not in ("before", "after"):
        raise InvalidValue(f"rated {shown(rated)} is neither 'before' nor 'after'")
