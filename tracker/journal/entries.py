"""What goes into the journal: scores, sessions, days, experiments, and many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Never

from tracker.foundation import anatomy, clock
from tracker.foundation.errors import InvalidValue, NotFound, not_saved
from tracker.foundation.schema import KEYS, clean, shown
from tracker.journal.bulk import Added, sorted_rows
from tracker.journal.sqlite import rows
from tracker.journal.sqlite.changes import When, Writer, Writing, row_id

Day = date | str


def _no_day(method: str, other: Mapping[str, Any]) -> None:
    """Refuse `day`, which follows from `at`, in a sentence; and else what no method takes."""
    if "day" in other:
        day = other["day"]
        raise not_saved(f"{method} takes a moment, not a day: write at={str(day)!r} for that day")
    if other:
        raise TypeError(f"{method}() got an unexpected keyword argument {next(iter(other))!r}")


class Entries(Writing):
    """The part of `tracker.Journal` that routines, the diary and imports write to."""

    # A routine: scores, and sessions with their holds

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
        **other: Never,
    ) -> str:
        """Save one 0-10 rating and return its id.

        Parameters
        ----------
        score : int
            0 no pain, 10 pain as bad as you can imagine; whole numbers.
        kind : str
            daily, before, after, stop or now.
        session_id : str, optional
            The session it was given around, which must be in the journal.
        qualities : iterable of str
            Words of ``tracker.foundation.schema.QUALITIES``; also as one string, with commas.
        site, side, at, note, id
            As in `Journal`; by default the whole back, now.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     journal.log_score(3, at="2026-04-26 21:30", id="mine")
        'mine'
        """
        _no_day("log_score", other)
        values = {
            "id": rows.identity(id),
            **rows.moment_columns(at),
            "kind": kind,
            "site": site,
            "side": side,
            "score": score,
            "session_id": session_id,
            "qualities": qualities,
            "note": note,
        }
        row = rows.in_column_order("score", values)
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
        **other: Never,
    ) -> str:
        """Save one run of a routine, with its holds, and return its id.

        It may not end before it starts, and one wrong step keeps all of it out.

        Parameters
        ----------
        routine, at, ended_at, note, id
            As in `Journal`; `at` is when it started.
        outcome : str
            completed, ended early, stopped for pain or interrupted.
        steps : iterable of mapping
            One mapping a hold: exercise, and where they differ from a hold on both sides that was
            done as planned side, variant, planned_s, held_s, outcome, reason and position.
        source : str
            player, by hand, or the importer.
        planned_s : int, optional
            Length of the routine as planned, in seconds; by default that of the steps together.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     id = journal.log_session("short", steps=[{"exercise": "childs_pose", "held_s": 30}])
        ...     journal.steps().loc[lambda steps: steps.session_id == id, "held_s"].tolist()
        [30.0]
        """
        _no_day("log_session", other)
        session_id = rows.identity(id)
        holds = rows.steps(session_id, steps)
        if planned_s is None:
            planned_s = sum(hold["planned_s"] for hold in holds)
        values = {
            "id": session_id,
            "routine": getattr(routine, "id", routine),
            **rows.moment_columns(at),
            "ended_at": rows.ended_at(ended_at),
            "planned_s": planned_s,
            "outcome": outcome,
            "source": source,
            "note": note,
        }
        row = rows.in_column_order("session", values)
        rows.checked_row("session", row)
        with self._writing() as writer:
            if writer.add("session", row):
                for hold in holds:
                    writer.add("step", hold)
        return session_id

    def log_step(self, session_id: str, *, exercise: str, position: int, **columns: Any) -> None:
        """Add one hold to a session as it is done; where it is known, nothing is changed.

        Parameters
        ----------
        session_id, exercise : str
            Their ids; the session must be in the journal.
        position : int
            1, 2, 3 … in the order done.
        **columns
            side, variant, planned_s and held_s (seconds), outcome (done, skipped, stopped for
            pain), reason (pain, time, equipment, other); as in `log_session`.
        """
        row = rows.step(session_id, {"exercise": exercise, "position": position, **columns})
        with self._writing() as writer:
            writer.get("session", session_id)
            writer.add("step", row, writer.batch_of(session_id))

    def end_session(self, id: str, *, outcome: str, ended_at: When = None) -> None:
        """Say how and when a session ended; one that has ended already is not changed."""
        ended = {"ended_at": rows.utc_text(rows.moment(ended_at, "ended_at"))}
        columns = ended | clean("session", {"outcome": outcome})
        with self._writing() as writer:
            before = writer.get("session", id)
            if before["ended_at"] is None:
                rows.checked_row("session", before | columns)
                writer.amend("session", id, columns, writer.batch_of(id))

    # What is beside routines: plans, check-ins, pauses, weekly tests, names

    def set_plan(
        self, sessions_per_week: int, *, routine: Any = None, from_day: date | str | None = None
    ) -> None:
        """Say how many sessions a week, 0-21, are meant from a day on; the same day replaces it.

        `from_day` and `routine`, where a certain one is meant, are as in `Journal`.
        """
        values = {
            "from_day": rows.day(from_day),
            "sessions_per_week": sessions_per_week,
            "routine": getattr(routine, "id", routine),
        }
        row = rows.in_column_order("plan", values)
        with self._writing() as writer:
            if not writer.add("plan", row):
                writer.amend("plan", row["from_day"], row)

    def log_checkin(
        self,
        *,
        day: Day | None = None,
        stress: int | None = None,
        sleep_h: float | None = None,
        sitting_h: float | None = None,
        note: str = "",
    ) -> None:
        """Save what else the day was like; the same day again changes only what is given.

        Parameters
        ----------
        day, note
            As in `Journal`; at most tomorrow.
        stress : int, optional
            0 none, 10 the most.
        sleep_h, sitting_h : float, optional
            Hours slept in the night before, and spent sitting; 0-24. Something of all this is to be
            given; `amend` empties it again.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     journal.log_checkin(stress=4)
        ...     journal.log_checkin(sleep_h=7.5)
        ...     print(journal.checkins()[["stress", "sleep_h"]].tail(1).to_string(index=False))
         stress  sleep_h
            4.0      7.5
        """
        values = {"stress": stress, "sleep_h": sleep_h, "sitting_h": sitting_h, "note": note}
        given = {name: value for name, value in values.items() if value not in (None, "")}
        if not given:
            raise not_saved("a check-in needs stress, sleep_h, sitting_h or a note")
        row = rows.complete_row("checkin", {"day": rows.day(day, "day"), **given})
        with self._writing() as writer:
            if not writer.add("checkin", row):
                writer.amend("checkin", row["day"], {name: row[name] for name in given})

    def pause(self, from_day: Day, to_day: Day, reason: str, *, id: str | None = None) -> str:
        """Say that days count neither for nor against, and return the pause's id.

        Parameters
        ----------
        from_day, to_day, id
            As in `Journal`; the first and the last of them, past or to come, in this order.
        reason : str
            flare, illness, travel or other.
        """
        values = {"id": rows.identity(id), "from_day": from_day, "to_day": to_day}
        return self._add("pause", {**values, "reason": reason})

    def log_measure(
        self,
        test: str,
        value: float,
        *,
        side: str = "both",
        item: str = "",
        at: When = None,
        id: str | None = None,
        **other: Never,
    ) -> str:
        """Save one result of a weekly self-test, or one item of a questionnaire; return its id.

        Parameters
        ----------
        test : str
            back scratch, seated rotation or PEG.
        value : float
            Back scratch: the gap between the fingertips in cm, -40 to 60, negative where they
            overlap. Seated rotation: hours turned from 12 on a clock face, 0-6. PEG: 0-10.
        side, item : str
            left or right of the two tests; both, and pain, enjoyment or activity, of PEG.
        at, id
            As in `Journal`.
        """
        _no_day("log_measure", other)
        values = {"id": rows.identity(id), **rows.moment_columns(at), "test": test, "value": value}
        return self._add("measure", {**values, "side": side, "item": item})

    def name_knot(self, site: str, side: str, nickname: str) -> None:
        """Say what the person calls a knot, such as "the one under my left blade".

        The same place again replaces it, a blank name takes it away.
        """
        bare = isinstance(nickname, str) and not nickname.strip()
        values = {"site": site, "side": side, "nickname": "none" if bare else nickname}
        row = rows.complete_row("knot", values)
        id = row_id("knot", row)
        with self._writing() as writer:
            if not bare and not writer.add("knot", row):
                writer.amend("knot", id, row)
            elif bare and writer.find("knot", id):
                writer.remove("knot", id)

    # Self-experiments: sealed before they begin, and never changed afterwards

    def seal_experiment(
        self, id: str, design: Mapping[str, Any], seed: int, schedule: Sequence[Any]
    ) -> str:
        """Keep an experiment's design and schedule for good, and return its id.

        From then on they can be read and not be changed, here or in the file itself; the same
        again changes nothing, and another under this id is refused.

        Parameters
        ----------
        id : str
            What the experiment is called.
        design, seed, schedule
            Its design, days as dates, and what each block was drawn to be from this seed: a mapping
            and a list as JSON can hold them.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     id = journal.seal_experiment("spring", {"pairs": 2}, 7, ["on", "off", "off", "on"])
        ...     journal.experiments()["schedule"][0]
        '["on", "off", "off", "on"]'
        """
        for name, value, kind in (("design", design, Mapping), ("schedule", schedule, Sequence)):
            if not isinstance(value, kind) or isinstance(value, str):
                what = "a mapping" if kind is Mapping else "a list"
                raise not_saved(f"{name} {shown(value)} is not {what}")
        values = {"id": id, "created_at": clock.now(), "design": design, "seed": seed}
        row = rows.complete_row("experiment", {**values, "schedule": schedule})
        with self._writing() as writer:
            if not writer.add("experiment", row):
                sealed = writer.get("experiment", id)
                if any(sealed[name] != row[name] for name in ("design", "seed", "schedule")):
                    raise InvalidValue(
                        f"experiment {id!r} is sealed already and stays as it was drawn; nothing "
                        "was saved: give this one another id"
                    )
        return str(row["id"])

    def close_experiment(self, id: str) -> None:
        """Say that an experiment has ended now; one that has ended already is not changed."""
        with self._writing() as writer:
            if writer.get("experiment", id)["closed_at"] is None:
                now = rows.utc_text(rows.moment())
                writer.amend("experiment", id, {"closed_at": now})

    # Many rows at once, as an import brings them: first looked at, then one transaction, one step

    def add(
        self,
        rows: Mapping[str, Iterable[Mapping[str, Any]]],
        *,
        label: str,
        dry_run: bool = False,
        skip_refused: bool = False,
    ) -> Added:
        """Add many rows in one transaction that is undone as one step.

        Parameters
        ----------
        rows : mapping of str to iterable of mapping
            By table, rows by column as in ``tracker.foundation.schema.TABLES``, ids included. A
            column that may be empty may be missing; `utc_offset_min` and `day` follow from `at`
            where they are missing. JSON also as text.
        label : str
            What the step is called when it is taken back, such as "import from Loop".
        dry_run, skip_refused : bool
            Only look; add the others where some rows are refused. By default nothing is saved then.

        Returns
        -------
        Added
            How many rows of each table were added, were there already, and were refused, and why.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     found = journal.add(
        ...         {"checkin": [{"day": "2026-04-27", "stress": n} for n in (3, 4, 11)]},
        ...         label="import from a list", skip_refused=True)
        ...     print(found.summary())
        ...     print(found.refused[0].why)
        ...     print(journal.undo())
        1 check-in added; already there: 1 check-in; refused: 1 row
        stress 11 is outside 0-10; nothing was saved
        Took back: import from a list, 1 check-in
        """
        for table in rows:
            if table not in KEYS:
                raise NotFound(f"there is no table {shown(table)}; there are {', '.join(KEYS)}")
        if dry_run:
            with self._database.reading() as connection:
                return sorted_rows(Writer(connection), rows)[0]
        with self._writing() as writer:
            found, new = sorted_rows(writer, rows)
            if found.refused and not skip_refused:
                return found
            for table in KEYS:
                writer.add_all(table, new.get(table, []), label)
        return Added(found.added, found.already, found.refused, saved=True)

    def _add(self, table: str, values: dict[str, Any]) -> str:
        row = rows.complete_row(table, values)
        with self._writing() as writer:
            writer.add(table, row)
        return str(row["id"])
