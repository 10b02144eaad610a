"""How much each day's pain says about consistency, when days depend on each other.

Pain by itself is AR(1) plus reporting noise, around a level, a trend, a recovery and a weekly
rhythm. Which AR(1) and how much noise is not known: a grid of them is weighted by how likely each
makes the diary (restricted likelihood), anew for every assumed effect.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.days.error_models import NOISE, PHI

Floats = NDArray[np.float64]

RECOVERY_DAYS = (20.0, 50.0)


def basis(days: int, weekday: NDArray[np.int64]) -> Floats:
    """Return what pain may do by itself, (days, 10): level, trend, recovery, weekly rhythm."""
    time = np.arange(days)
    trend = np.linspace(-1, 1, days)
    recovery = [np.exp(-time / tau) for tau in RECOVERY_DAYS]
    rhythm = [(weekday == day) * 1.0 - (weekday == 6) for day in range(6)]
    return np.stack([np.ones(days), trend, *recovery, *rhythm], axis=1)


class Whitened:
    """Pain and consistency before each day, (people, days), under every error model."""

    def __init__(self, pain: Floats, consistency: Floats, columns: Floats) -> None:
        phi, noise = (grid.ravel() for grid in np.meshgrid(PHI, NOISE, indexing="ij"))
        rated = np.isfinite(pain)
        own = np.stack([np.where(rated, pain, 0), consistency * rated], axis=2)
        solved, log_det = solve(phi, noise, rated, own)
        # People who rated the same days share all but what is their own.
        alike = rated[:1] if (rated == rated[0]).all() else rated
        fixed = columns * alike[:, :, None]
        solved_fixed, _ = solve(phi, noise, alike, fixed)
        turned = np.swapaxes(fixed, 1, 2)
        # A little ridge: in a short diary the two recoveries and the trend look alike.
        within = turned @ solved_fixed + 1e-6 * np.eye(columns.shape[1])
        across = turned @ solved
        beta = np.linalg.solve(within, across)
        self.inner = np.swapaxes(own, 1, 2) @ solved - np.swapaxes(across, -1, -2) @ beta
        self.columns = solved - solved_fixed @ beta
        self.df = rated.sum(axis=1) - columns.shape[1]
        edges = np.concatenate([[0], (PHI[1:] + PHI[:-1]) / 2, [1]])
        log_prior = np.log(np.repeat(np.diff(edges), len(NOISE))) / 2
        log_prior -= (np.log(noise / 0.25) / 0.9) ** 2 / 2
        self.log_weight = log_prior[:, None] - (log_det + np.linalg.slogdet(within)[1]) / 2

    def weights(self, theta: Floats) -> Floats:
        """Return the weights (people, g, days) of consistency, were `theta` (people, g) the effect.

        The inverse covariance of the pain times what theta leaves of it; 0 where not rated.
        """
        yy, yh, hh = (self.inner[..., i, j, None] for i, j in ((0, 0), (0, 1), (1, 1)))
        left = np.maximum(yy - 2 * theta * yh + theta**2 * hh, 1e-9)  # (cells, people, g)
        df = self.df[:, None]
        log_weight = self.log_weight[..., None] - df / 2 * np.log(left)
        weight = np.exp(log_weight - log_weight.max(axis=0))
        weight *= df / left / weight.sum(axis=0)
        pain, consistency = (
            np.einsum("cpg,cpn->pgn", weight, self.columns[..., i]) for i in range(2)
        )
        return np.asarray(pain - theta[..., None] * consistency)

    def start(self) -> tuple[Floats, Floats]:
        """Return the generalised least squares effect and its standard error, of each person."""
        log_weight = self.log_weight - self.df / 2 * np.log(self.inner[..., 0, 0])
        best = log_weight.argmax(axis=0), np.arange(len(self.df))
        inner = self.inner[best]
        effect = inner[:, 0, 1] / inner[:, 1, 1]
        variance = (inner[:, 0, 0] - effect * inner[:, 0, 1]) / self.df
        return effect, np.sqrt(np.maximum(variance, 1e-12) / inner[:, 1, 1])


def solve(
    phi: Floats, noise: Floats, rated: NDArray[np.bool_], columns: Floats
) -> tuple[Floats, Floats]:
    """Multiply columns by the inverse covariance of AR(1) of variance 1 plus noise.

    The precision Q of an AR(1) is tridiagonal, so a long diary costs the same a day as a short one;
    with D the rated days, the inverse is (D - D (Q + D / r)^-1 D / r) / r. `phi` and the noise's
    variances r are (cells,), columns (people, days, k), 0 where not rated; solved are (cells,
    people, days, k), the log determinants (cells, people).

    Examples
    --------
    >>> one = np.array([[[1.0]]])
    >>> solved, log_det = solve(np.array([0.5]), np.array([0.25]), np.array([[True]]), one)
    >>> bool(np.isclose(solved.item(), 1 / 1.25)), bool(np.isclose(log_det.item(), np.log(1.25)))
    (True, True)
    """
    people, days, k = columns.shape
    beside = (-phi / (1 - phi**2))[:, None]
    inside, end = ((1 + phi**2) / (1 - phi**2))[:, None], (1 / (1 - phi**2))[:, None]
    r = noise[:, None]
    pivot = np.empty((days, len(phi), people))
    mean = np.empty((days, len(phi), people, k))
    for t in range(days):
        precision = end if t in (0, days - 1) else inside
        if days == 1:
            precision = np.ones_like(end)
        pivot[t] = precision + rated[:, t] / r
        mean[t] = columns[:, t] / r[..., None]
        if t:
            step = beside / pivot[t - 1]
            pivot[t] -= step * beside
            mean[t] -= step[..., None] * mean[t - 1]
    mean[-1] /= pivot[-1, ..., None]
    for t in range(days - 2, -1, -1):
        mean[t] = (mean[t] - beside[..., None] * mean[t + 1]) / pivot[t, ..., None]
    log_det = np.log(pivot).sum(axis=0) + rated.sum(axis=1) * np.log(r)
    log_det += (days - 1) * np.log(1 - phi**2)[:, None]
    mean = np.moveaxis(mean, 0, 2)
    return (columns - rated[..., None] * mean) / r[..., None, None], log_det
