"""The journal does what a plain dict would, whatever is done in whatever order."""

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.conftest import NOW
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue, NotFound
from tracker.journal.store import Journal

IDS = st.sampled_from(["a", "b", "c"])
POSITIONS = st.integers(1, 3)
SCORES = st.integers(0, 10)
NOTES = st.sampled_from(["", "<b>", "🦴"])
DAYS = st.sampled_from(["2026-01-05", "2026-02-02"])
PLACES = st.sampled_from(["on the blade/left", "on the blade/right"])
KEY = {
    "session": "id",
    "step": "session_id || '/' || position",
    "score": "id",
    "plan": "from_day",
    "checkin": "day",
    "pause": "id",
    "measure": "id",
    "knot": "site || '/' || side",
    "experiment": "id",
}
COLUMNS = {
    "session": ["outcome", "ended_at IS NOT NULL AS ended", "note"],
    "step": ["held_s"],
    "score": ["score", "note", "session_id"],
    "plan": ["sessions_per_week"],
    "checkin": ["stress", "note"],
    "pause": ["from_day", "to_day"],
    "measure": ["value"],
    "knot": ["nickname"],
    "experiment": ["seed", "closed_at IS NOT NULL AS closed"],
}
AMENDED = st.sampled_from(
    [
        *(("score", "score", one) for one in (0, 5, 10)),
        *(("step", "held_s", one) for one in (0, 60)),
        *(
            (table, "note", note)
            for table in ("score", "session", "checkin")
            for note in ("", "🦴")
        ),
        *(("checkin", "stress", one) for one in (None, 5)),
        *(("pause", "to_day", day) for day in ("2026-02-03", "2026-02-04")),
        *(("measure", "value", one) for one in (1, 2)),
        *(("knot", "nickname", one) for one in ("Egon", "Erna")),
        *(("plan", "sessions_per_week", one) for one in (1, 2)),
    ]
)


class AgainstADict(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        clock.set_now(NOW)
        self.journal = Journal(Path(self.folder.name) / "journal.db")
        self.rows = {table: {} for table in KEY}
        self.done = []  # one list a step of the person: (table, key, before, after)
        self.undone = []  # the steps taken back since the last write, and the rows before that
        self.led = {}  # the step that a session's holds belong to

    def teardown(self):
        self.journal.close()
        clock.set_now(None)
        self.folder.cleanup()

    # The model

    def put(self, table, key, after, step):
        before = self.rows[table].get(key)
        if before != after:
            self.undone = []
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

    @rule(day=DAYS, goal=st.integers(0, 21))
    def set_plan(self, day, goal):
        self.journal.set_plan(goal, from_day=day)
        self.one_step(("plan", day, {"sessions_per_week": goal}))

    @rule(day=DAYS, given=st.fixed_dictionaries({}, optional={"stress": SCORES, "note": NOTES}))
    def log_checkin(self, day, given):
        given = {name: value for name, value in given.items() if value != ""}
        if given:
            self.journal.log_checkin(day=day, sleep_h=7, **given)
            known = self.rows["checkin"].get(day, {"stress": None, "note": ""})
            self.one_step(("checkin", day, {**known, **given}))

    @rule(id=IDS, last=st.sampled_from(["2026-02-02", "2026-02-05"]))
    def pause(self, id, last):
        self.journal.pause("2026-02-01", last, "flare", id=id)
        if id not in self.rows["pause"]:
            self.one_step(("pause", id, {"from_day": "2026-02-01", "to_day": last}))

    @rule(id=IDS, value=SCORES)
    def log_measure(self, id, value):
        self.journal.log_measure("PEG", value, item="pain", id=id)
        if id not in self.rows["measure"]:
            self.one_step(("measure", id, {"value": value}))

    @rule(place=PLACES, name=st.sampled_from(["Egon", "Erna", ""]))
    def name_knot(self, place, name):
        self.journal.name_knot(*place.split("/"), name)
        self.one_step(("knot", place, {"nickname": name} if name else None))

    @rule(id=IDS, seed=st.integers(0, 1))
    def seal_experiment(self, id, seed):
        sealed = self.rows["experiment"].get(id)
        if sealed and sealed["seed"] != seed:
            with pytest.raises(InvalidValue, match="is sealed already"):
                self.journal.seal_experiment(id, {}, seed, [])
            return
        self.journal.seal_experiment(id, {}, seed, [])
        if not sealed:
            self.one_step(("experiment", id, {"seed": seed, "closed": False}))

    @rule(id=IDS)
    def close_experiment(self, id):
        row = self.rows["experiment"].get(id)
        if self.works(row is not None, lambda: self.journal.close_experiment(id)):
            self.one_step(("experiment", id, {**row, "closed": True}))

    @rule(scores=st.dictionaries(IDS, SCORES), stress=st.dictionaries(DAYS, SCORES))
    def add(self, scores, stress):
        score = {"kind": "daily", "site": "upper back", "at": NOW}
        given = {
            "score": [{"id": id, "score": number, **score} for id, number in scores.items()],
            "checkin": [{"day": day, "stress": number} for day, number in stress.items()],
        }
        self.journal.add(given, label="import")
        new = [
            *(
                ("score", id, {"score": number, "note": "", "session_id": None})
                for id, number in scores.items()
                if id not in self.rows["score"]
            ),
            *(
                ("checkin", day, {"stress": number, "note": ""})
                for day, number in stress.items()
                if day not in self.rows["checkin"]
            ),
        ]
        self.one_step(*new)

    @rule(change=AMENDED, id=IDS, position=POSITIONS, day=DAYS, place=PLACES)
    def amend(self, change, id, position, day, place):
        table, name, value = change
        key = self.key(table, id, position, day, place)
        there = self.works(
            key in self.rows[table], lambda: self.journal.amend(table, key, **{name: value})
        )
        if there:
            self.one_step((table, key, {**self.rows[table][key], name: value}))

    @rule(table=st.sampled_from([*KEY]), id=IDS, position=POSITIONS, day=DAYS, place=PLACES)
    def remove(self, table, id, position, day, place):
        key = self.key(table, id, position, day, place)
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

    def key(self, table, id, position, day, place):
        keys = {"step": f"{id}/{position}", "plan": day, "checkin": day, "knot": place}
        return keys.get(table, id)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        assert self.journal.undo().startswith("Took back: ")
        step = self.done.pop()
        self.undone.append((step, {table: dict(rows) for table, rows in self.rows.items()}))
        for table, key, before, after in reversed(step):
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

    @rule()
    def redo(self):
        if self.works(bool(self.undone), self.journal.redo):
            step, self.rows = self.undone.pop()
            self.done.append(step)

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
