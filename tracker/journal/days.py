"""What goes into the journal beside routines: plans, check-ins, pauses, weekly tests, names."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.errors import InvalidValue
from tracker.journal import checking, rows
from tracker.journal.changes import row_id
from tracker.journal.writing import When, Writing

Day = date | str


class Days(Writing):
    """The part of `tracker.Journal` that the diary's pages write to."""

    def set_plan(
        self, sessions_per_week: int, *, routine: Any = None, from_day: date | str | None = None
    ) -> None:
        """Say how many sessions a week are meant from a day on; the same day again replaces it.

        Parameters
        ----------
        sessions_per_week : int
            0-21.
        routine : str or Routine, optional
            The routine meant, or its id.
        from_day : date or str, optional
            The first day it holds; today by default.

        Raises
        ------
        InvalidValue, JournalError
            As in `log_score`.
        """
        row = rows.in_order(
            "plan",
            {
                "from_day": rows.day(from_day),
                "sessions_per_week": sessions_per_week,
                "routine": getattr(routine, "id", routine),
            },
        )
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
        day : date or str, optional
            The day it is about; today by default, at most tomorrow.
        stress : int, optional
            0 none, 10 the most.
        sleep_h, sitting_h : float, optional
            Hours slept in the night before, and spent sitting; 0-24.
        note : str
            In the person's own words, up to 200 kB. To empty what was given, use `amend`.

        Raises
        ------
        InvalidValue
            Also where nothing at all is given; nothing was saved.
        JournalError
            If the file cannot be written; what was there before still is.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     journal.log_checkin(stress=4)
        ...     journal.log_checkin(sleep_h=7.5)
        ...     print(journal.checkins()[["stress", "sleep_h"]].to_string(index=False))
         stress  sleep_h
            4.0      7.5
        """
        values = {"stress": stress, "sleep_h": sleep_h, "sitting_h": sitting_h, "note": note}
        given = {name: value for name, value in values.items() if value not in (None, "")}
        if not given:
            raise InvalidValue(
                "a check-in needs stress, sleep_h, sitting_h or a note; nothing was saved"
            )
        row = checking.complete("checkin", {"day": rows.day(day, "day"), **given})
        with self._writing() as writer:
            if not writer.add("checkin", row):
                writer.amend("checkin", row["day"], {name: row[name] for name in given})

    def pause(self, from_day: Day, to_day: Day, reason: str, *, id: str | None = None) -> str:
        """Say that days count neither for nor against, and return the pause's id.

        Parameters
        ----------
        from_day, to_day : date or str
            The first and the last of them, past or to come.
        reason : str
            flare, illness, travel or other.
        id : str, optional
            A UUID made elsewhere; where it is known, nothing is changed.

        Raises
        ------
        InvalidValue
            Also where it ends before it begins; nothing was saved.
        JournalError
            As in `log_checkin`.
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
    ) -> str:
        """Save one result of a weekly self-test, or one item of a questionnaire; return its id.

        Parameters
        ----------
        test : str
            back scratch, seated rotation or PEG.
        value : float
            Back scratch: the gap between the fingertips in cm, -40 to 60, negative where they
            overlap. Seated rotation: hours turned from 12 on a clock face, 0-6. PEG: 0-10.
        side : str
            left or right of the two tests; both of PEG.
        item : str
            pain, enjoyment or activity of PEG.
        at, id
            As in `log_score`.

        Raises
        ------
        InvalidValue, JournalError
            As in `log_checkin`.
        """
        values = {"id": rows.identity(id), **rows.lived(at), "test": test, "value": value}
        return self._add("measure", {**values, "side": side, "item": item})

    def name_knot(self, site: str, side: str, nickname: str) -> None:
        """Say what the person calls a knot; the same place again replaces it, blank takes it away.

        Parameters
        ----------
        site, side : str
            As in `log_score`.
        nickname : str
            Such as "the one under my left blade".

        Raises
        ------
        InvalidValue, JournalError
            As in `log_checkin`.
        """
        bare = isinstance(nickname, str) and not nickname.strip()
        values = {"site": site, "side": side, "nickname": "none" if bare else nickname}
        row = checking.complete("knot", values)
        id = row_id("knot", row)
        with self._writing() as writer:
            if not bare and not writer.add("knot", row):
                writer.amend("knot", id, row)
            elif bare and writer.find("knot", id):
                writer.remove("knot", id)

    def _add(self, table: str, values: dict[str, Any]) -> str:
        row = checking.complete(table, values)
        with self._writing() as writer:
            writer.add(table, row)
        return str(row["id"])
