"""Which exercises were followed by relief inside sessions, and whether that can be told at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

import numpy as np
import pandas as pd

from tracker.analysis.days.inputs import Floats, needs
from tracker.analysis.pain.relief import before_and_after
from tracker.foundation.anatomy import WHOLE
from tracker.foundation.words import p_words, rounded_repr

LEAST_SESSIONS = 20
LEAST_EACH_WAY = 5
"""Sessions with an exercise, and without it, that it takes to compare it."""
LEVEL = 0.05

SPREADS = np.linspace(0, 2, 81)
"""Standard deviation of the exercises' effects, over that of the noise."""

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
_COLUMNS = ["exercise", "sessions", "without", "change", "low", "high"]


@dataclass(frozen=True)
class ExerciseRelief:
    """How each exercise's sessions differ from the others; see `exercise_relief`.

    `table`, ordered by relief only where `ranked`, else by name: exercise, sessions, without,
    change (points against an average exercise in its place; negative is more ease; shrunk), low,
    high (95 %). `p_value` is of no difference at all; None where `missing` says what is lacking.
    """

    table: pd.DataFrame = field(repr=False, compare=False)
    p_value: float | None
    n_sessions: int
    missing: str = ""

    __repr__ = rounded_repr

    @property
    def ranked(self) -> bool:
        """Whether the sessions tell the exercises apart."""
        return self.p_value is not None and self.p_value <= LEVEL

    def summary(self) -> str:
        """Say in a sentence or two what can be told."""
        if self.p_value is None:
            return f"The exercises cannot be compared yet. {self.missing}"
        p = p_words(self.p_value)
        if not self.ranked:
            return (
                f"After {self.n_sessions} sessions no exercise can be told from the others by the"
                f" relief that followed (p {p}), so none is ranked."
            )
        first = self.table.iloc[0]
        name = first["exercise"].replace("_", " ")
        digits = 1 if abs(first["change"]) >= 0.1 else 2
        change, low, high = (f"{first[name]:+.{digits}f}" for name in ("change", "low", "high"))
        return (
            f"Over {self.n_sessions} sessions the exercises differ in the relief that followed"
            f" (p {p}). Most went with {name}: {change} points"
            f" (95 % interval {low} to {high}) against an average"
            " one in its place. On which days it was chosen may be part of that."
        )

    def _repr_html_(self) -> str:
        table = "" if self.table.empty else self.table.round(1).to_html(index=False)
        return f"<p>{escape(self.summary())}</p>{table}"


def exercise_relief(
    steps: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    site: str = WHOLE,
    side: str = "both",
    draws: int = 999,
    seed: int = 0,
) -> ExerciseRelief:
    """Compare sessions with and without each exercise by the change in pain.

    Sessions hold several exercises, so they are looked at together: change on the score before
    (high scores come down by themselves), on how many exercises there were, and on one random
    effect an exercise, shrunk towards their mean as best linear unbiased prediction does (Robinson
    1991, doi 10.1214/ss/1177011926), averaged over how widely the effects may spread. Whether there
    is any spread is tested by the global test's statistic (Goeman 2004, doi
    10.1093/bioinformatics/btg382) with changes dealt anew to the sessions. Where there is not,
    nothing is ranked.

    Parameters
    ----------
    steps, scores : DataFrame
        As ``Journal.steps()`` and ``Journal.scores()`` return them; without a column of theirs
        `InvalidValue` is raised. An exercise counts for a session in which it was held at all.
    site, side : str
        Where; by default the whole upper back.
    draws, seed : int
        Permutations, 99 or more; the same seed gives the same result.

    Returns
    -------
    ExerciseRelief
        table, p_value, n_sessions, ranked, summary().

    Examples
    --------
    >>> import tracker
    >>> with tracker.Journal("sample") as journal:
    ...     found = exercise_relief(journal.steps(), journal.scores(), draws=199)
    >>> found.ranked
    False
    """
    needs(steps, "steps", "session_id", "exercise", "held_s")
    pairs = before_and_after(scores, site=site, side=side).dropna(subset="session_id")
    held = steps[(steps["held_s"] > 0) & steps["session_id"].isin(pairs["session_id"])]
    done = held.groupby(["session_id", "exercise"]).size().unstack(fill_value=0).clip(upper=1)
    both = pairs.set_index("session_id").join(done, how="inner")
    n = len(both)
    with_it = both[done.columns].sum()
    enough = (with_it >= LEAST_EACH_WAY) & (n - with_it >= LEAST_EACH_WAY)
    names = [str(name) for name in done.columns[enough]]
    nothing = pd.DataFrame(columns=_COLUMNS)
    if n < LEAST_SESSIONS:
        missing = (
            f"This takes {LEAST_SESSIONS} sessions scored before and after; this diary has {n}."
        )
        return ExerciseRelief(nothing, None, n, missing)
    if len(names) < 2:
        missing = (
            f"It takes two exercises with {LEAST_EACH_WAY} sessions each way, with and without."
        )
        return ExerciseRelief(nothing, None, n, missing)
    change = both["change"].to_numpy(dtype=np.float64)
    if np.ptp(change) == 0:
        return ExerciseRelief(nothing, None, n, "Every session changed the score by the same.")
    z = both[names].to_numpy(dtype=np.float64)
    # What exercises have in common goes with their number; they differ beyond it.
    x = np.column_stack([np.ones(n), both["before"].to_numpy(dtype=np.float64), z.sum(axis=1)])
    left = np.eye(n) - x @ np.linalg.pinv(x)  # also where every score before is the same
    y, z = left @ change, left @ z
    effect, error = _shrunk(y, z, np.linalg.matrix_rank(x))
    p_value = _global_test(y, z, draws, seed)
    table = pd.DataFrame(
        {
            "exercise": names,
            "sessions": with_it[names].to_numpy(),
            "without": n - with_it[names].to_numpy(),
            "change": effect,
            "low": effect - 1.96 * error,
            "high": effect + 1.96 * error,
        }
    )
    found = ExerciseRelief(table, p_value, n)
    ordered = table.sort_values("change" if found.ranked else "exercise", kind="stable")
    return ExerciseRelief(ordered.reset_index(drop=True), p_value, n)


def _shrunk(y: Floats, z: Matrix, rank: int) -> tuple[Floats, Floats]:
    """Return predicted effects and their standard errors; y and z have x projected out.

    Averaged, by likelihood, over spreads of none to twice the noise: the best one is often 0, and
    would feign certainty.
    """
    df = len(y) - rank
    apart = np.linalg.svd(np.ones((1, z.shape[1])))[2][1:].T  # (k, k - 1): ways to differ
    values, vectors = np.linalg.eigh(apart.T @ z.T @ z @ apart)
    values, vectors = np.maximum(values, 1e-12), apart @ vectors
    turned = (vectors.T @ (z.T @ y)) ** 2 / values
    ratios = SPREADS[:, None] ** 2
    left = y @ y - (turned * ratios * values / (1 + ratios * values)).sum(axis=1)
    log_weight = -np.log(1 + ratios * values).sum(axis=1) / 2 - df / 2 * np.log(left)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    shrink = ratios / (1 + ratios * values)  # (spreads, k), along the eigenvectors
    effects = (shrink * (vectors.T @ (z.T @ y))) @ vectors.T
    variances = (left / df)[:, None] * (shrink @ (vectors.T**2))
    effect = weight @ effects
    return effect, np.sqrt(weight @ (variances + (effects - effect) ** 2))


def _global_test(y: Floats, z: Matrix, draws: int, seed: int) -> float:
    rng = np.random.default_rng(seed)
    dealt = rng.permuted(np.broadcast_to(y, (draws, len(y))), axis=1)
    found = ((dealt @ z) ** 2).sum(axis=1)
    return float((1 + (found >= ((y @ z) ** 2).sum() - 1e-12).sum()) / (draws + 1))
