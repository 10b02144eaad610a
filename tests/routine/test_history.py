"""What the diary holds of each exercise, and which hurt last, from rows as the journal gives."""

import pytest

from tracker import Journal
from tracker.routine.history import History, flagged, flagged_easier, histories


def session(id, day):
    return {"id": id, "at": f"{day}T08:00:00.000Z", "day": day}


def step(session_id, exercise="cat_camel", outcome="done", reason=""):
    return {
        "session_id": session_id,
        "exercise": exercise,
        "outcome": outcome,
        "reason": reason,
    }


def score(session_id, kind, value, site="upper back"):
    return {"session_id": session_id, "kind": kind, "score": value, "site": site}


FIRST, SECOND = session("a", "2026-03-01"), session("b", "2026-03-04")


def test_an_empty_diary_holds_nothing():
    assert histories([], [], []) == {}
    assert History().lines() == ["Not done yet."]
    assert History().short() == ""
    assert History().relief is None


def test_two_holds_in_one_session_are_one_time():
    found = histories([FIRST], [step("a"), step("a")], [])
    assert found["cat_camel"].times == 1
    assert found["cat_camel"].short() == "done in 1 session"


def test_what_was_only_skipped_was_not_done():
    found = histories([FIRST], [step("a", outcome="skipped", reason="time")], [])
    assert found["cat_camel"] == History()


@pytest.mark.parametrize(("outcome", "reason"), [("stopped for pain", "pain"), ("skipped", "pain")])
def test_pain_counts_whether_it_stopped_a_hold_or_kept_from_it(outcome, reason):
    found = histories([FIRST, SECOND], [step("a"), step("b", outcome=outcome, reason=reason)], [])
    mine = found["cat_camel"]
    assert (mine.times, mine.last_day, mine.pain_stops) == (1, "2026-03-01", 1)
    assert mine.lines()[-1] == "Pain stopped it once, on 4 March 2026."


def test_relief_is_that_of_the_last_session_that_held_it_and_of_the_whole_back():
    scores = [
        *(score("a", "before", 9), score("a", "after", 1)),
        *(score("b", "before", 5), score("b", "before", 6), score("b", "after", 4)),
        score("b", "after", 0, site="on the blade"),
        score(None, "before", 10),
    ]
    found = histories([FIRST, SECOND], [step("a"), step("b")], scores)["cat_camel"]
    assert (found.before, found.after, found.relief) == (6, 4, 2)
    assert found.lines() == [
        "Done in 2 sessions, the last on 4 March 2026.",
        "That session, on your upper back: 6 before, 4 after, 2 points less.",
    ]


def test_the_last_session_is_the_latest_whatever_the_order_of_the_rows():
    found = histories([SECOND, FIRST], [step("b"), step("a")], [])["cat_camel"]
    assert found.last_day == "2026-03-04"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (3, 3, "no change"),
        (3, 4, "1 point more"),
        (3, 5, "2 points more"),
        (3, 2, "1 point less"),
    ],
)
def test_relief_is_said_in_words(before, after, said):
    line = History(1, "2026-03-01", before=before, after=after).lines()[1]
    assert line.endswith(f"{before} before, {after} after, {said}.")


def test_one_score_of_a_pair_says_nothing():
    found = histories([FIRST], [step("a")], [score("a", "before", 5)])["cat_camel"]
    assert found.relief is None
    assert len(found.lines()) == 1


def test_the_counts_are_those_of_the_journals_own_frames():
    with Journal("sample") as journal:
        rows = (journal.rows(table) for table in ("session", "step", "score"))
        found = histories(*rows)
        steps, sessions = journal.steps(), journal.sessions()
    done = steps[steps["outcome"] == "done"].merge(sessions, left_on="session_id", right_on="id")
    counted = done.groupby("exercise")["session_id"].nunique()
    last = done.groupby("exercise")["day"].max()
    assert {id: one.times for id, one in found.items()} == counted.to_dict()
    assert {id: one.last_day for id, one in found.items()} == {
        id: day.date().isoformat() for id, day in last.items()
    }


def steps(*rows):
    names = ["session_id", "exercise", "side", "outcome", "reason"]
    found = [dict(zip(names, (*row, "")[:5], strict=True)) for row in rows]
    return [
        row | {"reason": "pain"} if row["outcome"] == "stopped for pain" else row for row in found
    ]


STOPPED = "stopped for pain"
FLAGS = {
    "nothing in an empty journal": ([], {}),
    "an exercise stopped for pain, with its side": (
        [("a", "chest_stretch", "left", STOPPED)],
        {"chest_stretch": "left"},
    ),
    "a stop, although other holds of that session went well": (
        [
            ("a", "eagle_arms", "left", "done"),
            ("a", "eagle_arms", "right", STOPPED),
            ("a", "eagle_arms", "right", "done"),
        ],
        {"eagle_arms": "right"},
    ),
    "no more once it was done without pain": (
        [("a", "cat_camel", "both", STOPPED), ("b", "cat_camel", "both", "done")],
        {},
    ),
    "still after it was skipped": (
        [("a", "cat_camel", "both", STOPPED), ("b", "cat_camel", "both", "skipped")],
        {"cat_camel": "both"},
    ),
    "what was skipped because it hurts": (
        [("a", "cat_camel", "both", "skipped", "pain")],
        {"cat_camel": "both"},
    ),
    "nothing for lack of time": ([("a", "cat_camel", "both", "skipped", "time")], {}),
    "the side that hurt, not the one left out after it": (
        [("a", "eagle_arms", "left", STOPPED), ("a", "eagle_arms", "right", "skipped", "pain")],
        {"eagle_arms": "left"},
    ),
}


@pytest.mark.parametrize(("rows", "expected"), FLAGS.values(), ids=FLAGS)
def test_flagged_is(rows, expected):
    assert flagged(steps(*rows)) == expected


def test_only_an_exercise_that_last_hurt_in_its_easier_variant_counts_as_such():
    rows = steps(
        ("a", "cat_camel", "both", "stopped for pain"),
        ("a", "cat_camel", "both", "stopped for pain"),
        ("a", "chest_stretch", "both", "stopped for pain"),
        ("a", "eagle_arms", "left", "stopped for pain"),
        ("b", "eagle_arms", "left", "done"),
    )
    variants = [False, True, False, True, True]
    rows = [row | {"variant": variant} for row, variant in zip(rows, variants, strict=True)]
    assert flagged_easier(rows) == {"cat_camel"}
