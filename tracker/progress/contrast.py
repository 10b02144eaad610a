"""How far two stretches of one diary differ by chance alone, when days depend on each other."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr

from tracker.progress.inputs import Floats
from tracker.progress.kalman import ErrorModels


def chance_reach(values: Floats, weights: Floats, *, level: float = 0.05) -> float | None:
    """Return by how much a weighted sum of ratings strays from its truth, `level` of the time.

    Pain by itself is AR(1) plus reporting noise around one level a stretch. Which AR(1) and how
    much noise is not known: a grid of them is weighted by restricted likelihood, and each adds its
    Student's t.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        One a day, NaN where not rated.
    weights : ndarray of float64, shape (n,)
        Of the ratings in the sum: above 0 in one stretch, below 0 in the other, 0 elsewhere.
    level : float

    Returns
    -------
    float or None
        Half the width of the interval; None where the ratings of each stretch are all the same.

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
