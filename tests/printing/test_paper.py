import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.printing.card_pdf import read
from tracker.figure.projection import hull_path
from tracker.figure.rendering import figures, picture
from tracker.printing import paper as paper_module
from tracker.printing.paper import Paper, operators

CURVE = re.compile(r"((?:-?[\d.]+ ){6})c")


def curves(path):
    """Return the curves of a path with their starts: four points each."""
    out, at = [], None
    for numbers, letter in re.findall(r"((?:-?[\d.]+ )*)([mlch])", operators(path)):
        values = [float(number) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        if letter == "c":
            out.append([at, *points])
        at = points[-1] if points else at
    return out


def on(curve, t):
    a, b, c, d = curve
    return tuple(
        (1 - t) ** 3 * a[i] + 3 * (1 - t) ** 2 * t * b[i] + 3 * (1 - t) * t**2 * c[i] + t**3 * d[i]
        for i in (0, 1)
    )


def test_a_circle_stays_round():
    around = curves(hull_path([(10, 20, 30)]))
    assert len(around) >= 4
    far = [math.dist((10, 20), on(curve, t / 8)) for curve in around for t in range(9)]
    # Its two halves end where two decimals put them, which moves each by a little, as in SVG.
    assert max(abs(each - 30) for each in far) < 0.5


def test_an_arc_with_a_radius_that_is_too_small_still_ends_where_it_should():
    assert curves("M0 0A1 1 0 0 1 6 0")[-1][-1] == pytest.approx((6, 0), abs=0.01)


def test_half_an_ellipse_keeps_to_its_side():
    spots = [on(curve, t / 8) for curve in curves("M-80 0A80 9 0 1 1 80 0") for t in range(9)]
    assert all((x / 80) ** 2 + (y / 9) ** 2 == pytest.approx(1, abs=0.005) for x, y in spots)
    assert max(y for _, y in spots) < 0.05
    assert min(y for _, y in spots) == pytest.approx(-9, abs=0.05)


def test_a_curve_with_one_handle_runs_through_the_same_places():
    (curve,) = curves("M0 0Q10 20 30 0")
    assert on(curve, 0.5) == pytest.approx((12.5, 10), abs=0.02)


def test_an_arc_that_ends_where_it_starts_is_no_arc():
    assert operators("M1 2A5 5 0 0 1 1 2Z") == "1 2 m h"


@pytest.mark.parametrize("key", figures(), ids=str)
def test_every_shape_of_every_figure_ends_where_its_path_does(key):
    for _, path in picture(key[0], variant=key[1]).shapes:
        done = operators(path)
        ends = [
            tuple(map(float, spot)) for spot in re.findall(r"(-?[\d.]+) (-?[\d.]+)(?=[LAQZ])", path)
        ]
        drawn = re.findall(r"(-?[\d.]+) (-?[\d.]+) [mlc]", done)
        assert [tuple(map(float, spot)) for spot in drawn][-1] == pytest.approx(ends[-1], abs=0.011)
        assert done.endswith("h")


words = st.lists(st.text("abc W□éß(", min_size=1, max_size=12), min_size=1, max_size=12)


@settings(max_examples=60)
@given(parts=words, width=st.floats(3, 190), pt=st.floats(8, 21))
def test_lines_keep_within_their_width_and_lose_no_letter(sheet, parts, width, pt):
    runs = [(text, "B" * (at % 2)) for at, text in enumerate(parts)]
    lines = sheet.wrap(runs, width, pt)
    kept = "".join(text for line in lines for text, _ in line)
    assert kept.replace(" ", "") == "".join(parts).replace(" ", "")
    for line in lines:
        wide = sum(sheet.width(run) for run in line) * pt
        assert wide <= width + 0.01 or len("".join(text for text, _ in line).strip()) == 1


def test_what_is_said_is_tagged_and_ornaments_are_not():
    page = Paper("Letter", "Tried", "")
    page.write_at(10, 10, [("Heading", "B")], 100, 20, tag="H1")
    with page.ornament():
        page.rect(0, 0, 5, 5)
    page.draw(picture("cat_camel"), "On hands and knees", 10, 40, 60)
    found = read(page.finish())
    assert found.tags == ["Document", "H1", "Figure"]
    assert found.alts == ["On hands and knees"]
    assert found.text == "Heading"


def test_without_matplotlib_a_sentence_says_that_its_fonts_are_missing(monkeypatch):
    monkeypatch.setattr(paper_module, "find_spec", lambda _: None)
    with pytest.raises(paper_module.TrackerError, match="fonts come with matplotlib"):
        Paper("A4", "Tried", "")
