import base64
import re
from datetime import timedelta

import icalendar
import pytest

from tests.pages.lived import EVE, live
from tracker import SelfExperiment
from tracker.foundation import clock
from tracker.pages import experiment_record
from tracker.pages.today import BEGIN, NOTHING

VALUES = {
    **{"kind": "stretch or rest", "routine_a": None, "routine_b": None, "exercise": None},
    **{"pairs": 6, "block_days": 2, "run_in_days": 0, "washout_days": 0},
    **{"start": "2026-03-09", "matters": 1},
}
SURE = {"sure": "yes"}
_ids = iter(range(100, 999))


@pytest.fixture
def now():
    return EVE


@pytest.fixture
def trial(journal):
    return SelfExperiment(journal)


@pytest.fixture
def sealed(trial):
    """A self-experiment that runs."""
    save(trial._question, VALUES)
    save(trial._seal, SURE)
    return trial


def send(form, *, id=None, at=EVE, **event):
    id = id or f"0f3a{next(_ids)}-0000-4000-8000-000000000000"
    stamped = {"id": id, "at": at.timestamp() * 1000, "utc_offset_min": 0, "occasion": "", **event}
    form.events = [stamped]
    return form.failed.get(id, "")


def save(form, values, **more):
    return send(form, type="save", values=values, **more)


def test_a_plan_is_tried_out_as_often_as_one_likes_and_kept_as_a_draft(trial, journal):
    assert save(trial._question, {**VALUES, "pairs": 5}) == ""
    assert "This is no test: of 32 orders" in repr(trial.question)
    assert save(trial._question, VALUES) == ""
    assert "6 pairs of blocks of 2 days" in repr(trial.question)
    assert SelfExperiment(journal)._question.values["block_days"] == 2
    assert journal.experiments().empty


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "routine A or routine B", "routine_a": "desk"}, "Please choose two different"),
        ({"kind": "exercise in or out"}, "Please choose the exercise"),
        ({"washout_days": 2}, "washout_days 2 is not a whole number from 0 to 1"),
        ({"kind": None}, "Please choose a question first"),
    ],
)
def test_a_plan_that_cannot_be_is_said(trial, changed, sentence):
    assert sentence in save(trial._question, {**VALUES, **changed})


def test_routines_and_exercises_are_named_on_the_card(trial):
    save(trial._question, {**VALUES, "kind": "exercise in or out", "exercise": "chest_stretch"})
    assert "With chest stretch or without chest stretch" in repr(trial.question)
    both = {"kind": "routine A or routine B", "routine_a": "desk", "routine_b": "short"}
    save(trial._question, {**VALUES, **both})
    assert trial._plan().subject == ("desk", "short")


def test_the_chance_is_simulated_for_the_plan_and_for_longer_ones(trial):
    save(trial._question, VALUES)
    assert save(trial._chance, {"less": 8, "half_life": 1}) == ""
    (figure,) = trial._power.children[1:]
    assert len(figure.plate.table()) == 3
    assert "Assumed, until a diary says more" in figure.plate.caption


def test_with_nothing_running_one_card_says_what_to_do_and_the_rest_is_quiet(trial):
    assert repr(trial.card) == f"{NOTHING} {BEGIN}"
    assert repr(trial.during) == repr(trial.unseal) == repr(trial.result) == ""
    assert trial._sealed.html == ""


def test_seal_live_and_read(trial, journal):
    save(trial._question, VALUES)
    assert "answer the question first" in save(trial._seal, {"sure": None})
    assert save(trial._seal, SURE, id="abcdef12-3456-4000-8000-000000000000") == ""
    sealed = experiment_record.latest(journal)
    assert sealed.plan.seed == int("abcdef1234564", 16)
    assert "Sealed on a draw from seed" in repr(trial.seal)
    for now in (trial, SelfExperiment(journal)):  # also when the page is opened again
        assert now.seal.children == (now._sealed,)
    assert repr(trial.card) == "Your self-experiment starts on 9 March 2026."
    assert "another experiment runs" in save(trial._seal, SURE)
    with clock.at(EVE + timedelta(days=12)):
        live(journal, EVE.date() + timedelta(days=11), sealed.plan)
        trial.refresh()
        assert re.search(r"Kept to the plan on \d+% of \d+ days on", repr(trial.during))
        assert "pain" not in repr(trial.during).lower()
        assert repr(trial.result) == "Sealed until 1 April 2026."
    with clock.at(EVE + timedelta(days=25)):
        live(journal, sealed.plan.end, sealed.plan)
        trial.refresh()
        assert "95 % interval" in repr(trial.result)
        lead, blocks, orders, rest = trial.result.children
        assert lead.html.startswith('<p class="lead">')
        assert repr(blocks).startswith("Block by block. 12 blocks.")
        assert repr(orders).startswith("What chance alone would show. What each of 64 orders")
        assert "CENT 2015" in rest.html
        assert trial._stop not in trial.during.children
        assert trial._unseal not in trial.unseal.children


def test_sent_twice_is_sealed_once(trial, journal):
    save(trial._question, VALUES)
    id = "abcdef12-3456-4000-8000-000000000000"
    save(trial._seal, SURE, id=id)
    again = SelfExperiment(journal)
    assert save(again._seal, SURE, id=id) == ""
    assert len(journal.experiments()) == 1


def test_the_calendar_file_has_every_block(sealed, journal):
    (text,) = re.findall(r"base64,([\w+/=]+)", sealed._sealed.html)
    events = icalendar.Calendar.from_ical(base64.b64decode(text)).events
    blocks = experiment_record.latest(journal).plan.blocks()
    assert [str(event["summary"]) for event in events] == blocks["words"].tolist()
    assert [event["dtstart"].dt for event in events] == [day.date() for day in blocks["first"]]


def test_pauses_are_kept_and_removed_and_change_no_schedule(sealed, journal):
    before = experiment_record.latest(journal).plan
    save(sealed._pause, {"from_day": "2026-03-10", "to_day": "2026-03-11", "reason": "illness"})
    (row,) = sealed._pause.rows
    assert "illness" in row["text"]
    assert experiment_record.latest(journal).plan == before
    send(sealed._pause, type="remove", row=row["id"])
    assert sealed._pause.rows == []


def test_breaking_the_seal_asks_first_and_is_told_from_then_on(sealed, journal):
    with clock.at(EVE + timedelta(days=16)):
        live(journal, EVE.date() + timedelta(days=15), experiment_record.latest(journal).plan)
        sealed.refresh()
        assert "answer the question first" in save(sealed._unseal, {"sure": None})
        assert repr(sealed.result).startswith("Sealed until")
        assert save(sealed._unseal, SURE) == ""
        assert "The seal was broken on 24 March 2026" in sealed.result.children[-1].html
        assert "The seal was broken on 24 March 2026" in repr(sealed.unseal)


def test_stopping_early_opens_what_there_is(trial, journal):
    assert "No self-experiment is running" in save(trial._stop, {"reason": "", **SURE})
    save(trial._question, VALUES)
    save(trial._seal, SURE)
    with clock.at(EVE + timedelta(days=16)):
        live(journal, EVE.date() + timedelta(days=16), experiment_record.latest(journal).plan)
        assert save(trial._stop, {"reason": "a move", **SURE}) == ""
        assert "stopped early, on 24 March 2026: a move" in trial.result.children[-1].html
        assert repr(trial.result).startswith("This is no test: 4 of 6 pairs")
        assert len(trial.result.children) == 3  # no order is held against another
        assert repr(trial.card).startswith("No self-experiment is running.")
