"""The report of the sample diary, and what can be read on its page."""

import pytest

from tests.printing.card_pdf import Read, read
from tracker import Journal, report
from tracker.pages.report import Report


@pytest.fixture(scope="module")
def made(sample: Journal) -> Report:
    return report(sample, name="A. Person")


@pytest.fixture(scope="module")
def found(made: Report) -> Read:
    return read(made.pdf())
