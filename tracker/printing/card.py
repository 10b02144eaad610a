"""A routine on one printed page, and days to tick: as PDF, and as HTML that needs nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from tracker.foundation.errors import InvalidValue, TrackerError
from tracker.printing.card_html import fragment, page
from tracker.printing.card_words import Words, words_of
from tracker.routine.routines import Routine
from tracker.routine.timeline import routine_of

if TYPE_CHECKING:
    from tracker.printing.card_pdf import Page

PAPERS = ("A4", "Letter")
KINDS = (".pdf", ".html")
_LONGEST = 60


@dataclass(frozen=True)
class Card:
    """A routine as one page to hang on a wall; shown in a notebook as it is printed.

    Where that page has no room to tick the days, they have a second one.
    """

    words: Words
    paper: str

    @cached_property
    def layout(self) -> Page:
        """How all of it fits on the page: level, what is left out, strips of days to tick."""
        from tracker.printing.card_pdf import Page  # loads fonts: only when one is made

        return Page(self.words, self.paper)

    @property
    def left_out(self) -> str:
        """What the card leaves out so that it fits on one page, in a sentence; "" if nothing."""
        return self.layout.left_out

    @property
    def pdf_name(self) -> str:
        """What its PDF is called when a browser saves it."""
        return f"{file_name(self.words.name, self.words.id)}.pdf"

    def pdf(self) -> bytes:
        """Return the card as a PDF; the same routine gives the same bytes."""
        return self.layout.pdf

    def html(self) -> str:
        """Return the card as a whole HTML file."""
        made = self.layout
        return page(self.words, made.level, made.left_out, made.strips, self.paper)

    def save(self, path: str | Path) -> Path:
        """Write the card to a file whose name ends in .pdf or .html, and return its path."""
        return save_page("card", path, self.pdf, self.html)

    def __repr__(self) -> str:
        """Return one line, the same every time."""
        count = len(self.words.entries)
        exercises = "1 exercise" if count == 1 else f"{count} exercises"
        return f"<Card of {self.words.name}: {exercises}, {self.paper}>"

    def _repr_html_(self) -> str:
        made = self.layout
        return fragment(self.words, made.level, made.left_out, made.strips)


def file_name(name: str, otherwise: str) -> str:
    """Return a routine's name as the name of a file that every system takes.

    Examples
    --------
    >>> file_name("Über <b>Mittag</b>: 2/3", "mine"), file_name("肩", "mine")
    ('uber-b-mittag-b-2-3', 'mine')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-") or otherwise


def save_page(
    what: str, path: str | Path, pdf: Callable[[], bytes], html: Callable[[], str]
) -> Path:
    """Write a page, called `what`, as the file that the path's name ends in: .pdf or .html."""
    path = Path(path).expanduser()
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise InvalidValue(
            f"path is {str(path)!r}, and a {what}'s name ends in .pdf or .html; nothing was saved"
        )
    content = pdf() if kind == ".pdf" else html().encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise TrackerError(
            f"the {what} could not be written to {path} ({error.strerror}); "
            "choose a folder that is there and may be written"
        ) from None
    return path


@overload
def card(
    routine: Routine | str, path: None = None, *, variants: bool = False, paper: str = "A4"
) -> Card: ...
@overload
def card(
    routine: Routine | str, path: str | Path, *, variants: bool = False, paper: str = "A4"
) -> Path: ...
def card(
    routine: Routine | str,
    path: str | Path | None = None,
    *,
    variants: bool = False,
    paper: str = "A4",
) -> Card | Path:
    """Put a routine on one printed page: pictures, doses, how it goes, and what to take care of.

    Everything shrinks in steps until it fits, never below 8 pt; a long routine's card says in words
    what it leaves out. Where no room is left to tick the days, a second page has 24 weeks of them.
    No browser and no network are needed.

    Parameters
    ----------
    routine : Routine or str
        A routine, or the id of one of ``routines()``; of none it raises `NotFound`.
    path : str or Path, optional
        Where to write it; the name ends in .pdf or .html. Without one the card is returned.
    variants : bool
        Whether the easier form of each exercise is on it as well.
    paper : {"A4", "Letter"}
        The sheet, upright.

    Returns
    -------
    Card or Path
        The card, which a notebook shows, with ``.pdf()`` (bytes), ``.html()`` (str),
        ``.save(path)`` and ``.left_out`` (str); the path of the file where one was given.

    Raises
    ------
    InvalidValue
        If the paper or the kind of file is none of ours, or the routine has no exercise left.
    TrackerError
        If the file cannot be written.

    Examples
    --------
    >>> card("desk")
    <Card of At the desk: 4 exercises, A4>
    """
    if paper not in PAPERS:
        raise InvalidValue(f"paper is {paper!r}, and allowed are {' and '.join(PAPERS)}")
    routine = routine_of(routine)
    if not routine.steps:
        raise InvalidValue(f"{routine.name} has no exercise left to print")
    made = Card(words_of(routine, variants=variants), paper)
    return made if path is None else made.save(path)
