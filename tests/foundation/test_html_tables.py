"""Frames as a notebook shows them: headings have words, everything else is a cell."""

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from tracker.foundation.html_tables import show_worded, worded

FRAMES = {
    "plain": pd.DataFrame({"pain": [4, 5]}),
    "named": pd.DataFrame({"pain": [4]}, pd.Index(["a"], name="block")),
    "several": pd.DataFrame(
        {0.3: [4.0]}, pd.MultiIndex.from_tuples([("t", 9)], names=["method", "days"])
    ).rename_axis(columns="autocorrelation"),
}


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("name", FRAMES)
def test_a_notebook_shows_a_frame_without_a_heading_that_says_nothing(name, shell):
    frame = FRAMES[name]
    show_worded()
    data, _ = shell.display_formatter.format(frame)
    assert "<th></th>" in frame._repr_html_()
    assert data["text/html"] == worded(frame._repr_html_())
    assert "<th></th>" not in data["text/html"]
    assert data["text/plain"] == repr(frame)


def test_frames_that_are_told_to_show_no_table_show_none(shell):
    show_worded()
    with pd.option_context("display.notebook_repr_html", False):
        data, _ = shell.display_formatter.format(FRAMES["plain"])
    assert set(data) == {"text/plain"}


def test_outside_of_a_notebook_nothing_happens():
    show_worded()
