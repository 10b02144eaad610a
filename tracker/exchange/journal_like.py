"""What a format asks of a journal, so that it knows none and the journal may know formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    import pandas as pd

Rows = Iterable[Mapping[str, Any]]
"""Rows of one table, by column as in ``tracker.foundation.schema.TABLES``."""


class RefusedRow(Protocol):
    """A row that was not taken."""

    @property
    def table(self) -> str:
        """The table it was for."""

    @property
    def index(self) -> int:
        """Its place among the rows given for this table, from 0."""

    @property
    def why(self) -> str:
        """One sentence."""


class Outcome(Protocol):
    """What became, or would become, of many rows."""

    @property
    def added(self) -> Mapping[str, int]:
        """By table, how many rows are new."""

    @property
    def already(self) -> Mapping[str, int]:
        """By table, how many rows the journal had."""

    @property
    def refused(self) -> Sequence[RefusedRow]:
        """The rows that cannot be taken."""

    @property
    def saved(self) -> bool:
        """Whether the new rows are in the journal now."""


@runtime_checkable
class JournalLike(Protocol):
    """A journal to read formats into and to write them from; its frames are as `Journal`'s."""

    @property
    def id(self) -> str:
        """What the journal is known by."""

    def add(
        self,
        rows: Mapping[str, Rows],
        *,
        label: str,
        dry_run: bool = False,
        skip_refused: bool = False,
    ) -> Outcome:
        """Add many rows in one step, or only look."""

    def tables(self) -> Mapping[str, Rows]:
        """Return all the person's own tables, by name, as plain rows."""

    def scores(self) -> pd.DataFrame:
        """Return one row a rating."""

    def sessions(self) -> pd.DataFrame:
        """Return one row a run of a routine."""

    def measures(self) -> pd.DataFrame:
        """Return one row a test result."""

    def checkins(self) -> pd.DataFrame:
        """Return one row a day's check-in."""

    def plans(self) -> pd.DataFrame:
        """Return one row a plan."""

    def pauses(self) -> pd.DataFrame:
        """Return one row a pause."""
