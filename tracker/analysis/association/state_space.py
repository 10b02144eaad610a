"""Pain as recovery, mood, drift and noise, and what consistency adds: the likelihood's reading.

It holds its error rate where nothing slow and unmeasured moves pain and stretching together, and
stands beside the randomisation test of the association, which holds it in more worlds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, ndtr

from tracker.analysis.association.whitening import RECOVERY_DAYS
from tracker.analysis.days.consistency import before_each_day, carry, half_life
from tracker.analysis.days.error_models import ErrorModels
from tracker.analysis.days.inputs import Floats, day_frame
from tracker.foundation.words import p_words, rounded_repr

SCALE = 10.0
"""Points of pain; no effect can be larger, though a diary may not rule it out."""
LEAST_RATED = 60
LEAST_EACH_WAY = 15
LEAST_SPREAD = 0.03
"""Standard deviation of consistency on rated days; with less there is nothing to compare."""

_RIDGE = 0.05


@dataclass(frozen=True, slots=True)
class StateSpace:
    """The state-space reading of one diary; see `state_space`.

    `effect`, `low`, `high` (95 %) are points of pain at full consistency against none, `p_value` is
    two-sided; all four are None where `missing` says what the diary lacks.
    """

    effect: float | None
    low: float | None
    high: float | None
    p_value: float | None
    half_life_days: float
    n_days: int
    n_rated: int
    missing: str = ""

    __repr__ = rounded_repr

    def summary(self) -> str:
        """Say it in one sentence, with the condition under which it holds."""
        if self.effect is None or self.low is None or self.high is None or self.p_value is None:
            return self.missing
        clear = self.low > 0 or self.high < 0
        return (
            f"If nothing else changed slowly in these {self.n_days} days, full consistency"
            f" goes with {points_of_pain(self.effect)} than none"
            f" (95 % interval {interval_words(self.low, self.high)}, p {p_words(self.p_value)})"
            f"{'' if clear else ', which leaves open whether it is less, more or the same'}."
        )

    def _repr_html_(self) -> str:
        return f"<p>{self.summary()}</p>"


def points_of_pain(effect: float) -> str:
    """Say an effect in words; full consistency is far from many a diary, and the scale ends.

    Examples
    --------
    >>> points_of_pain(-1.46), points_of_pain(26.5)
    ('1.5 points less pain', 'more than 10 points more pain')
    """
    size = f"more than {SCALE:.0f}" if abs(effect) > SCALE else f"{abs(effect):.1f}"
    return f"{size} points {'less' if effect < 0 else 'more'} pain"


def interval_words(low: float, high: float) -> str:
    """Say an interval of an effect in words; the scale of pain ends.

    Examples
    --------
    >>> interval_words(-14.2, 1.8)
    'beyond -10 to +1.8'
    """
    low_words, high_words = (
        f"beyond {math.copysign(SCALE, end):+.0f}" if abs(end) > SCALE else f"{end:+.1f}"
        for end in (low, high)
    )
    return f"{low_words} to {high_words}"


def lacking(pain: Floats, stretched: Floats, consistency: Floats) -> str:
    """Say what a diary lacks for any test of consistency and pain; an empty string is nothing.

    Examples
    --------
    >>> lacking(np.full(30, 4.0), np.ones(30), np.ones(30))
    'This reading takes 60 rated days; this diary has 30.'
    """
    rated = ~np.isnan(pain)
    did, did_not = int((stretched == 1).sum()), int((stretched == 0).sum())
    if rated.sum() < LEAST_RATED:
        return f"This reading takes {LEAST_RATED} rated days; this diary has {rated.sum()}."
    if min(did, did_not) < LEAST_EACH_WAY:
        return (
            f"This reading takes {LEAST_EACH_WAY} days with a session and as many without;"
            f" this diary has {did} and {did_not}."
        )
    if np.ptp(pain[rated]) == 0:
        return "Every rating is the same, so nothing can go with it."
    if consistency[rated].std() < LEAST_SPREAD:
        return "Consistency hardly changed, so there is nothing to compare."
    return ""


def state_space(days: pd.DataFrame, *, half_life_days: float = 14) -> StateSpace:
    """Read from its likelihood how consistency is related to pain.

    Pain is recovery from the start + AR(1) + slow drift + reporting noise + weekdays + effect x the
    consistency before the day. The likelihood is averaged over 162 error models; a correction takes
    out the bias that arises where pain drives stretching (Stambaugh 1999). Nothing is random.

    Parameters
    ----------
    days : DataFrame
        As `tracker.daily` makes it; pain, stretched and, where it is there, observed are used.
        Anything else raises `InvalidValue`.
    half_life_days : float
        Of the consistency, above 0; fixed before looking.

    Returns
    -------
    StateSpace
        effect, low, high, p_value (None with a sentence in `missing` where the diary cannot tell),
        half_life_days, n_days, n_rated.

    Examples
    --------
    >>> import tracker
    >>> with tracker.Journal("sample") as journal:
    ...     found = state_space(tracker.daily(journal))
    >>> found.low < -1.5 < found.high
    True
    """
    keep = half_life(half_life_days)
    table = day_frame(days, "pain", "stretched", maybe=["observed"])
    pain = table["pain"].to_numpy()
    stretched = table["stretched"].to_numpy(dtype="float64")
    if "observed" in table:
        stretched = carry(stretched, (table["observed"] | table["stretched"]).to_numpy())
    before = before_each_day(stretched, keep, stretched[:14].mean())
    counts = (float(half_life_days), len(pain), int(np.isfinite(pain).sum()))
    missing = lacking(pain, stretched, before)
    if missing:
        return StateSpace(None, None, None, None, *counts, missing)
    weekday = pd.DatetimeIndex(table.index).day_of_week.to_numpy()
    feedback = _feedback(pain, stretched, before)
    estimate, error, weight, df = _cells(pain, before, weekday, keep, feedback)

    def below(point: float) -> float:
        z = (point - estimate) / error
        # Hill's normal approximation to Student's t.
        return float(weight @ ndtr(z * (1 - 1 / (4 * df)) / np.sqrt(1 + z**2 / (2 * df))))

    def quantile(share: float) -> float:
        low, high = (estimate - 40 * error).min(), (estimate + 40 * error).max()
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if below(middle) < share else (low, middle)
        return float((low + high) / 2)

    effect, low, high = (quantile(share) for share in (0.5, 0.025, 0.975))
    p_value = 2 * min(below(0), 1 - below(0))
    return StateSpace(effect, low, high, p_value, *counts)


def _cells(
    pain: Floats,
    before: Floats,
    weekday: np.ndarray[Any, Any],
    keep: float,
    feedback: tuple[float, float],
) -> tuple[Floats, Floats, Floats, int]:
    """Return estimate, standard error and weight of each of the 162 error models, and df."""
    rated = np.isfinite(pain)
    y = np.where(rated, pain, 0.0)
    kinds = np.unique(weekday[rated])
    effects = (weekday[:, None] == kinds[:-1]) * 1.0 - (weekday[:, None] == kinds[-1])
    time = np.arange(len(y))
    recovery = np.exp(-time[:, None] / np.array(RECOVERY_DAYS))
    columns = np.column_stack([y, before, np.ones(len(y)), effects, recovery])
    model = ErrorModels(rated)
    filtered = model.filter(columns)  # (81, n, columns)
    y, x, fixed, late = np.split(filtered, [1, 2, 2 + len(kinds)], axis=2)
    q, r = np.linalg.qr(fixed)
    log_norms = 2 * np.log(np.abs(np.diagonal(r, axis1=1, axis2=2))).sum(axis=1)
    y, x, late = (each - q @ (q.swapaxes(1, 2) @ each) for each in (y, x, late))
    # Unit variance of the errors and a prior variance of 400 for how far the person recovers.
    norm = (late**2).sum(axis=1) + 1 / 400  # (81, 2)
    late = late / np.sqrt(norm)[:, None, :]
    u, v = (x * late).sum(axis=1), (y * late).sum(axis=1)
    xx = (x * x).sum(axis=1) - u**2
    xy = (x * y).sum(axis=1) - u * v
    yy = (y * y).sum(axis=1) - v**2
    rss = yy - xy**2 / xx
    df = int(rated.sum()) - len(kinds) - 1
    s = np.sqrt(rss / df)

    rest = x - late * u[:, None, :]
    moved = model.response(np.concatenate([q, late, rest], axis=2), keep, *feedback)
    shared, own, left = np.split(moved, [len(kinds), len(kinds) + 2], axis=1)
    bias = shared.sum(axis=1, keepdims=True) + own + 2 * left / xx
    # In squared units of pain, so that the estimate scales with the pain.
    estimate = (xy + s**2 * bias) / xx
    log_weight = (
        model.log_prior[:, None]
        - 0.5 * (model.log_f + log_norms)[:, None]
        - 0.5 * (np.log(norm) + np.log(xx))
        - df / 2 * np.log(rss)
    )
    weight = np.exp(log_weight - log_weight.max()).ravel()
    return estimate.ravel(), (s / np.sqrt(xx)).ravel(), weight / weight.sum(), df


def _feedback(pain: Floats, stretched: Floats, before: Floats) -> tuple[float, float]:
    """Return how much a point of pain moves the chance to stretch: the same day, and the next."""
    p = pd.Series(pain).ffill().bfill().to_numpy() - 5
    h7 = before_each_day(stretched, half_life(7), stretched.mean())
    x = np.column_stack([np.ones(len(p) - 1), p[:-1], stretched[:-1], h7[1:], before[1:], p[1:]])
    s = stretched[1:]
    beta = np.zeros(x.shape[1])
    for _ in range(10):
        chance = expit(x @ beta)
        spread = chance * (1 - chance)
        gradient = x.T @ (s - chance) - _RIDGE * beta
        beta += np.linalg.solve((x.T * spread) @ x + _RIDGE * np.eye(len(beta)), gradient)
    slope = float((expit(x @ beta) * (1 - expit(x @ beta))).mean())
    return float(beta[5] * slope), float(beta[1] * slope)
