"""Notebook 03, *progress*: joins what the diary holds to the figures and to what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from threading import RLock
from typing import Any

from tracker.analysis.findings import Findings, place_name, sentences
from tracker.charts import captions
from tracker.charts.captioned import CaptionedChart
from tracker.foundation.anatomy import WHOLE
from tracker.journal.store import Journal
from tracker.pages import experiment_record
from tracker.pages.journal_frames import score_kind_in_use, shown_diary
from tracker.pages.report import LONGEST_NAME, Report, checked
from tracker.printing.report_words import words_of
from tracker.widgets.results.chart_view import ChartView
from tracker.widgets.results.opening import Opening
from tracker.widgets.results.report_button import ReportButton

PERIODS = {
    "28": "the last 4 weeks",
    "91": "the last 3 months",
    "182": "the last 6 months",
    "365": "the last year",
    "730": "the last 2 years",
    "0": "everything",
}
KINDS = {
    "daily": "daily scores",
    "before": "moments: before sessions",
    "after": "moments: after sessions",
}
_START = {"period": "182", "place": f"{WHOLE}|both", "kind": "daily"}
_REMEMBERED = 12


def _drawn(place: str) -> cached_property[ChartView]:
    """Return a figure of the page, drawn when it is first asked for and whenever it is renewed.

    `place` names what makes it of the `Findings`: a room of `tracker.charts`, and its function.
    """
    room, function = place.split(".")

    def make(look: Findings) -> CaptionedChart:
        made: CaptionedChart = getattr(import_module(f"tracker.charts.{room}"), function)(look)
        return made

    return cached_property(lambda page: page._view(make))


class Progress:
    """The parts of notebook 03; show each in a cell of its own.

    The journal is read once, when this is made. With an empty one the sample diary is shown.

    Parameters
    ----------
    journal : Journal

    Attributes
    ----------
    opening : Opening
        Three sentences, and the choice of days, place and scores; all figures follow it.
    overview, calendar, adherence, slopes, relief, around, together, back, knots : ChartView
        The figures.
    peg, back_scratch, rotation : ChartView
        Of the weekly tests.
    report : ReportButton
        One page for a clinician.

    Examples
    --------
    >>> from tracker import Journal, Progress
    >>> with Journal("sample") as journal:
    ...     Progress(journal).adherence
    Sessions a week. The plan was kept in 8 of 16 weeks that had one.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.frames, self.last, notice = shown_diary(journal)
        self._looks: dict[tuple[str, ...], Findings] = {}
        self._views: list[ChartView] = []
        self._lock = RLock()
        start = {**_START, "kind": score_kind_in_use(self.frames["scores"])}
        self.opening = Opening(self._choices(), start)
        _ = self.look.association  # the first time the page as a whole is being made ready
        later = self.look.n_later
        if later:
            verb = "entry has" if later == 1 else "entries have"
            notice = f"{notice} {later} {verb} a day that has not come yet; left out here.".strip()
        self.opening.notice = notice
        self._tell()
        self.opening.observe(lambda _: self._renew(), names="value")
        self.opening.observe(lambda _: self._ask(), names="ask")

    def __repr__(self) -> str:
        """Say how its parts are shown, the same every time."""
        return "Progress: show its parts, such as progress.opening, each in a cell of its own"

    @property
    def look(self) -> Findings:
        """What is chosen now; each choice is worked out once."""
        value = self.opening.value
        chosen = tuple(str(value.get(name, start)) for name, start in _START.items())
        with self._lock:
            if chosen not in self._looks:
                period, where, kind = chosen
                site, _, side = where.partition("|")
                while len(self._looks) >= _REMEMBERED:
                    self._looks.pop(next(iter(self._looks)))
                self._looks[chosen] = Findings(
                    self.frames, self.last, site, side, kind, int(period) or None
                )
            return self._looks[chosen]

    @property
    def asked(self) -> bool:
        """Whether what takes seconds is known for what is chosen now."""
        return "association" in vars(self.look)

    def _choices(self) -> list[dict[str, Any]]:
        scores, knots = self.frames["scores"], self.frames["knots"]
        names = {(row.site, row.side): str(row.nickname) for row in knots.itertuples()}
        pairs = scores[["site", "side"]].drop_duplicates().itertuples(index=False)
        places = sorted({(str(site), str(side)) for site, side in pairs} - {(WHOLE, "both")})
        listed = [
            [f"{site}|{side}", names.get((site, side), place_name(site, side))]
            for site, side in places
        ]
        return [
            {"name": "period", "label": "Days", "options": [list(one) for one in PERIODS.items()]},
            {
                "name": "place",
                "label": "Place",
                "options": [[f"{WHOLE}|both", "the whole upper back"], *listed],
            },
            {"name": "kind", "label": "Scores", "options": [list(one) for one in KINDS.items()]},
        ]

    def _tell(self) -> None:
        with self.opening.hold_sync():
            self.opening.lines = sentences(self.look, asked=self.asked)
            self.opening.waiting = not self.asked and not self.look.days.empty

    def _renew(self) -> None:
        with self._lock:
            self._tell()
            for view in self._views:
                view.renew()

    def _ask(self) -> None:
        with self._lock:
            _ = self.look.association
            self._tell()
            for view in self._views:
                if view.waiting:
                    view.renew()

    def _view(
        self, make: Callable[[Findings], CaptionedChart], waits: Callable[[], bool] | None = None
    ) -> ChartView:
        view = ChartView(lambda: make(self.look), waits)
        self._views.append(view)
        return view

    overview = _drawn("captions.overview")
    """Pain over consistency."""
    calendar = _drawn("captions.calendar")
    """Minutes, day by day."""
    adherence = _drawn("captions.adherence")
    """Sessions a week against the plan."""
    slopes = _drawn("captions.slopes")
    """Scores before and after sessions."""
    relief = _drawn("captions.relief")
    """Relief by exercise."""
    around = _drawn("captions.lags")
    """Pain around sessions."""

    @cached_property
    def together(self) -> ChartView:
        """Consistency and pain together: takes seconds, so it is asked for."""

        def make(look: Findings) -> CaptionedChart:
            found = captions.consistency_and_pain(look)
            self._tell()
            return found

        return self._view(make, lambda: not self.asked)

    back = _drawn("captions.back")
    """The back, first weeks against last."""
    knots = _drawn("captions.knots")
    """Knot by knot."""

    @cached_property
    def report(self) -> ReportButton:
        """One page for a clinician, of what is chosen."""
        return ReportButton(self._page)

    def _page(self, kind: str, name: str, paper: str) -> bytes:
        found = experiment_record.latest_result(self._journal)
        words = words_of(self.look, name=name[:LONGEST_NAME].strip(), experiment=found)
        made = Report(words, checked(paper))
        return made.pdf() if kind == "pdf" else made.html().encode()

    peg = _drawn("captions.peg")
    """The PEG."""
    back_scratch = _drawn("captions.back_scratch")
    """The back scratch test."""
    rotation = _drawn("captions.rotation")
    """The seated rotation."""
