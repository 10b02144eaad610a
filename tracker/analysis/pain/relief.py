"""What a session does there and then: scores before and after it, against pairs of rest days."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.stats import t as student

from tracker.analysis.days.inputs import Floats, needs, numbers
from tracker.foundation.anatomy import WHOLE
from tracker.foundation.words import p_words, rounded_repr

LEAST_PAIRS = 10
"""Pairs needed of sessions, and of rest days, to set one against the other."""

_NEEDED = ("session_id", "day", "kind", "site", "side", "score")


@dataclass(frozen=True)
class Relief:
    """After minus before; negative is ease. See `relief`.

    `change` is a mean over sessions, `spread` its standard deviation; `adjusted` (`low` to `high`,
    95 %) against rest days that began at the same score, None without enough of them.
    """

    change: float | None
    spread: float | None
    n_sessions: int
    n_rest: int
    adjusted: float | None
    low: float | None
    high: float | None
    p_value: float | None
    by_exercise: pd.DataFrame = field(repr=False, compare=False)

    __repr__ = rounded_repr

    def summary(self, *, advice: bool = True) -> str:
        """Say it in a sentence or two, with what it cannot tell.

        `advice` adds what would tell it, which is for the person whose diary it is.
        """
        if self.change is None:
            return "No session has a score before and after it yet."
        sessions = f"{self.n_sessions} session{'' if self.n_sessions == 1 else 's'}"
        said = f"After {sessions} pain was {_points(self.change)} than before, on average."
        if self.adjusted is None or self.p_value is None:
            more = (
                f": score before and after on {LEAST_PAIRS} rest days too, and the two can be told"
                " apart."
            )
            return (
                f"{said} High scores come down by themselves, so part or all of that may not be"
                f" the stretching{more if advice else '.'}"
            )
        return (
            f"{said} Against {self.n_rest} rest days that began at the same score, that is"
            f" {_points(self.adjusted)} (95 % interval {self.low:+.1f} to {self.high:+.1f},"
            f" p {p_words(self.p_value)})."
        )

    def _repr_html_(self) -> str:
        table = "" if self.by_exercise.empty else self.by_exercise.round(1).to_html(index=False)
        return f"<p>{self.summary()}</p>{table}"


def _points(change: float) -> str:
    return f"{abs(change):.1f} points {'lower' if change < 0 else 'higher'}"


def relief(
    scores: pd.DataFrame,
    *,
    steps: pd.DataFrame | None = None,
    site: str = WHOLE,
    side: str = "both",
) -> Relief:
    """Compare scores before and after, with and without rest days to hold them against.

    People stretch when it hurts, and what is high comes down by itself: in a simulated world
    without any relief, stretching only at 7 or more looks like .5 points of it. Pairs of scores on
    rest days show how far scores come down anyway; without them this describes and gives no p. With
    them, after - before is regressed on the before-score and on whether there was a session
    (analysis of covariance, with standard errors that hold under unequal spread, HC3). What the
    before-score does not show, such as a day that was bound to get better, stays in it.

    Parameters
    ----------
    scores : DataFrame
        As ``Journal.scores()`` returns them, 0-10. A pair is the last before- and the last
        after-score of a session, or of a day where they belong to no session: a rest day.
    steps : DataFrame, optional
        As ``Journal.steps()`` returns them, for `by_exercise`: an exercise counts for a session in
        which it was held at all. A frame that lacks a column raises `InvalidValue`.
    site, side : str
        Where; by default the whole upper back.

    Returns
    -------
    Relief
        change (points, after - before), spread, n_sessions, n_rest, adjusted, low, high, p_value,
        by_exercise.

    Examples
    --------
    >>> import tracker
    >>> with tracker.Journal("sample") as journal:
    ...     found = relief(journal.scores(), steps=journal.steps())
    >>> found.p_value is None, len(found.by_exercise) > 0
    (True, True)
    """
    pairs = before_and_after(scores, site=site, side=side)
    session = pairs["session_id"].notna().to_numpy()
    change = pairs["change"].to_numpy()
    n_sessions, n_rest = int(session.sum()), int((~session).sum())
    by_exercise = _by_exercise(pairs[session], steps)
    if n_sessions == 0:
        return Relief(None, None, 0, n_rest, None, None, None, None, by_exercise)
    mean = float(change[session].mean())
    spread = float(change[session].std(ddof=1)) if n_sessions > 1 else None
    adjusted = _adjusted(pairs["before"].to_numpy(), session, change)
    return Relief(mean, spread, n_sessions, n_rest, *adjusted, by_exercise)


def before_and_after(
    scores: pd.DataFrame, *, site: str = WHOLE, side: str = "both"
) -> pd.DataFrame:
    """Pair the scores before and after each session, and those of rest days.

    By day: day, session_id (missing on a rest day), before, after (0-10), change (points).
    """
    needs(scores, "scores", *_NEEDED)
    here = (scores["site"] == site) & (scores["side"] == side)
    mine = scores[here & scores["kind"].isin(["before", "after"])]
    mine = mine.assign(score=numbers(mine["score"], "score", low=0, high=10))
    if "at" in mine:
        mine = mine.sort_values("at", kind="stable")
    found = []
    in_session = mine["session_id"].notna()
    for key, rows in (("session_id", in_session), ("day", ~in_session)):
        given = mine[rows].dropna(subset="score")
        sides = {
            kind: given[given["kind"] == kind].drop_duplicates(key, keep="last").set_index(key)
            for kind in ("before", "after")
        }
        pair = sides["before"].join(sides["after"]["score"].rename("after"), how="inner")
        pair = pair.rename(columns={"score": "before"}).reset_index()
        found.append(pair[["day", "session_id", "before", "after"]])
    sessions, rest = found
    # A day with a session is no rest day, also where a pair was given apart from it.
    rest = rest[~rest["day"].isin(scores.loc[scores["session_id"].notna(), "day"])]
    pairs = pd.concat([each for each in (sessions, rest) if len(each)] or [sessions])
    pairs = pairs.sort_values("day", kind="stable").reset_index(drop=True)
    return pairs.assign(change=pairs["after"] - pairs["before"])


def _adjusted(
    before: Floats, session: np.ndarray[tuple[int], np.dtype[np.bool_]], change: Floats
) -> tuple[float | None, float | None, float | None, float | None]:
    if min(session.sum(), (~session).sum()) < LEAST_PAIRS or np.ptp(change) == 0:
        return None, None, None, None
    columns = [np.ones(len(change)), session.astype("float64")]
    if np.ptp(before) > 0:
        columns.append(before - before.mean())
    x = np.column_stack(columns)
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ change
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    residual = (change - x @ beta) / np.maximum(1 - leverage, 1e-9)
    error = float(np.sqrt((inverse @ (x.T * residual**2) @ x @ inverse)[1, 1]))
    effect, df = float(beta[1]), len(change) - x.shape[1]
    reach = float(student.ppf(0.975, df)) * error
    p_value = float(2 * student.sf(abs(effect) / error, df)) if error > 0 else None
    return effect, effect - reach, effect + reach, p_value


def _by_exercise(pairs: pd.DataFrame, steps: pd.DataFrame | None) -> pd.DataFrame:
    names = ["exercise", "sessions", "change"]
    if steps is None or pairs.empty:
        return pd.DataFrame(columns=names)
    needs(steps, "steps", "session_id", "exercise", "held_s")
    held = steps[steps["held_s"] > 0].drop_duplicates(["session_id", "exercise"])
    both = held.merge(pairs[["session_id", "change"]], on="session_id")
    found = both.groupby("exercise")["change"].agg(["size", "mean"]).reset_index()
    return found.set_axis(names, axis=1)
