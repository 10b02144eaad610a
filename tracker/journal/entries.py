"""What goes into the journal: scores, and sessions with their holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tracker import anatomy
from tracker.journal import checking, rows
from tracker.journal.writing import When, Writing
from tracker.schema import clean


class Entries(Writing):
    """The part of `tracker.Journal` that a routine writes to."""

    def log_score(
        self,
        score: int,
        *,
        site: str = anatomy.WHOLE,
        side: str = "both",
        kind: str = "daily",
        at: When = None,
        session_id: str | None = None,
        qualities: Iterable[str] = (),
        note: str = "",
        id: str | None = None,
    ) -> str:
        """Save one 0-10 rating and return its id.

        Parameters
        ----------
        score : int
            0 no pain, 10 pain as bad as you can imagine; whole numbers.
        site, side : str
            One of ``tracker.anatomy.SITE_NAMES`` and left, right or both. The default is the whole.
        kind : str
            daily, before, after, stop or now.
        at : datetime, date or str, optional
            When it was felt; now by default. Without an offset it is local time, a date alone is
            its noon. It may lie up to a day ahead, since clocks differ.
        session_id : str, optional
            The session it was given around, which must be in the journal.
        qualities : iterable of str
            Words of ``tracker.schema.QUALITIES``; also as one string, separated by commas.
        note : str
            In the person's own words, up to 200 kB.
        id : str, optional
            A UUID made elsewhere; where it is known, nothing is changed.

        Raises
        ------
        InvalidValue
            Naming the argument, what came and what is allowed; nothing was saved.
        NotFound
            If there is no such session.
        JournalError
            If the file cannot be written; what was there before still is.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     journal.log_score(3, at="2026-04-26 21:30", id="mine")
        'mine'
        """
        row = rows.in_order(
            "score",
            {
                "id": rows.identity(id),
                **rows.lived(at),
                "kind": kind,
                "site": site,
                "side": side,
                "score": score,
                "session_id": session_id,
                "qualities": qualities,
                "note": note,
            },
        )
        with self._writing() as writer:
            if session_id is not None:
                writer.get("session", session_id)
            writer.add("score", row)
        return str(row["id"])

    def log_session(
        self,
        routine: Any,
        *,
        at: When = None,
        ended_at: When = None,
        outcome: str = "completed",
        steps: Iterable[Mapping[str, Any]] = (),
        source: str = "by hand",
        note: str = "",
        id: str | None = None,
        planned_s: int | None = None,
    ) -> str:
        """Save one run of a routine, with its holds, and return its id.

        Parameters
        ----------
        routine : str or Routine
            The routine or its id.
        at, ended_at : datetime, date or str, optional
            When it started, now by default, and ended; as in `log_score`.
        outcome : str
            completed, ended early, stopped for pain or interrupted.
        steps : iterable of mapping
            One mapping a hold: exercise, and where they differ from a hold on both sides that was
            done as planned side, variant, planned_s, held_s, outcome, reason and position.
        source : str
            player, by hand, or the importer.
        note, id : str
            As in `log_score`; where the id is known, nothing is changed.
        planned_s : int, optional
            Length of the routine as planned, in seconds; by default that of the steps together.

        Raises
        ------
        InvalidValue
            Also where it ends before it starts, or if a step is wrong; nothing was saved.
        JournalError
            If the file cannot be written; what was there before still is.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     id = journal.log_session("short", steps=[{"exercise": "childs_pose", "held_s": 30}])
        ...     journal.steps().loc[lambda steps: steps.session_id == id, "held_s"].tolist()
        [30.0]
        """
        session_id = rows.identity(id)
        holds = rows.steps(session_id, steps)
        if planned_s is None:
            planned_s = sum(hold["planned_s"] for hold in holds)
        row = rows.in_order(
            "session",
            {
                "id": session_id,
                "routine": getattr(routine, "id", routine),
                **rows.lived(at),
                "ended_at": rows.end(ended_at),
                "planned_s": planned_s,
                "outcome": outcome,
                "source": source,
                "note": note,
            },
        )
        checking.checked("session", row)
        with self._writing() as writer:
            if writer.add("session", row):
                for hold in holds:
                    writer.add("step", hold)
        return session_id

    def log_step(self, session_id: str, *, exercise: str, position: int, **columns: Any) -> None:
        """Add one hold to a session as it is done; where it is known, nothing is changed.

        Parameters
        ----------
        session_id : str
            The session, which must be in the journal.
        exercise : str
            Id of the exercise.
        position : int
            1, 2, 3 … in the order done.
        **columns
            side, variant, planned_s and held_s (seconds), outcome (done, skipped, stopped for
            pain), reason (pain, time, equipment, other); as in `log_session`.

        Raises
        ------
        NotFound
            If there is no such session.
        InvalidValue, JournalError
            As in `log_score`.
        """
        row = rows.step(session_id, {"exercise": exercise, "position": position, **columns})
        with self._writing() as writer:
            writer.get("session", session_id)
            writer.add("step", row, writer.batch_of(session_id))

    def end_session(self, id: str, *, outcome: str, ended_at: When = None) -> None:
        """Say how and when a session ended; one that has ended already is not changed.

        Raises
        ------
        NotFound
            If there is no such session.
        InvalidValue, JournalError
            As in `log_session`.
        """
        ended = {"ended_at": rows.utc(rows.moment(ended_at, "ended_at"))}
        columns = ended | clean("session", {"outcome": outcome})
        with self._writing() as writer:
            before = writer.get("session", id)
            if before["ended_at"] is None:
                checking.checked("session", before | columns)
                writer.amend("session", id, columns, writer.batch_of(id))
