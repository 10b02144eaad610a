"""A sheet to try on; the report of the sample diary, and what can be read on its page."""

from collections.abc import Iterator

import pytest

from tests.printing.card_pdf import Read, read
from tracker import Journal, report
from tracker.pages.report import Report
from tracker.printing.paper import Paper


@pytest.fixture(scope="module")
def made(sample: Journal) -> Report:
    return report(sample, name="A. Person")


@pytest.fixture(scope="module")
def found(made: Report) -> Read:
    return read(made.pdf())


@pytest.fixture(scope="module")
def sheet() -> Iterator[Paper]:
    opened = Paper("A4", "Tried", "")
    yield opened
    opened.finish()
