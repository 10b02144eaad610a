"""What comes out of the journal: each table as a typed frame, or as plain rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tracker.exchange import archive
from tracker.foundation.errors import InvalidValue, NotFound
from tracker.foundation.schema import KEYS, TABLES, clean, columns
from tracker.journal.sqlite import rows
from tracker.journal.sqlite.changes import Writing

if TYPE_CHECKING:
    import pandas as pd

Day = date | str
ORDER = {
    "session": "at, id",
    "step": "(SELECT at FROM session WHERE id = session_id), session_id, position",
    "score": "at, id",
    "plan": "from_day",
    "checkin": "day",
    "pause": "from_day, to_day, id",
    "measure": "at, id",
    "knot": "site, side",
    "experiment": "created_at, id",
    "setting": "key",
    "change": "seq",
}
"""How the rows of each table follow each other: by time, and else by id."""
_DAY = {"step": "(SELECT day FROM session WHERE id = session_id)"}
"""The day of a row, where it is none of its own columns."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector rest: it would look for circles in every so many rows of none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Queries(Writing):
    """The reading part of `tracker.Journal`: each answer is one state of the file.

    The columns of a frame are those of its table in ``tracker.foundation.schema.TABLES``. What is
    given keeps the rows of that value, or of the day `since` and later; all of it together. A value
    that no row could have raises `InvalidValue`.
    """

    def scores(
        self,
        *,
        kind: str | None = None,
        site: str | None = None,
        side: str | None = None,
        since: Day | None = None,
    ) -> pd.DataFrame:
        """Return one row a rating, by `at`; columns as in ``TABLES["score"]``.

        Parameters
        ----------
        kind : str, optional
            Only daily, before, after, stop or now.
        site, side : str, optional
            Only of this place; as in `Journal`.
        since : date or str, optional
            Only of this day and later.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     len(journal.scores()), len(journal.scores(kind="daily", since="2026-04-01"))
        (395, 25)
        """
        return self._frame("score", {"kind": kind, "site": site, "side": side}, since)

    def sessions(self, *, routine: Any = None, since: Day | None = None) -> pd.DataFrame:
        """Return one row a run of a routine, by `at`; columns as in ``TABLES["session"]``.

        Also `minutes`, float64: how long its steps were held together; NaN where it has none. Only
        of one `routine`, and `since` a day, where they are given.
        """
        minutes = "(SELECT sum(held_s) / 60 FROM step WHERE session_id = session.id) AS minutes"
        wanted = {"routine": getattr(routine, "id", routine)}
        return self._frame("session", wanted, since, minutes=minutes)

    def steps(self, *, exercise: str | None = None, since: Day | None = None) -> pd.DataFrame:
        """Return one row a hold, by session and position; columns as in ``TABLES["step"]``.

        Only of one `exercise`, and of sessions `since` a day, where they are given.
        """
        return self._frame("step", {"exercise": exercise}, since)

    def plans(self) -> pd.DataFrame:
        """Return one row a plan, by the day it starts; columns as in ``TABLES["plan"]``."""
        return self._frame("plan")

    def history(self) -> pd.DataFrame:
        """Return one row a change, in the order written; columns as in ``TABLES["change"]``."""
        return self._frame("change")

    def checkins(self, *, since: Day | None = None) -> pd.DataFrame:
        """Return one row a day's check-in, by `day`; columns as in ``TABLES["checkin"]``.

        `stress`, too, is float64: NaN where it was not given. Only `since` a day, where it is.
        """
        return self._frame("checkin", {}, since)

    def pauses(self) -> pd.DataFrame:
        """Return one row a pause, by its first day; columns as in ``TABLES["pause"]``."""
        return self._frame("pause")

    def measures(
        self, *, test: str | None = None, side: str | None = None, since: Day | None = None
    ) -> pd.DataFrame:
        """Return one row a test result, by `at`; columns as in ``TABLES["measure"]``.

        Only of one `test`, one `side`, and `since` a day, where they are given.
        """
        return self._frame("measure", {"test": test, "side": side}, since)

    def knots(self) -> pd.DataFrame:
        """Return one row a knot with a name, by place; columns as in ``TABLES["knot"]``."""
        return self._frame("knot")

    def experiments(self) -> pd.DataFrame:
        """Return one row an experiment, by when it was sealed; columns ``TABLES["experiment"]``.

        `design` and `schedule` are JSON texts.
        """
        return self._frame("experiment")

    def _frame(
        self,
        table: str,
        wanted: Mapping[str, str | None] = MappingProxyType({}),
        since: Day | None = None,
        **extra: str,
    ) -> pd.DataFrame:
        from tracker.foundation.frames import frame  # pandas, only once a frame is asked for

        names = [column.name for column in TABLES[table]]
        where, values = _condition(table, wanted, since)
        told = ", ".join([*names, *extra.values()])
        sql = f"SELECT {told} FROM {table} {where} ORDER BY {ORDER[table]}"
        with _uncollected():
            with self._database.reading() as connection:
                found = connection.execute(sql, values).fetchall()
            return frame(table, found, **dict.fromkeys(extra, "float64"))

    def rows(self, table: str, *, since: str = "", **equal: str) -> list[dict[str, Any]]:
        """Return a table's rows as plain values, oldest first, without importing pandas.

        Parameters
        ----------
        table : str
            As in `Journal`.
        since : str
            Only those of this day, as in "2026-03-01", and later; for tables with a `day`.
        **equal
            Only those with these values, by column: ``day="2026-03-01"``.

        Returns
        -------
        list of dict
            By column, as SQLite keeps them: moments and days are ISO texts (moments in UTC to the
            millisecond, so that they sort), flags 0 or 1.

        Examples
        --------
        >>> from tracker import Journal
        >>> with Journal("sample") as journal:
        ...     journal.rows("plan")[0]["sessions_per_week"]
        3
        """
        names = [column.name for column in columns(table)]
        for name in equal.keys() - set(names):
            raise NotFound(f"{table} has no column {name!r}")
        wanted = {f"{name} = ?": value for name, value in equal.items()}
        wanted |= {"day >= ?": since} if since else {}
        where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT {', '.join(names)} FROM {table} {where} ORDER BY {ORDER[table]}",
                tuple(wanted.values()),
            )
            return [dict(zip(names, row, strict=True)) for row in found]

    def anything_before(self, day: str) -> bool:
        """Return whether the diary holds a score, a session or a check-in of an earlier day."""
        tables = ("score", "session", "checkin")
        sql = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE day < ?1)" for table in tables)
        with self._database.reading() as connection:
            return bool(connection.execute(f"SELECT {sql}", (day,)).fetchone()[0])

    def latest_change(self) -> int:
        """Return the number of the latest change, `seq`; 0 where nothing was written yet."""
        with self._database.reading() as connection:
            found: int | None = connection.execute("SELECT max(seq) FROM change").fetchone()[0]
        return found or 0

    def latest_steps(self, number: int) -> list[list[dict[str, Any]]]:
        """Return the changes of so many of the person's latest steps, the newest step first.

        Taking a step back, or doing it again, is a step too. The changes of each are oldest first,
        as `rows` gives them; `label` on each.
        """
        names = [column.name for column in TABLES["change"]]
        # A step's number is that of its first change, which alone carries the label.
        mine = ", ".join("first.label" if name == "label" else f"one.{name}" for name in names)
        sql = (
            f"SELECT {mine} FROM change AS one LEFT JOIN change AS first ON first.seq = one.batch"
            " ORDER BY one.seq DESC"
        )
        with self._database.reading() as connection:
            found = (dict(zip(names, row, strict=True)) for row in connection.execute(sql))
            steps = groupby(found, key=lambda change: (change["batch"], change["action"]))
            return [list(step)[::-1] for _, step in islice(steps, number)]

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Return all the person's own tables, by name, as `rows` does, of one state of the file."""
        with self._database.reading():
            return {table: self.rows(table) for table in KEYS}

    def export(self, path: Any) -> Path:
        """Write a lossless archive, a zip of CSV files that `tracker.read_archive` reads back.

        A file of this name is replaced, or as it was where that fails with an `ExchangeError`.
        """
        return archive.write(path, self.tables())


def _condition(
    table: str, wanted: Mapping[str, str | None], since: Day | None
) -> tuple[str, tuple[Any, ...]]:
    """Return the WHERE of a query, and its values, which must be some that a row may have."""
    try:
        given = clean(table, {name: value for name, value in wanted.items() if value is not None})
        found = {f"{name} = ?": value for name, value in given.items()}
        if since is not None:
            found[f"{_DAY.get(table, 'day')} >= ?"] = rows.day(since, "since")
    except InvalidValue as error:  # in the words of those who write
        raise InvalidValue(str(error).removesuffix("; nothing was saved")) from None
    return f"WHERE {' AND '.join(found)}" if found else "", tuple(found.values())
