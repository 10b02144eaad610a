from datetime import date

import pytest

from tracker.routine.choices import EVERYWHERE, first_choice, is_long_away, missing, routine_summary
from tracker.routine.routines import routines
from tracker.routine.timeline import totals

TODAY = date(2026, 3, 30)


def done(*pairs):
    return [{"routine": routine, "day": day} for routine, day in pairs]


def test_the_first_routine_ever_offered_needs_nothing_and_takes_six_minutes_at_most():
    known = routines()
    first = totals(known[first_choice(known, [], None, TODAY)])
    assert set(first.equipment) <= set(EVERYWHERE)
    assert first.total_s <= 360
    # whatever else is there, and in whatever order
    backwards = dict(reversed(known.items()))
    assert first_choice(backwards, [], None, TODAY) == "desk"
    assert first_choice(backwards, [], ["mat", "foam roller"], TODAY) == "desk"


def test_where_nothing_is_short_and_bare_the_nearest_to_it_is_offered():
    known = routines()
    long = {id: known[id] for id in ("full", "evening", "short")}
    assert first_choice(long, [], None, TODAY) == "short"


def test_later_it_is_the_last_one_that_is_still_there():
    sessions = done(("short", "2026-03-27"), ("full", "2026-03-28"), ("gone", "2026-03-29"))
    assert first_choice(routines(), sessions, [], TODAY) == "full"
    assert first_choice(routines(), done(("gone", "2026-03-29")), None, TODAY) == "desk"


@pytest.mark.parametrize(("owned", "offered"), [(None, "desk"), ([], "desk"), (["mat"], "desk")])
def test_after_weeks_away_it_is_the_shortest_one_for_which_everything_is_there(owned, offered):
    sessions = done(("full", "2026-03-16"))
    assert is_long_away(sessions, TODAY)
    assert first_choice(routines(), sessions, owned, TODAY) == offered


def test_somebody_with_a_roller_and_a_ball_gets_the_shortest_of_all_after_weeks_away():
    owned = ["mat", "foam roller", "tennis ball"]
    assert first_choice(routines(), done(("full", "2026-03-01")), owned, TODAY) == "release"


def test_thirteen_days_are_no_weeks():
    sessions = done(("full", "2026-03-17"))
    assert not is_long_away(sessions, TODAY)
    assert not is_long_away([], TODAY)
    assert first_choice(routines(), sessions, None, TODAY) == "full"


def test_nothing_is_missing_before_one_was_asked_and_chairs_and_walls_never_are():
    assert missing(["mat", "wall"], None) == []
    assert missing(["mat", "wall", "chair", "doorway"], []) == ["mat"]
    assert routine_summary(routines()["release"], ["mat"])["missing"] == [
        "foam roller",
        "tennis ball",
    ]


def test_an_exercise_names_its_easier_form_unless_it_is_done_in_that_already():
    exercises = {one["id"]: one for one in routine_summary(routines()["desk"])["exercises"]}
    assert exercises["chest_stretch"]["easier"] == "Doorway stretch"
    assert exercises["cat_camel"]["easier"] == ""
