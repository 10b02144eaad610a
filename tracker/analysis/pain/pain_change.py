"""Change that means something: weekly means against those before, and how far chance moves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.special import stdtr

from tracker.analysis.days.error_models import ErrorModels
from tracker.analysis.days.inputs import Floats, on_calendar
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown
from tracker.foundation.words import rounded_repr

NAMES = ((50, "substantial"), (30, "moderate"), (10, "minimal"))
"""Per cent of the pain before: Farrar 2001 and IMMPACT (Dworkin 2008), who put minimal at 10-20."""
NECK_POINTS = 1.3
"""The smallest change that matters on the neck scale (Cleland 2008)."""
LEAST_A_WEEK = 4
LEAST_WEEKS = 2


@dataclass(frozen=True, slots=True)
class PainChange:
    """Mean pain now against mean pain before, of weekly means (0-10); see `pain_change`.

    `points` is now - before (negative is less pain), `percent` of `before`, `name` "substantial",
    "moderate", "minimal" or "not meaningful" either way, `low` to `high` the 95 % interval of
    `points` (None where ratings never differ). All are None where `missing` says why.
    """

    against: str
    before: float | None
    now: float | None
    points: float | None
    percent: float | None
    name: str | None
    missing: str = ""
    low: float | None = None
    high: float | None = None

    __repr__ = rounded_repr

    @property
    def matters_on_neck_scale(self) -> bool | None:
        """Whether it is at least 1.3 points, or None without a change to judge."""
        return None if self.points is None else abs(round(self.points, 9)) >= NECK_POINTS

    def summary(self) -> str:
        """Say it in one sentence, with the published name of a change of that size."""
        if self.points is None or self.before is None or self.now is None:
            return self.missing
        shown_points = round(round(self.now, 1) - round(self.before, 1), 1)
        # One digit more where the rounded means would not differ by the rounded points.
        digits = 1 if abs(shown_points) == round(abs(self.points), 1) else 2
        means = f"from {self.before:.{digits}f} to {self.now:.{digits}f}, weekly means"
        chance = ""
        if self.low is not None and self.high is not None:
            inside = self.low <= 0 <= self.high
            chance = " Such pain wanders" if inside else " That is more than such pain wanders"
            chance += f"{' as far' if inside else ''} by itself"
            chance += f" (95 % interval {self.low:+.1f} to {self.high:+.1f})."
        if self.name == "not meaningful":
            return f"Against {self.against} pain has hardly changed ({means}).{chance}"
        way = "less" if self.points < 0 else "more"
        percent = "" if self.percent is None else f", {abs(self.percent):.0f} %"
        neck = "at least" if self.matters_on_neck_scale else "below"
        return (
            f"The last four weeks had {abs(self.points):.1f} points {way} pain than {self.against}"
            f" ({means}{percent}): a {self.name} change, {neck} the {NECK_POINTS} points that"
            f" matter on the neck scale.{chance}"
        )

    def brief(self) -> str:
        """Say it in one short sentence; nothing where it is not known."""
        if self.points is None:
            return ""
        if self.name == "not meaningful":
            return f"Against {self.against} pain has hardly changed."
        way, by = "less" if self.points < 0 else "more", ""
        if self.low is not None and self.high is not None:
            inside = self.low <= 0 <= self.high
            by = ", no further than it wanders by itself" if inside else ", further than it wanders"
        said = f"The last four weeks had {abs(self.points):.1f} points {way} pain than"
        return f"{said} {self.against}{by}."

    def _repr_html_(self) -> str:
        return f"<p>{self.summary()}</p>"


def weekly_means(pain: Any) -> pd.DataFrame:
    """Return the mean pain of each week, Monday to Sunday.

    Parameters
    ----------
    pain : Series indexed by day
        0-10, NaN where not rated; other numbers, and what has no days, raise `InvalidValue`.

    Returns
    -------
    DataFrame
        Indexed by `week`, its Monday: mean (0-10; NaN with fewer than 4 rated days, which say too
        little of a week), rated (int64, days).

    Examples
    --------
    >>> pain = pd.Series([4, 5, 4, 5, None, 4, 5], pd.date_range("2026-03-02", periods=7))
    >>> weekly_means(pain)["mean"].tolist()
    [4.5]
    """
    values, index = daily_pain(pain)
    if not len(values):
        empty = pd.DatetimeIndex([], name="week")
        return pd.DataFrame({"mean": np.zeros(0), "rated": np.zeros(0, dtype="int64")}, empty)
    monday = index[0] - pd.Timedelta(days=index[0].weekday())
    week = (index - monday).days.to_numpy() // 7
    there = ~np.isnan(values)
    n = int(week[-1]) + 1
    rated = np.bincount(week[there], minlength=n)
    total = np.bincount(week[there], values[there], minlength=n)
    mean = np.full(n, np.nan)
    enough = rated >= LEAST_A_WEEK
    mean[enough] = total[enough] / rated[enough]
    weeks = pd.date_range(monday, periods=n, freq="W-MON", name="week")
    return pd.DataFrame({"mean": mean, "rated": rated}, index=weeks)


def pain_change(
    pain: Any, *, against: Literal["the first two weeks", "the four weeks before"]
) -> PainChange:
    """Hold the last four weeks against the first two, or against the four weeks before them.

    Weeks are runs of seven days counted back from the last rated day (the first two: from the
    first), so that the last is whole; a week needs 4 rated days and each side 2 such weeks. Single
    days are never compared: of a single pair of ratings only about 4 points stand out from chance
    (BMC 2008, 9:43).

    Parameters
    ----------
    pain : Series indexed by day
        0-10, NaN where not rated; other numbers, and what has no days, raise `InvalidValue`.
    against : {"the first two weeks", "the four weeks before"}

    Returns
    -------
    PainChange
        before, now, points, low, high, percent, name, summary().

    Examples
    --------
    >>> pain = pd.Series([6.0] * 28 + [4.0] * 28, pd.date_range("2026-03-02", periods=56))
    >>> print(pain_change(pain, against="the four weeks before").summary())
    The last four weeks had 2.0 points less pain than the four weeks before (from 6.0 to 4.0, \
weekly means, 33 %): a moderate change, at least the 1.3 points that matter on the neck scale.
    """
    if against not in ("the first two weeks", "the four weeks before"):
        raise InvalidValue(
            f"against {shown(against)} is not 'the first two weeks' or 'the four weeks before'"
        )
    values, _ = daily_pain(pain)
    rated = np.flatnonzero(~np.isnan(values))
    if len(rated):
        values = values[rated[0] : rated[-1] + 1]
    first = against == "the first two weeks"
    before, minus = _mean_of_weeks(values[:14] if first else values[:-28][-28:])
    now, plus = None, minus
    if len(values) >= (42 if first else 56):
        now, plus = _mean_of_weeks(values[-28:])
    if before is None or now is None:
        weeks = 6 if first else 8
        missing = (
            f"There are not enough rated days yet to compare the last four weeks with {against}:"
            f" that needs {weeks} weeks, with {LEAST_A_WEEK} ratings in at least {LEAST_WEEKS}"
            " weeks of each part."
        )
        return PainChange(against, None, None, None, None, None, missing)
    weights = np.zeros(len(values))
    weights[-28:] = plus
    start = 0 if first else len(values) - 56
    weights[start : start + len(minus)] = -minus
    reach = chance_reach(values, weights)
    points = now - before
    percent = 100 * points / before if before > 0 else None
    size = abs(percent) if percent is not None else (100 if points else 0)
    name = next((name for least, name in NAMES if round(size, 6) >= least), "not meaningful")
    low, high = (None, None) if reach is None else (points - reach, points + reach)
    return PainChange(against, before, now, points, percent, name, low=low, high=high)


def _mean_of_weeks(values: Floats) -> tuple[float | None, Floats]:
    """Return the mean of weekly means, and what each day weighs in it."""
    weights = np.zeros(len(values))
    means = []
    for end in range(len(values), 0, -7):
        week = slice(max(end - 7, 0), end)
        rated = ~np.isnan(values[week])
        if rated.sum() >= LEAST_A_WEEK:
            weights[week] = rated / rated.sum()
            means.append(values[week][rated].mean())
    if len(means) < LEAST_WEEKS:
        return None, weights
    return float(np.mean(means)), weights / len(means)


def daily_pain(pain: Any) -> tuple[Floats, pd.DatetimeIndex]:
    """Return daily scores (NaN for gaps) and their days; anything else gets a sentence."""
    values, index = on_calendar(pain, "pain", low=0, high=10)
    if len(values) and not isinstance(index, pd.DatetimeIndex):
        raise InvalidValue("pain must be indexed by day, as tracker.daily() makes it")
    return values, pd.DatetimeIndex(index) if len(values) else pd.DatetimeIndex([])


def chance_reach(values: Floats, weights: Floats, *, level: float = 0.05) -> float | None:
    """Return by how much a weighted sum of ratings strays from its truth, `level` of the time.

    Half an interval's width, over AR(1) plus noise around one level a stretch, each weighted by
    restricted likelihood. `values` are one a day, `weights` above 0 in one stretch, below 0 in the
    other; None where the ratings of each stretch are all the same.

    Examples
    --------
    >>> days = np.tile([4.0, 5.0, 6.0, 5.0], 14)
    >>> weights = np.repeat([-1 / 28, 1 / 28], 28)
    >>> 0.1 < chance_reach(days, weights) < 1
    True
    """
    rated = np.isfinite(values)
    stretches = np.stack([weights < 0, weights > 0, weights == 0], axis=1)
    stretches = stretches[:, stretches[rated].any(axis=0)] * 1.0
    models = ErrorModels(rated, drift={0.0: 1.0}, initial=1.0)
    y = np.where(rated, values, 0.0)
    filtered = models.filter(np.column_stack([y, stretches]))
    q, r = np.linalg.qr(filtered[:, :, 1:])
    y = filtered[:, :, 0]
    left = y - (q @ (q.swapaxes(1, 2) @ y[:, :, None]))[:, :, 0]
    rss = (left**2).sum(axis=1)
    if rss.min() < 1e-9:
        return None
    df = int(rated.sum()) - stretches.shape[1]
    norms = 2 * np.log(np.abs(np.diagonal(r, axis1=1, axis2=2))).sum(axis=1)
    log_weight = models.log_prior - (models.log_f + norms) / 2 - df / 2 * np.log(rss)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()

    day = np.flatnonzero(weights)
    own = weights[day]
    apart = np.abs(day[:, None] - day)
    shared = np.einsum("i,cij,j->c", own, models.phi[:, :, None] ** apart, own)
    scale = np.sqrt(rss / df * (shared + models.noise * (own**2).sum()))
    low, high = 0.0, 40 * float(scale.max())
    for _ in range(50):
        middle = (low + high) / 2
        beyond = 2 * float(weight @ stdtr(df, -middle / scale))
        low, high = (middle, high) if beyond > level else (low, middle)
    return (low + high) / 2
