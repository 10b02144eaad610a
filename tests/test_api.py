"""The API page tells of every public name, in the words of its docstring."""

import inspect
import re
from html import escape

import pytest

import tracker
from tests.api import headings, main, members, page


@pytest.fixture(scope="module")
def made():
    return page()


def test_every_public_name_stands_under_a_heading_once():
    named = [name for names in headings().values() for name in names]
    assert sorted(named) == sorted(tracker.__all__)


@pytest.mark.parametrize("name", tracker.__all__)
def test_a_name_is_told_of_in_its_own_docstring_and_linked(name, made):
    assert escape(inspect.getdoc(getattr(tracker, name))) in made
    assert made.count(f'id="{name}"') == made.count(f'href="#{name}"') == 1


def test_all_that_a_journal_can_do_is_there(made):
    told = {name for name, _ in members(tracker.Journal)}
    assert told == {name for name in dir(tracker.Journal) if not name.startswith("_")}
    assert "scores(self, *, kind: str | None = None" in made


def test_every_chart_is_there(made):
    assert len(dict(members(tracker.charts))) == made.count('id="charts.') > 15


def test_each_anchor_is_there_once_and_nothing_is_fetched(made):
    ids = re.findall(r'id="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    assert not re.search(r"<(script|link|img)\b", made)


def test_it_is_written_to_a_file(tmp_path, made, capsys):
    main(tmp_path / "new" / "api.html")
    assert (tmp_path / "new" / "api.html").read_text(encoding="utf-8") == made
    assert capsys.readouterr().out.endswith("api.html\n")
