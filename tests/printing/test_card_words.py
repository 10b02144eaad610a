import pytest

from tests.printing.cards import own
from tracker.printing import card_words
from tracker.printing.card import card
from tracker.routine.exercises import exercises


def test_an_exercise_that_comes_again_points_to_where_it_stood_before():
    entries = card(own(["chest_stretch", "eagle_arms", "chest_stretch"])).words.entries
    assert (entries[2].how, entries[2].shown, entries[2].cautions) == ("As number 1.", (), "")


def test_a_caution_that_two_exercises_share_is_said_once_with_their_numbers():
    words = card("release").words
    (shared,) = [text for text in words.safety if text.startswith("Numbers 1 and 2: Ask")]
    assert shared.removeprefix("Numbers 1 and 2: ") in exercises()["ball_release_wall"].cautions
    assert all("Ask a professional" not in entry.cautions for entry in words.entries)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"exercise": "childs_pose"}, "2 × 30 s, 10 s rest between"),
        ({"exercise": "eagle_arms", "sides": ["right"]}, "30 s, right only"),
        ({"exercise": "eagle_arms", "holds": 2, "rest_s": 0}, "2 × 30 s left, then 2 × 30 s right"),
        ({"exercise": "cat_camel"}, "30 s, 5 s each way"),
    ],
)
def test_the_dose_says_holds_seconds_sides_and_rests(step, said):
    assert card_words.dose(own([step]).steps[0]).replace("\xa0", " ") == said


def test_the_side_that_is_shown_is_the_one_that_comes_first():
    shown = {
        side: card(own(["eagle_arms"], sides=[side])).words.entries[0].shown[1]
        for side in ("left", "right")
    }
    assert shown["right"].caption == "Hold, right"
    assert shown["left"].picture.mirrored != shown["right"].picture.mirrored
