from datetime import date, timedelta

import pytest

from tests.pages.lived import EVE, on
from tracker import Today, plan_experiment
from tracker.pages import experiment_record
from tracker.pages.today import BEGIN, NOTHING

# Seed 7 draws: on, off; on, off; …
PLAN = plan_experiment(start="2026-03-09", pairs=6, block_days=2, run_in_days=2, seed=7)


@pytest.fixture
def now():
    return EVE


def said_on(journal, day):
    with on(day):
        return repr(Today(journal))


def test_each_day_says_what_chance_drew_for_it(journal):
    assert said_on(journal, date(2026, 3, 8)) == f"{NOTHING} {BEGIN}"
    experiment_record.seal(journal, PLAN)
    said = [said_on(journal, date(2026, 3, 8) + timedelta(days=n)) for n in range(6)]
    assert said == [
        "Your self-experiment starts on 9 March 2026.",
        "As usual. Run-in, day 1 of 2. Do as you always do, and score each day.",
        "As usual. Run-in, day 2 of 2. Do as you always do, and score each day.",
        "Stretch. Day 1 of 2 in block 1 of 12, until 12 March 2026.",
        "Stretch. Day 2 of 2 in block 1 of 12, the last day of it.",
        "Rest. Day 1 of 2 in block 2 of 12, until 14 March 2026.",
    ]
    for day in PLAN.days()[2:]:
        words = dict(zip((1.0, 0.0), PLAN.conditions, strict=True))[PLAN.assigned()[day]]
        assert said_on(journal, day.date()).startswith(f"{words}. ")
    assert said_on(journal, PLAN.end + timedelta(days=1)) == (
        "No self-experiment is running. The last one is over: its result is in notebook 04."
    )


def test_a_paused_day_says_so_and_still_what_was_drawn(journal):
    experiment_record.seal(journal, PLAN)
    journal.pause("2026-03-11", "2026-03-11", "flare")
    assert said_on(journal, date(2026, 3, 11)).startswith("Stretch.")
    assert "Paused: do what your back needs." in said_on(journal, date(2026, 3, 11))


def test_words_are_shown_as_they_are(journal):
    plan = plan_experiment(start="2026-03-08", seed=7, conditions=["<b>Roll</b>", "Sit"])
    experiment_record.seal(journal, plan)
    card = Today(journal)
    assert "&lt;b&gt;Roll" in card.html
    assert "<b>" not in card.html
