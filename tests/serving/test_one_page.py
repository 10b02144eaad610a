"""The notebooks in one page, as Python sees it: built anew, closed, kept while a routine runs."""

import shutil
from datetime import timedelta

import ipywidgets
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.refresh_notebooks import NOTEBOOKS
from tracker import Coach, Journal
from tracker.foundation import clock
from tracker.foundation.errors import NotFound
from tracker.serving import one_page
from tracker.serving.one_page import OnePage


@pytest.fixture
def folder(tmp_path):
    """Two small notebooks, and the routine's."""

    def write(name, *cells):
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(new_notebook(cells=list(cells), metadata={"title": name.title()}), path)

    words = new_markdown_cell("# Words\n\nSee [the other](other.ipynb).")
    write("words", words, new_code_cell("print('said')\nseen = 1 + 1"), new_code_cell("seen"))
    write("other", new_code_cell("import ipywidgets\nipywidgets.IntText(seen)"))
    write("frame", new_code_cell("import pandas\npandas.DataFrame({'a': [1]})"))
    shutil.copy(NOTEBOOKS / "01-run-a-routine.ipynb", tmp_path)
    return tmp_path


@pytest.fixture
def registered():
    """Name the widgets that are alive."""
    yield lambda: set(ipywidgets.widgets.widget._instances)
    ipywidgets.Widget.on_widget_constructed(None)


def turn(page, name):
    number = page._turning.shown["number"] + 1
    page._turning.wanted = {"name": name, "number": number}
    return page._turning.shown


def parts(page):
    return page._pages.children[-1].children


def html(page):
    return [part.value for part in parts(page) if isinstance(part, ipywidgets.HTML)]


def test_words_prints_values_and_tables_come_in_the_order_of_the_cells(folder, registered):
    page = OnePage(folder, "words")
    first, said, value = html(page)
    assert '<a href="other.ipynb">the other</a>' in first
    assert "<pre>said\n</pre>" in said
    assert "<pre>2</pre>" in value
    assert turn(page, "frame") == {"name": "frame", "number": 1, "title": "Frame"}
    assert "<table" in html(page)[0]


def test_a_cell_that_fails_ends_the_page_with_a_sentence_and_another_page_is_clean(
    folder, registered
):
    page = OnePage(folder, "other")  # its name was given in another notebook
    (told,) = html(page)
    assert "Something went wrong here" in told
    assert "NameError" not in told
    turn(page, "words")
    assert len(html(page)) == 3


def test_our_own_errors_are_told_in_their_own_words(folder, registered):
    path = folder / "other.ipynb"
    cell = new_code_cell("import tracker\ntracker.Journal('sample').log_score(11)")
    nbformat.write(new_notebook(cells=[cell, new_code_cell("1")]), path)
    (told,) = html(OnePage(folder, "other"))
    assert "score 11 is outside 0-10; nothing was saved." in told


def test_a_page_that_is_not_there_is_refused_and_an_address_without_one_is_the_first(
    folder, registered, monkeypatch
):
    monkeypatch.setenv("QUERY_STRING", "page=nowhere&token=x")
    page = OnePage(folder)
    assert page._turning.shown["name"] == one_page.FIRST
    with pytest.raises(NotFound, match=r"there is no page '\.\./x'"):
        turn(page, "../x")


def test_the_address_says_which_page_comes_first(folder, registered, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "page=words&token=x")
    assert OnePage(folder)._turning.shown["title"] == "Words"


@pytest.mark.slow
def test_whoever_turns_pages_leaves_nothing_behind(folder, registered):
    page = OnePage(folder, "words")
    turn(page, one_page.FIRST)
    turn(page, "words")
    before = registered()
    journal = None
    for _ in range(3):
        turn(page, one_page.FIRST)
        journal = page._page._names["journal"]
        turn(page, "words")
    assert len(registered()) == len(before)
    assert isinstance(journal, Journal)


@pytest.mark.slow
def test_a_routine_that_runs_is_kept_out_of_sight_until_one_comes_back(folder, registered):
    page = OnePage(folder, one_page.FIRST)
    kept, (coach,) = page._pages.children[0], page._page._those(Coach)
    coach.player.run = {"status": "running", "session_id": "a"}
    turn(page, "words")
    assert page._pages.children[0] is kept
    assert kept.layout.display == "none"
    assert coach.player.comm is not None
    turn(page, "frame")
    turn(page, one_page.FIRST)
    assert page._pages.children == (kept,)
    assert kept.layout.display == ""
    coach.player.run = {"status": "finished", "session_id": "a"}
    now = clock.now()
    coach.journal.log_session("desk", id="a", at=now, ended_at=now)
    turn(page, "words")  # the score from after is still to be given
    assert page._pages.children[0] is kept
    turn(page, one_page.FIRST)
    coach.after.ratings.sent = {"at": 0, "scores": [{"score": 3}]}
    turn(page, "words")
    assert len(page._pages.children) == 1
    assert coach.player.comm is None


@pytest.mark.slow
def test_a_session_whose_score_nobody_gave_is_not_kept_until_the_next_day(folder, registered):
    page = OnePage(folder, one_page.FIRST)
    (coach,) = page._page._those(Coach)
    coach.player.run = {"status": "finished", "session_id": "a"}
    now = clock.now()
    coach.journal.log_session("desk", id="a", at=now, ended_at=now)
    turn(page, "words")
    with clock.at(now + timedelta(hours=3)):
        turn(page, one_page.FIRST)
    assert page._page._those(Coach) != [coach]
    assert coach.player.comm is None


def test_its_text_in_a_notebook_is_the_same_every_time(folder, registered):
    assert repr(OnePage(folder, "words")) == "The pages of Unknot: run this cell to use them."
