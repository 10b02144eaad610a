"""One row a day, out of what was logged; a gap stays a gap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tracker.analysis.days.inputs import Floats, needs, numbers
from tracker.foundation.anatomy import SIDES, SITE_NAMES, WHOLE
from tracker.foundation.errors import InvalidValue
from tracker.foundation.schema import KINDS, shown

LEAST_MIN = 1.0
"""Minutes held from which a session that was not completed counts as one."""

_NEEDED: dict[str, tuple[str, ...]] = {
    "scores": ("day", "kind", "site", "side", "score"),
    "sessions": ("day", "outcome"),
    "plans": ("from_day", "sessions_per_week"),
    "pauses": ("from_day", "to_day"),
    "checkins": ("day",),
}
_CONTEXT = {"stress": (0, 10), "sleep_h": (0, 24), "sitting_h": (0, 24)}
Frames = dict[str, pd.DataFrame]
Days = np.ndarray[tuple[int], np.dtype[np.int64]]


def daily(
    journal_or_frames: Any, *, site: str = WHOLE, side: str = "both", kind: str = "daily"
) -> pd.DataFrame:
    """Lay a journal out with one row a calendar day, from its first entry to its last.

    A day is the one the person lived, as the journal's `day` columns have it (it starts at 03:00),
    so that no day is lost or doubled when the clocks change.

    Parameters
    ----------
    journal_or_frames : Journal or mapping of DataFrame
        Whatever has ``scores()`` and ``sessions()``, and maybe ``plans()``, ``pauses()`` and
        ``checkins()``; or a mapping of such frames by the same names, at least one of scores and
        sessions. A frame that lacks a column, or holds something that is no day or outside its
        range, raises `InvalidValue`.
    site, side : str
        Which pain; by default that of the whole upper back.
    kind : {"daily", "before", "after", "stop", "now"}
        Which scores. Of several daily scores on a day the last one counts, because whoever gave it
        knew most of the day; of several scores of a moment (all other kinds) their mean.

    Returns
    -------
    DataFrame
        Indexed by `day`, freq "D":

        - pain : float64, 0-10, NaN where not rated.
        - sessions : int64, sessions that day: completed, or with at least a minute held.
        - minutes : float64, minutes held in all sessions of the day; where the holds of a completed
          session are not known, its planned length; NaN where that is not known either.
        - stretched : bool, at least one session.
        - target : float64, sessions a week planned on that day, NaN before the first plan.
        - paused : bool, within a pause.
        - stress (0-10), sleep_h, sitting_h : float64, NaN where not noted.
        - observed : bool, anything at all was entered for that day.

    Examples
    --------
    >>> scores = pd.DataFrame({"day": ["2026-03-01", "2026-03-03"], "kind": "daily",
    ...     "site": "upper back", "side": "both", "score": [5, 4]})
    >>> daily({"scores": scores})[["pain", "stretched", "observed"]].rename_axis(None)
                pain  stretched  observed
    2026-03-01   5.0      False      True
    2026-03-02   NaN      False     False
    2026-03-03   4.0      False      True
    """
    for name, value, allowed in (
        ("site", site, SITE_NAMES),
        ("side", side, SIDES),
        ("kind", kind, KINDS),
    ):
        if value not in allowed:
            raise InvalidValue(f"{name} {shown(value)} is not one of {', '.join(allowed)}")
    frames = _frames(journal_or_frames)
    entered = {name: _day(frames, name) for name in ("scores", "sessions", "checkins")}
    everything = np.concatenate(list(entered.values()))
    first = int(everything.min()) if len(everything) else 0
    n = int(everything.max()) - first + 1 if len(everything) else 0
    row = {name: day - first for name, day in entered.items()}
    observed = np.zeros(n, dtype=bool)
    for rows in row.values():
        observed[rows] = True

    sessions, minutes = _sessions(frames, row["sessions"], n)
    columns = {
        "pain": _pain(frames["scores"], row["scores"], n, (site, side, kind)),
        "sessions": sessions,
        "minutes": minutes,
        "stretched": sessions > 0,
        "target": _target(frames, first, n),
        "paused": _paused(frames, first, n),
        **{name: _context(frames["checkins"], row["checkins"], n, name) for name in _CONTEXT},
        "observed": observed,
    }
    days = np.arange(first, first + n).astype("datetime64[D]").astype("datetime64[us]")
    return pd.DataFrame(columns, index=pd.DatetimeIndex(days, freq="D", name="day"))


def counts_as_session(sessions: pd.DataFrame) -> pd.Series:
    """Say of each session whether it counts: completed, or with at least a minute held."""
    completed = sessions["outcome"] == "completed"
    return completed | (sessions["minutes"] >= LEAST_MIN) if "minutes" in sessions else completed


def _frames(given: Any) -> Frames:
    if isinstance(given, Mapping):
        found = dict(given)
        odd = [name for name in found if name not in (*_NEEDED, "steps")]
        if odd or not {"scores", "sessions"} & set(found):
            came = ", ".join(map(str, found)) or "nothing"
            raise InvalidValue(
                f"frames are named {', '.join(_NEEDED)}, with scores or sessions; {came} came"
            )
    else:
        asked = {name: getattr(given, name, None) for name in _NEEDED}
        if not (callable(asked["scores"]) and callable(asked["sessions"])):
            raise InvalidValue(
                "daily() reads a journal, or a mapping with frames named scores and sessions;"
                f" {type(given).__name__} came"
            )
        # A journal from before pauses and check-ins has neither.
        found = {name: ask() for name, ask in asked.items() if callable(ask)}
    for name, needed in _NEEDED.items():
        frame = found.setdefault(name, pd.DataFrame(columns=list(needed)))
        needs(frame, name, *needed)
    return found


def _day(frames: Frames, table: str, column: str = "day") -> Days:
    values = frames[table][column]
    try:
        if not isinstance(values.dtype, np.dtype) or values.dtype.kind != "M":
            values = pd.to_datetime(values, format="ISO8601")
        days = values.dt.tz_localize(None).to_numpy()
    except (AttributeError, TypeError, ValueError, OverflowError):
        raise InvalidValue(
            f"{table}: {column} must hold days such as 2026-03-01, each without a time zone"
        ) from None
    if np.isnat(days).any() and column != "to_day":
        raise InvalidValue(f"{table}: {column} is empty in row {int(np.isnat(days).argmax())}")
    return np.asarray(days.astype("datetime64[D]").astype(np.int64))


def _pain(scores: pd.DataFrame, row: Days, n: int, wanted: tuple[str, str, str]) -> Floats:
    pain = np.full(n, np.nan)
    mine = np.ones(len(scores), dtype=bool)
    for column, word in zip(("site", "side", "kind"), wanted, strict=True):
        mine &= (scores[column] == word).to_numpy(dtype=bool)
    value = numbers(scores["score"], "score", low=0, high=10)
    mine &= ~np.isnan(value)
    value, row = value[mine], row[mine]
    if wanted[2] == "daily":
        if "at" in scores and not scores["at"].is_monotonic_increasing:
            order = _in_time(scores["at"][mine])
            value, row = value[order], row[order]
        pain[row] = value  # where a day comes twice, the last value stays
        return pain
    count = np.bincount(row, minlength=n)
    rated = count > 0
    pain[rated] = np.bincount(row, value, minlength=n)[rated] / count[rated]
    return pain


def _in_time(at: pd.Series) -> Days:
    try:
        return np.argsort(pd.to_datetime(at, utc=True, format="ISO8601").to_numpy(), kind="stable")
    except (TypeError, ValueError):
        raise InvalidValue("scores: at must hold moments such as 2026-03-01T21:30Z") from None


def _sessions(frames: Frames, row: Days, n: int) -> tuple[Days, Floats]:
    sessions = frames["sessions"]
    if "minutes" not in sessions and "steps" in frames and "id" in sessions:
        held_s = frames["steps"].groupby("session_id")["held_s"].sum()
        sessions = sessions.assign(minutes=sessions["id"].map(held_s) / 60)
    counts = counts_as_session(sessions).to_numpy(dtype=bool)
    length = _column(sessions, "minutes", 0, 1440)
    planned = _column(sessions, "planned_s", 0, 86_400) / 60
    planned[(planned == 0) | (sessions["outcome"] != "completed").to_numpy(dtype=bool)] = np.nan
    length = np.where(np.isnan(length), planned, length)
    length[np.isnan(length) & ~counts] = 0
    minutes = np.bincount(row, np.nan_to_num(length), minlength=n).astype("float64")
    minutes[row[np.isnan(length)]] = np.nan
    return np.bincount(row[counts], minlength=n), minutes


def _column(frame: pd.DataFrame, name: str, low: float, high: float) -> Floats:
    if name not in frame:
        return np.full(len(frame), np.nan)
    return numbers(frame[name], name, low=low, high=high)


def _target(frames: Frames, first: int, n: int) -> Floats:
    start = _day(frames, "plans", "from_day")
    meant = numbers(frames["plans"]["sessions_per_week"], "sessions_per_week", low=0, high=21)
    order = np.argsort(start, kind="stable")
    in_force = np.searchsorted(start[order], np.arange(first, first + n), side="right")
    return np.concatenate([[np.nan], meant[order]])[in_force]


def _paused(frames: Frames, first: int, n: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    start, end = (_day(frames, "pauses", name) for name in ("from_day", "to_day"))
    end = np.where(end == np.iinfo(np.int64).min, first + n, end)  # not over yet
    if (end < start).any():
        raise InvalidValue("pauses: a pause ends before it starts")
    edges = np.zeros(n + 1, dtype=np.int64)
    np.add.at(edges, np.clip(start - first, 0, n), 1)
    np.add.at(edges, np.clip(end - first + 1, 0, n), -1)
    return np.cumsum(edges[:n]) > 0


def _context(checkins: pd.DataFrame, row: Days, n: int, name: str) -> Floats:
    value = _column(checkins, name, *_CONTEXT[name])
    noted = ~np.isnan(value)
    found = np.full(n, np.nan)
    found[row[noted]] = value[noted]
    return found
