"""The figure as SVG and as numbers for the player, which draws the very same."""

from __future__ import annotations

import json
import math
import re
import subprocess
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_node import node
from tracker import theme
from tracker.errors import NotFound
from tracker.routine import figure as figure_module
from tracker.routine.drawing import arcs_path, hull_path, outline, project, shapes, view_box
from tracker.routine.exercise import exercises
from tracker.routine.figure import CLEAR, TONES, figure_svg, figures, for_player, player_body
from tracker.routine.flesh import BALLS, PARTS, WORKS
from tracker.routine.posed import interpolate
from tracker.routine.props import PROPS

FIGURES = figures()
POSES = [(*key, name) for key, figure in FIGURES.items() for name in figure.poses]
SCRIPT = Path(figure_module.__file__).with_name("figure.js")
SVG = "{http://www.w3.org/2000/svg}"
every_pose = pytest.mark.parametrize(
    ("name", "easy", "pose"), POSES, ids=[f"{a} {'easier ' * b}{c}" for a, b, c in POSES]
)


@every_pose
def test_every_picture_is_whole_stands_alone_and_says_what_it_shows(name, easy, pose):
    text = figure_svg(name, variant=easy, pose=pose)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == exercises()[name].form(easy).figure
    assert not re.search(r"href|url\(|<style|<script|<image|\bid=|nan|inf", text)
    paths = list(root.iter(f"{SVG}path"))
    assert len(paths) > 20
    assert all(re.fullmatch(r"(M[-0-9. LAQZ]+Z)+", path.get("d", "")) for path in paths)


@every_pose
def test_nothing_is_cut_off(name, easy, pose):
    figure = FIGURES[name, easy]
    x, y, width, height = view_box(figure)
    assert width / height == pytest.approx(4 / 3)
    for across, down, radius in project(figure, figure.poses[pose], 1.0).discs.values():
        assert x <= across - radius
        assert across + radius <= x + width
        assert y <= down - radius
        assert down + radius <= y + height


@every_pose
def test_where_it_works_is_tinted(name, easy, pose):
    figure = FIGURES[name, easy]
    assert figure.drawing.works
    if pose == figure.key:
        assert "work" in [tone for tone, _ in shapes(figure, figure.poses[pose])]


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


@pytest.mark.parametrize("tone", TONES)
def test_the_theme_has_every_tone_for_light_and_dark(tone):
    sheet = Path(theme.__file__).with_suffix(".css").read_text(encoding="utf-8")
    assert re.findall(rf"--un-fig-{tone}: (#\w+);", sheet) == list(TONES[tone])


def test_every_tone_that_is_drawn_is_known():
    tones = {layer.tone for part in PARTS for layer in part.layers}
    tones |= {piece.tone for make in PROPS.values() for piece in make()}
    assert tones | set(CLEAR) <= set(TONES)


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


@given(
    st.lists(
        st.tuples(st.floats(-99, 99), st.floats(-99, 99), st.floats(0.1, 20)),
        min_size=1,
        max_size=6,
    )
)
def test_an_outline_goes_once_round_by_the_disc_that_reaches_farthest(discs):
    arcs = outline(discs)
    assert arcs[-1][2] - arcs[0][1] == pytest.approx(2 * math.pi)
    for (_, _, end), (_, start, _) in pairwise(arcs):
        assert start == end
    for disc, start, end in arcs:
        for share in (0.01, 0.5, 0.99):
            at = start + share * (end - start)
            reach = [x * math.cos(at) + y * math.sin(at) + r for x, y, r in discs]
            assert reach[disc] == pytest.approx(max(reach), abs=1e-3)


def test_one_disc_is_drawn_as_a_circle():
    assert hull_path([(0, 0, 5)]).count("A5.00 5.00") == 2


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


def in_the_player(asked: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return what ``figure.js`` makes of bodies between two poses."""
    program = """
        import { readFileSync } from "node:fs";
        const js = await import(process.argv[1]);
        const { body, asked } = JSON.parse(readFileSync(0, "utf8"));
        console.log(JSON.stringify(asked.map(({ figure, one, other, share, breath }) => {
          const posed = js.between(body, figure.poses[one], figure.poses[other], share, figure.pin);
          const [behind, before] = js.pieces(figure, posed);
          return { joints: js.jointsOf(body, posed.root, posed.turns),
                   shapes: [...behind, ...js.seen(body, figure, posed, breath), ...before] };
        })));"""
    done = subprocess.run(
        [node(), "--input-type=module", "-e", program, SCRIPT.as_uri()],
        input=json.dumps({"body": player_body(), "asked": asked}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def numbers(path: str) -> list[list[float]]:
    """Return the numbers of every outline of a path."""
    return [
        [float(text) for text in re.findall(r"-?[\d.]+", one.replace(" 0 0 1 ", " "))]
        for one in path.split("M")[1:]
    ]


def outlines(shapes: Iterable[tuple[str, list[list[float]]]]) -> dict[tuple[str, int], list]:
    """Return the numbers of every outline, by its tone and how many there are."""
    found: dict[tuple[str, int], list[list[float]]] = {}
    for tone, hulls in shapes:
        for one in hulls:
            found.setdefault((tone, len(one)), []).append(one)
    return found


def as_numbers(hull: list[list[float]], lined: bool) -> list[float]:
    """Return what a path of arcs from the player would be written with."""
    discs = [(x, y, r + line * lined) for x, y, r, _, _, line in hull]
    arcs = [(i, start, end) for i, (_, _, _, start, end, _) in enumerate(hull)]
    return numbers(arcs_path(discs, arcs))[0]


def test_the_player_draws_the_very_same_bodies():
    cases = [
        (key, one, other, share, breath)
        for key, figure in FIGURES.items()
        for one, other in figure.legs()
        for share, breath in ((0.0, 0.0), (0.3, 1.0), (0.77, 0.4), (1.0, 0.0))
    ]
    asked = [
        {"figure": for_player(*key), "one": one, "other": other, "share": share, "breath": breath}
        for key, one, other, share, breath in cases
    ]
    for (key, one, other, share, breath), theirs in zip(cases, in_the_player(asked), strict=True):
        figure = FIGURES[key]
        ours = interpolate(figure.poses[one], figure.poses[other], share, figure.drawing.pin)
        for spot, other_spot in zip(ours.joints().values(), theirs["joints"], strict=True):
            assert spot == pytest.approx(other_spot, abs=0.05)
        drawn = list(shapes(figure, ours, breath))
        mine = outlines((tone, numbers(path)) for tone, path in drawn if tone != "floor")
        others = outlines(
            (
                shape["tone"],
                [as_numbers(hull, shape.get("lined", False)) for hull in shape["hulls"]],
            )
            for shape in theirs["shapes"]
        )
        assert [shape["tone"] for shape in theirs["shapes"] if shape["hulls"]] == [
            tone for tone, path in drawn if path and tone != "floor"
        ], (key, one, other)
        assert {key: len(lists) for key, lists in mine.items()} == {
            key: len(lists) for key, lists in others.items()
        }
        for count, lists in mine.items():
            for one_list in lists:
                assert min(math.dist(one_list, other) for other in others[count]) < 0.6


def test_a_plan_with_all_figures_stays_small():
    size = sum(
        len(json.dumps(for_player(name, easy))) for name in exercises() for easy in (False, True)
    )
    assert size + len(json.dumps(player_body())) < 120_000
