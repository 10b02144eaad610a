import html
import json
import math
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.foundation import anatomy

KEYS = anatomy.keys()
NARROWEST_PX = 300
"""The drawing's width on a phone 390 px wide, with JupyterLab's own margins taken off."""
TAP_PX = 24


def shape(key):
    return anatomy.polygon(*key.split("|"))


def holds(polygon, x, y):
    """Whether a point lies inside: a ray to the right crosses the edges an odd number of times."""
    inside = False
    for (ax, ay), (bx, by) in edges(polygon):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
    return inside


def edges(polygon):
    return zip(polygon, polygon[1:] + polygon[:1], strict=True)


def room(polygon, x, y):
    """Distance from a point to the nearest edge."""
    best = math.inf
    for (ax, ay), (bx, by) in edges(polygon):
        length = math.hypot(bx - ax, by - ay) or 1
        t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2
        t = min(1, max(0, t))
        best = min(best, math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y))
    return best


def test_there_are_nine_sites_on_each_side_in_one_fixed_order():
    assert len(anatomy.SITES) == 9
    assert len(KEYS) == len(set(KEYS)) == 18
    assert list(anatomy.drawing()["sites"]) == list(KEYS)


@pytest.mark.parametrize("name", anatomy.SITES)
def test_the_right_side_is_the_mirror_image_of_the_left(name):
    left, right = anatomy.polygon(name, "left"), anatomy.polygon(name, "right")
    for (x, y), (mirror_x, mirror_y) in zip(left, right, strict=True):
        assert mirror_x == pytest.approx(anatomy.WIDTH - x)
        assert mirror_y == y
    assert max(x for x, _ in left) < anatomy.WIDTH / 2 < min(x for x, _ in right)


def test_the_body_is_symmetrical():
    points = {(round(x, 6), round(y, 6)) for x, y in anatomy.body()}
    assert {(round(anatomy.WIDTH - x, 6), y) for x, y in points} == points


@pytest.mark.parametrize(("one", "other"), list(combinations(KEYS, 2)))
def test_no_two_sites_touch(one, other):
    a, b = shape(one), shape(other)
    assert not any(holds(b, x, y) for x, y in a)
    assert not any(holds(a, x, y) for x, y in b)
    assert min(room(b, x, y) for x, y in a) > 2
    assert min(room(a, x, y) for x, y in b) > 2


@pytest.mark.slow
@given(x=st.floats(0, anatomy.WIDTH), y=st.floats(0, anatomy.HEIGHT))
def test_a_tap_anywhere_means_at_most_one_site(x, y):
    assert sum(holds(shape(key), x, y) for key in KEYS) <= 1


@pytest.mark.parametrize("key", KEYS)
def test_every_site_lies_on_the_body_and_in_the_picture(key):
    outline = anatomy.body()
    for x, y in shape(key):
        assert holds(outline, x, y)
        assert room(outline, x, y) > 2
        assert 0 < x < anatomy.WIDTH
        assert 0 < y < anatomy.HEIGHT


@pytest.mark.parametrize("key", KEYS)
def test_a_fingertip_fits_around_every_mark_on_a_phone(key):
    x, y = anatomy.drawing()["sites"][key]["label_xy"]
    assert holds(shape(key), x, y)
    across_px = 2 * room(shape(key), x, y) * NARROWEST_PX / anatomy.WIDTH
    assert across_px >= TAP_PX


def test_sites_lie_where_the_muscles_are():
    def centre(name):
        return anatomy.drawing()["sites"][f"{name}|left"]["label_xy"]

    def across(*names):  # from the left arm towards the spine
        return sorted(names, key=lambda name: centre(name)[0]) == list(names)

    def down(*names):
        return sorted(names, key=lambda name: centre(name)[1]) == list(names)

    assert across("on the blade", "inner blade edge", "beside the spine")
    assert across("top of the shoulder", "neck to blade corner")
    assert across("side of the back", "below the blades", "beside the spine")
    assert down("top of the shoulder", "above the blade spine", "on the blade", "side of the back")
    assert down(
        "neck to blade corner", "between the blades", "inner blade edge", "below the blades"
    )


def test_the_drawing_is_plain_json_and_its_paths_are_lines_and_bends_only():
    drawing = anatomy.drawing()
    assert json.loads(json.dumps(drawing)) == drawing
    paths = [site["path"] for site in drawing["sites"].values()]
    paths += [*drawing["outline"], *drawing["hints"]["spine"], *drawing["hints"]["blades"]]
    for path in paths:
        assert re.fullmatch(r"[MLQZ0-9.,\- ]+", path)


def test_a_caller_cannot_spoil_the_drawing_for_others():
    anatomy.drawing()["sites"].clear()
    assert len(anatomy.drawing()["sites"]) == 18


def test_a_site_on_both_sides_has_no_shape_of_its_own():
    with pytest.raises(KeyError, match="'both' is not 'left' or 'right'"):
        anatomy.polygon("inner blade edge", "both")


def test_the_back_as_svg_marks_a_site_on_both_sides_or_on_one():
    marks = r'un-marked" data-site="([^"]+)" data-side="([^"]+)"'
    assert re.findall(marks, anatomy.back_svg()) == []
    both = re.findall(marks, anatomy.back_svg(["on the blade"]))
    assert both == [("on the blade", "left"), ("on the blade", "right")]
    one = re.findall(marks, anatomy.back_svg(["beside the spine|right", "nowhere"]))
    assert one == [("beside the spine", "right")]


def test_the_back_as_svg_is_the_same_drawing_and_can_be_named():
    svg = anatomy.back_svg(label='Marked: "here" & there')
    for site in anatomy.drawing()["sites"].values():
        assert f'd="{site["path"]}"' in svg
    (label,) = re.findall('aria-label="(.*?)"', svg)
    assert html.unescape(label) == 'Marked: "here" & there'
    assert 'aria-hidden="true"' in anatomy.back_svg()
    assert ElementTree.fromstring(svg).tag.endswith("svg")
