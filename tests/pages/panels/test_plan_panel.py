from tests.pages.events import send
from tracker import Diary

TODAY = "2026-03-04"


def save(form, **values):
    return send(form, "save", occasion=form.occasion, values=values)


def test_a_plan_holds_from_a_day_on_and_the_one_that_holds_today_is_shown(diary, journal):
    assert diary.plan.values == {"sessions_per_week": 3, "routine": None, "from_day": TODAY}
    save(diary.plan, sessions_per_week=4, routine="desk", from_day="2026-03-01")
    save(diary.plan, sessions_per_week=5, routine=None, from_day="2026-04-01")
    assert [tuple(row.values()) for row in journal.rows("plan")] == [
        ("2026-03-01", 4, "desk"),
        ("2026-04-01", 5, None),
    ]
    assert diary.plan.values == {"sessions_per_week": 4, "routine": "desk", "from_day": TODAY}
    assert [row["text"] for row in diary.plan.rows] == [
        "From 2026-04-01: 5 sessions a week",
        "From 2026-03-01: 4 sessions a week, At the desk",
    ]
    send(diary.plan, "remove", row="2026-04-01")
    send(diary.plan, "remove", row="2026-04-01")
    assert [row["id"] for row in diary.plan.rows] == ["2026-03-01"]
    assert diary.plan.failed == {}


def test_a_pause_may_lie_behind_or_ahead_and_is_saved_once(diary, journal):
    id = save(diary.pauses, from_day="2026-02-01", to_day="2026-02-03", reason="flare")
    save(diary.pauses, from_day="2026-07-01", to_day="2026-07-14", reason="travel")
    diary.pauses.saved = []  # as after a restart: the browser sends again what it sent
    diary.pauses.attempt += 1
    assert len(journal.rows("pause")) == 2
    assert diary.pauses.rows[-1] == {"id": id, "text": "2026-02-01 to 2026-02-03: a flare"}
    send(diary.pauses, "remove", row=id)
    assert [row["reason"] for row in journal.rows("pause")] == ["travel"]


def test_a_pause_that_ends_before_it_begins_is_refused_in_a_sentence(diary, journal):
    id = save(diary.pauses, from_day="2026-02-03", to_day="2026-02-01", reason="flare")
    assert "to_day 2026-02-01 is before from_day 2026-02-03" in diary.pauses.failed[id]
    assert journal.rows("pause") == []


def test_a_knot_s_name_stands_wherever_it_is_scored(diary, journal):
    name = "the one <under> my left blade"
    save(diary.knots, place="inner blade edge|left", nickname=name)
    assert diary.daily.ratings.nicknames == {"inner blade edge|left": name}
    assert diary.moment.ratings.nicknames == diary.daily.ratings.nicknames
    assert Diary(journal).daily.ratings.nicknames == diary.daily.ratings.nicknames
    (row,) = diary.knots.rows
    assert row == {"id": "inner blade edge/left", "text": f"“{name}”: inner blade edge, left"}
    send(diary.knots, "remove", row=row["id"])
    assert diary.daily.ratings.nicknames == {}


def test_undo_takes_back_a_plan_and_the_form_shows_it(diary, journal):
    table = diary.entries
    save(diary.plan, sessions_per_week=6, routine=None, from_day=TODAY)
    send(table, "undo", after=table.latest)
    assert table.said == f"Took back: plan of 6 sessions a week from {TODAY}"
    assert (diary.plan.rows, diary.plan.values["sessions_per_week"]) == ([], 3)
