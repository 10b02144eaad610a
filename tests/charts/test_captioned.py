"""A chart as a figure: alt text, ids of its own, colours that follow, data beside it."""

import gc
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pandas as pd
import pytest

from tracker import charts
from tracker.charts.captioned import CaptionedChart
from tracker.charts.palette import LIGHT


@pytest.fixture(scope="module")
def chart():
    days = pd.date_range("2026-01-05", periods=8, freq="7D", name="day")
    scores = pd.DataFrame({"left": [4.0, None, 3, 3, 2, 2, 1, 1], "right": 2.0}, days)
    return CaptionedChart(
        "reach",
        "Reach",
        'Left "4" & then 1.',
        "How far <hands> reach.",
        lambda ax: charts.mobility(scores, ax, test="back scratch", unit="cm"),
        lambda: scores,
    )


def test_the_svg_is_one_picture_with_alt_text_whose_words_are_words(chart):
    drawn = ET.fromstring(chart.svg())
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == chart.alt
    words = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"left", "right", "Back scratch, cm"} <= set(words)


def test_its_colours_follow_the_page(chart):
    drawn = chart.svg()
    assert "var(--un-c-left, #1c4f8b)" in drawn
    bare = re.findall(r"(?<!, )(#[0-9a-f]{6})", drawn)
    assert set(bare) & set(LIGHT.values()) == set()


def test_two_figures_on_a_page_share_no_id(chart):
    ids = [
        set(re.findall(r'id="([^"]+)"', one.svg())) for one in (chart, replace(chart, name="other"))
    ]
    assert ids[0]
    assert ids[0] & ids[1] == set()
    for name in re.findall(r'(?:url\(#|href="#)([^")]+)', chart.svg()):
        assert name in ids[0]


def test_the_figure_holds_caption_table_and_csv(chart):
    made = chart.html()
    assert made.count("<figure") == made.count("<figcaption") == made.count("<table") == 1
    assert "How far &lt;hands&gt; reach." in made
    assert "<caption>Reach: the data</caption>" in made
    assert 'download="reach.csv" href="data:text/csv;base64,' in made
    assert chart.csv().splitlines()[2] == "2026-01-12,,2.0"  # a gap stays a gap
    assert "–" in chart.table_html()


@pytest.mark.slow
def test_the_same_data_give_the_same_bytes(chart):
    assert chart.svg() == chart.svg()
    assert chart.pdf() == chart.pdf()
    assert chart.png() == chart.png()


def test_the_one_thing_it_says_stands_above_it(chart):
    made = replace(chart, lead="Left < right.").html()
    assert made.index('<p class="un-lead">Left &lt; right.</p>') < made.index("<svg")
    assert "un-lead" not in chart.html()


def test_where_nothing_is_there_to_draw_it_is_as_high_as_its_words(chart):
    gaps = replace(chart, table=lambda: pd.DataFrame({"left": [None, None]}))
    assert (chart.blank, gaps.blank) == (False, True)
    assert gaps.size(720)[1] < 60 < chart.size(720)[1]


@pytest.mark.slow
@pytest.mark.parametrize("make", ["svg", "png", "pdf"])
def test_a_drawing_leaves_little_behind_to_be_looked_for_among_all_objects(chart, make):
    draw = getattr(chart, make)
    draw()
    gc.collect()
    draw()
    assert gc.isenabled()
    assert gc.collect() < 300


def test_who_turned_the_search_for_circles_off_keeps_it_off(chart):
    gc.disable()
    try:
        chart.svg()
        assert not gc.isenabled()
    finally:
        gc.enable()
