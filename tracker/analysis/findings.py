"""A look at a diary: a place, a kind of score and a span of days, and what is found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from tracker.analysis.association.association import association
from tracker.analysis.association.verdict import Association
from tracker.analysis.days.consistency import adherence, weighted_consistency
from tracker.analysis.days.daily import daily
from tracker.analysis.pain.exercise_relief import ExerciseRelief, exercise_relief
from tracker.analysis.pain.flares import flares
from tracker.analysis.pain.lags import lag_profile
from tracker.analysis.pain.pain_change import PainChange, pain_change
from tracker.analysis.pain.pain_level import pain_level
from tracker.analysis.pain.pain_trend import PainTrend, pain_trend
from tracker.analysis.pain.relief import before_and_after
from tracker.analysis.pain.sites import means_by_site, period_names
from tracker.foundation.anatomy import SITE_NAMES, WHOLE
from tracker.foundation.words import counted, day_words, span_words

NOT_ASKED = "What can be said of the two together has not been asked yet for this choice."

_DAILY = ("scores", "sessions", "plans", "pauses", "checkins")
_LEAST_KNOT_SCORES = 5


@dataclass(frozen=True)
class Findings:
    """What a person looks at; every result is worked out when it is first asked for.

    `frames` are a journal's by name, measures too; days after `last` (a date mistyped) are left
    out.
    """

    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    last: pd.Timestamp
    site: str = WHOLE
    side: str = "both"
    kind: str = "daily"
    n_days: int | None = None

    @cached_property
    def _all_days(self) -> pd.DataFrame:
        found = daily(
            {name: self.frames[name] for name in _DAILY},
            site=self.site,
            side=self.side,
            kind=self.kind,
        )
        return found[: self.last]

    @cached_property
    def days(self) -> pd.DataFrame:
        """One row a day of the span."""
        return self._all_days.iloc[-self.n_days :] if self.n_days else self._all_days

    @property
    def n_later(self) -> int:
        """How many entries have a day that has not come yet, and are left out."""
        return sum(int((self.frames[name]["day"] > self.last).sum()) for name in _TIMED)

    @property
    def place_words(self) -> str:
        """Which place is looked at, as a sentence begins."""
        said = place_name(self.site, self.side)
        return f"{said[0].upper()}{said[1:]}"

    @property
    def heading(self) -> str:
        """Which place and which days are looked at."""
        if self.days.empty:
            return "No day yet"
        return f"{self.place_words}, {span_words(self.days.index[0], self.days.index[-1])}"

    def of_span(self, table: str) -> pd.DataFrame:
        """Return the rows of one table that lie within the span."""
        frame = self.frames[table]
        if self.days.empty:
            return frame[:0]
        inside = frame["day"].between(self.days.index[0], self.days.index[-1])
        return frame[inside]

    @cached_property
    def consistency(self) -> pd.Series:
        """Weighted consistency on each day of the span, with what came before in it."""
        if self.days.empty:
            return pd.Series(dtype="float64")
        every = weighted_consistency(self._all_days, carried=self.rests_known)
        return every[self.days.index[0] :]

    @cached_property
    def rests_known(self) -> bool:
        """Whether any day without a session has an entry.

        If none has, a day of which nothing is known is no likelier to be one with a session.
        """
        return bool((self._all_days["observed"] & ~self._all_days["stretched"]).any())

    @cached_property
    def level(self) -> pd.DataFrame:
        """The level of pain under its noise."""
        return pain_level(self.days["pain"])

    @cached_property
    def flares(self) -> pd.DataFrame:
        """Flares that reach into the span."""
        found = flares(self._all_days["pain"])
        return found[found["end"] >= self.days.index[0]] if len(self.days) else found

    @cached_property
    def change(self) -> PainChange:
        """The last four weeks against the first two of the span."""
        return pain_change(self.days["pain"], against="the first two weeks")

    @cached_property
    def weeks(self) -> pd.DataFrame:
        """Each week against the plan."""
        if self.days.empty:
            return pd.DataFrame(columns=["done", "planned", "share", "minutes"])
        return adherence(self.days)

    @cached_property
    def stops(self) -> pd.DataFrame:
        """Sessions that pain stopped."""
        sessions = self.of_span("sessions")
        return sessions[sessions["outcome"] == "stopped for pain"]

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Scores before and after each session."""
        return before_and_after(self.of_span("scores"), site=self.site, side=self.side)

    @cached_property
    def lags(self) -> pd.DataFrame:
        """Pain around sessions."""
        columns = ["direction", "lag_days", "difference", "low", "high", "days"]
        return pd.DataFrame(columns=columns) if self.days.empty else lag_profile(self.days)

    @cached_property
    def sites(self) -> pd.DataFrame:
        """Scores by site, before sessions and of the day: not those that a session has eased."""
        scores = self.of_span("scores")
        return means_by_site(scores[scores["kind"].isin(["daily", "before"])])

    @cached_property
    def site_parts(self) -> tuple[str, ...]:
        """What the parts of the span are called that `sites` holds against each other."""
        scores = self.of_span("scores")
        return period_names(scores[scores["kind"].isin(["daily", "before"])])

    @cached_property
    def by_exercise(self) -> ExerciseRelief:
        """Relief by exercise."""
        steps, scores = self.frames["steps"], self.of_span("scores")
        return exercise_relief(steps, scores, site=self.site, side=self.side)

    @cached_property
    def knots(self) -> dict[str, pd.DataFrame]:
        """Pain and its level for each knot, as scored before sessions; those scored most first."""
        scores = self.of_span("scores")
        mine = scores[scores["site"].ne(WHOLE) & scores["kind"].eq("before")]
        counts = mine.groupby(["site", "side"]).size()
        counts = counts[counts >= _LEAST_KNOT_SCORES].sort_values(ascending=False, kind="stable")
        found = {}
        for site, side in list(counts.index)[:6]:
            pain = daily({"scores": mine}, site=site, side=side, kind="before")["pain"]
            found[place_name(site, side)] = pd.DataFrame(
                {"pain": pain, "level": pain_level(pain)["level"]}
            )
        return found

    @cached_property
    def trend(self) -> PainTrend:
        """Whether pain rises or falls; takes a moment for a long diary."""
        return pain_trend(self.days["pain"])

    @cached_property
    def association(self) -> Association | None:
        """Whether consistency goes before less pain; takes seconds. None without a day."""
        if self.days.empty:
            return None
        return association(self.days, rated="before" if self.kind == "before" else "after")


_TIMED = ("scores", "sessions")


def place_name(site: str, side: str) -> str:
    """Return a site and side in words.

    Examples
    --------
    >>> place_name("on the blade", "left"), place_name("upper back", "both")
    ('on the blade, left', 'the whole upper back')
    """
    if site == WHOLE:
        return "the whole upper back"
    return f"{site}, {side}" if site in SITE_NAMES and side != "both" else site


def sentences(look: Findings, *, asked: bool = True) -> list[str]:
    """Return three sentences, every number of them out of the diary.

    The third, which takes seconds for a long diary, is worked out where it is asked for.

    Examples
    --------
    >>> import pandas as pd
    >>> import tracker
    >>> names = ("scores", "sessions", "plans", "pauses", "checkins")
    >>> with tracker.Journal("sample") as journal:
    ...     frames = {name: getattr(journal, name)() for name in names}
    >>> print(sentences(Findings(frames, pd.Timestamp("2026-04-26")), asked=False)[0])
    From 5 January 2026 to 26 April 2026 you stretched on 43 of 112 days, and kept your plan in \
8 of 16 weeks.
    """
    days = look.days
    if days.empty:
        return ["Nothing is in the diary yet.", "Score your pain once a day.", "Run a routine."]
    first, last = day_words(days.index[0]), day_words(days.index[-1])
    span = f"On {first}" if len(days) == 1 else f"From {first} to {last}"
    weeks = look.weeks.dropna(subset="share")
    kept = int((weeks["share"] >= 1).sum())
    plan = f", and kept your plan in {kept} of {counted(len(weeks), 'week')}" if len(weeks) else ""
    regular = (
        f"{span} you stretched on {int(days['stretched'].sum())} of"
        f" {counted(len(days), 'day')}{plan}."
    )
    found = look.association if asked else None
    both = found.verdict if found is not None else NOT_ASKED
    return [regular, look.change.summary(), both]
