"""Filters for a grid of error models at once: autocorrelated pain, slow drift, reporting noise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

PHI = np.array([0, 0.2, 0.4, 0.55, 0.68, 0.8, 0.88, 0.94, 0.975])
NOISE = np.array([0.06, 0.25, 0.8])
DRIFT = {0.0: 0.8, 0.15: 0.1, 0.6: 0.1}
DRIFT_KEEPS = 0.985


class ErrorModels:
    """A grid of models of what pain does by itself, in units of the variance of its AR(1) part.

    Slow `drift` (AR .985) and reporting noise are added, with variances w and their prior weights,
    and r; `initial` is the AR's variance on the first day, above 1 where people may start in a
    flare. `phi` is (cells, 1); `noise`, `log_prior` and `log_f`, of the innovations, are (cells,).
    """

    def __init__(
        self,
        rated: np.ndarray[Any, np.dtype[np.bool_]],
        *,
        drift: Mapping[float, float] = DRIFT,
        initial: float = 3.0,
    ) -> None:
        grids = np.meshgrid(PHI, NOISE, list(drift), indexing="ij")
        phi, r, w = (grid.ravel() for grid in grids)
        edges = np.concatenate([[0], (PHI[1:] + PHI[:-1]) / 2, [1]])
        width = np.repeat(np.diff(edges), len(NOISE) * len(drift))
        self.log_prior = np.log(width) / 2 - (np.log(r / 0.25) / 0.9) ** 2 / 2
        self.log_prior += np.log(np.tile(list(drift.values()), len(PHI) * len(NOISE)))
        self.rated, self.phi, self.noise = rated, phi[:, None], r
        n = len(rated)
        self.f, self.k1, self.k2 = (np.zeros((n, len(phi), 1)) for _ in range(3))
        a, b, c = np.full(len(phi), initial), np.zeros(len(phi)), w.copy()
        for t in range(n):
            f = a + 2 * b + c + r
            self.f[t, :, 0] = f
            if rated[t]:
                k1, k2 = (a + b) / f, (b + c) / f
                self.k1[t, :, 0], self.k2[t, :, 0] = k1, k2
                a, b, c = a - k1**2 * f, b - k1 * k2 * f, c - k2**2 * f
            a, b = phi**2 * a + 1 - phi**2, phi * DRIFT_KEEPS * b
            c = DRIFT_KEEPS**2 * c + w * (1 - DRIFT_KEEPS**2)
        self.log_f = np.log(self.f[rated]).sum(axis=(0, 2))
        self.root = np.sqrt(self.f)

    def filter(self, columns: Array) -> Array:
        """Return columns (n, k) as standardised innovations (cells, n, k), 0 on days not rated."""
        n, k = columns.shape
        found = np.zeros((n, len(self.phi), k))
        a, b = np.zeros((2, len(self.phi), k))
        for t in range(n):
            if self.rated[t]:
                v = columns[t] - a - b
                found[t] = v / self.root[t]
                a, b = a + self.k1[t] * v, b + self.k2[t] * v
            a, b = self.phi * a, DRIFT_KEEPS * b
        return found.swapaxes(0, 1)

    def response(self, q: Array, keep: float, now: float, yesterday: float) -> Array:
        """Return (cells, k): innovations q (cells, n, k) times what consistency answers to them.

        `keep` is what yesterday's consistency weighs, `now` and `yesterday` how much a point of
        pain moves the chance to stretch on its day and on the next.
        """
        cells, n, k = q.shape
        total = np.zeros((cells, k))
        a, b, seen_a, seen_b, h, before = np.zeros((6, cells, k))
        for t in range(n):
            e = 0.0
            if self.rated[t]:
                innovation = q[:, t]
                v = h - seen_a - seen_b
                total += innovation * v / self.root[t]
                seen_a, seen_b = seen_a + self.k1[t] * v, seen_b + self.k2[t] * v
                e = innovation * self.root[t]
            pain = a + b + e
            h = keep * h + (1 - keep) * (now * pain + yesterday * before)
            before = pain
            a, b = self.phi * (a + self.k1[t] * e), DRIFT_KEEPS * (b + self.k2[t] * e)
            seen_a, seen_b = self.phi * seen_a, DRIFT_KEEPS * seen_b
        return total
