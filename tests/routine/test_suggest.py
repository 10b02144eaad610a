import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.foundation import anatomy
from tracker.foundation.errors import InvalidValue, NotFound
from tracker.routine.own_routines import read_text, toml_text
from tracker.routine.routines import RoutineStep, exercises
from tracker.routine.suggest import LONGEST_MIN, grouped, suggest
from tracker.routine.timeline import form_of, totals

KNOWN = exercises()
THINGS = sorted(
    {thing for e in KNOWN.values() for form in (e, e.variant) for thing in form.equipment}
)
LEFT = "inner blade edge|left"

asked = st.fixed_dictionaries(
    {
        "sites": st.lists(st.sampled_from(anatomy.keys()), max_size=6),
        "minutes": st.integers(1, LONGEST_MIN),
        "equipment": st.none() | st.sets(st.sampled_from(THINGS)),
        "floor": st.booleans(),
        "hurt": st.dictionaries(st.sampled_from(list(KNOWN)), st.sampled_from(anatomy.SIDES)),
        "hurt_easier": st.sets(st.sampled_from(list(KNOWN))),
    }
)


@given(asked)
def test_it_never_takes_longer_than_the_minutes_at_hand_and_gets_down_once_at_most(ask):
    routine = suggest(**ask).routine
    if routine is not None:
        sums = totals(routine)
        assert sums.total_s <= ask["minutes"] * 60
        assert sums.gets_down <= ask["floor"]
        assert ask["equipment"] is None or set(sums.equipment) <= ask["equipment"]


@given(asked)
def test_each_exercise_is_in_it_once_or_left_out_and_has_its_reason(ask):
    found = suggest(**ask)
    told = [*found.chosen, *found.left_out]
    assert sorted(why.exercise for why in told) == sorted(KNOWN)
    assert all(why.why for why in told)
    steps = found.routine.steps if found.routine else ()
    assert [step.exercise for step in steps] == [why.exercise for why in found.chosen]
    assert [form_of(step).name for step in steps] == [why.name for why in found.chosen]


@given(asked)
def test_what_hurt_is_done_in_its_easier_way_or_not_at_all(ask):
    for step in getattr(suggest(**ask).routine, "steps", ()):
        if step.exercise in ask["hurt"]:
            assert step.variant
            assert step.exercise not in ask["hurt_easier"]


@given(asked)
def test_both_sides_get_the_same_time_except_where_a_knot_is_pressed(ask):
    for step in getattr(suggest(**ask).routine, "steps", ()):
        exercise = KNOWN[step.exercise]
        if not exercise.at_the_knot:
            assert step.sides == exercise.sides
        else:
            knots = {f"{site}|{side}" for site in exercise.sites for side in step.sides}
            assert knots & set(ask["sites"])


@given(asked)
def test_a_dose_is_never_more_than_the_usual_one(ask):
    for step in getattr(suggest(**ask).routine, "steps", ()):
        dose = KNOWN[step.exercise].dose
        assert 1 <= step.holds <= dose.holds
        assert (step.hold_s, step.rest_s) == (dose.hold_s, dose.rest_s)


@given(asked)
def test_a_suggestion_can_be_saved_as_it_is(ask):
    routine = suggest(**ask).routine
    if routine is not None:
        assert read_text(toml_text(routine), routine.id) == routine


@given(st.sets(st.sampled_from(anatomy.keys()), min_size=1))
def test_with_time_every_knot_has_an_exercise_or_a_sentence(sites):
    found = suggest(sites, LONGEST_MIN)
    reached = {site for why in found.chosen for site in KNOWN[why.exercise].sites}
    for site in {key.partition("|")[0] for key in sites} - reached:
        assert any(site in note for note in found.notes)


def whys(found):
    return {why.exercise: why.why for why in (*found.chosen, *found.left_out)}


def test_the_reasons_are_drawn_from_the_data():
    said = whys(suggest([LEFT, "on the blade|right"], 20, floor=False, hurt={"eagle_arms": "left"}))
    assert said == {
        "upper_back_stretch": "works on the rhomboids, for the knot at the inner blade edge (left)",
        "chest_stretch": "opens the front, which goes with the stretches of the back",
        "eagle_arms": "works on the rhomboids, for the knot at the inner blade edge (left); "
        "the easier form, because the other hurt last time, on the left",
        "cat_camel": "moves the whole spine, which sitting leaves stiff; "
        "the easier form, because the other needs the floor",
        "thread_the_needle": "works on the rhomboids, for the knots at the inner blade edge "
        "(left) and on the blade (right); the easier form, because the other needs the floor",
        "childs_pose": "works elsewhere: side of the back, beside the spine",
        "foam_roll_upper_back": "works on the rhomboids, for the knot at the inner blade edge "
        "(left); the easier form, because the other needs the floor",
        "ball_release_wall": "presses on the knots at the inner blade edge (left) and on the "
        "blade (right)",
    }


def test_what_is_not_there_or_hurt_both_ways_is_left_out_with_its_reason():
    said = whys(
        suggest(
            [LEFT, "beside the spine|left"],
            20,
            equipment=["mat"],
            hurt={"chest_stretch": "both", "thread_the_needle": "left"},
            hurt_easier={"thread_the_needle"},
        )
    )
    assert said["eagle_arms"] == "needs a chair"
    assert said["ball_release_wall"] == (
        "needs a tennis ball and a wall; the easier form needs a soft ball and a wall"
    )
    assert said["chest_stretch"] == "hurt last time; the easier form needs a doorway"
    assert said["thread_the_needle"] == "hurt last time, on the left, in the easier form too"


def test_few_minutes_go_to_the_knots_first_and_holds_become_fewer_before_one_is_left_out():
    found = suggest(["side of the back|left"], 2)
    assert [why.exercise for why in found.chosen] == ["childs_pose"]
    assert "does not fit into 2 minutes" in whys(found)["upper_back_stretch"]
    assert whys(suggest([], 1))["upper_back_stretch"].endswith("1 hold instead of 2, to fit")


def test_the_ball_goes_only_where_a_knot_is():
    (ball,) = [
        step
        for step in suggest(["on the blade|right"], 20).routine.steps
        if step.exercise == "ball_release_wall"
    ]
    assert ball.sides == ("right",)
    assert whys(suggest([], 60))["ball_release_wall"] == "is for a knot, and none is marked"


def test_with_nothing_to_use_and_everything_sore_nothing_fits_and_it_says_so():
    found = suggest([LEFT], 10, hurt=dict.fromkeys(KNOWN, "both"), hurt_easier=set(KNOWN))
    assert found.routine is None
    assert found.summary() == "Nothing fits: give it more minutes, or more to use."


def test_the_summary_and_the_name_say_what_it_is():
    found = suggest([LEFT], 5, floor=False)
    assert found.routine.name == "5 minutes for your knot"
    assert found.routine.description == "Suggested for the knot at the inner blade edge (left)."
    assert found.summary() == "4 of 8 exercises, 5 minutes or a little less."
    assert suggest([], 5).routine.name == "5 minutes for the back"


@pytest.mark.parametrize("minutes", [0, 61, -5, 2.5, True, "10", float("nan")])
def test_minutes_out_of_range_are_refused_in_a_sentence(minutes):
    with pytest.raises(InvalidValue, match="allowed is a whole number from 1 to 60"):
        suggest([], minutes)


def test_a_place_that_is_not_on_the_back_is_refused_in_a_sentence():
    with pytest.raises(NotFound, match="there is no place 'knee\\|left' on the back"):
        suggest(["knee|left"], 10)


@given(st.lists(st.sampled_from(list(KNOWN)), max_size=12), st.booleans())
def test_grouping_by_position_gets_down_once_and_keeps_every_step(ids, variant):
    steps = [RoutineStep(exercise=id, variant=variant) for id in ids]
    done = grouped(steps)
    assert sorted(step.exercise for step in done) == sorted(ids)
    assert grouped(done) == done
