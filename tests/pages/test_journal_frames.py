"""A page on progress is about a journal, or about the sample where that is empty."""

import tracker
from tracker.foundation import clock


def test_an_empty_journal_shows_the_sample_and_says_so_and_leaves_the_clock_alone() -> None:
    before = clock.now()
    with tracker.Journal() as journal:
        shown = tracker.Progress(journal)
        assert repr(journal).endswith("0 sessions, 0 scores")
    assert "shows the sample diary, which nobody kept" in shown.opening.notice
    assert len(shown.look.days) == 112
    assert (clock.now() - before).total_seconds() < 60
