"""Whatever may be written comes back as it was, whoever wrote at the same time."""

import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tracker.foundation import clock
from tracker.foundation.anatomy import SIDES, SITE_NAMES
from tracker.foundation.schema import KINDS, OUTCOMES, QUALITIES, SKIP_REASONS, STEP_OUTCOMES
from tracker.journal.store import Journal

MARKUP = ["<script>alert(1)</script>", "a & b < c", "🦴\n\r\n\tå", "'; DROP TABLE score; --", ""]

notes = st.sampled_from([*MARKUP, "long 🦴" * 14_000]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=50
)
names = st.text("abc_/<é ", min_size=1, max_size=8).filter(str.strip)
moments = st.datetimes(
    datetime(1900, 1, 2), datetime(2026, 3, 1), timezones=st.timezones(), allow_imaginary=False
)
scores = st.fixed_dictionaries(
    {
        "score": st.integers(0, 10),
        "site": st.sampled_from(SITE_NAMES),
        "side": st.sampled_from(SIDES),
        "kind": st.sampled_from(KINDS),
        "at": moments,
        "qualities": st.lists(st.sampled_from(QUALITIES), unique=True),
        "note": notes,
    }
)
steps = st.fixed_dictionaries(
    {
        "exercise": names,
        "side": st.sampled_from(SIDES),
        "variant": st.booleans(),
        "planned_s": st.integers(0, 86_400),
        "held_s": st.floats(0, 86_400),
        "outcome": st.sampled_from(STEP_OUTCOMES),
        "reason": st.sampled_from(["", *SKIP_REASONS]),
    }
)
sessions = st.fixed_dictionaries(
    {
        "routine": names,
        "at": moments,
        "outcome": st.sampled_from(OUTCOMES),
        "source": names,
        "note": notes,
        "planned_s": st.integers(0, 86_400),
    }
)
examples = settings(derandomize=True, deadline=None, max_examples=40)


@contextmanager
def fresh():
    """An empty journal for one example."""
    folder = tempfile.TemporaryDirectory()
    with folder as path, clock.at(NOW), Journal(Path(path) / "j.db") as journal:
        yield journal


def to_the_millisecond(at):
    at = at.astimezone(UTC)
    return pd.Timestamp(at.replace(microsecond=at.microsecond // 1000 * 1000))


@pytest.mark.slow
@examples
@given(scores)
def test_any_score_comes_back_as_it_was_given(given_):
    with fresh() as journal:
        id = journal.log_score(**given_)
        row = journal.scores().iloc[0].to_dict()
    kept = [word for word in QUALITIES if word in given_["qualities"]]
    expected = {**given_, "at": to_the_millisecond(given_["at"]), "qualities": ", ".join(kept)}
    assert row["id"] == id
    assert {name: row[name] for name in expected} == expected
    lived = given_["at"].replace(tzinfo=None) - timedelta(hours=3)
    assert abs(row["day"] - pd.Timestamp(lived)) < timedelta(days=1)
    assert row["day"] == row["day"].normalize()


@pytest.mark.slow
@examples
@given(sessions, st.lists(steps, max_size=4), st.floats(0, 86_400) | st.none())
def test_any_session_comes_back_as_it_was_given(given_, holds, lasted_s):
    ended_at = None if lasted_s is None else given_["at"] + timedelta(seconds=lasted_s)
    if ended_at and ended_at.astimezone(UTC) < given_["at"].astimezone(UTC):
        ended_at = None  # the clocks went back in between
    with fresh() as journal:
        journal.log_session(**given_, ended_at=ended_at, steps=holds)
        row = journal.sessions().iloc[0].to_dict()
        found = journal.steps().drop(columns=["session_id", "position"]).to_dict("records")
    expected = {**given_, "at": to_the_millisecond(given_["at"])}
    assert {name: row[name] for name in expected} == expected
    assert (row["ended_at"] is pd.NaT) == (ended_at is None)
    assert ended_at is None or row["ended_at"] == to_the_millisecond(ended_at)
    assert found == holds


@examples
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_any_setting_comes_back_as_it_was_given(value):
    with fresh() as journal:
        journal.set_setting("key", value)
        assert journal.setting("key") == value


def test_a_note_is_shown_as_text_and_never_as_markup(journal):
    journal.log_score(4, note="<script>alert(1)</script> & <b>bold</b>")
    html = journal.scores()._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html
