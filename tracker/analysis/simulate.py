"""Simulated people, whose truth is known, to hold an analysis against.

Every way in which a diary misleads is a trait of `World`: people stretch because it hurts, start at
their worst and recover, forget to rate when sore, live through a hard month that does both.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.foundation.errors import InvalidValue

Floats = NDArray[np.float64]

SLOW = 0.97
"""Autocorrelation of what changes over a month: drift, an unmeasured cause, one's own will."""


@dataclass(frozen=True, slots=True)
class World:
    """What is true of a simulated person; pain in points of 0-10, odds as logits.

    `effect` is of full consistency against none (-1.5 is what studies promise at best), a session
    counting half after `half_life_days`. Pain has a `level`, an `autocorrelation` (-1 < a < 1)
    whose part has the standard deviation `spread`, and a `flare` (points above it on the first day,
    gone with the time constant `flare_days`); `drift`, a slow wandering, and the reporting `noise`
    are standard deviations too, `season` half the swing of a wave of 120 days. Ratings are whole
    numbers; `relief` is by how many points a session lowers that of its day, gone the next.

    `adherence` is the share of days with a session, as the person would by themselves, `will` the
    standard deviation of their ups and downs, which last for weeks. Stretching is likelier by
    `habit` after a day with it, by `reverse_causation` and `same_day` for each point of yesterday's
    or today's pain; with a `threshold` above 0 it hardly ever comes below that pain the day before.
    At weekends pain and stretching are lower by `weekday`. `unmeasured` is a slow cause of both,
    such as a hard month: points of pain, and as many logits less stretching, a standard deviation.
    `missing` and `forgotten` are shares of days without a rating, and of which nothing is known;
    each point of pain makes a missing rating likelier by `missing_when_sore`. A `beginner` (1, else
    0) never stretched before.
    """

    effect: float = 0.0
    half_life_days: float = 14.0
    autocorrelation: float = 0.5
    level: float = 5.0
    spread: float = 1.3
    noise: float = 0.6
    adherence: float = 0.55
    will: float = 0.8
    habit: float = 0.0
    reverse_causation: float = 0.0
    same_day: float = 0.0
    threshold: float = 0.0
    flare: float = 0.0
    flare_days: float = 30.0
    weekday: float = 0.0
    drift: float = 0.0
    season: float = 0.0
    unmeasured: float = 0.0
    missing: float = 0.0
    missing_when_sore: float = 0.0
    forgotten: float = 0.0
    beginner: float = 0.0
    relief: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what no person can be."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise InvalidValue(f"{field.name} {value!r} is not a number")
            low, high = _RANGES.get(field.name, (-100.0, 100.0))
            if not low <= value <= high:
                raise InvalidValue(f"{field.name} {value} is outside {low:g} to {high:g}")


_RANGES = {
    "half_life_days": (0.1, 3650.0),
    "autocorrelation": (-0.999, 0.999),
    "level": (0.0, 10.0),
    "spread": (0.0, 10.0),
    "noise": (0.0, 10.0),
    "adherence": (0.01, 0.99),
    "will": (0.0, 10.0),
    "flare_days": (0.1, 3650.0),
    "missing": (0.0, 0.99),
    "forgotten": (0.0, 0.99),
    "beginner": (0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class People:
    """Diaries of many people of one world, each an array (people, days).

    `pain` are ratings, 0-10, whole numbers, NaN where there is none; `stretched` is False where the
    day is not `known`. `consistency`, 0-1, is the true one, of the days before each day.
    """

    pain: Floats
    stretched: NDArray[np.bool_]
    known: NDArray[np.bool_]
    consistency: Floats


def people(
    world: World,
    count: int,
    days: int,
    seed: Any,
    *,
    assigned: Floats | None = None,
    keeps: tuple[float, float] = (0.86, 0.14),
) -> People:
    """Simulate people of one world, from Monday on.

    Where `assigned` (count, days) says 1 or 0, to stretch or to rest, and not NaN, `keeps` are the
    shares of days with a session, but for the person's own reasons. `seed` is any of numpy's.

    Examples
    --------
    >>> diaries = people(World(effect=-1.5), count=3, days=180, seed=1)
    >>> diaries.pain.shape, bool(diaries.stretched.any())
    ((3, 180), True)
    """
    rng = np.random.default_rng(seed)
    shape = (days, count)
    mood = ar1(rng, days, count, world.autocorrelation)
    will, cause, drift = (ar1(rng, days, count, SLOW) for _ in range(3))
    chance, gap, lost = rng.random(shape), rng.random(shape), rng.random(shape)
    noise = world.noise * rng.standard_normal(shape)
    phase = rng.uniform(0, 2 * np.pi, count)

    day = np.arange(days)[:, None]
    weekend = day % 7 >= 5
    without = world.level + world.spread * mood + world.drift * drift + world.unmeasured * cause
    without += world.flare * np.exp(-day / world.flare_days) - world.weekday * weekend
    without += world.season * np.sin(2 * np.pi * day / 120 + phase)
    base = np.full(shape, _logit(world.adherence))
    if assigned is not None:
        said = np.where(assigned == 1, _logit(keeps[0]), _logit(keeps[1]))
        base = np.where(np.isnan(assigned), base.T, said).T
    own = base + world.will * will - world.unmeasured * cause
    own = own - world.weekday * weekend

    keep = 0.5 ** (1 / world.half_life_days)
    pain, consistency = np.empty(shape), np.empty(shape)
    stretched = np.zeros(shape, dtype=bool)
    before = np.full(count, world.adherence * (1 - world.beginner))
    last = without[0] + world.effect * before
    for t in range(days):
        consistency[t] = before
        pain[t] = without[t] + world.effect * before
        odds = own[t] + world.reverse_causation * (last - world.level)
        odds = odds + world.same_day * (pain[t] - world.level)
        if t:
            odds += world.habit * (stretched[t - 1] - world.adherence)
        if world.threshold:
            odds = np.where(last >= world.threshold, 2.0, -2.5) + 0.5 * (own[t] - own.mean())
        stretched[t] = chance[t] < 1 / (1 + np.exp(-odds))
        last = pain[t]
        before = keep * before + (1 - keep) * stretched[t]
    rating = np.clip(np.rint(pain + noise - world.relief * stretched), 0, 10)
    sore = world.missing_when_sore * (pain - world.level)
    share = 1 / (1 + np.exp(-_logit(max(world.missing, 1e-9)) - sore))
    known = lost >= world.forgotten
    rating[(gap < share) & (world.missing > 0) | ~known] = np.nan
    return People(rating.T.copy(), (stretched & known).T.copy(), known.T.copy(), consistency.T)


def ar1(rng: np.random.Generator, days: int, count: int, autocorrelation: float) -> Floats:
    """Return stationary AR(1) series of variance 1, an array (days, count)."""
    shocks = rng.standard_normal((days, count))
    shocks[1:] *= np.sqrt(1 - autocorrelation**2)
    for t in range(1, days):
        shocks[t] += autocorrelation * shocks[t - 1]
    return shocks


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


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
    effect, half_life_days : float
        Points of pain at full consistency, of which a session counts half after so many days.
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
        flare_days, weekday, drift, season, missing_when_sore, forgotten, beginner, relief. One that
        is none, or out of range, raises `InvalidValue`.

    Returns
    -------
    DataFrame
        One row a day, with the index and columns of ``daily()``: pain (0-10, NaN = not rated),
        sessions, minutes, stretched, target (sessions a week), paused, stress, sleep_h, sitting_h,
        observed.

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
