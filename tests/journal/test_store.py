import re
import stat
from types import SimpleNamespace

import pandas as pd
import pytest

from tests.journal.kept import HOLDS, frames
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue, JournalError, NotFound
from tracker.journal import store
from tracker.journal.store import Journal


def only(frame):
    assert len(frame) == 1
    return frame.iloc[0].to_dict()


def test_a_score_comes_back_as_it_was_given(journal):
    id = journal.log_score(
        4,
        site="inner blade edge",
        side="left",
        kind="before",
        at="2026-03-01 19:30+02:00",
        qualities=["tender spot", "tight"],
        note="after work",
    )
    assert only(journal.scores().drop(columns="session_id")) == {
        "id": id,
        "at": pd.Timestamp("2026-03-01 17:30", tz="UTC"),
        "utc_offset_min": 120,
        "day": pd.Timestamp("2026-03-01"),
        "kind": "before",
        "site": "inner blade edge",
        "side": "left",
        "score": 4,
        "qualities": "tight, tender spot",
        "note": "after work",
    }
    assert journal.scores().session_id.isna().all()


def test_a_bare_score_is_the_daily_one_of_the_whole_back_now(journal):
    journal.log_score(3)
    row = only(journal.scores())
    assert (row["kind"], row["site"], row["side"]) == ("daily", "upper back", "both")
    assert row["at"] == clock.now()


def test_a_session_comes_back_with_its_holds_in_order(journal):
    id = journal.log_session(
        SimpleNamespace(id="short"),
        at="2026-03-01T08:00Z",
        ended_at="2026-03-01T08:05Z",
        outcome="stopped for pain",
        steps=HOLDS,
    )
    session = only(journal.sessions())
    assert (session["id"], session["routine"], session["planned_s"]) == (id, "short", 90)
    assert session["ended_at"] == pd.Timestamp("2026-03-01 08:05", tz="UTC")
    assert session["minutes"] == pytest.approx(72.5 / 60)
    steps = journal.steps()
    assert steps.position.tolist() == [1, 2, 3]
    assert steps.held_s.tolist() == [30.0, 30.0, 12.5]
    assert steps.variant.tolist() == [False, True, False]
    assert steps.reason.tolist() == ["", "", "pain"]


def test_what_is_not_said_of_a_hold_is_a_hold_done_as_planned(journal):
    journal.log_session("short", steps=[{"exercise": "childs_pose", "held_s": 29.6}])
    journal.log_session("short", steps=[{"exercise": "childs_pose", "planned_s": 20}])
    skipped = {"exercise": "childs_pose", "planned_s": 20, "outcome": "skipped", "reason": "time"}
    journal.log_session("short", steps=[skipped])
    held = set(journal.steps()[["planned_s", "held_s"]].itertuples(index=False, name=None))
    assert held == {(30, 29.6), (20, 20.0), (20, 0.0)}


def test_a_session_without_holds_has_unknown_minutes_and_not_none(journal):
    journal.log_session("short")
    assert journal.sessions().minutes.isna().all()


def test_a_session_can_be_followed_as_it_happens(journal, led):
    journal.log_step(
        led, position=1, exercise="chest_stretch", side="both", planned_s=30, held_s=30
    )
    assert only(journal.sessions())["outcome"] == "interrupted"
    journal.end_session(led, outcome="completed", ended_at="2026-03-01T20:01Z")
    row = only(journal.sessions())
    assert (row["outcome"], row["minutes"]) == ("completed", 0.5)


def test_sending_twice_saves_once(journal, led):
    before = frames(journal)
    for _ in range(2):
        journal.log_score(4, id="known")
        journal.log_step(led, position=1, exercise="chest_stretch", planned_s=30)
        journal.end_session(led, outcome="completed")
        journal.log_session("full", id=led, steps=HOLDS)
    after = frames(journal)
    more = {name: len(after[name]) - len(before[name]) for name in after}
    assert more == dict.fromkeys(after, 0) | {"score": 1, "step": 1, "change": 3}
    assert only(journal.sessions())["routine"] == "short"


def test_the_first_end_of_a_session_stands(journal, led):
    journal.end_session(led, outcome="ended early")
    journal.end_session(led, outcome="completed")
    assert only(journal.sessions())["outcome"] == "ended early"


def test_the_same_day_again_replaces_the_plan(journal):
    journal.set_plan(3)
    journal.set_plan(4, routine=SimpleNamespace(id="desk"))
    journal.set_plan(5, from_day="2026-04-01")
    plans = journal.plans()
    assert plans.from_day.tolist() == [pd.Timestamp("2026-03-01"), pd.Timestamp("2026-04-01")]
    assert plans.sessions_per_week.tolist() == [4, 5]
    assert plans.routine.tolist()[0] == "desk"
    assert plans.routine.isna().tolist() == [False, True]
    assert journal.history().action.tolist() == ["add", "amend", "add"]


def test_amending_changes_what_is_named_and_nothing_else(journal):
    session = journal.log_session("short", at="2026-03-01T08:00Z", steps=HOLDS)
    score = journal.log_score(4, note="first")
    journal.amend("score", score, score=5, qualities=["numb"], session_id=session)
    journal.amend("step", f"{session}/2", held_s=20, side="right", variant=False)
    journal.amend("session", session, ended_at="2026-03-01T08:10Z", note="nice")
    journal.set_plan(3)
    journal.amend("plan", "2026-03-01", sessions_per_week=4)
    row = only(journal.scores())
    assert (row["score"], row["qualities"], row["session_id"]) == (5, "numb", session)
    assert row["note"] == "first"
    assert journal.steps().held_s.tolist() == [30.0, 20.0, 12.5]
    assert only(journal.sessions())["note"] == "nice"
    assert only(journal.plans())["sessions_per_week"] == 4


def test_amending_the_moment_moves_the_day_and_the_offset_along(journal):
    id = journal.log_score(4)
    journal.amend("score", id, at="2026-02-28T01:30+05:30")
    row = only(journal.scores())
    assert row["at"] == pd.Timestamp("2026-02-27T20:00Z")
    assert (row["utc_offset_min"], row["day"]) == (330, pd.Timestamp("2026-02-27"))


def test_amending_to_the_same_leaves_no_trace(journal):
    id = journal.log_score(4)
    journal.amend("score", id, score=4.0)
    assert len(journal.history()) == 1


def test_removing_a_session_takes_its_holds_and_keeps_its_scores(journal):
    kept = journal.log_session("desk", steps=HOLDS)
    session = journal.log_session("short", steps=HOLDS)
    journal.log_score(3, session_id=session, id="after it")
    journal.remove("session", session)
    assert journal.sessions().id.tolist() == [kept]
    assert set(journal.steps().session_id) == {kept}
    assert journal.scores().session_id.isna().all()
    removed = journal.history().query("action != 'add'")
    assert removed.batch.nunique() == 1
    assert removed.action.tolist() == ["amend", "remove", "remove", "remove", "remove"]


def test_single_holds_scores_and_plans_can_be_removed(journal):
    session = journal.log_session("desk", steps=HOLDS)
    journal.remove("step", f"{session}/2")
    journal.remove("score", journal.log_score(3))
    journal.set_plan(3)
    journal.remove("plan", journal.plans().from_day[0])
    assert journal.steps().position.tolist() == [1, 3]
    assert journal.scores().empty
    assert journal.plans().empty


def test_what_is_remembered_survives_closing(own_journal):
    with Journal() as journal:
        assert journal.setting("voice") is None
        assert journal.setting("voice", True) is True
        journal.set_setting("voice", {"rate": 0.9, "name": "é"})
        journal.set_setting("voice", {"rate": 1.1, "on": [True, None]})
        id = journal.id
    with Journal() as journal:
        assert journal.setting("voice") == {"rate": 1.1, "on": [True, None]}
        assert journal.history().empty
        assert journal.id == id


@pytest.mark.parametrize("value", [float("nan"), object(), {1, 2}, b"x"])
def test_a_setting_that_json_cannot_hold_is_refused(journal, value):
    with pytest.raises(InvalidValue, match=r"^setting 'voice' .* is not JSON; nothing was saved$"):
        journal.set_setting("voice", value)


def test_every_journal_has_an_id_of_its_own(tmp_path):
    ids = {Journal(tmp_path / f"{n}.db").id for n in range(3)}
    assert len(ids) == 3
    assert {len(id) for id in ids} == {36}


def test_the_file_is_for_its_owners_eyes_only(tmp_path):
    path = tmp_path / "new" / "folder" / "journal.db"
    with Journal(path) as journal:
        journal.log_score(3)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {found.name for found in path.parent.iterdir()} == {"backups", "journal.db"}


def test_the_journal_is_where_the_variable_says_else_in_the_persons_data_folder(
    own_journal, monkeypatch
):
    assert Journal().path == own_journal
    monkeypatch.setenv("TRACKER_JOURNAL", "")
    monkeypatch.setattr(
        store.platformdirs, "user_data_path", lambda name: own_journal.parent / name
    )
    assert Journal().path == own_journal.parent / "unknot" / "journal.db"


def test_a_path_may_hold_what_an_address_may_not(tmp_path):
    path = tmp_path / "my 100% #journal?.db"
    Journal(path).log_score(3)
    assert len(Journal(str(path)).scores()) == 1


def test_a_journal_says_where_it_is_and_how_much_is_in_it(journal, own_journal):
    journal.log_score(3)
    assert repr(journal) == f"Journal at {own_journal}: 0 sessions, 1 score"


def test_a_closed_journal_says_so(journal):
    journal.close()
    assert repr(journal).endswith(": closed, or not to be read")
    for use in (journal.scores, journal.undo, lambda: journal.log_score(3)):
        with pytest.raises(
            JournalError, match=r"is closed; open it again with tracker.Journal\(\)"
        ):
            use()


def test_writes_made_together_are_saved_and_undone_as_one(journal):
    with journal.together():
        journal.log_score(3, side="left", site="on the blade")
        journal.log_score(4, side="right", site="on the blade")
        assert len(journal.scores()) == 2
    assert journal.history().batch.tolist() == [1, 1]
    journal.undo()
    assert journal.scores().empty


def test_of_writes_made_together_none_is_saved_when_one_is_wrong(journal):
    def right_then_wrong():
        with journal.together():
            journal.log_score(3)
            journal.log_score(11)

    with pytest.raises(InvalidValue, match="score 11"):
        right_then_wrong()
    assert journal.scores().empty
    assert journal.history().empty
    journal.log_score(5)
    assert len(journal.scores()) == 1


@pytest.mark.parametrize(
    "use",
    [
        lambda journal: journal.amend("score", "x", score=3),
        lambda journal: journal.amend("step", "x/1", held_s=3),
        lambda journal: journal.amend("step", "x", held_s=3),
        lambda journal: journal.amend("step", "x/" + "9" * 30, held_s=3),
        lambda journal: journal.remove("session", "\ud800"),
        lambda journal: journal.remove("plan", "2026-03-01"),
        lambda journal: journal.remove("score", 5),
        lambda journal: journal.log_step("x", position=1, exercise="childs_pose", planned_s=30),
        lambda journal: journal.end_session("x", outcome="completed"),
        lambda journal: journal.log_score(3, session_id="x"),
    ],
)
def test_a_row_that_is_not_there_is_named(journal, use):
    with pytest.raises(NotFound, match=r"^there is no (score|step|session|plan) .* in the journal"):
        use(journal)
    assert journal.history().empty


@pytest.mark.parametrize("table", ["diary", "change", "setting", None])
def test_only_the_persons_own_tables_are_amended(journal, table):
    with pytest.raises(
        NotFound, match=r"there is no table .*; there are session, step, score, plan"
    ):
        journal.amend(table, "x", note="y")


def test_a_journal_copied_back_is_for_its_owner_alone_again(own_journal):
    Journal().close()
    own_journal.chmod(0o644)
    Journal().close()
    assert stat.S_IMODE(own_journal.stat().st_mode) == 0o600


def test_its_docstring_lists_all_that_a_journal_can_do():
    notes = Journal.__doc__.split("All that it can do.")[1]
    listed = re.findall(r"`(\w+)`(?=[,:])", notes)
    assert sorted(listed) == [name for name in dir(Journal) if not name.startswith("_")]


@pytest.mark.parametrize("name", ["smaple", "Sample", "sampel", "samples"])
def test_a_name_that_is_nearly_the_samples_is_asked_about_and_makes_nothing(
    name, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(JournalError, match=rf"no journal '{name}', and none was made: the sample"):
        Journal(name)
    monkeypatch.setenv("TRACKER_JOURNAL", name)
    with pytest.raises(JournalError, match=f'a new journal by a name such as "{name}.db"'):
        Journal()
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_is_there_opens_whatever_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Journal("mine.db").close()
    (tmp_path / "mine.db").rename(tmp_path / "samples")
    assert Journal("samples").path == tmp_path / "samples"


def test_no_folder_is_made_for_a_mistyped_one(tmp_path):
    (tmp_path / "diary").mkdir()
    said = f"no folder {tmp_path / 'dairy'}, and none was made: write diary if that is meant"
    with pytest.raises(JournalError, match=said):
        Journal(tmp_path / "dairy" / "of mine" / "journal.db")
    assert [*tmp_path.rglob("*")] == [tmp_path / "diary"]


@pytest.mark.parametrize(
    ("method", "given"),
    [("log_score", (4,)), ("log_session", ("short",)), ("log_measure", ("PEG", 4))],
)
def test_a_day_in_place_of_a_moment_is_refused_with_what_to_write(journal, method, given):
    write = re.escape("not a day: write at='2026-02-28' for that day; nothing was saved")
    with pytest.raises(InvalidValue, match=f"^{method} takes a moment, {write}$"):
        getattr(journal, method)(*given, day="2026-02-28")
    with pytest.raises(TypeError, match="unexpected keyword argument 'dya'"):
        getattr(journal, method)(*given, dya="2026-02-28")
    assert frames(journal)["change"].empty
