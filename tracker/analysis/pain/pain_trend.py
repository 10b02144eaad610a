"""Whether pain rises or falls over the weeks, against a null in which days are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tracker.analysis.days.error_models import ErrorModels
from tracker.analysis.days.inputs import Floats, on_calendar
from tracker.analysis.pain.mann_kendall import pairs_by_step, rises_less_falls
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown
from tracker.foundation.words import p_words, rounded_repr

LEAST_RATED = 28
"""Rated days below which a trend is not judged: four weeks of them."""

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class PainTrend:
    """How pain moves: the Theil-Sen slope in points a week, its 95 % interval, Mann-Kendall's p.

    All are None where `missing` says what is lacking.
    """

    slope_per_week: float | None
    low: float | None
    high: float | None
    p_value: float | None
    n_days: int
    n_rated: int
    missing: str = ""

    __repr__ = rounded_repr

    def summary(self) -> str:
        """Say it in one sentence."""
        if self.slope_per_week is None or self.p_value is None:
            return self.missing
        weeks = f"over {self.n_days / 7:.0f} weeks"
        interval = f"95 % interval {self.low:+.2f} to {self.high:+.2f} points a week"
        p = p_words(self.p_value, digits=2)
        if self.p_value > 0.05:
            return f"No trend {weeks} that chance would not make as well ({interval}, p {p})."
        way = "falls" if self.slope_per_week < 0 else "rises"
        by = f"{abs(self.slope_per_week):.2f} points a week"
        return f"Pain {way} by {by} {weeks} ({interval}, p {p})."

    def _repr_html_(self) -> str:
        return f"<p>{self.summary()}</p>"


def pain_trend(pain: Any, *, draws: int = 999, seed: int = 0) -> PainTrend:
    """Test whether pain moves over the weeks, and by how much.

    Mann-Kendall's S is held against S of simulated diaries without a trend, with the person's own
    gaps, autocorrelation and reporting noise (a sieve bootstrap, Bühlmann 1997, in place of Hamed
    and Rao 1998): AR(1) + noise, rounded as scores are. Their parameters are drawn anew for each by
    restricted likelihood (which allows for the trend), since reporting noise hides autocorrelation
    and no single estimate of it can be relied on.

    The slope is Theil and Sen's, the middle slope of all pairs, with Sen's interval (1968) and the
    spread of S from the same draws. A score of 4 stands for anything from 3.5 to 4.5, and is spread
    over it as the median of grouped data is: taken as exact, so many pairs tie that the middle
    slope of a real, slow trend comes out at less than half of it or at 0. So the slope has the sign
    of S, and the interval leaves out 0 where p is below .05.

    Parameters
    ----------
    pain : Series indexed by day, or sequence with one value a day
        0-10; NaN and days left out are gaps and stay gaps. Other numbers, and days that are not in
        order, raise `InvalidValue`.
    draws, seed : int
        Simulated diaries, at least 99; same seed, same result.

    Returns
    -------
    PainTrend
        slope_per_week, low, high, p_value (None with a sentence in `missing` below 28 rated days or
        where all ratings are the same), n_days, n_rated.

    Examples
    --------
    >>> pain_trend([6, 6, 5, 6, 5, 5, 4] * 2 + [5, 4, 5, 4, 4, 3, 4] * 2).slope_per_week < 0
    True
    """
    for name, value, least in (("draws", draws, 99), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
            raise InvalidValue(f"{name} {shown(value)} is not a whole number from {least}")
    series, _ = on_calendar(pain, "pain", low=0, high=10)
    rated = ~np.isnan(series)
    counts = (len(series), int(rated.sum()))
    missing = _lacking(series[rated])
    if missing:
        return PainTrend(None, None, None, None, *counts, missing)
    step = _step(series[rated])
    levels, level = np.unique(np.rint(series[rated] / step), return_inverse=True)
    s = int(rises_less_falls(level[:, None], len(levels))[0])
    null = np.abs(_null(series, rated, step, draws, np.random.default_rng(seed)))
    p_value = (1 + int((null >= abs(s)).sum())) / (draws + 1)
    pairs = pairs_by_step(np.rint(series / step), levels)
    # Between the largest S that is not significant and the next.
    ordered = np.sort(null)
    reach = ordered[-int(0.05 * (draws + 1))] + 0.5
    share = reach / pairs[2].sum() / 2
    low, slope, high = (7 * step * _slope(pairs, at) for at in (0.5 - share, 0.5, 0.5 + share))
    return PainTrend(slope, low, high, p_value, *counts)


def _slope(pairs: tuple[Array, Array, Array], share: float) -> float:
    """Return the slope below which a share of the pairs lies, each value spread over its step."""
    difference, lag, count = pairs
    total = count.sum()
    low, high = float(difference.min() - 1), float(difference.max() + 1)
    for _ in range(36):
        middle = (low + high) / 2
        off = np.clip(middle * lag - difference, -1, 1)
        below = float(count @ (0.5 + off - off * np.abs(off) / 2))  # triangular, as of two values
        low, high = (middle, high) if below < share * total else (low, middle)
    return (low + high) / 2


def _lacking(ratings: Floats) -> str:
    if len(ratings) < LEAST_RATED:
        return f"A trend takes {LEAST_RATED} rated days; this diary has {len(ratings)}."
    if np.ptp(ratings) == 0:
        return f"Every rating is {ratings[0]:g}: there is no trend, and no chance to tell one from."
    return ""


def _null(
    series: Floats, rated: np.ndarray[Any, Any], step: float, draws: int, rng: np.random.Generator
) -> np.ndarray[Any, Any]:
    """Return S of diaries without a trend."""
    models = ErrorModels(rated, drift={0.0: 1.0}, initial=1.0)
    n = len(series)
    time = (np.arange(n) - n / 2) / n
    y = np.where(rated, series, 0.0)
    filtered = models.filter(np.column_stack([y, np.ones(n), time]))
    q, r = np.linalg.qr(filtered[:, :, 1:])
    along = (q * filtered[:, :, :1]).sum(axis=1)
    rss = (filtered[:, :, 0] ** 2).sum(axis=1) - (along**2).sum(axis=1)
    df = int(rated.sum()) - 2
    norms = 2 * np.log(np.abs(np.diagonal(r, axis1=1, axis2=2))).sum(axis=1)
    log_weight = models.log_prior - (models.log_f + norms) / 2 - df / 2 * np.log(rss)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    cell = rng.choice(len(weight), draws, p=weight)
    scale = np.sqrt(rss[cell] / rng.chisquare(df, draws))
    # Rounding adds its own variance again.
    noise = np.sqrt(np.maximum(scale**2 * models.noise[cell] - step**2 / 12, 0))
    phi = models.phi[cell, 0]
    days = rng.standard_normal((n, draws), dtype="float32")
    days[0] *= scale
    days[1:] *= (scale * np.sqrt(1 - phi**2)).astype("float32")
    phi = phi.astype("float32")
    for day, before in zip(days[1:], days[:-1], strict=True):
        day += phi * before
    days = days[rated]
    days += rng.standard_normal(days.shape, dtype="float32") * noise.astype("float32")
    days += np.float32(series[rated].mean())
    days *= np.float32(1 / step)
    most = round(10 / step)
    level = np.clip(np.rint(days, out=days), 0, most, out=days).astype(np.int8)
    return rises_less_falls(level, most + 1)


def _step(ratings: Floats) -> float:
    """Return how finely the ratings are given: whole, half, or finer."""
    for step in (1.0, 0.5):
        if np.all(ratings / step == np.rint(ratings / step)):
            return step
    return 0.25
