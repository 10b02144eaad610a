"""Days of a self-experiment, and who lives them."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

from tracker import Experiment, Journal, simulate_experiment
from tracker.foundation import clock

EVE = datetime(2026, 3, 8, 20, tzinfo=UTC)
"""The evening before the experiments of the tests start."""


def on(day: date) -> AbstractContextManager[None]:
    """Set the clock to the evening of a day."""
    return clock.at(datetime(day.year, day.month, day.day, 20, tzinfo=UTC))


def live(journal: Journal, until: date, plan: Experiment) -> None:
    """Write a simulated person's days into the journal up to a day, that day included."""
    days = simulate_experiment(plan, effect=-6, half_life_days=1, seed=3)
    done = {row["day"] for row in journal.rows("score")}
    with journal.together():
        for day, row in days[days.index <= str(until)].iterrows():
            if str(day.date()) in done:
                continue
            at = datetime.combine(day.date(), datetime.min.time(), UTC) + timedelta(hours=19)
            journal.log_score(int(row["pain"]), at=at)
            if row["stretched"]:
                journal.log_session("short", at=at)
