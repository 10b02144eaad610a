"""The journal does what a plain dict would, whatever is done in whatever order."""

import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tracker import clock
from tracker.errors import NotFound
from tracker.journal.store import Journal

NOW = datetime(2026, 3, 1, 20, tzinfo=UTC)
IDS = st.sampled_from(["a", "b", "c"])
POSITIONS = st.integers(1, 3)
SCORES = st.integers(0, 10)
NOTES = st.sampled_from(["", "<b>", "🦴"])
KEY = {"session": "id", "step": "session_id || '/' || position", "score": "id", "plan": "from_day"}
COLUMNS = {
    "session": ["outcome", "ended_at IS NOT NULL AS ended", "note"],
    "step": ["held_s"],
    "score": ["score", "note", "session_id"],
    "plan": ["sessions_per_week"],
}


class AgainstADict(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        clock.set_now(NOW)
        self.journal = Journal(Path(self.folder.name) / "journal.db")
        self.rows = {"session": {}, "step": {}, "score": {}, "plan": {}}
        self.done = []  # one list a step of the person: (table, key, before, after)
        self.led = {}  # the step that a session's holds belong to

    def teardown(self):
        self.journal.close()
        clock.set_now(None)
        self.folder.cleanup()

    # The model

    def put(self, table, key, after, step):
        before = self.rows[table].get(key)
        if before != after:
            step.append((table, key, before, after))
            if after is None:
                del self.rows[table][key]
            else:
                self.rows[table][key] = after

    def one_step(self, *changes):
        step = []
        for table, key, after in changes:
            self.put(table, key, after, step)
        if step:
            self.done.append(step)
        return step

    def works(self, there, use):
        """Do it, or see it refused where a row is not there."""
        try:
            use()
        except NotFound:
            assert not there
        else:
            assert there
        return there

    # What a person does

    @rule(id=IDS, score=SCORES, note=NOTES, session=st.none() | IDS)
    def log_score(self, id, score, note, session):
        def use():
            self.journal.log_score(score, id=id, note=note, session_id=session)

        there = session is None or session in self.rows["session"]
        if self.works(there, use) and id not in self.rows["score"]:
            self.one_step(("score", id, {"score": score, "note": note, "session_id": session}))

    @rule(id=IDS, held=st.lists(st.integers(0, 60), max_size=2))
    def log_session(self, id, held):
        steps = [{"exercise": "x", "planned_s": 30, "held_s": one} for one in held]
        self.journal.log_session("short", id=id, outcome="interrupted", steps=steps)
        if id not in self.rows["session"]:
            session = ("session", id, {"outcome": "interrupted", "ended": False, "note": ""})
            holds = [("step", f"{id}/{n}", {"held_s": one}) for n, one in enumerate(held, start=1)]
            self.led[id] = self.one_step(session, *holds)

    @rule(id=IDS, position=POSITIONS, held=st.integers(0, 60))
    def log_step(self, id, position, held):
        def use():
            self.journal.log_step(
                id, position=position, exercise="x", planned_s=30, held_s=held, outcome="done"
            )

        key = f"{id}/{position}"
        if self.works(id in self.rows["session"], use) and key not in self.rows["step"]:
            self.put("step", key, {"held_s": held}, self.led[id])

    @rule(id=IDS, outcome=st.sampled_from(["completed", "ended early"]))
    def end_session(self, id, outcome):
        row = self.rows["session"].get(id)
        there = self.works(row is not None, lambda: self.journal.end_session(id, outcome=outcome))
        if there and not row["ended"]:
            self.put("session", id, {**row, "outcome": outcome, "ended": True}, self.led[id])

    @rule(day=st.sampled_from(["2026-01-05", "2026-02-02"]), goal=st.integers(0, 21))
    def set_plan(self, day, goal):
        self.journal.set_plan(goal, from_day=day)
        self.one_step(("plan", day, {"sessions_per_week": goal}))

    @rule(
        table=st.sampled_from(["score", "session", "step"]),
        id=IDS,
        position=POSITIONS,
        number=SCORES,
        note=NOTES,
    )
    def amend(self, table, id, position, number, note):
        columns = {
            "score": {"score": number, "note": note},
            "session": {"note": note},
            "step": {"held_s": number},
        }[table]
        key = f"{id}/{position}" if table == "step" else id
        if self.works(key in self.rows[table], lambda: self.journal.amend(table, key, **columns)):
            self.one_step((table, key, {**self.rows[table][key], **columns}))

    @rule(table=st.sampled_from(["score", "session", "step"]), id=IDS, position=POSITIONS)
    def remove(self, table, id, position):
        key = f"{id}/{position}" if table == "step" else id
        there = self.works(key in self.rows[table], lambda: self.journal.remove(table, key))
        along = []
        if table == "session":
            scores, steps = self.rows["score"], self.rows["step"]
            along = [
                ("score", one, {**scores[one], "session_id": None})
                for one in scores
                if scores[one]["session_id"] == id
            ]
            along += [("step", one, None) for one in steps if one.startswith(f"{id}/")]
        if there:
            self.one_step(*along, (table, key, None))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        assert self.journal.undo().startswith("Took back: ")
        for table, key, before, after in reversed(self.done.pop()):
            present = self.rows[table].get(key)
            if before is None:
                self.rows[table].pop(key, None)
            elif after is None:
                self.rows[table].setdefault(key, before)
            elif present is not None:
                for name in before:
                    if before[name] != after[name]:
                        present = {**present, name: before[name]}
                self.rows[table][key] = present

    @precondition(lambda self: not self.done)
    @rule()
    def undo_nothing(self):
        self.works(False, self.journal.undo)

    @rule()
    def reopen(self):
        self.journal.close()
        self.journal = Journal(Path(self.folder.name) / "journal.db")

    @invariant()
    def the_file_holds_what_the_model_holds(self):
        connection = sqlite3.connect(self.journal.path)
        for table, columns in COLUMNS.items():
            names = [column.split()[-1] for column in columns]
            found = connection.execute(f"SELECT {KEY[table]}, {', '.join(columns)} FROM {table}")
            rows = {key: dict(zip(names, row, strict=True)) for key, *row in found}
            assert rows == self.rows[table]
        connection.close()


TestAgainstADict = AgainstADict.TestCase
TestAgainstADict.settings = settings(
    derandomize=True, deadline=None, max_examples=60, stateful_step_count=30
)
