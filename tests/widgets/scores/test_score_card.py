import pytest

from tracker.foundation import schema
from tracker.foundation.errors import InvalidValue, JournalError, NotFound
from tracker.widgets.scores.score_card import QUESTIONS, ScoreCard

EVENT = {
    "id": "0193",
    "type": "scores",
    "at": 1_772_373_780_000,
    "utc_offset_min": 60,
    "kind": "before",
    "occasion": "",
    "scores": [
        {
            "id": "0194",
            "site": "upper back",
            "side": "both",
            "score": 4,
            "qualities": [],
            "note": "",
        }
    ],
}


@pytest.mark.parametrize("kind", schema.KINDS)
def test_every_kind_of_score_has_its_question(kind):
    card = ScoreCard(kind=kind)
    assert card.question == QUESTIONS[kind]
    assert card.question.endswith("?")


def test_the_daily_question_is_worded_as_the_studies_word_it():
    assert ScoreCard(kind="daily").question == (
        "How intense was your upper-back pain on average today?"
    )


def test_the_pain_rule_shows_before_a_routine_and_after_a_stop_only():
    assert [kind for kind in schema.KINDS if ScoreCard(kind=kind).pain_rule] == ["before", "stop"]


def test_the_signs_of_an_emergency_can_be_handed_in_with_their_heading():
    card = ScoreCard(alert_title="Call your emergency number with", alert_items=["chest pain"])
    assert card.get_state(["alert_title", "alert_items"]) == {
        "alert_title": "Call your emergency number with",
        "alert_items": ["chest pain"],
    }


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(InvalidValue, match="'daily', 'before', 'after'"):
        ScoreCard(kind="tomorrow")


def test_a_place_that_is_not_on_the_back_is_refused():
    with pytest.raises(NotFound, match=r"there is no place 'knee\|left'"):
        ScoreCard(sites=["knee|left"])


def test_the_words_of_the_scale_and_the_qualities_are_the_schemas():
    card = ScoreCard()
    assert tuple(card.anchors) == schema.SCORE_ANCHORS
    assert tuple(card.qualities) == schema.QUALITIES
    assert tuple(card.alarming) == schema.ALARMING


def test_an_event_is_saved_once_and_acknowledged():
    saved = []
    card = ScoreCard(kind="before")
    card.on_event(saved.append)
    card.events = [EVENT]
    card.attempt += 1
    assert saved == [EVENT]
    assert card.saved == [EVENT["id"]]


def test_an_event_that_cannot_be_saved_is_answered_with_the_sentence_and_tried_again():
    answers = [JournalError("the disk is full; nothing was saved"), None]

    def save(event):
        answer = answers.pop(0)
        if answer:
            raise answer

    card = ScoreCard(kind="before")
    card.on_event(save)
    card.events = [EVENT]
    assert card.failed == {EVENT["id"]: "the disk is full; nothing was saved"}
    assert card.saved == []
    card.attempt += 1
    assert card.failed == {}
    assert card.saved == [EVENT["id"]]


def test_its_text_in_a_notebook_is_the_same_every_time():
    assert repr(ScoreCard(kind="after")) == "Score card (after): run this cell to use it."
