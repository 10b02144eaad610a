"""A self-experiment: blocks of days on and off, in pairs whose order is drawn by chance."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import shown
from tracker.foundation.words import day_words

KINDS: dict[str, tuple[int, str]] = {
    "stretch or rest": (0, ""),
    "routine A or routine B": (2, "the ids of two routines"),
    "exercise in or out": (1, "the id of an exercise"),
}
"""The three kinds of question, and what each is about."""
LEAST_PAIRS = 6
"""With fewer, chance alone makes even the clearest difference more than 5 times in 100."""
STILL_GOOD = (
    "It can still show whether such a plan suits your days, and how much your blocks differ by"
    " themselves."
)
CARD = 40
"""Most characters of a condition, so that it fits on a card."""
_ALTERNATIVES = ("two-sided", "less")
_EITHER = ("With", "Without")


def plan_experiment(
    *,
    kind: str = "stretch or rest",
    pairs: int = 6,
    block_days: int = 14,
    start: date | str,
    seed: int | None = None,
    run_in_days: int = 0,
    washout_days: int = 0,
    half_life_days: float = 7,
    conditions: Sequence[str] | None = None,
    subject: Sequence[str] = (),
    alternative: str = "two-sided",
    matters: float = 1.0,
) -> Experiment:
    """Draw a plan of days on and off: in each pair of blocks chance says which comes first.

    As AHRQ, *Design and Implementation of N-of-1 Trials* (2014), chapters 3 and 4, has it.

    Parameters
    ----------
    kind : {"stretch or rest", "routine A or routine B", "exercise in or out"}
        The question.
    pairs : int
        Pairs of blocks, one on and one off each, 1-40. Below 6 the plan is no test.
    block_days : int
        Days a block, 1-60.
    start : date or str
        The first day. (Whether it is still to come is asked when the plan is sealed.)
    seed : int, optional
        What the order is drawn from; by default a random one.
    run_in_days, washout_days : int
        Days that are not counted: as usual before the first block, 0-60, and at the start of each
        block, fewer than `block_days`.
    half_life_days : float
        Of the assigned consistency: how long what was done on a day is felt.
    conditions : (str, str), optional
        Words for on and off, at most 40 characters each.
    subject : sequence of str
        Ids of the two routines, or of the exercise.
    alternative : {"two-sided", "less"}
        "less" where only less pain in blocks on would count.
    matters : float
        Points of pain from which a change matters to you.

    Returns
    -------
    Experiment
        With its schedule, seed and hash. What is not allowed raises `InvalidValue`, which says what
        is.

    Examples
    --------
    >>> plan = plan_experiment(start="2026-03-02", seed=7)
    >>> plan.n_days, plan.n_schedules, plan.schedule[:4]
    (168, 64, ('on', 'off', 'on', 'off'))
    >>> plan_experiment(start="2026-03-02", pairs=5, seed=7).is_test
    False
    """
    if kind not in KINDS:
        raise InvalidValue(f"kind {shown(kind)} is not one of {', '.join(KINDS)}")
    whole = {
        "pairs": (pairs, 1, 40),
        "block_days": (block_days, 1, 60),
        "run_in_days": (run_in_days, 0, 60),
        "washout_days": (washout_days, 0, None),
    }
    for name, (value, low, high) in whole.items():
        most = block_days - 1 if high is None else high
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= most:
            raise InvalidValue(f"{name} {shown(value)} is not a whole number from {low} to {most}")
    for name, number in (("half_life_days", half_life_days), ("matters", matters)):
        if not isinstance(number, (int, float)) or not 0 < number < 1000:
            raise InvalidValue(f"{name} {shown(number)} is not a number above 0")
    if alternative not in _ALTERNATIVES:
        raise InvalidValue(f"alternative {shown(alternative)} is not one of two-sided, less")
    about = (subject,) if isinstance(subject, str) else tuple(subject)
    count, what = KINDS[kind]
    if len(set(about)) != count:
        raise InvalidValue(f"{kind!r} needs subject to be {what or 'empty'}; {shown(about)} came")
    if seed is None:
        seed = secrets.randbelow(2**53)
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**53:
        raise InvalidValue(f"seed {shown(seed)} is not a whole number of 0-{2**53 - 1}")
    plan: dict[str, Any] = {
        "kind": kind,
        "conditions": _conditions(kind, about, conditions),
        "subject": about,
        "pairs": pairs,
        "block_days": block_days,
        "run_in_days": run_in_days,
        "washout_days": washout_days,
        "start": _day(start),
        "half_life_days": float(half_life_days),
        "alternative": alternative,
        "matters": float(matters),
        "seed": seed,
    }
    schedule = draw(seed, pairs)
    return Experiment(**plan, schedule=schedule, hash=hash_of({**plan, "schedule": schedule}))


def _conditions(kind: str, about: tuple[str, ...], given: Sequence[str] | None) -> tuple[str, str]:
    names = [id.replace("_", " ") for id in about]
    usual = {
        "stretch or rest": ["Stretch", "Rest"],
        "routine A or routine B": [f"Do {name}"[:CARD] for name in names],
        "exercise in or out": [f"{word} {name}"[:CARD] for name in names for word in _EITHER],
    }[kind]
    words = usual if given is None else [given] if isinstance(given, str) else list(given)
    if len(words) != 2 or words[0] == words[1]:
        raise InvalidValue(f"conditions {shown(words)} are not two different ones, on and off")
    for text in words:
        if not isinstance(text, str) or not text.strip() or len(text) > CARD:
            raise InvalidValue(
                f"conditions: {shown(text)} does not fit on a card: 1-{CARD} letters"
            )
    return words[0], words[1]


def _day(start: Any) -> date:
    try:
        moment: Any = pd.Timestamp(start)
    except (TypeError, ValueError):
        moment = None
    if moment is None or pd.isna(moment) or isinstance(start, (int, float)):
        raise InvalidValue(f"start {shown(start)} is not a day such as '2026-03-02'")
    found: date = moment.date()
    return found


@dataclass(frozen=True, slots=True)
class Experiment:
    """A randomised plan of days on and off, all stated in advance; see `plan_experiment`.

    `kind` to `seed` are as they were asked for there: `start` is the first day of the run-in where
    there is one, and the first `washout_days` of each block are lived and not counted. `schedule`
    has ``"on"`` or ``"off"`` for each block, `hash` is the SHA-256 of all of it.
    """

    kind: str
    conditions: tuple[str, str]
    subject: tuple[str, ...]
    pairs: int
    block_days: int
    run_in_days: int
    washout_days: int
    start: date
    half_life_days: float
    alternative: str
    matters: float
    seed: int
    schedule: tuple[str, ...]
    hash: str = field(repr=False)

    @property
    def n_days(self) -> int:
        """How many days it takes, run-in and all."""
        return self.run_in_days + 2 * self.pairs * self.block_days

    @property
    def end(self) -> date:
        """The last day."""
        return self.start + timedelta(days=self.n_days - 1)

    @property
    def n_schedules(self) -> int:
        """How many orders chance could have drawn, all equally likely."""
        return int(2**self.pairs)

    @property
    def is_test(self) -> bool:
        """Whether it can tell an effect from chance at 5 %."""
        return self.pairs >= LEAST_PAIRS

    @property
    def id(self) -> str:
        """A name of its own, from the first day and the hash."""
        return f"{self.start.isoformat()} {self.hash[:8]}"

    def days(self) -> pd.DatetimeIndex:
        """Return every day of it."""
        return pd.date_range(self.start, periods=self.n_days, freq="D", name="day")

    def assigned(self) -> pd.Series:
        """Return what each day was drawn to be: 1 on, 0 off, NaN in the run-in."""
        blocks = np.repeat([float(word == "on") for word in self.schedule], self.block_days)
        values = np.concatenate([np.full(self.run_in_days, np.nan), blocks])
        return pd.Series(values, self.days(), name="assigned")

    def counted(self) -> NDArray[np.bool_]:
        """Return which days count: neither run-in nor washout."""
        after = np.arange(self.n_days) - self.run_in_days
        return (after >= 0) & (after % self.block_days >= self.washout_days)

    def blocks(self) -> pd.DataFrame:
        """Return one row a block: pair, condition (on, off), words, first and last day."""
        number = np.arange(2 * self.pairs)
        first = self.days()[self.run_in_days :: self.block_days]
        words = dict(zip(("on", "off"), self.conditions, strict=True))
        columns = {
            "pair": number // 2 + 1,
            "condition": list(self.schedule),
            "words": [words[word] for word in self.schedule],
            "first": first,
            "last": first + pd.Timedelta(days=self.block_days - 1),
        }
        return pd.DataFrame(columns, index=pd.RangeIndex(1, len(number) + 1, name="block"))

    def schedules(self) -> NDArray[np.int8]:
        """Return every admissible schedule, one row each, a column a day from the first block on.

        Above 16 pairs they are too many to list, and it raises `InvalidValue`.
        """
        if self.pairs > 16:
            raise InvalidValue(f"{self.n_schedules:,} schedules are too many to list")
        first = np.array(list(product([0, 1], repeat=self.pairs)), dtype=np.int8)
        blocks = np.stack([first, 1 - first], axis=2).reshape(len(first), -1)
        return np.repeat(blocks, self.block_days, axis=1)

    def design(self) -> dict[str, Any]:
        """Return what is sealed beside seed and schedule, as JSON can hold it."""
        found = {**asdict(self), "start": self.start.isoformat()}
        return {name: found[name] for name in found if name not in ("seed", "schedule")}

    def summary(self) -> str:
        """Say what it is and what it can tell."""
        run_in = f" after {self.run_in_days} days of run-in" if self.run_in_days else ""
        plan = (
            f"{self.conditions[0]} or {self.conditions[1].lower()}: {self.pairs} pairs of blocks of"
            f" {self.block_days} days{run_in}, {self.n_days / 7:.0f} weeks from"
            f" {day_words(self.start)} to {day_words(self.end)}."
        )
        if self.block_days < self.half_life_days:
            plan += (
                f" Blocks shorter than {self.half_life_days:g} days, in which half of an effect is"
                " felt or gone, leave little to see."
            )
        if self.is_test:
            return f"{plan} Chance draws one of {self.n_schedules:,} orders."
        return f"{plan} {self.no_test()}"

    def no_test(self) -> str:
        """Say why it is no test and what it is still good for; "" where it is one."""
        if self.is_test:
            return ""
        return (
            f"This is no test: of {self.n_schedules} orders the clearest result comes up by chance"
            f" {2 / self.n_schedules:.0%} of the time, and a test needs at most 5 %, which takes"
            f" {LEAST_PAIRS} pairs. {STILL_GOOD}"
        )

    def _repr_html_(self) -> str:
        return f"<p>{self.summary()}</p>"


def sealed_experiment(row: Mapping[Any, Any]) -> Experiment:
    """Return an experiment as it was sealed, and refuse one that was changed since.

    Parameters
    ----------
    row : mapping
        With design and schedule (JSON, or what it holds) and seed, as ``Journal.experiments()``.
        One that is not whole, or whose hash is not that of what it says, raises `InvalidValue`.

    Examples
    --------
    >>> from tracker import plan_experiment
    >>> plan = plan_experiment(start="2026-03-02", seed=7)
    >>> row = {"design": plan.design(), "seed": 7, "schedule": list(plan.schedule)}
    >>> sealed_experiment(row) == plan
    True
    """
    try:
        design, schedule = (
            json.loads(row[name]) if isinstance(row[name], str) else row[name]
            for name in ("design", "schedule")
        )
        found = {**design, "seed": int(row["seed"]), "schedule": tuple(schedule)}
        found["start"] = date.fromisoformat(found["start"])
        for name in ("conditions", "subject"):
            found[name] = tuple(found[name])
        plan = Experiment(**{part.name: found[part.name] for part in fields(Experiment)})
    except (KeyError, TypeError, ValueError):
        raise InvalidValue("this row of the journal is no self-experiment of ours") from None
    whole = {name: found[name] for name in found if name != "hash"}
    if plan.hash != hash_of(whole) or plan.schedule != draw(plan.seed, plan.pairs):
        raise InvalidValue(
            f"the experiment from {plan.start} is not as it was sealed: its schedule or design was"
            " edited since, and its hash says so. Its ratings are all still there"
        )
    return plan


def draw(seed: int, pairs: int) -> tuple[str, ...]:
    """Toss a coin a pair; by SHA-256, so that anybody can toss it again, in any version."""
    coins = [hashlib.sha256(f"{seed}/{pair}".encode()).digest()[0] & 1 for pair in range(pairs)]
    return tuple(word for coin in coins for word in (("on", "off") if coin else ("off", "on")))


def hash_of(plan: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a plan without its hash."""
    text = json.dumps(plan, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
