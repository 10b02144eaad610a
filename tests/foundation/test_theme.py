"""The shared theme: it comes first, and has every tone of the figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.figure.rendering import TONES
from tracker.foundation import theme
from tracker.foundation.theme import css


def test_style_sheets_come_after_the_shared_theme(tmp_path: Path) -> None:
    own = tmp_path / "own.css"
    own.write_text(".unknot .own { color: red; }")
    joined = css(own)
    assert joined.endswith(own.read_text())
    assert joined.index("--un-bg") < joined.index(".own")


@pytest.mark.parametrize("tone", TONES)
def test_the_theme_has_every_tone_for_light_and_dark(tone):
    sheet = Path(theme.__file__).with_suffix(".css").read_text(encoding="utf-8")
    assert re.findall(rf"--un-fig-{tone}: (#\w+);", sheet) == list(TONES[tone])
