import inspect
from types import SimpleNamespace

import icalendar

from tracker.exchange.csv_table import read_table
from tracker.exchange.ics import write_ics
from tracker.exchange.journal_like import JournalLike, Outcome, RefusedRow
from tracker.foundation.frames import frame
from tracker.journal.bulk import Added
from tracker.journal.store import Journal


def members(protocol):
    return [name for name in vars(protocol) if not name.startswith("_")]


class Fake:
    """As little of a journal as a format may ask for: two frames, and a list that rows go to."""

    id = "fake"

    def __init__(self):
        self.taken = {}

    def add(self, rows, *, label, dry_run=False, skip_refused=False):
        rows = {table: list(given) for table, given in rows.items()}
        if not dry_run:
            self.taken |= rows
        refused = [SimpleNamespace(table="score", index=0, why="too much; nothing was saved")]
        counts = {table: len(given) for table, given in rows.items()}
        return SimpleNamespace(
            added=counts, already=dict.fromkeys(rows, 0), refused=refused, saved=not dry_run
        )

    def plans(self):
        return frame("plan", [("2026-02-03", 3, "short")])

    def pauses(self):
        return frame("pause", [])

    def tables(self):
        return {}

    scores = sessions = measures = checkins = pauses


def test_a_journal_has_all_that_a_format_may_ask_for(journal):
    assert isinstance(journal, JournalLike)
    wanted = ["add", "checkins", "id", "measures", "pauses", "plans", "scores", "sessions"]
    assert sorted(members(JournalLike)) == [*wanted, "tables"]
    assert not isinstance(object(), JournalLike)
    for name in set(members(JournalLike)) - {"id"}:
        asked = inspect.signature(getattr(JournalLike, name)).parameters
        given = inspect.signature(getattr(Journal, name)).parameters
        assert [(one.name, one.kind, one.default) for one in asked.values()] == [
            (one.name, one.kind, one.default) for one in given.values() if one.name in asked
        ]
        more = [one for one in given.values() if one.name not in asked]
        assert all(one.default is None for one in more)  # a journal can be asked for some rows


def test_what_became_of_many_rows_has_all_that_a_report_is_made_of(journal):
    found = journal.add({"score": [{"score": 11}]}, label="import")
    assert isinstance(found, Added)
    assert all(hasattr(found, name) for name in members(Outcome))
    assert all(hasattr(found.refused[0], name) for name in members(RefusedRow))


def test_a_format_is_written_from_whatever_is_like_a_journal(tmp_path):
    fake = Fake()
    assert isinstance(fake, JournalLike)
    made = icalendar.Calendar.from_ical(write_ics(fake, tmp_path / "plan.ics").read_bytes())
    assert [str(event["summary"]) for event in made.walk("VEVENT")] == ["Stretch"]


def test_a_format_is_read_into_whatever_is_like_a_journal(text_file):
    path = text_file("diary.csv", "day,score\n2026-02-28,4\n")
    fake = Fake()
    report = read_table(path, fake, dry_run=True)
    assert (report.added, report.saved, fake.taken) == (1, False, {})
    report = read_table(path, fake, skip_refused=True)
    assert report.saved
    assert [str(one) for one in report.refused] == ["diary.csv, line 2: too much"]
    assert [row["score"] for row in fake.taken["score"]] == [4]
