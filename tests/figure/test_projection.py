import json
import math
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tracker
from tests.figure.bodies import FIGURES, every_pose
from tests.test_node import run_node
from tracker.figure.kinematics import interpolate
from tracker.figure.projection import arcs_path, hull_path, outline, project, shapes, view_box
from tracker.figure.rendering import for_player, player_body

SCRIPT = Path(tracker.__file__).parent / "widgets" / "drawing" / "posable.js"


@every_pose
def test_nothing_is_cut_off(key, name):
    figure = FIGURES[key]
    x, y, width, height = view_box(figure)
    assert width / height == pytest.approx(4 / 3)
    for across, down, radius in project(figure, figure.poses[name], 1.0).discs.values():
        assert x <= across - radius
        assert across + radius <= x + width
        assert y <= down - radius
        assert down + radius <= y + height


@every_pose
def test_where_it_works_is_tinted(key, name):
    figure = FIGURES[key]
    assert figure.drawing.works
    if name == figure.key:
        assert "work" in [tone for tone, _ in shapes(figure, figure.poses[name])]


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


def in_the_player(asked: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return what ``posable.js`` makes of bodies between two poses."""
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
    given = json.dumps({"body": player_body(), "asked": asked})
    return json.loads(run_node("--input-type=module", "-e", program, SCRIPT.as_uri(), given=given))


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


@pytest.mark.slow
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
