"""Planning a self-experiment: what is asked, how it is laid out, and the draw."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from tracker.errors import InvalidValue
from tracker.progress.experiment import KINDS, Experiment, draw, hash_of
from tracker.schema import shown

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
    run_in_days : int
        Days before the first block, as usual and not counted, 0-60.
    washout_days : int
        Days at the start of each block that are not counted, fewer than `block_days`.
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
        With its schedule, seed and hash.

    Raises
    ------
    InvalidValue
        With what came and what is allowed.

    References
    ----------
    AHRQ, *Design and Implementation of N-of-1 Trials* (2014), chapters 3 and 4.

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
