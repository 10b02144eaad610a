import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import tracker
from tests.pages.lived import live, on
from tests.printing.card_pdf import read
from tracker.foundation import clock
from tracker.pages import experiment_record


def test_one_entry_has_a_page_and_alarming_words_are_the_first_question() -> None:
    with clock.at(datetime(2026, 3, 10, 12, tzinfo=UTC)), tracker.Journal() as journal:
        journal.log_score(4, qualities=["burning"])
        words = tracker.report(journal).words
        assert tracker.report(journal, n_days=None).pdf().startswith(b"%PDF")
    assert words.questions[0] == "I marked burning (1 time): does that need looking at?"


def _one(journal: Any, at: Any) -> None:
    journal.log_score(4, at=at(0))


def _notes(journal: Any, at: Any) -> None:
    journal.log_checkin(day=at(0).date(), stress=4)


def _sessions(journal: Any, at: Any) -> None:
    for day in range(0, 40, 2):
        journal.log_session("short", at=at(day))


def _scores(journal: Any, at: Any) -> None:
    for day in range(70):
        journal.log_score(3 + day % 3, at=at(day))


def _knot(journal: Any, at: Any) -> None:
    for day in range(10):
        journal.log_score(5, site="on the blade", side="left", at=at(day))


def around(journal: Any, at: Any) -> None:
    for day in range(0, 20, 2):
        of = journal.log_session("short", at=at(day))
        journal.log_score(3 + day % 4, kind="before", session_id=of, at=at(day))
        journal.log_score(2, kind="after", session_id=of, at=at(day))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keep", "said", "figures"),
    [
        (_one, ["1 March 2026 ", "1 scored day of 1: 4.", "Too few days", "No session in"], 0),
        (_notes, ["has no daily scores in this period.", "cannot tell. This reading takes 60"], 0),
        (_sessions, ["20 sessions, minutes not noted.", "No knot was scored in this period."], 1),
        (_scores, ["mean 4.0, from 3 to 5", "Which exercises are right for me"], 1),
        (_knot, ["Single knots do: see the drawing.", "first half", "on the blade, left"], 1),
        (around, ["scores before sessions: dots", "may not be the stretching."], 1),
    ],
)
def test_of_little_it_tells_the_clinician_plainly_and_gives_the_person_no_task(
    keep: Any, said: list[str], figures: int
) -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def at(day: int) -> datetime:
        return start + timedelta(days=day)

    with clock.at(at(80)), tracker.Journal() as journal:
        keep(journal, at)
        made = tracker.report(journal)
    found, page = read(made.pdf()), made.html()
    assert (found.pages, len(found.alts), page.count("<figure")) == (1, figures, figures)
    for text in said:
        assert text in f"{found.text} "
        assert text.strip() in page
    for text in (found.text, *found.alts, re.sub("<style>.*?</style>", "", page)):
        assert re.findall(r"\b(?:you|your|yet|appears?|NaN|nan)\b", text) == []


@pytest.mark.slow
def test_a_self_experiment_is_on_it_when_it_is_over_and_not_a_day_before(own_journal: Any) -> None:
    plan = tracker.plan_experiment(start="2026-03-09", pairs=6, block_days=2, seed=7)
    with on(plan.start - timedelta(days=1)), tracker.Journal() as journal:
        experiment_record.seal(journal, plan)
        with on(plan.end):
            live(journal, plan.end, plan)
            assert "A self-experiment" not in dict(tracker.report(journal).words.sections)
            assert tracker.report(journal).words.record is None
        with on(plan.end + timedelta(days=1)):
            made = tracker.report(journal)
            found = experiment_record.latest_result(journal)
            shown = tracker.Progress(journal)._page("html", "", "A4").decode()
    assert found is not None
    assert dict(made.words.sections)["A self-experiment"] == (found.summary(), *found.notes)
    assert found.numbers()[:12] in read(made.pdf()).text
    for page in (made.html(), shown):
        assert "as CENT 2015 asks</summary><table" in page
        assert "A coin a pair (SHA-256 of seed 7 and the pair)." in page
