"""What a self-experiment found, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html import escape

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.analysis.experiment.plan import Experiment
from tracker.foundation.words import day_words, p_words, rounded_repr


@dataclass(frozen=True, slots=True)
class ExperimentResult:
    """What a self-experiment found; see `analyse_experiment`.

    `effect` is in points of pain at full assigned consistency against none, `low` to `high` the 95
    % interval of all effects that the test does not rule out, `p_value` exact over every schedule
    that could have been drawn (all `n_schedules` of them, or a random sample where not `exact`);
    None where `missing` says what keeps it from being a test. `n_days` count, `n_rated` of them
    have a rating; `difference` is the mean pain of days on minus days off, as rated.

    `blocks` has one row a block: pair, condition, words, first, last, days, rated, pain (mean),
    kept (share); `null` what each schedule would have shown, in points, had nothing had an effect;
    `sensitivity` effect and p_value under other readings: of missing days, without paused ones.
    `notes` are what a reader must know: gaps, a change of plan, an early stop, a broken seal.
    """

    experiment: Experiment
    effect: float | None
    low: float | None
    high: float | None
    p_value: float | None
    n_schedules: int
    exact: bool
    n_days: int
    n_rated: int
    difference: float | None
    blocks: pd.DataFrame = field(repr=False, compare=False)
    null: NDArray[np.float64] = field(repr=False, compare=False)
    sensitivity: pd.DataFrame = field(repr=False, compare=False)
    notes: tuple[str, ...] = ()
    stopped_on: date | None = None
    stopped_because: str = ""
    unsealed_on: date | None = None
    missing: str = ""

    __repr__ = rounded_repr

    @property
    def verdict(self) -> str:
        """Say in a few words what came out."""
        if self.p_value is None or self.effect is None:
            return "no test"
        if self.p_value <= 0.05:
            return "less pain" if self.effect < 0 else "more pain"
        matters = self.experiment.matters
        if self.low is None or self.high is None:
            return "cannot tell"
        if -matters < self.low <= self.high < matters:
            return "no change that matters"
        return "cannot tell"

    def numbers(self) -> str:
        """Return the estimate with its interval and p, in one line; "" where there is none."""
        if self.effect is None or self.p_value is None:
            return ""
        how = "exact" if self.exact else "Monte Carlo"
        side = ", one-sided as stated in advance" if self.experiment.alternative == "less" else ""
        return (
            f"{self.effect:+.1f} points (95 % interval {self.low:+.1f} to {self.high:+.1f},"
            f" {how} p {p_words(self.p_value)} over {self.n_schedules:,} schedules{side})"
        )

    def summary(self) -> str:
        """Say what came out, and with what confidence."""
        on, off = (words.lower() for words in self.experiment.conditions)
        if self.verdict == "no test":
            apart = "" if self.difference is None else (
                f" As rated, days of “{on}” and of “{off}” are {self.difference:+.1f} points apart."
            )  # fmt: skip
            return self.missing + apart
        start = {
            "less pain": f"Pain was lower where “{on}” was drawn than where “{off}” was",
            "more pain": f"Pain was higher where “{on}” was drawn than where “{off}” was",
            "no change that matters": "Whatever difference there is, it is smaller than the"
            f" {self.experiment.matters:g} points that you said would matter",
            "cannot tell": f"This cannot tell whether “{on}” helps more than “{off}”",
        }[self.verdict]
        return f"{start}: {self.numbers()}."

    def means(self) -> str:
        """Say what the verdict means."""
        return {
            "less pain": "Chance drew the order, so neither a better month nor good days on which"
            " one stretches more can explain this; luck alone would do so at most 5 times in 100.",
            "more pain": "Chance drew the order, so a worse month cannot explain this; luck alone"
            " would do so at most 5 times in 100.",
            "no change that matters": "The experiment was long enough to see a change that matters"
            " to you, and saw none.",
            "cannot tell": "Chance could have made this difference by itself. That is not the same"
            " as no effect: every effect inside the interval is still possible.",
            "no test": "The means describe these weeks; they are no evidence either way.",
        }[self.verdict]

    def means_not(self) -> str:
        """Say what the verdict does not mean."""
        return (
            "You knew which block you were in, so what one expects is part of it. It speaks of"
            " plans as they were drawn, kept or not, of these weeks, and of you; not of why, nor of"
            " anybody else. It is no diagnosis."
        )

    def paragraphs(self) -> list[str]:
        """Return everything there is to say, a paragraph each."""
        return [self.summary(), self.means(), self.means_not(), *self.notes, self.stated()]

    def stated(self) -> str:
        """Say what was stated before the first day."""
        plan = self.experiment
        return (
            f"Stated in advance: {plan.kind}, {plan.pairs} pairs of blocks of {plan.block_days}"
            f" days from {day_words(plan.start)}, run-in {plan.run_in_days} and washout"
            f" {plan.washout_days} days, half-life {plan.half_life_days:g} days,"
            f" {plan.alternative} test at 5 %, a change matters from {plan.matters:g} on;"
            f" seed {plan.seed}, sealed as {plan.hash[:8]}."
        )

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(text)}</p>" for text in self.paragraphs())
