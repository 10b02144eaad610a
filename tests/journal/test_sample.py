import csv
import re
import runpy
import tomllib
from datetime import timedelta

import pandas as pd
import pytest

from tests.journal.kept import frames
from tracker.analysis.days.daily import daily
from tracker.analysis.simulate import simulate_person
from tracker.foundation import clock
from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import JournalError
from tracker.foundation.schema import TABLES
from tracker.journal import sample
from tracker.journal.store import Journal

SAMPLE = data_folder() / "sample"


@pytest.fixture(params=["variable", "argument"])
def diary(request, monkeypatch):
    if request.param == "variable":
        monkeypatch.setenv("TRACKER_JOURNAL", "sample")
    with Journal("sample" if request.param == "argument" else None) as opened:
        yield opened


def test_the_sample_diary_is_in_memory_and_says_so(diary, own_journal):
    assert repr(diary) == "Journal (sample diary, in memory): 48 sessions, 395 scores"
    assert diary.path is None
    assert not own_journal.exists()


def test_each_opening_is_a_fresh_copy_that_can_be_written_to(diary):
    diary.log_score(3)
    assert len(diary.scores()) == 396
    assert diary.undo() == "Took back: daily score 3 for upper back on 2026-04-27"
    with Journal("sample") as other:
        assert len(other.scores()) == 395
        assert other.id != diary.id


def test_the_clock_stands_just_after_its_last_day_while_it_is_open():
    before = clock.now()
    with Journal("sample") as diary:
        assert clock.now() == sample.NOW
        last = diary.scores()["at"].max()
        assert timedelta() < sample.NOW - last.to_pydatetime() < timedelta(days=1)
    assert clock.now() >= before


def test_a_persons_own_journal_is_not_kept_on_the_samples_clock(own_journal):
    diary = Journal("sample")
    with Journal() as journal:
        journal.log_score(3)
        assert journal.scores()["at"][0] != sample.NOW
    diary.close()


def test_a_journal_that_is_open_already_takes_nothing_at_the_samples_time(own_journal):
    journal = Journal()
    with Journal("sample") as diary:
        diary.log_score(3)
        with pytest.raises(JournalError, match="nothing was saved: open your journal again"):
            journal.log_score(4)
        Journal()
        journal.log_score(4)
    assert journal.scores()["at"][0] != sample.NOW
    assert len(journal.scores()) == 1


@pytest.mark.parametrize(
    "table", ["session", "step", "score", "plan", "checkin", "measure", "knot"]
)
def test_what_is_in_the_files_is_what_is_in_the_frames(diary, table):
    frame = frames(diary)[table]
    for column in TABLES[table]:
        if column.dtype == "moment":
            frame[column.name] = frame[column.name].dt.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    whole = {"step": {"held_s": int}, "checkin": {"stress": "Int64"}}
    frame = frame.astype(whole.get(table, {})).astype("str").replace("<NA>", "").fillna("")
    with (SAMPLE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert header == [column.name for column in TABLES[table]]
    assert set(frame.itertuples(index=False, name=None)) == {tuple(line) for line in lines}
    assert len(frame) == len(lines)


def test_the_script_makes_the_files_that_are_there(tmp_path):
    runpy.run_path(str(SAMPLE / "make.py"))["main"](tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_text() == (SAMPLE / path.name).read_text(), (
            f"run python data/sample/make.py: {path.name} differs"
        )


def test_the_diary_runs_over_sixteen_weeks_of_the_shipped_routines(diary):
    sessions, steps = diary.sessions(), diary.steps()
    exercises = tomllib.loads((data_folder() / "exercises.toml").read_text(encoding="utf-8"))
    routines = {path.stem for path in (data_folder() / "routines").glob("*.toml")}
    scores = diary.scores()
    assert scores.day.min() == pd.Timestamp("2026-01-05")
    assert scores.day.max() == pd.Timestamp("2026-04-26")
    assert set(sessions.routine) == routines
    assert set(steps.exercise) == set(exercises)


def test_each_session_is_rated_before_and_after_at_both_knots_and_the_whole(diary):
    scores = diary.scores().query("kind in ('before', 'after')")
    counts = scores.groupby(["session_id", "site", "side"]).kind.agg(["nunique", "size"])
    assert (counts == 2).all(axis=None)
    assert len(counts) == 3 * len(diary.sessions())


def test_the_last_time_thread_the_needle_came_up_pain_stopped_it_on_the_right(diary):
    steps = diary.steps().query("exercise == 'thread_the_needle'")
    assert (steps.side.iloc[-1], steps.outcome.iloc[-1]) == ("right", "stopped for pain")
    stops = diary.scores().query("kind == 'stop'")
    assert stops.day.tolist() == [pd.Timestamp("2026-04-06")]


def test_the_diary_has_gaps(diary):
    rated = set(diary.scores().query("kind == 'daily'").day)
    assert 95 <= len(rated) <= 108
    weekly = diary.sessions().resample("W", on="day").size()
    assert weekly.min() <= 1
    assert weekly.max() >= 5


@pytest.fixture
def truth():
    return tomllib.loads((SAMPLE / "truth.toml").read_text(encoding="utf-8"))


def test_the_diary_is_of_the_simulated_person_whose_truth_is_beside_it(diary, truth):
    columns = ["pain", "sessions", "stretched"]
    person = simulate_person(**truth)
    assert person["pain"].isna().any()
    pd.testing.assert_frame_equal(daily(diary)[columns], person[columns])


def test_what_was_felt_is_what_a_score_before_a_session_tells_with_its_noise(diary, truth):
    felt = simulate_person(**truth | {"noise": 0.0, "missing": 0.0})["pain"]
    before = daily(diary, kind="before")["pain"].dropna()
    wrong = before - felt[before.index]
    assert abs(wrong.mean()) < 3 * (truth["noise"] ** 2 / len(wrong)) ** 0.5
    assert wrong.abs().max() <= 4 * truth["noise"]


def test_the_readme_says_every_trait_as_the_truth_has_it(truth):
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    told = {name: float(value) for name, value in re.findall(r"\| `(\w+)` \| (\S+) \|", readme)}
    assert told == {name: truth[name] for name in truth if name not in ("days", "start", "seed")}
    assert truth["seed"] == int(truth["start"].strftime("%Y%m%d"))


def test_the_days_besides_are_those_of_the_simulated_person_where_they_are_noted(diary, truth):
    columns = ["stress", "sleep_h", "sitting_h"]
    noted, person = daily(diary)[columns], simulate_person(**truth)[columns]
    assert noted.notna().sum().between(70, 100).all()
    pd.testing.assert_frame_equal(noted, person.where(noted.notna()))


def test_only_days_with_a_rating_have_a_check_in_so_no_more_days_are_known(diary):
    rated = set(diary.scores().query("kind == 'daily'").day)
    assert set(diary.checkins().day) < rated


def test_the_weekly_tests_are_of_most_sundays_and_whole(diary):
    measures = diary.measures()
    counts = measures.groupby("day").size()
    assert set(counts) == {len(measures.groupby(["test", "side", "item"]))}
    assert 12 <= len(counts) < 16
    assert set(counts.index.day_of_week) == {6}


def test_both_knots_have_a_name(diary):
    rated = diary.scores()[["site", "side"]].drop_duplicates()
    assert len(diary.knots().merge(rated)) == len(diary.knots()) == 2


def test_the_notes_go_with_the_days(diary):
    noted = [*diary.sessions().note, *diary.scores().note]
    told = runpy.run_path(str(SAMPLE / "make.py"))["NOTES"]
    assert sorted(filter(None, noted)) == sorted(told.values())


def test_the_files_say_that_nobody_kept_the_diary():
    assert "Simulated. Nobody kept this diary." in (SAMPLE / "README.md").read_text()
