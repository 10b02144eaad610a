import sqlite3
from datetime import date, timedelta

import pytest

from tests.pages.lived import EVE, live, on
from tracker import plan_experiment
from tracker.foundation.errors import InvalidValue
from tracker.pages import experiment_record

START = date(2026, 3, 9)
PLAN = plan_experiment(start=START, pairs=6, block_days=2, seed=7)


@pytest.fixture
def now():
    return EVE


@pytest.fixture
def journal(journal):
    experiment_record.seal(journal, PLAN)
    return journal


def kept(journal, trial):
    return experiment_record.days_on_plan(
        journal, trial, experiment_record.days_so_far(journal, trial)
    )


def result(journal, trial):
    return experiment_record.result(
        trial, experiment_record.days_so_far(journal, trial), kept(journal, trial)
    )


def test_a_sealed_plan_comes_back_whole(journal):
    (trial,) = experiment_record.trials(journal)
    assert trial.plan == PLAN
    assert (trial.closed_on, trial.unsealed_on, trial.stopped_on) == (None, None, None)


def test_what_starts_in_the_past_or_overlaps_is_refused_and_nothing_is_saved(journal):
    with pytest.raises(InvalidValue, match="start 1 March 2026 is in the past; choose 8 March"):
        experiment_record.seal(journal, plan_experiment(start="2026-03-01", seed=1))
    with pytest.raises(InvalidValue, match="another experiment runs from 9 March 2026 to 1 April"):
        experiment_record.seal(journal, plan_experiment(start="2026-04-01", seed=1))
    assert len(journal.experiments()) == 1
    experiment_record.seal(journal, plan_experiment(start="2026-04-02", seed=1))
    assert [str(trial.plan.start) for trial in experiment_record.trials(journal)] == [
        "2026-03-09",
        "2026-04-02",
    ]


def test_day_by_day_the_result_stays_sealed_and_is_open_on_the_day_after_the_last(journal):
    for number in (3, 12, 23):
        day = START + timedelta(days=number)
        with on(day):
            live(journal, day, PLAN)
            trial = experiment_record.latest(journal)
            assert not trial.is_open(day)
            with pytest.raises(InvalidValue, match="the result is sealed until 1 April 2026"):
                result(journal, trial)
            assert kept(journal, trial)["kept"].notna().sum() == number
    with on(PLAN.end + timedelta(days=1)):
        found = result(journal, experiment_record.latest(journal))
    assert found.n_days == 24
    assert found.notes == () or "no rating" in found.notes[0]
    assert found.unsealed_on is None


def test_a_broken_seal_is_in_every_later_report_even_where_an_undo_took_its_row_back(journal):
    day = START + timedelta(days=9)
    with on(day):
        live(journal, day, PLAN)
        experiment_record.unseal(journal, experiment_record.latest(journal))
        assert (
            "The seal was broken on 18 March 2026"
            in (result(journal, experiment_record.latest(journal)).notes[0])
        )
        journal.undo()
        assert experiment_record.latest(journal).unsealed_on == day
    with on(PLAN.end + timedelta(days=1)):
        live(journal, PLAN.end, PLAN)
        assert result(journal, experiment_record.latest(journal)).unsealed_on == day


def test_an_early_stop_opens_the_result_and_is_told_with_its_reason(journal):
    day = START + timedelta(days=9)
    with on(day):
        live(journal, day, PLAN)
        experiment_record.stop_early(journal, experiment_record.latest(journal), "too sore")
        trial = experiment_record.latest(journal)
        assert (trial.stopped_on, trial.reason) == (day, "too sore")
        assert trial.is_over(day)
        found = result(journal, trial)
    assert found.n_days == 10
    assert "It was stopped early, on 18 March 2026: too sore." in found.notes


def test_an_edited_file_is_found_out_and_its_ratings_stay(journal):
    live(journal, START, PLAN)
    connection = sqlite3.connect(journal.path)
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    ]
    for name in names:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE experiment SET schedule = replace(schedule, 'on', 'off')")
    connection.commit()
    connection.close()
    with pytest.raises(InvalidValue, match="not as it was sealed"):
        experiment_record.trials(journal)
    assert len(journal.scores()) == 1
