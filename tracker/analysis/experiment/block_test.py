"""The exact test of a schedule of blocks, and its interval, for many diaries at once.

What each pair of blocks could do to pain (a trend, AR(1) and noise) is one direction, plus or
minus, as chance drew; so all 2^pairs follow from one sum a pair. The likeliest AR(1) and noise are
taken after *every* direction is out: the same for each schedule and effect, so all stays exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from tracker.analysis.days.consistency import half_life
from tracker.analysis.days.error_models import ErrorModels

Floats = NDArray[np.float64]

MOST_PAIRS = 14
"""Pairs up to which every schedule is looked at; above, a random sample of `SAMPLE`."""
SAMPLE = 9_999
LEVEL = 0.05
_NEVER = 1e-9


def directions(pairs: int, block_days: int, run_in_days: int, half_life_days: float) -> Floats:
    """Return what each pair, on first, adds to the assigned consistency before each day.

    Half of it, as in the run-in, is what no schedule changes. An array (days, pairs).

    Examples
    --------
    >>> directions(1, 2, 0, 1).ravel()
    array([ 0.    ,  0.25  ,  0.375 , -0.0625])
    """
    keep = half_life(half_life_days)
    pushed = np.zeros((run_in_days + 2 * pairs * block_days, pairs))
    for pair in range(pairs):
        middle = run_in_days + (2 * pair + 1) * block_days
        pushed[middle - block_days : middle, pair] = 0.5
        pushed[middle : middle + block_days, pair] = -0.5
    moved = lfilter([1 - keep], [1, -keep], pushed, axis=0)
    return np.concatenate([np.zeros((1, pairs)), moved[:-1]])


def sign_rows(pairs: int, own: Floats, seed: int) -> tuple[Floats, bool]:
    """Return the schedules to compare with, 1 where on comes first, and whether they are all.

    Else a sample, with what was drawn, `own`, as its last row.

    Examples
    --------
    >>> sign_rows(2, np.array([1.0, 1.0]), 0)[0].tolist()
    [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
    """
    if pairs <= MOST_PAIRS:
        return _all_signs(pairs), True
    sample = np.random.default_rng(seed).choice([-1.0, 1.0], (SAMPLE, pairs))
    return np.vstack([sample, own]), False


@cache
def _all_signs(pairs: int) -> Floats:
    found = np.array(list(product([-1.0, 1.0], repeat=pairs)))
    found.flags.writeable = False
    return found


@dataclass(frozen=True, slots=True)
class BlockSums:
    """Of one diary: `along` (pairs,) and `shared` (pairs, pairs), whitened, trend taken out."""

    along: Floats
    shared: Floats

    def found(self, own: Floats, signs: Floats) -> BlockTest:
        """Compare what was drawn, `own` (pairs,), with `signs` (m, pairs)."""
        norm = float(np.sqrt(own @ self.shared @ own))
        size = np.sqrt(np.maximum(((signs @ self.shared) * signs).sum(axis=1), 0))
        use = size > _NEVER * norm
        size = np.where(use, size, 1.0)
        shown = np.where(use, (signs @ self.along) / size, np.inf)
        shares = np.where(use, (signs @ (self.shared @ own)) / size, norm)
        return BlockTest(float(own @ self.along) / norm, norm, shown, shares)


@dataclass(frozen=True, slots=True)
class BlockTest:
    """What one schedule showed, `shown`/`norm` in points, beside what each of them would have.

    Were theta the effect, schedule i would have shown `each[i]` - theta x `shares[i]`.
    """

    shown: float
    norm: float
    each: Floats
    shares: Floats

    @property
    def effect(self) -> float:
        """Points of pain at full assigned consistency against none."""
        return self.shown / self.norm

    def p_value(self, alternative: str = "two-sided") -> float:
        """Return the share of schedules that show as much."""
        slack = 1e-9 * (1 + abs(self.shown))
        if alternative == "less":
            each = np.where(np.isinf(self.each), -np.inf, self.each)
            return float((each <= self.shown + slack).mean())
        return float((np.abs(self.each) >= abs(self.shown) - slack).mean())

    def interval(self) -> tuple[float, float]:
        """Return every effect whose two-sided p is above 5 %, exactly.

        Those for which a schedule shows as much as the drawn one lie around the estimate: the drawn
        one answers to an effect most steeply.
        """
        effect, each = self.effect, self.each
        with np.errstate(divide="ignore", invalid="ignore"):
            one = (self.shown - each) / (self.norm - self.shares)
            other = (self.shown + each) / (self.norm + self.shares)
        slack = 1e-9 * self.norm
        always = (np.abs(self.shares) >= self.norm - slack) | np.isinf(each)
        low = np.sort(np.where(always, -np.inf, np.minimum(np.minimum(one, other), effect)))
        high = np.sort(np.where(always, np.inf, np.maximum(np.maximum(one, other), effect)))
        few = int(LEVEL * len(each) + 1e-9)
        return float(low[few]), float(high[-1 - few])


def block_sums(pain: Floats, counted: NDArray[np.bool_], pushed: Floats) -> list[BlockSums]:
    """Whiten diaries (days, people), rated on `counted` days, and sum each along `pushed`."""
    n, pairs = pushed.shape
    model = ErrorModels(counted, drift={0.0: 1.0}, initial=1.0)
    trend = np.column_stack([np.ones(n), np.linspace(-1, 1, n)])
    y = np.where(counted[:, None], pain, 0.0)
    filtered = model.filter(np.hstack([trend, pushed, y]))
    fixed, moved, y = np.split(filtered, [2, 2 + pairs], axis=2)
    q, r = np.linalg.qr(fixed)
    moved, y = (each - q @ (q.swapaxes(1, 2) @ each) for each in (moved, y))
    seen = np.abs(pushed[counted]).max(axis=0, initial=0) > _NEVER
    own, s = np.linalg.qr(moved[:, :, seen])
    left = (y * y).sum(axis=1) - ((own.swapaxes(1, 2) @ y) ** 2).sum(axis=1)
    norms = [np.abs(np.diagonal(each, axis1=1, axis2=2)) for each in (r, s)]
    log_det = 2 * np.log(np.maximum(np.concatenate(norms, axis=1), 1e-12)).sum(axis=1)
    df = int(counted.sum()) - 2 - int(seen.sum())
    log_weight = (model.log_prior - (model.log_f + log_det) / 2)[:, None]
    cell = (log_weight - df / 2 * np.log(np.maximum(left, 1e-12))).argmax(axis=0)
    along = moved.swapaxes(1, 2) @ y
    shared = moved.swapaxes(1, 2) @ moved
    return [BlockSums(along[at, :, i], shared[at]) for i, at in enumerate(cell)]
