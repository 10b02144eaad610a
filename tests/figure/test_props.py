from tracker.figure.body_shape import PARTS
from tracker.figure.figures import figures
from tracker.figure.props import PROPS
from tracker.figure.rendering import CLEAR, TONES
from tracker.routine.exercises import exercises


def test_what_it_takes_is_in_the_picture():
    same = {"mat", "cushion", "chair", "doorway", "wall", "tennis ball", "soft ball", "foam roller"}
    for (name, easy), figure in figures().items():
        props = {prop.removeprefix("second ") for prop in figure.drawing.props}
        assert props == same & set(exercises()[name].form(easy).equipment)


def test_every_tone_that_is_drawn_is_known():
    tones = {layer.tone for part in PARTS for layer in part.layers}
    tones |= {piece.tone for pieces in PROPS.values() for piece in pieces}
    assert tones | set(CLEAR) <= set(TONES)
