import json
import re
from xml.etree import ElementTree

import pytest

from tests.figure.bodies import FIGURES, every_pose
from tracker.figure import rendering as figure_module
from tracker.figure.rendering import TONES, figure_svg, for_player, player_body
from tracker.foundation.errors import NotFound
from tracker.routine.exercises import exercises

SVG = "{http://www.w3.org/2000/svg}"


@every_pose
def test_every_picture_is_whole_stands_alone_and_says_what_it_shows(key, name):
    exercise, easy = key
    text = figure_svg(exercise, variant=easy, pose=name)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == exercises()[exercise].form(easy).figure
    assert not re.search(r"href|url\(|<style|<script|<image|\bid=|nan|inf", text)
    paths = list(root.iter(f"{SVG}path"))
    assert len(paths) > 20
    assert all(re.fullmatch(r"(M[-0-9. LAQZ]+Z)+", path.get("d", "")) for path in paths)


def test_an_arrow_shows_where_each_movement_goes():
    for (name, easy), figure in FIGURES.items():
        assert figure.drawing.arrows, (name, easy)
    shown, hidden = figure_svg("chest_stretch"), figure_svg("chest_stretch", arrows=False)
    assert TONES["arrow"][0] in shown
    assert TONES["arrow"][0] not in hidden


def test_the_other_side_is_the_mirror_image():
    own, other = (figure_svg("eagle_arms", side=side) for side in ("right", "left"))
    assert "matrix(-1 0 0 1" in other
    assert "matrix" not in own
    assert figure_svg("chest_stretch", side="left") == figure_svg("chest_stretch")


def test_colours_follow_the_page_or_are_plain():
    light, dark = TONES["top"]
    assert f"var(--un-fig-top, {light})" in figure_svg("eagle_arms")
    plain = figure_svg("eagle_arms", dark=True)
    assert dark in plain
    assert "var(" not in plain


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"exercise_id": "eagle_arm"}, r"no exercise 'eagle_arm' \(did you mean eagle_arms\?\)"),
        ({"exercise_id": "eagle_arms", "pose": "fly"}, "no pose 'fly' of eagle_arms; there are "),
    ],
)
def test_what_is_not_there_is_said(asked, said):
    with pytest.raises(NotFound, match=said):
        figure_svg(**asked)


def test_a_figure_that_cannot_be_used_is_said(monkeypatch):
    monkeypatch.setattr(figure_module, "figures", dict)
    with pytest.raises(NotFound, match=r"no picture of eagle_arms \(easier variant\)"):
        figure_svg("eagle_arms", variant=True)
    assert for_player("eagle_arms") is None


def test_a_plan_with_all_figures_stays_small():
    size = sum(
        len(json.dumps(for_player(name, easy))) for name in exercises() for easy in (False, True)
    )
    assert size + len(json.dumps(player_body())) < 120_000
