from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import tracker
from tracker.foundation import clock
from tracker.pages.progress import PERIODS


@pytest.fixture
def progress() -> Any:
    with tracker.Journal("sample") as journal:
        yield tracker.Progress(journal)


def test_days_that_have_not_come_yet_are_left_out_and_counted() -> None:
    with clock.at(datetime(2026, 3, 10, 12, tzinfo=UTC)), tracker.Journal() as journal:
        journal.log_score(4, at=datetime(2026, 3, 9, 20, tzinfo=UTC))
        journal.log_score(4, at=datetime(2026, 3, 10, 11, tzinfo=UTC))
        shown = tracker.Progress(journal)
        assert shown.opening.notice == ""
        with clock.at(datetime(2026, 3, 9, 23, tzinfo=UTC)):
            shown = tracker.Progress(journal)
    assert "1 entry has a day that has not come yet" in shown.opening.notice
    assert len(shown.look.days) == 1


def test_who_enters_sessions_alone_is_not_said_to_do_one_every_day() -> None:
    with tracker.Journal() as journal:
        for ago in range(0, 40, 2):
            journal.log_session("short", at=clock.now() - timedelta(days=ago))
        shown = tracker.Progress(journal)
    assert 0.4 < shown.look.consistency.iloc[-1] < 0.6
    assert "Days without an entry count as days without one." in shown.overview.plate.caption
    shown.overview.wanted = {"width": 600}
    assert "svg" in shown.overview.shown


def test_one_sentence_each_for_regularity_pain_and_both(progress: Any) -> None:
    regular, pain, both = progress.opening.lines
    assert "you stretched on 43 of 112 days, and kept your plan in 8 of 16 weeks" in regular
    assert pain == progress.look.change.summary()
    assert both == progress.look.association.verdict
    assert repr(progress.opening) == "\n".join([regular, pain, both])


def test_a_choice_redraws_what_is_seen_and_nothing_else(progress: Any) -> None:
    seen, hidden = progress.overview, progress.calendar
    for view in (seen, hidden):
        view.wanted = {"width": 600}
    seen.seen = True
    old, unseen = seen.shown, hidden.shown
    progress.opening.value = {**progress.opening.value, "period": "28"}
    assert (seen.shown["of"], seen.stale, hidden.stale) == (2, 2, 2)
    assert "5 January 2026 to" in old["caption"]
    assert "30 March 2026 to 26 April 2026" in seen.shown["caption"]
    assert hidden.shown == unseen


def test_the_slow_test_waits_to_be_asked_for_and_is_then_known(progress: Any) -> None:
    together = progress.together
    assert not progress.opening.waiting
    progress.opening.value = {**progress.opening.value, "kind": "before"}
    together.seen = True
    assert progress.opening.waiting
    assert together.waiting
    assert "association" not in vars(progress.look)
    assert "not been asked yet" in progress.opening.lines[2]
    together.wanted = {"width": 600}
    assert "association" not in vars(progress.look)
    together.wanted = {"width": 600, "run": True}
    assert not together.waiting
    assert not progress.opening.waiting
    assert progress.opening.lines[2] == progress.look.association.verdict
    progress.opening.value = {**progress.opening.value, "kind": "daily"}  # known from before
    assert not progress.opening.waiting


def test_asking_above_shows_the_figure_below(progress: Any) -> None:
    together = progress.together
    progress.opening.value = {**progress.opening.value, "kind": "after"}
    assert together.waiting
    together.seen = True
    progress.opening.ask = 1
    assert not together.waiting
    assert together.shown["title"] == "Consistency and pain together"


@pytest.mark.slow
def test_every_choice_there_is_draws_every_figure(progress: Any) -> None:
    names = [
        "overview",
        "calendar",
        "adherence",
        "slopes",
        "around",
        "back",
        "knots",
        "peg",
        "back_scratch",
        "rotation",
    ]
    choices = [(next(iter(PERIODS)), "inner blade edge|left"), ("0", "upper back|both")]
    for period, place in choices:
        progress.opening.value = {"period": period, "place": place, "kind": "before"}
        for name in names:
            view = getattr(progress, name)
            view.wanted = {"width": 360, "for": f"{period} {place}"}
            assert view.shown["svg"].startswith("<svg role"), view.shown
