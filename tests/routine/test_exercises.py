import pytest

from tracker.foundation import anatomy
from tracker.foundation.data_files import data_folder
from tracker.routine.routines import exercises, safety

BOTH, EACH = ("both",), ("left", "right")
DOSES = {
    # id: position, sides, holds a side, seconds a hold
    "upper_back_stretch": ("standing", BOTH, 2, 30),
    "chest_stretch": ("standing", BOTH, 3, 30),
    "cat_camel": ("all fours", BOTH, 1, 30),
    "childs_pose": ("kneeling", BOTH, 2, 30),
    "eagle_arms": ("seated", EACH, 1, 30),
    "thread_the_needle": ("all fours", EACH, 1, 30),
    "ball_release_wall": ("wall", EACH, 3, 30),
    "foam_roll_upper_back": ("floor", BOTH, 1, 45),
}


def words_in(name: str) -> str:
    return (data_folder() / name).read_text(encoding="utf-8")


def test_all_eight_exercises_have_their_doses():
    found = {e.id: (e.position, e.sides, e.dose.holds, e.dose.hold_s) for e in exercises().values()}
    assert found == DOSES


def test_rests_are_10_seconds_and_5_between_two_spots_of_the_ball():
    rests = {e.id: e.dose.rest_s for e in exercises().values()}
    assert rests.pop("ball_release_wall") == 5
    assert set(rests.values()) == {10}


@pytest.mark.parametrize("exercise", exercises().values(), ids=str)
def test_an_exercise_has_every_field_and_an_easier_variant_with_its_own_steps(exercise):
    assert set(exercise.sites) <= set(anatomy.SITES)
    for said in (
        *(exercise.also_known_as, exercise.works_on, exercise.sites, exercise.dose_source),
        *(exercise.mistakes, exercise.cautions, exercise.breathing, exercise.figure),
    ):
        assert said
    assert exercise.variant.name != exercise.name
    assert exercise.variant.steps.move != exercise.steps.move
    assert exercise.variant.steps.start != exercise.steps.start
    assert len(exercise.steps.come_out.split()) <= 4


def test_what_the_content_asks_for_is_said():
    known = exercises()
    assert "eyes level" in known["chest_stretch"].steps.hold
    assert "2.5 centimetres from the spine" in known["ball_release_wall"].steps.move
    assert "Once a day" in " ".join(known["ball_release_wall"].cautions)
    assert known["ball_release_wall"].dose.longest_s == 30
    assert [half.name for half in known["cat_camel"].dose.halves] == ["round up", "let sag"]
    assert known["cat_camel"].variant.position == "seated"
    assert known["chest_stretch"].variant.equipment == ("doorway",)


def test_claims_that_nobody_has_shown_are_left_out():
    told = " ".join(e.model_dump_json() for e in exercises().values()).lower()
    told += safety().model_dump_json().lower()
    for claim in ("inflammation", "blood supply", "oxygen", "line the spine", "lines the spine"):
        assert claim not in told


def test_the_words_are_our_own():
    guide = (
        "Push your arms as far away from your chest as possible",
        "entwine your fingers at the small of your back",
        "pull your hands away from your tailbone",
        "your hands must vertically align with your shoulders",
        "prompting your belly button to sink towards the floor",
        "Arch your back like a cat",
    )
    ours = (words_in("exercises.toml") + words_in("safety.toml")).lower()
    assert [sentence for sentence in guide if sentence.lower() in ours] == []
