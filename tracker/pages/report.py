"""One page for a clinician, as PDF or HTML: made here, without a browser and without a network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import overload

from tracker.analysis.findings import Findings
from tracker.foundation.errors import InvalidValue, TrackerError
from tracker.foundation.schema import shown
from tracker.journal.store import Journal
from tracker.pages import experiment_record
from tracker.pages.journal_frames import score_kind_in_use, shown_diary
from tracker.printing.card import PAPERS, save_page
from tracker.printing.report_html import page
from tracker.printing.report_pdf import pdf
from tracker.printing.report_words import Words, words_of

LONGEST_NAME = 80


@dataclass(frozen=True)
class Report:
    """A span of diary on one page; see `report`."""

    words: Words
    paper: str

    def pdf(self) -> bytes:
        """Return the page as PDF; the same diary gives the same bytes."""
        return pdf(self.words, self.paper)

    def html(self) -> str:
        """Return the page as a file of HTML that needs nothing else."""
        return page(self.words, self.paper)

    def save(self, path: str | Path) -> Path:
        """Write the page to a file whose name ends in .pdf or .html, and return its path."""
        return save_page("report", path, self.pdf, self.html)

    def __repr__(self) -> str:
        """Return one line, the same every time."""
        return f"<Report of {self.words.subtitle}, one page, {self.paper}>"


@overload
def report(
    journal: Journal,
    path: None = None,
    *,
    n_days: int | None = 182,
    name: str = "",
    paper: str = "A4",
) -> Report: ...
@overload
def report(
    journal: Journal,
    path: str | Path,
    *,
    n_days: int | None = 182,
    name: str = "",
    paper: str = "A4",
) -> Path: ...
def report(
    journal: Journal,
    path: str | Path | None = None,
    *,
    n_days: int | None = 182,
    name: str = "",
    paper: str = "A4",
) -> Report | Path:
    """Put a span of diary on one page, to take to somebody who can look at the back.

    Pain with its trend and interval, the back in the first weeks and the last, what was done
    against what was planned, pain stops, exercises, what can be said of consistency and pain and
    what cannot, the latest self-experiment that is over, questions to ask, and the codes that
    clinics file such scores under.

    Parameters
    ----------
    journal : Journal
    path : str or Path, optional
        Where to write it; the name ends in .pdf or .html. Without one the report is returned.
    n_days : int or None
        How many days up to the last one with an entry; None is all of them.
    name : str
        The person's, if they wish; it goes into no other place.
    paper : {"A4", "Letter"}

    Returns
    -------
    Report or Path
        The report, with ``.pdf()`` (bytes), ``.html()`` (str) and ``.save(path)``; the path of the
        file where one was given.

    Raises
    ------
    InvalidValue
        If the paper, the kind of file, the days or the name is none that can be.
    TrackerError
        If the journal is empty, or the file cannot be written.

    Examples
    --------
    >>> from tracker import Journal
    >>> with Journal("sample") as journal:
    ...     report(journal)
    <Report of 5 January 2026 to 26 April 2026, one page, A4>
    """
    if not isinstance(journal, Journal):
        raise InvalidValue(
            f"report() is made of a journal, and {shown(journal)} came: write"
            ' tracker.report(tracker.Journal(), …), or Journal("sample")'
        )
    checked(paper)
    whole = isinstance(n_days, int) and not isinstance(n_days, bool)
    if n_days is not None and not (whole and n_days >= 1):
        raise InvalidValue(f"n_days {shown(n_days)} is not a whole number from 1, or None")
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        raise InvalidValue(f"name is not a text of at most {LONGEST_NAME} letters")
    frames, last, sample = shown_diary(journal)
    if sample:
        raise TrackerError(
            "the journal is empty, so there is nothing to report yet; score a day, or enter a"
            " session, and ask again"
        )
    look = Findings(frames, last, kind=score_kind_in_use(frames["scores"]), n_days=n_days)
    found = experiment_record.latest_result(journal)
    made = Report(words_of(look, name=name.strip(), experiment=found), paper)
    return made if path is None else made.save(path)


def checked(paper: str) -> str:
    """Return the paper, which must be one of ours."""
    if paper not in PAPERS:
        raise InvalidValue(f"paper is {shown(paper)}, and allowed are {' and '.join(PAPERS)}")
    return paper
