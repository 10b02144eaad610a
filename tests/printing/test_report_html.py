import re
from typing import Any

import pytest

import tracker


@pytest.mark.slow
def test_the_html_stands_alone(made: Any) -> None:
    page = made.html()
    assert page.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "<title>Upper-back pain: a diary on one page</title>" in page
    assert page.count("<figure") == page.count("<figcaption>") == 2
    assert page.count("<svg role") == 3  # the overview is drawn once more for a phone
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "Content-Security-Policy" in page


def test_a_name_is_text_and_never_markup(sample: Any) -> None:
    page = tracker.report(sample, name="<script>x</script>").html()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
