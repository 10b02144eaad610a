"""Whatever a page may send: one sentence comes back, nothing is saved, and the next entry is."""

import time

import pytest

from tracker import Coach, Journal

SESSION = "5e551011-0000-4000-8000-000000000001"
MARKUP = "<img src=x onerror=alert(1)>"
HUGE = 10**400
NAN, INFINITE = float("nan"), float("inf")


@pytest.fixture(scope="module")
def coach(tmp_path_factory):
    with Journal(tmp_path_factory.mktemp("bad") / "journal.db") as opened:
        made = Coach(opened)
        made.player.events = [sent("start", id="start", **START)]
        yield made


START = {"session_id": SESSION, "routine": "short", "planned_s": 330}
STEP = {
    "session_id": SESSION,
    "position": 1,
    "exercise": "chest_stretch",
    "side": "both",
    "variant": False,
    "planned_s": 30,
    "held_s": 30,
    "outcome": "done",
    "reason": "",
}
SCORE = {"id": "score-1", "site": "upper back", "side": "both", "score": 5}
SCORE |= {"qualities": [], "note": ""}


def sent(type, id="event", **rest):
    return {"id": id, "type": type, "at": time.time() * 1000, "utc_offset_min": 0, **rest}


def scores(**changed):
    return sent("scores", kind="before", occasion="", scores=[SCORE | changed])


def step(**changed):
    return sent("step", **(STEP | changed))


ON_A_CARD = {
    "eleven": scores(score=11),
    "a huge score": scores(score=HUGE),
    "half a point": scores(score=3.5),
    "a word for a score": scores(score="seven"),
    "no score": scores(score=None),
    "not a number": scores(score=NAN),
    "a list for a score": scores(score=[5]),
    "an unknown site": scores(site="left knee"),
    "markup for a site": scores(site=MARKUP),
    "an unknown side": scores(side="up"),
    "markup for a quality": scores(qualities=[MARKUP]),
    "a number for qualities": scores(qualities=5),
    "a number for a note": scores(note=5),
    "half a character": scores(note="\ud83d"),
    "a number for an id": scores(id=5),
    "something besides": scores(colour="red"),
    "an unknown kind": scores() | {"kind": MARKUP},
    "a number for the scores": scores() | {"scores": 5},
    "words for the scores": scores() | {"scores": ["five"]},
    "no scores": sent("scores", kind="before"),
    "an unknown type": sent(MARKUP),
    "no moment": scores() | {"at": None},
    "a word for a moment": scores() | {"at": "noon"},
    "an endless moment": scores() | {"at": INFINITE},
    "a huge moment": scores() | {"at": HUGE},
    "a huge offset": scores() | {"utc_offset_min": HUGE},
    "a correction of nothing": scores() | {"type": "correct", "added": [], "removed": []},
    "an undo of a number": sent("undo_scores", ids=5),
}
ON_THE_PLAYER = {
    "no session": sent("start"),
    "none for a session": sent("start", **START | {"session_id": None}),
    "a list for a session": sent("start", **START | {"session_id": [SESSION]}),
    "no routine": sent("start", **START | {"session_id": "other", "routine": None}),
    "less than no time": sent("start", **START | {"session_id": "other", "planned_s": -1}),
    "a huge time": sent("start", **START | {"session_id": "other", "planned_s": HUGE}),
    "a step of no session": step(session_id="nobody"),
    "an end of no session": sent("end", session_id="nobody", outcome="completed"),
    "an unknown end": sent("end", session_id=SESSION, outcome=MARKUP),
    "an unknown type": sent("dance", session_id=SESSION),
    "no position": step(position=0),
    "a huge position": step(position=HUGE),
    "no exercise": step(exercise=None),
    "an unknown side": step(side=MARKUP),
    "held for less than nothing": step(held_s=-3),
    "held for not a number": step(held_s=NAN),
    "a word for held": step(held_s="long"),
    "an unknown outcome": step(outcome=MARKUP),
    "an unknown reason": step(reason="because"),
    "a word for the easier form": step(variant="yes"),
}
ON_THE_PLAN = {
    "ninety-nine": sent("plan", sessions_per_week=99),
    "huge": sent("plan", sessions_per_week=HUGE),
    "a word": sent("plan", sessions_per_week=MARKUP),
    "nothing": sent("plan"),
    "an unknown type": sent("burn"),
}
ON_THE_COMPOSER = {
    "no draft": sent("save", routine="", replace=False),
    "a number for a draft": sent("save", draft=5, routine="", replace=False),
    "an unknown exercise": sent(
        "save", draft={"name": "x", "steps": [{"exercise": MARKUP}]}, routine="", replace=False
    ),
    "an unknown type": sent("burn"),
}
WIDGETS = {
    "the card": (lambda coach: coach.before.ratings, ON_A_CARD),
    "the player": (lambda coach: coach.player, ON_THE_PLAYER),
    "the plan": (lambda coach: coach.plan, ON_THE_PLAN),
    "the composer": (lambda coach: coach.compose, ON_THE_COMPOSER),
}
CASES = [
    pytest.param(find, event, id=f"{where}: {what}")
    for where, (find, events) in WIDGETS.items()
    for what, event in events.items()
]


@pytest.mark.parametrize(("find", "event"), CASES)
def test_what_a_page_should_never_send_is_one_sentence_and_nothing_is_saved(coach, find, event):
    widget, written = find(coach), len(coach.journal.history())
    widget.events = [event]
    assert list(widget.failed) == ["event"]
    sentence = widget.failed["event"]
    assert "\n" not in sentence
    assert len(sentence) < 500
    assert "Traceback" not in sentence
    assert "event" not in widget.saved
    assert len(coach.journal.history()) == written


@pytest.mark.parametrize("id", [None, 5, ["a"], {"a": 1}], ids=repr)
def test_what_has_no_proper_id_does_not_keep_the_next_entry_from_the_disk(coach, id):
    coach.plan.events = [
        sent("plan", sessions_per_week=9) | {"id": id},
        sent("plan", id=f"after {id}", sessions_per_week=4),
    ]
    assert f"after {id}" in coach.plan.saved
    assert coach.journal.plans()["sessions_per_week"].tolist() == [4]


def test_a_question_that_makes_no_sense_is_answered_with_a_sentence(coach):
    for asked in ({"id": "1", "kind": "dance"}, {"id": "2", "kind": "suggest", "minutes": HUGE}):
        coach.compose.asked = asked
        assert coach.compose.answer["id"] == asked["id"]
        assert "\n" not in coach.compose.answer["problem"]
