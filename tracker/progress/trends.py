"""Whether pain rises or falls over the weeks, against a null in which days are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tracker.errors import InvalidValue
from tracker.progress.inputs import Floats, on_calendar
from tracker.progress.kalman import ErrorModels
from tracker.progress.mann_kendall import Slopes, rises_less_falls
from tracker.schema import shown

LEAST_RATED = 28
"""Rated days below which a trend is not judged: four weeks of them."""

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class PainTrend:
    """How pain moves over the weeks; see `pain_trend`.

    `slope_per_week` is the Theil-Sen slope in points a week with its 95 % interval `low` to `high`,
    `p_value` that of Mann-Kendall's S against the sieve's null, `line_per_week` the slope of the
    straight line under the same error models. All are None where `missing` says what is lacking.
    """

    slope_per_week: float | None
    low: float | None
    high: float | None
    p_value: float | None
    line_per_week: float | None
    n_days: int
    n_rated: int
    missing: str = ""

    def summary(self) -> str:
        """Say it in one sentence."""
        if self.slope_per_week is None or self.p_value is None or self.line_per_week is None:
            return self.missing
        weeks = f"over {self.n_days / 7:.0f} weeks"
        interval = f"95 % interval {self.low:+.2f} to {self.high:+.2f} points a week"
        p = "below .01" if self.p_value < 0.01 else f"{self.p_value:.2f}".lstrip("0")
        if self.p_value > 0.05:
            return f"No trend {weeks} that chance would not make as well ({interval}, p {p})."
        # Whole-number scores tie so often that the middle slope can be 0 where there is a trend.
        slope = self.slope_per_week or self.line_per_week
        way = "falls" if slope < 0 else "rises"
        return f"Pain {way} by {abs(slope):.2f} points a week {weeks} ({interval}, p {p})."

    def _repr_html_(self) -> str:
        return f"<p>{self.summary()}</p>"


def pain_trend(pain: Any, *, draws: int = 999, seed: int = 0) -> PainTrend:
    """Test whether pain moves over the weeks, and by how much.

    Mann-Kendall's S is held against S of simulated diaries without a trend, with the person's own
    gaps, autocorrelation and reporting noise: AR(1) + noise, rounded as scores are. Their
    parameters are drawn anew for each by restricted likelihood (which allows for the trend), since
    reporting noise hides autocorrelation and no single estimate of it can be relied on. The
    interval is Sen's, with the spread of S from the same draws.

    Parameters
    ----------
    pain : Series indexed by day, or sequence with one value a day
        0-10; NaN and days left out are gaps and stay gaps.
    draws : int
        Simulated diaries, at least 99.
    seed : int
        Same seed, same result.

    Returns
    -------
    PainTrend
        slope_per_week, low, high, p_value, line_per_week (None with a sentence in `missing` below
        28 rated days or where all ratings are the same), n_days, n_rated.

    Raises
    ------
    InvalidValue
        If scores are no numbers within 0-10, days are not in order, or draws are too few.

    References
    ----------
    Sen 1968; Bühlmann 1997 (sieve bootstrap); Hamed and Rao 1998 for what it replaces.

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
        return PainTrend(None, None, None, None, None, *counts, missing)
    levels, level = np.unique(series[rated], return_inverse=True)
    s = int(rises_less_falls(level[:, None], len(levels))[0])
    line, null = _null(series, rated, draws, np.random.default_rng(seed))
    p_value = (1 + int((np.abs(null) >= abs(s)).sum())) / (draws + 1)
    slopes = Slopes(series)
    reach = float(np.quantile(np.abs(null), 0.95))
    low = slopes.rank(int(np.floor((slopes.pairs - reach) / 2)))
    high = slopes.rank(int(np.ceil((slopes.pairs + reach) / 2)) + 1)
    return PainTrend(7 * slopes.quantile(0.5), 7 * low, 7 * high, p_value, 7 * line, *counts)


def _lacking(ratings: Floats) -> str:
    if len(ratings) < LEAST_RATED:
        return f"There are {len(ratings)} rated days; a trend needs {LEAST_RATED}."
    if np.ptp(ratings) == 0:
        return f"Every rating is {ratings[0]:g}: there is no trend, and no chance to tell one from."
    return ""


def _null(
    series: Floats, rated: np.ndarray[Any, Any], draws: int, rng: np.random.Generator
) -> tuple[float, np.ndarray[Any, Any]]:
    """Return the straight line's slope, and S of diaries without a trend."""
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
    line = float(weight @ (along[:, 1] / r[:, 1, 1])) / n

    cell = rng.choice(len(weight), draws, p=weight)
    scale = np.sqrt(rss[cell] / rng.chisquare(df, draws))
    step = _step(series[rated])
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
    return line, rises_less_falls(level, most + 1)


def _step(ratings: Floats) -> float:
    """Return how finely the ratings are given: whole, half, or finer."""
    for step in (1.0, 0.5):
        if np.all(ratings / step == np.rint(ratings / step)):
            return step
    return 0.25
