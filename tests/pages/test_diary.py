from datetime import UTC, datetime, timedelta

import pytest

from tests.pages.events import NOW, one, send
from tracker import Diary
from tracker.foundation import clock
from tracker.foundation.errors import InvalidValue
from tracker.journal.sqlite import database

TODAY, YESTERDAY = "2026-03-04", "2026-03-03"


def give(form, *scores):
    card = form.ratings
    return send(card, "scores", kind=card.kind, occasion=card.occasion, scores=list(scores))


def context(diary, **values):
    empty = {"stress": None, "sleep_h": None, "sitting_h": None, "note": ""}
    return send(diary.context, "save", occasion=diary.context.occasion, values=empty | values)


def test_the_diary_opens_today_and_says_which_days_have_a_score(diary, journal):
    assert (diary.day.value, diary.day.today, diary.day.given) == (TODAY, TODAY, [])
    id = give(diary.daily, one(4))
    assert diary.daily.ratings.saved == [id]
    assert diary.day.given == [TODAY]
    (row,) = journal.rows("score")
    assert (row["score"], row["kind"], row["day"]) == (4, "daily", TODAY)
    assert abs(datetime.fromisoformat(row["at"]) - NOW) < timedelta(minutes=1)


def test_a_score_for_yesterday_is_felt_at_its_noon(diary, journal):
    diary.day.value = YESTERDAY
    assert diary.daily.ratings.occasion == diary.context.occasion == YESTERDAY
    give(diary.daily, one(6), one(3, "on the blade", "left", id="score-2"))
    assert [(row["day"], row["at"]) for row in journal.rows("score")] == [
        (YESTERDAY, "2026-03-03T12:00:00.000Z")
    ] * 2
    assert diary.day.given == [YESTERDAY]


def test_what_is_saved_for_a_day_is_shown_when_it_is_opened_and_can_be_changed(diary, journal):
    for day, score in ((YESTERDAY, 6), ("2026-02-01", 2)):
        journal.log_score(score, at=day, id=day, note="old")
    diary.day.value = "2026-02-01"
    (shown,) = diary.daily.ratings.sent["scores"]
    assert (shown["id"], shown["score"], shown["note"]) == ("2026-02-01", 2, "old")
    changed = one(3, id="2026-02-01", note="new")
    about = {"kind": "daily", "occasion": "2026-02-01", "added": [], "removed": []}
    send(diary.daily.ratings, "correct", scores=[changed], **about)
    assert journal.rows("score")[0] | {"score": 3, "note": "new"} == journal.rows("score")[0]
    diary.day.value = TODAY
    assert diary.daily.ratings.sent == {}
    diary.day.value = "2026-02-01"
    assert diary.daily.ratings.sent["scores"][0]["score"] == 3


def test_an_event_that_arrives_after_another_day_was_opened_is_saved_on_its_own_day(diary, journal):
    card = diary.daily.ratings
    diary.day.value = YESTERDAY
    send(card, "scores", kind="daily", occasion=TODAY, scores=[one(5)])
    assert journal.rows("score")[0]["day"] == TODAY
    assert card.sent == {}


def test_what_the_browser_says_of_a_day_that_was_left_is_put_right(diary, journal):
    journal.log_score(6, at=YESTERDAY, id="y")
    diary.day.value = YESTERDAY
    card = diary.daily.ratings
    card.sent = {"at": 0, "scores": [one(5)], "sites": [], "occasion": TODAY}  # it crossed
    assert [score["id"] for score in card.sent["scores"]] == ["y"]
    assert card.sent["occasion"] == YESTERDAY
    own = {"at": 0, "scores": [one(5, id="y")], "sites": [], "occasion": YESTERDAY}
    card.sent = own
    assert card.sent == own


def test_scores_can_be_taken_back(diary, journal):
    give(diary.daily, one(4))
    send(diary.daily.ratings, "undo_scores", ids=["score-1"])
    send(diary.daily.ratings, "undo_scores", ids=["score-1"])
    assert journal.rows("score") == []
    assert diary.day.given == []


def test_a_score_of_right_now_may_be_given_many_times_a_day(diary, journal):
    for number in range(3):
        give(diary.moment, one(number, id=f"now-{number}"))
    found = {row["id"]: (row["kind"], row["score"], row["day"]) for row in journal.rows("score")}
    assert found == {f"now-{number}": ("now", number, TODAY) for number in range(3)}
    assert diary.day.given == []


def test_the_knots_and_scores_of_last_time_are_suggested(journal):
    journal.log_score(4, kind="daily", at=YESTERDAY)
    journal.log_score(6, site="on the blade", side="left", kind="daily", at=YESTERDAY)
    diary = Diary(journal)
    assert diary.daily.children == (diary.daily.ratings, diary.daily.back)
    assert diary.daily.ratings.sites == ["on the blade|left"]
    assert diary.daily.back.value == ["on the blade|left"]
    assert diary.daily.ratings.suggested == {"upper back|both": 4, "on the blade|left": 6}
    assert diary.daily.ratings.sent == {}


def test_the_last_time_of_a_day_is_an_earlier_day_and_never_what_was_just_saved(diary, journal):
    card = diary.daily.ratings
    give(diary.daily, one(4))
    assert card.suggested == {}
    journal.log_score(9, kind="before", at=YESTERDAY)
    journal.log_score(6, kind="daily", at="2026-02-01", id="y")
    diary.refresh()
    assert card.suggested == {"upper back|both": 6}
    diary.day.value = YESTERDAY
    assert card.suggested == {"upper back|both": 6}
    diary.day.value = "2026-02-01"
    assert card.suggested == {}
    journal.log_score(3, kind="daily", at="2025-06-01")
    diary.day.value = "2025-06-02"
    assert card.suggested == {"upper back|both": 3}


def test_the_last_time_of_a_moment_is_never_the_one_that_the_card_shows(diary, journal):
    card = diary.moment.ratings
    give(diary.daily, one(9))
    for id, score, before in (("a", 4, {}), ("b", 5, {"upper back|both": 4})):
        give(diary.moment, one(score, id=id))
        assert card.suggested == before
        card.sent = {"at": 0, "scores": [one(score, id=id)], "sites": []}
        assert card.suggested == before
        card.sent = {}  # "Score again"
        assert card.suggested == {"upper back|both": score}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"),
        (YESTERDAY, "yesterday"),
        ("2026-03-02", "on Monday, 2 March"),
        ("2025-12-31", "on Wednesday, 31 December 2025"),
    ],
)
def test_the_question_names_the_day_that_is_open(diary, day, said):
    diary.day.value = day
    question = f"How intense was your upper-back pain on average {said}?"
    assert diary.daily.ratings.question == question
    assert diary.moment.ratings.question == "How does it feel right now?"


def test_overnight_today_becomes_yesterday_in_the_question_too(diary):
    diary.day.value = YESTERDAY
    clock.set_now(NOW + timedelta(hours=14))
    diary.day.seen = "2026-03-05"
    assert diary.daily.ratings.question.endswith("on average on Tuesday, 3 March?")


def test_the_context_of_a_day_is_saved_changed_and_emptied(diary, journal):
    context(diary, stress=4, sleep_h=7.5, note="long flight")
    (row,) = journal.rows("checkin")
    assert row == {"day": TODAY, "stress": 4, "sleep_h": 7.5, "sitting_h": None} | {
        "note": "long flight"
    }
    assert diary.context.values["sleep_h"] == 7.5
    context(diary, stress=5)
    assert (
        journal.rows("checkin")[0] | {"stress": 5, "sleep_h": None, "note": ""}
        == (journal.rows("checkin")[0])
    )
    context(diary)
    assert journal.rows("checkin") == []
    assert diary.context.values == {}


def test_a_context_with_nothing_or_with_too_much_is_refused_in_a_sentence(diary, journal):
    empty = context(diary)
    assert "a check-in needs" in diary.context.failed[empty]
    much = context(diary, sleep_h=25)
    assert "sleep_h 25 is outside 0-24" in diary.context.failed[much]
    assert journal.rows("checkin") == []


def test_the_context_of_another_day_is_kept_apart(diary, journal):
    context(diary, stress=4)
    diary.day.value = YESTERDAY
    assert diary.context.values == {}
    context(diary, stress=1)
    assert [(row["day"], row["stress"]) for row in journal.rows("checkin")] == [
        (YESTERDAY, 1),
        (TODAY, 4),
    ]


@pytest.mark.parametrize("day", ["2026-03-05", "20260304", "soon", "", "2026-02-30"])
def test_a_day_to_come_or_no_day_is_not_opened(diary, day):
    with pytest.raises(InvalidValue, match="is not a day up to 2026-03-04"):
        diary.day.value = day
    assert diary.day.value == TODAY


def test_a_page_left_open_overnight_goes_on_to_the_new_day(diary, journal):
    give(diary.daily, one(4))
    clock.set_now(NOW + timedelta(hours=14))
    diary.day.seen = "2026-03-05"
    assert (diary.day.today, diary.day.value) == ("2026-03-05", "2026-03-05")
    assert diary.daily.ratings.sent == {}
    give(diary.daily, one(2, id="score-2"))
    assert [row["day"] for row in journal.rows("score")] == [TODAY, "2026-03-05"]


def test_a_day_that_was_opened_on_purpose_stays_open_overnight(diary):
    diary.day.value = "2026-02-01"
    clock.set_now(NOW + timedelta(hours=14))
    diary.day.seen = "2026-03-05"
    assert (diary.day.today, diary.day.value) == ("2026-03-05", "2026-02-01")


def test_half_past_midnight_still_belongs_to_the_evening_before(journal):
    clock.set_now(datetime(2026, 3, 5, 0, 30, tzinfo=UTC))
    diary = Diary(journal)
    give(diary.daily, one(4))
    (row,) = journal.rows("score")
    assert (row["day"], row["at"][:13]) == (TODAY, "2026-03-05T00")


def test_on_a_full_disk_one_sentence_is_shown_nothing_is_saved_and_it_goes_on_once_there_is_room(
    diary, journal, monkeypatch
):
    connect = database.connect

    def without_room(path):
        connection = connect(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    before = journal.tables()
    long = "a long note " * 5000
    monkeypatch.setattr(database, "connect", without_room)
    journal.path.touch()  # so that it is opened anew
    sent = {
        diary.daily.ratings: give(diary.daily, one(4, note=long)),
        diary.context: context(diary, stress=4, note=long),
    }
    for widget, id in sent.items():
        said = widget.failed[id]
        assert said.startswith("the disk is full: ")
        assert "nothing was saved" in said
        assert "\n" not in said
        assert widget.saved == []
    assert (diary.daily.ratings.sent, diary.context.values, diary.day.given) == ({}, {}, [])
    assert journal.tables() == before
    monkeypatch.undo()
    journal.path.touch()
    for widget, id in sent.items():
        widget.attempt += 1  # as the browser does by itself
        assert (widget.saved, widget.failed) == ([id], {})
    assert [row["note"] for row in journal.rows("score")] == [long]
    assert diary.day.given == [TODAY]


def test_the_days_score_is_open_and_what_is_secondary_is_folded(diary):
    daily, moment = diary.daily, diary.moment
    assert (daily.ratings.folded, daily.back.folded, daily.back.layout.display) == (
        *(False, True),
        None,
    )
    assert (moment.ratings.folded, moment.back.layout.display) == (True, "none")
    assert not diary.context.folded
    assert all(form.folded for form in (diary.weekly, diary.plan, diary.pauses, diary.knots))
