"""What comes out of the journal: each table as a typed frame, or as plain rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.exchange import archive
from tracker.foundation.errors import NotFound
from tracker.foundation.schema import KEYS, TABLES, columns
from tracker.journal.sqlite.changes import Writing

if TYPE_CHECKING:
    import pandas as pd

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

    The columns of a frame are those of its table in ``tracker.foundation.schema.TABLES``.
    """

    def scores(self) -> pd.DataFrame:
        """Return one row a rating, by `at`; columns as in ``TABLES["score"]``."""
        return self._frame("score")

    def sessions(self) -> pd.DataFrame:
        """Return one row a run of a routine, by `at`; columns as in ``TABLES["session"]``.

        Also `minutes`, float64: how long its steps were held together; NaN where it has none.
        """
        minutes = "(SELECT sum(held_s) / 60 FROM step WHERE session_id = session.id) AS minutes"
        return self._frame("session", minutes=minutes)

    def steps(self) -> pd.DataFrame:
        """Return one row a hold, by session and position; columns as in ``TABLES["step"]``."""
        return self._frame("step")

    def plans(self) -> pd.DataFrame:
        """Return one row a plan, by the day it starts; columns as in ``TABLES["plan"]``."""
        return self._frame("plan")

    def history(self) -> pd.DataFrame:
        """Return one row a change, in the order written; columns as in ``TABLES["change"]``."""
        return self._frame("change")

    def checkins(self) -> pd.DataFrame:
        """Return one row a day's check-in, by `day`; columns as in ``TABLES["checkin"]``.

        `stress`, too, is float64: NaN where it was not given.
        """
        return self._frame("checkin")

    def pauses(self) -> pd.DataFrame:
        """Return one row a pause, by its first day; columns as in ``TABLES["pause"]``."""
        return self._frame("pause")

    def measures(self) -> pd.DataFrame:
        """Return one row a test result, by `at`; columns as in ``TABLES["measure"]``."""
        return self._frame("measure")

    def knots(self) -> pd.DataFrame:
        """Return one row a knot with a name, by place; columns as in ``TABLES["knot"]``."""
        return self._frame("knot")

    def experiments(self) -> pd.DataFrame:
        """Return one row an experiment, by when it was sealed; columns ``TABLES["experiment"]``.

        `design` and `schedule` are JSON texts.
        """
        return self._frame("experiment")

    def _frame(self, table: str, **extra: str) -> pd.DataFrame:
        from tracker.foundation.frames import frame  # pandas, only once a frame is asked for

        names = [column.name for column in TABLES[table]]
        sql = f"SELECT {', '.join([*names, *extra.values()])} FROM {table} ORDER BY {ORDER[table]}"
        with _uncollected():
            with self._database.reading() as connection:
                found = connection.execute(sql).fetchall()
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
