from tests.figure.bodies import FIGURES
from tracker.figure.body_shape import BALLS, PARTS, WORKS
from tracker.figure.projection import project


def test_every_ball_that_is_drawn_is_there_and_every_part_that_works():
    layers = [layer for part in PARTS for layer in part.layers]
    layers += [work.layer for works in WORKS.values() for work in works]
    drawn_balls = {name for layer in layers for one in layer.hulls for name in one}
    assert drawn_balls <= set(BALLS)
    parts = {part.name for part in PARTS}
    assert {work.part for works in WORKS.values() for work in works} <= parts


def test_a_breath_makes_the_ribs_wider_and_nothing_else_move():
    figure = FIGURES["childs_pose", False]
    out, full = (project(figure, figure.poses["fold"], breath).discs for breath in (0.0, 1.0))
    wider = {name for name in out if full[name][2] > out[name][2]}
    assert {"ribs_left", "chest_right"} <= wider
    assert not {name for name in wider if name.startswith(("hand", "foot", "skull", "thigh"))}
    assert all(out[name][:2] == full[name][:2] for name in out)
