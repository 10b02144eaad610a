"""What the page for a clinician says: facts of a span of diary, in words and two figures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from tracker import charts
from tracker.analysis.days.self_tests import peg
from tracker.analysis.experiment.cent import cent_table
from tracker.analysis.experiment.result import ExperimentResult
from tracker.analysis.findings import Findings, place_name
from tracker.analysis.pain.relief import relief
from tracker.charts import captions
from tracker.charts.captioned import CaptionedChart
from tracker.foundation.schema import ALARMING
from tracker.foundation.words import KINDS, counted, day_words, span_words

TITLE = "Upper-back pain: a diary on one page"
ABOUT = (
    "Scores are the person's own, 0 no pain to 10 as bad as they can imagine; missing days are left"
    " out, not filled in. A record of what was felt and done: no diagnosis, and no proof of cause."
)
NO_KNOT = "No knot was scored in this period."
_CODES = "Pain, 0–10 verbal numeric rating: LOINC 72514-3."
_PEG_CODES = " PEG panel 91148-7 (items 75893-8, 91145-3, 91146-1; mean 91147-9)."
_REGULAR = "the share of recent days with a session, one counting half after 14 days"
_MOST = 3


@dataclass(frozen=True)
class Words:
    """All that the page says; `sections` are headings with their paragraphs.

    A figure is None where there is nothing to draw: to a reader an empty one says nothing.
    `record` is a self-experiment as CENT 2015 asks, item by item, where one was done.
    """

    title: str
    subtitle: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[str, ...]
    overview: CaptionedChart | None
    back: CaptionedChart | None
    codes: str
    record: pd.DataFrame | None = None


def words_of(
    look: Findings, *, name: str = "", experiment: ExperimentResult | None = None
) -> Words:
    """Return what the page says of a span of diary."""
    days = look.days
    span = "No day is in this diary yet."
    if len(days):
        span = span_words(days.index[0], days.index[-1])
    subtitle = f"{name}, {span}" if name else span
    stopped = _stopped(look)
    sections = [
        ("Pain", _pain(look)),
        ("Stretching", _stretching(look)),
        ("Pain stops", _stops(stopped)),
        ("Does consistency go before less pain?", _together(look)),
    ]
    if experiment is not None:
        sections.append(("A self-experiment", (experiment.summary(), *experiment.notes)))
    record = None if experiment is None else cent_table(experiment)
    asked = _questions(look, stopped)
    back = None if look.sites.empty else captions.back(look)
    codes = _CODES + (_PEG_CODES if len(_peg(look)) else "")
    return Words(TITLE, subtitle, tuple(sections), asked, _overview(look), back, codes, record)


def _overview(look: Findings) -> CaptionedChart | None:
    """Return pain over consistency, or the one of them that there is."""
    full, days = captions.overview(look), look.days
    scored, moved = days["pain"].count() > 1, days["stretched"].sum() > 1
    seen = ["dots are scores"]
    if look.level["level"].notna().any():
        seen.append("the line is the level under them with a 95 % band")
    if len(look.flares):
        seen.append("shaded days are flares")
    read = f"{look.place_words}, {KINDS[look.kind]}: {', '.join(seen)}."
    if scored and moved:
        return replace(full, caption=f"{read} Below, {_REGULAR}.")
    if scored:
        return replace(
            full,
            caption=read,
            draw=lambda ax: charts.pain(
                days, ax, level=look.level, flares=look.flares, change=look.change
            ),
            height=lambda width: 190.0,
        )
    if moved:
        return replace(
            full,
            caption=f"{_REGULAR[0].upper()}{_REGULAR[1:]}.",
            draw=lambda ax: charts.consistency(look.consistency, ax, paused=days["paused"]),
            height=lambda width: 90.0,
        )
    return None


def _pain(look: Findings) -> tuple[str, ...]:
    pain = look.days["pain"].dropna()
    asked = [f"PEG: {captions.peg(look).alt}"] if len(_peg(look)) else []
    if pain.empty:
        what = KINDS[look.kind]
        knots = "" if look.sites.empty else " Single knots do: see the drawing."
        return (f"{look.place_words} has no {what} in this period.{knots}", *asked)
    low, high = pain.min(), pain.max()
    many = f"mean {pain.mean():.1f}, from {low:g} to {high:g}"
    scores = f": {low:g}" if low == high else f", {many}; {counted(len(look.flares), 'flare')}"
    said = [f"{counted(len(pain), 'scored day')} of {len(look.days)}{scores}."]
    told = [one.summary() for one in (look.change, look.trend) if not one.missing]
    few = ["Too few days are scored to tell a change or a trend."]
    return (*said, *(told or few), *asked)


def _peg(look: Findings) -> pd.DataFrame:
    return peg(look.of_span("measures"))


def _stretching(look: Findings) -> tuple[str, ...]:
    days = look.days
    weeks = look.weeks.dropna(subset="share")
    minutes = days["minutes"][days["sessions"] > 0].dropna()
    held = f"{minutes.sum():.0f} minutes held" if len(minutes) else "minutes not noted"
    n = int(days["sessions"].sum())
    said = f"{counted(n, 'session')}, {held}." if n else "No session in this period."
    if len(weeks):
        kept = int((weeks["share"] >= 1).sum())
        said += f" The plan was kept in {kept} of {counted(len(weeks), 'week')}."
    if not n:
        return (said,)
    after = relief(look.of_span("scores"), site=look.site, side=look.side)
    eased = [after.summary(advice=False)] if after.n_sessions else []
    return (said, f"Exercises (sessions): {_exercises(look)}.", *eased)


def _exercises(look: Findings) -> str:
    steps, sessions = look.frames["steps"], look.of_span("sessions")
    mine = steps[steps["session_id"].isin(sessions["id"]) & (steps["held_s"] > 0)]
    done = mine.drop_duplicates(["session_id", "exercise"])["exercise"].value_counts()
    listed = [f"{name} {n}" for name, n in done.head(8).items()]
    more = len(done) - len(listed)
    return (", ".join(listed) or "none noted") + (f" and {more} more" if more > 0 else "")


def _stops(stopped: list[str]) -> tuple[str, ...]:
    if not stopped:
        return ("None.",)
    more = len(stopped) - _MOST
    rest = f" and {more} earlier" if more > 0 else ""
    return (f"{'; '.join(stopped[-_MOST:])}{rest}.",)


def _stopped(look: Findings) -> list[str]:
    """Return each pain stop with its exercise, oldest first."""
    steps = look.frames["steps"]
    steps = steps[steps["outcome"] == "stopped for pain"].drop_duplicates("session_id", keep="last")
    found = look.stops.merge(
        steps[["session_id", "exercise", "side"]], how="left", left_on="id", right_on="session_id"
    )
    said = []
    for day, exercise, side in found[["day", "exercise", "side"]].to_numpy():
        what = "" if pd.isna(exercise) else f" in {exercise}"
        what += "" if pd.isna(side) or side == "both" else f", {side}"
        said.append(f"{day_words(pd.Timestamp(day))}{what}")
    return said


def _together(look: Findings) -> tuple[str, ...]:
    found = look.association
    if found is None or found.missing:
        return ("This diary cannot tell." + (f" {found.missing}" if found else ""),)
    limit = (
        "The test compares with what the person might have done on the same days. Something slow"
        " and unrecorded, such as a hard month, can still mislead it."
    )
    return (found.summary(advice=False), limit)


def _questions(look: Findings, stopped: list[str]) -> tuple[str, ...]:
    """Return questions that this diary raises, the most pressing first."""
    asked = []
    scores = look.of_span("scores")
    felt = {word: int(scores["qualities"].str.contains(word).sum()) for word in ALARMING}
    marked = [f"{word} ({counted(n, 'time')})" for word, n in felt.items() if n]
    if marked:
        asked.append(f"I marked {', '.join(marked)}: does that need looking at?")
    if stopped:
        asked.append(f"Pain stopped me on {stopped[-1]}: leave it out, or do it otherwise?")
    if len(look.flares):
        asked.append(
            f"I had {counted(len(look.flares), 'flare')}: what should I do in the next one?"
        )
    sites = look.sites.assign(now=look.sites["last"].fillna(look.sites["first"]))
    worst = sites.dropna(subset="now").sort_values("now", ascending=False)
    if len(worst):
        at = place_name(str(worst["site"].iloc[0]), str(worst["side"].iloc[0]))
        asked.append(f"It hurts most here: {at}. What could be the cause?")
    did = look.days["sessions"].sum() > 0
    these = "Are these exercises right for me" if did else "Which exercises are right for me"
    asked.append(f"{these}, and how often?")
    return tuple(asked)
