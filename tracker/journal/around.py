"""Which scores and which session belong together, from frames as the journal returns them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from tracker import anatomy

AROUND = timedelta(hours=2)
"""How far from a session a score still counts as given before or after it."""


def waiting_before(scores: pd.DataFrame, at: datetime) -> pd.DataFrame:
    """Return the before-scores of the two hours up to `at` that belong to no session yet.

    Parameters
    ----------
    scores : DataFrame
        As ``Journal.scores()`` returns them.
    at : datetime
        Aware; the start of a session, or now.

    Returns
    -------
    DataFrame
        Those rows of `scores`.
    """
    moment = pd.Timestamp(at)
    near = (scores["at"] >= moment - AROUND) & (scores["at"] <= moment)
    return scores[near & (scores["kind"] == "before") & scores["session_id"].isna()]


def waiting_after(scores: pd.DataFrame, at: datetime, planned_s: float) -> pd.DataFrame:
    """Return the stop- and after-scores of a session that reached the journal before it did.

    Parameters
    ----------
    scores : DataFrame
        As ``Journal.scores()`` returns them.
    at : datetime
        Aware; the start of the session.
    planned_s : float
        Its length as planned, in seconds; a score counts up to two hours later.

    Returns
    -------
    DataFrame
        Those rows of `scores`.
    """
    moment = pd.Timestamp(at)
    over = moment + pd.Timedelta(seconds=planned_s) + AROUND
    near = (scores["at"] >= moment) & (scores["at"] <= over)
    return scores[near & scores["kind"].isin(["stop", "after"]) & scores["session_id"].isna()]


def as_sent(scores: pd.DataFrame) -> dict[str, Any]:
    """Return scores as a score card shows those it has saved, so that they can still be changed.

    Parameters
    ----------
    scores : DataFrame
        Rows of ``Journal.scores()``, oldest first; of each place the last one counts.

    Returns
    -------
    dict
        at (epoch ms of the latest) and scores, a list as in the card's events; empty where there
        are none.
    """
    if scores.empty:
        return {}
    columns = ["id", "site", "side", "score", "qualities", "note"]
    last = scores[columns].drop_duplicates(["site", "side"], keep="last")
    return {
        "at": int(scores["at"].max().timestamp() * 1000),
        "scores": [
            {**row, "qualities": row["qualities"].split(", ") if row["qualities"] else []}
            for row in last.to_dict("records")
        ],
    }


def session_at(sessions: pd.DataFrame, at: datetime) -> str | None:
    """Return the id of the session under way at `at`, or ended up to two hours before; else None.

    Parameters
    ----------
    sessions : DataFrame
        As ``Journal.sessions()`` returns them; one that has not ended counts for as long as it
        was planned.
    at : datetime
        Aware.
    """
    moment = pd.Timestamp(at)
    planned_end = sessions["at"] + pd.to_timedelta(sessions["planned_s"], "s")
    over = sessions["ended_at"].fillna(planned_end) + AROUND
    near = sessions[(sessions["at"] <= moment) & (over >= moment)]
    return str(near["id"].iloc[-1]) if len(near) else None


def not_before_start(sessions: pd.DataFrame, session_id: str, at: datetime) -> datetime:
    """Return when a session ended: `at`, or its start where a clock was set back meanwhile."""
    started = sessions.loc[sessions["id"] == session_id, "at"]
    return at if started.empty else max(at, pd.Timestamp(started.iloc[0]).to_pydatetime())


def last_chosen(scores: pd.DataFrame) -> list[str]:
    """Return the knots scored before the last session, as ``"site|side"``, each once.

    Examples
    --------
    >>> scores = pd.DataFrame({"kind": "before", "at": pd.Timestamp(0), "session_id": "a",
    ...     "side": ["both", "left"], "site": ["upper back", "on the blade"]})
    >>> last_chosen(scores)
    ['on the blade|left']
    """
    before = scores[scores["kind"] == "before"]
    if before.empty:
        return []
    last = before.iloc[-1]
    together = before["session_id"] == last["session_id"]
    if pd.isna(last["session_id"]):
        together = before["session_id"].isna() & (before["at"] >= last["at"] - AROUND)
    knots = before[together & (before["site"] != anatomy.WHOLE)].drop_duplicates(["site", "side"])
    return [f"{site}|{side}" for site, side in zip(knots["site"], knots["side"], strict=True)]


def last_scores(scores: pd.DataFrame) -> dict[str, int]:
    """Return the latest score of each place, ``"site|side"`` to 0-10."""
    last = scores.drop_duplicates(["site", "side"], keep="last")
    places = last["site"] + "|" + last["side"]
    return {str(place): int(score) for place, score in zip(places, last["score"], strict=True)}
