import re
from typing import Any

import pytest

import tracker
from tests.printing.card_pdf import read
from tracker.foundation.errors import TrackerError


@pytest.mark.parametrize("name", ["short.pdf", "short.html"])
def test_it_is_written_where_one_says_for_the_days_one_says(
    sample: Any, tmp_path: Any, name: str
) -> None:
    path = tracker.report(sample, tmp_path / name, n_days=14, paper="Letter")
    assert path == tmp_path / name
    content = path.read_bytes()
    if name.endswith(".pdf"):
        assert "13 April 2026 to 26 April 2026" in read(content).text
        assert b"612" in content
    else:
        assert b"13 April 2026 to 26 April 2026" in content
        assert b"size: Letter" in content


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"paper": "A5"}, "paper is 'A5', and allowed are A4 and Letter"),
        ({"n_days": 0}, "n_days 0 is not a whole number from 1, or None"),
        ({"name": "x" * 81}, "name is not a text of at most 80 letters"),
        ({"path": "report.docx"}, r"a report's name ends in .pdf or .html; nothing was saved"),
        ({"path": "/no/such/folder/a.pdf"}, "could not be written"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(sample: Any, options: Any, said: str) -> None:
    with pytest.raises(TrackerError, match=re.escape(said)):
        tracker.report(sample, **options)


def test_an_empty_journal_has_no_report_and_never_the_samples() -> None:
    with tracker.Journal() as journal, pytest.raises(TrackerError, match="the journal is empty"):
        tracker.report(journal)


def test_what_is_no_journal_is_told_what_to_write() -> None:
    with pytest.raises(TrackerError, match=re.escape("write tracker.report(tracker.Journal(), …)")):
        tracker.report("sample", "report.pdf")  # type: ignore[call-overload]
