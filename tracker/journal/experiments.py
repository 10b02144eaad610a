"""Self-experiments in the journal: sealed before they begin, and never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracker import clock
from tracker.errors import InvalidValue
from tracker.journal import checking, rows
from tracker.journal.writing import Writing
from tracker.schema import shown


class Experiments(Writing):
    """The part of `tracker.Journal` that keeps self-experiments."""

    def seal_experiment(
        self, id: str, design: Mapping[str, Any], seed: int, schedule: Sequence[Any]
    ) -> str:
        """Keep an experiment's design and schedule for good, and return its id.

        From then on they can be read and not be changed, here or in the file itself; the same
        again changes nothing.

        Parameters
        ----------
        id : str
            What the experiment is called.
        design : mapping
            Its design, as JSON can hold it; days as dates.
        seed : int
            What the schedule was drawn from.
        schedule : list
            What each block was drawn to be, as JSON can hold it.

        Raises
        ------
        InvalidValue
            Also where another experiment is sealed under this id; nothing was saved.
        JournalError
            If the file cannot be written; what was there before still is.

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
                raise InvalidValue(f"{name} {shown(value)} is not {what}; nothing was saved")
        values = {"id": id, "created_at": clock.now(), "design": design, "seed": seed}
        row = checking.complete("experiment", {**values, "schedule": schedule})
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
        """Say that an experiment has ended now; one that has ended already is not changed.

        Raises
        ------
        NotFound
            If there is no such experiment.
        JournalError
            If the file cannot be written; what was there before still is.
        """
        with self._writing() as writer:
            if writer.get("experiment", id)["closed_at"] is None:
                now = rows.utc(rows.moment())
                writer.amend("experiment", id, {"closed_at": now})
