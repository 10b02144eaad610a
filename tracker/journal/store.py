"""The journal: sessions, holds, scores and plans in one file, with a history and an undo."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

import platformdirs

from tracker.foundation import clock, words
from tracker.foundation.errors import DamagedJournal, JournalError, not_saved
from tracker.foundation.schema import clean, shown
from tracker.journal import sample
from tracker.journal.backup import copies
from tracker.journal.backup.backups import Backups
from tracker.journal.backup.recovery import recover
from tracker.journal.entries import Entries
from tracker.journal.queries import Queries
from tracker.journal.sqlite import changes, rows
from tracker.journal.sqlite.changes import Writer
from tracker.journal.sqlite.database import OPEN_AGAIN, Database


class Journal(Entries, Backups, Queries):
    """One person's journal, in one SQLite file on their own machine.

    Each write is on disk when the method returns, or nothing of it is.

    Parameters
    ----------
    path : path-like, optional
        The file; made, for its owner's eyes only, where there is none. By default where the
        environment variable ``TRACKER_JOURNAL`` says, else ``journal.db`` in the folder that the
        system keeps for a person's data. The word ``"sample"``, here or there, opens a fresh copy
        of the simulated sample diary in memory; until it is closed, the clock stands just after
        the diary's last day.

    Raises
    ------
    JournalError
        If the file cannot be used, here or in any method; it is left as it was.
    InvalidValue
        In any method, for a value that cannot be: which, and what is allowed. Nothing was saved.
    NotFound
        For a table, column or row that is not there; nothing was changed.

    Examples
    --------
    >>> with Journal("sample") as journal:
    ...     id = journal.log_score(4, site="inner blade edge", side="left", qualities=["tight"])
    ...     print(journal.scores()[["day", "kind", "site", "side", "score"]].tail(1).to_string())
    ...     print(journal.undo())
    row        day   kind              site  side  score
    395 2026-04-27  daily  inner blade edge  left      4
    Took back: daily score 4 for left inner blade edge on 2026-04-27

    Notes
    -----
    What many methods take:

    - `at`, `ended_at`: a moment, as datetime, date or text, up to a day ahead, since clocks differ;
      without an offset it is local time, a date alone its noon. `at` is now by default.
    - `day`, `from_day`, `to_day`: a local day, as date or text; today where it is left out.
    - `site`, `side`: one of ``tracker.foundation.anatomy.SITE_NAMES``; left, right or both.
    - `note`: in the person's own words, up to 200 kB.
    - `id`: a UUID made elsewhere, else a new one. Where it is known already, nothing is changed, so
      that sending twice saves once.
    - `routine`: a `Routine` or its id. `table`: a name in ``tracker.foundation.schema.TABLES``.

    All that it can do.

    Entering:

    - `log_score`: one 0-10 rating
    - `log_session`: one run of a routine, with its holds
    - `log_step`, `end_session`: a hold as it is done, and how the session ended
    - `log_checkin`: stress, sleep, sitting and a note of a day
    - `log_measure`: one weekly self-test, or one item of a questionnaire
    - `set_plan`, `pause`: sessions meant a week, and days that do not count
    - `name_knot`: what the person calls a knot
    - `seal_experiment`, `close_experiment`: a self-experiment, kept as it was drawn
    - `add`: many rows at once, as an import brings them
    - `together`: all that is written in a ``with`` block as one step
    - `setting`, `set_setting`: what is remembered beside the diary

    Correcting:

    - `amend`, `remove`: one row, changed or taken out
    - `undo`, `redo`: the latest step taken back, and done again

    Reading, as frames of pandas and, from `rows` on, as plain values:

    - `scores`, `sessions`, `steps`, `plans`, `checkins`, `pauses`, `measures`, `knots`,
      `experiments`: one table each, or what is asked for: ``scores(kind="daily", since=…)``
    - `history`: every change that was written
    - `rows`, `tables`: one table, or all of the person's own
    - `latest_steps`, `latest_change`: what was done last, and its number
    - `anything_before`: whether an earlier day holds anything
    - `id`, `path`: what it is known by, and its file

    Keeping safe, and taking elsewhere:

    - `backup`: a dated copy in a folder, encrypted if wanted
    - `back_up_now`: today's copy beside the journal, which is also made by itself
    - `backups`, `kept_aside`: the copies that are there
    - `restore`: what a backup holds, brought back
    - `recover`: a damaged journal, made whole from its newest good backup
    - `warnings`, `backup_failed`: what the person should know about where it is kept
    - `close`: let go of the file, as the end of a ``with`` block does
    - `export`: a lossless archive; `tracker` has writers of other formats
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        path = _given(path)
        self._is_sample = path == "sample"
        super().__init__(_opened(None if self._is_sample else _file(path)))
        self._clock = ExitStack()
        if self._is_sample:
            self._clock.enter_context(clock.at(sample.NOW))
            sample.fill(self)
        elif clock.now() == sample.NOW:  # the sample's clock is not for a person's own journal
            clock.set_now(None)

    @property
    def id(self) -> str:
        """A UUID made with the journal; browsers keep what is not saved yet under it."""
        return str(self.setting("journal_id"))

    @classmethod
    def recover(cls, path: str | os.PathLike[str] | None = None) -> Self:
        """Put the newest good backup in the place of a damaged journal, and open it.

        `path` is as for `Journal`. The damaged file is kept beside the backups. Where it is whole,
        or there is no good backup, that is a `JournalError`, and nothing is changed.
        """
        file = _file(_given(path))
        recover(file)
        return cls(file)

    def __enter__(self) -> Self:
        """Give the journal to a ``with`` block, which closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the journal; what is asked of it afterwards is refused."""
        self._database.close()
        self._clock.close()
        if self._daily:
            self._daily.wait()

    def __repr__(self) -> str:
        """Say where it is and how much is in it."""
        where = "(sample diary, in memory)" if self._is_sample else f"at {self.path}"
        try:
            with self._database.reading() as connection:
                sessions, scores = connection.execute(
                    "SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM score)"
                ).fetchone()
        except JournalError:
            return f"Journal {where}: closed, or not to be read"
        found = f"{words.counted(sessions, 'session')}, {words.counted(scores, 'score')}"
        return ". Caution: ".join([f"Journal {where}: {found}", *self.warnings()])

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        if not self._is_sample and clock.now() == sample.NOW:
            raise JournalError(
                "the sample diary was opened meanwhile, and the clock stands at its last day; "
                "nothing was saved: open your journal again, and today is today"
            )
        with super()._writing() as writer:
            yield writer
        if self._daily and self._writer is None:
            self._daily.make()

    def amend(self, table: str, id: str, **columns: Any) -> None:
        """Change columns of one row; ids stay, and `day` and `utc_offset_min` follow from `at`.

        Parameters
        ----------
        table, id : str
            session, step, score, plan, checkin, pause, measure or knot, and the row's id: of a step
            ``"session_id/position"``, a plan its `from_day`, a check-in its `day`, a knot
            ``"site/side"``.
        **columns
            The new values, checked as in ``log_…``.

        Examples
        --------
        >>> with Journal("sample") as journal:
        ...     id = journal.log_score(4)
        ...     journal.amend("score", id, score=5)
        ...     print(journal.undo())
        Took back: changing daily score 4 for upper back on 2026-04-27; score is 4 again
        """
        with self._writing() as writer:
            before = writer.get(table, id)
            after = rows.amended_row(table, before, columns)
            if after.get("session_id") and table == "score":
                writer.get("session", after["session_id"])
            writer.amend(table, id, after)

    def remove(self, table: str, id: str) -> None:
        """Remove one row; a session takes its steps along, its scores stay without it."""
        with self._writing() as writer:
            writer.remove(table, id)

    def undo(self) -> str:
        """Take back the latest step that still stands, also one of an earlier day, and name it.

        A session removed with its steps is one step, and so is one led by the player. Where nothing
        is left to take back, that is `NotFound`.
        """
        with self._writing() as writer:
            return changes.undo(writer)

    def redo(self) -> str:
        """Do again what `undo` took back last, and name it; a new write ends what can be.

        `NotFound` where there is nothing to do again.

        Examples
        --------
        >>> with Journal("sample") as journal:
        ...     id = journal.log_score(4)
        ...     print(journal.undo())
        ...     print(journal.redo())
        Took back: daily score 4 for upper back on 2026-04-27
        Did again: daily score 4 for upper back on 2026-04-27
        """
        with self._writing() as writer:
            return changes.redo(writer)

    # Settings

    def setting(self, key: str, default: Any = None) -> Any:
        """Return what is remembered under a name, or `default`."""
        clean("setting", {"key": key})
        with self._database.reading() as connection:
            found = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return json.loads(found[0]) if found else default

    def set_setting(self, key: str, value: Any) -> None:
        """Remember a value that JSON can hold; settings are not part of the history."""
        clean("setting", {"key": key})
        try:
            text = json.dumps(value, allow_nan=False)
        except (TypeError, ValueError):
            raise not_saved(f"setting {key!r} {shown(value)} is not JSON") from None
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO setting VALUES (?, ?, ?) ON CONFLICT (key)"
                " DO UPDATE SET value = excluded.value, at = excluded.at",
                (key, text, rows.utc_text(clock.now())),
            )


def _given(path: Any) -> Any:
    path = path if path is not None else os.environ.get("TRACKER_JOURNAL") or None
    if path is None:
        return platformdirs.user_data_path("unknot") / "journal.db"
    if path == "sample":
        return path
    with suppress(OSError):  # what cannot be looked at is refused when it is opened
        _ask_back(str(path), _file(path))
    return path


def _ask_back(said: str, file: Path) -> None:
    """Refuse what is not there, and is called nearly as the sample, or as a folder that is."""
    bare = said == file.name and not file.suffix
    if bare and get_close_matches(said.lower(), ["sample"], cutoff=0.7) and not file.exists():
        raise JournalError(
            f"there is no journal {said!r}, and none was made: the sample diary opens by "
            f'tracker.Journal("sample"), a new journal by a name such as "{said}.db"'
        )
    missing = [folder for folder in file.parents if not folder.exists()]
    if not missing:
        return
    beside = [one.name for one in missing[-1].parent.iterdir() if one.is_dir()]
    meant = get_close_matches(missing[-1].name, beside, n=1, cutoff=0.8)
    if meant:
        raise JournalError(
            f"there is no folder {missing[-1]}, and none was made: write {meant[0]} if that is "
            "meant, or make the folder first"
        )


def _opened(path: Path | None) -> Database:
    try:
        return Database(path)
    except DamagedJournal as error:
        found = path and copies.newest_good(path)
        said = str(error).removesuffix(OPEN_AGAIN)
        if not found:
            raise DamagedJournal(f"{said}: use a backup", path) from error
        raise DamagedJournal(
            f"{said}. The newest good backup is of {found[0]}; tracker.Journal.recover() puts it "
            "in the place of this file, which is kept",
            path,
        ) from error


def _file(path: Any) -> Path:
    try:
        return Path(path).expanduser().absolute()
    except (TypeError, RuntimeError):
        raise JournalError(f"{shown(path)} is not a path for the journal") from None
