"""What the page for a clinician says: facts of a span of diary, in words and two figures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from tracker.progress import plates
from tracker.progress.cent import cent_table
from tracker.progress.charts.plate import Plate
from tracker.progress.experiment_result import ExperimentResult
from tracker.progress.overlook import Overlook, place
from tracker.progress.relief import relief
from tracker.progress.telling import KINDS, count, day_words, where
from tracker.routine.library import exercises
from tracker.schema import ALARMING

TITLE = "Upper-back pain: a diary on one page"
ABOUT = (
    "Scores are the person's own, 0 no pain to 10 as bad as they can imagine; missing days are left"
    " out, not filled in. A record of what was felt and done: no diagnosis, and no proof of cause."
)
CODES = (
    "Pain, 0–10 verbal numeric rating: LOINC 72514-3. PEG panel 91148-7 (items 75893-8, 91145-3,"
    " 91146-1; mean 91147-9)."
)
READ = (
    "dots are scores, the line is the level under them with a 95 % band, shaded days are flares."
    " Below, the share of recent days with a session, one counting half after 14 days."
)
_MOST = 3


@dataclass(frozen=True)
class Words:
    """All that the page says; `sections` are headings with their paragraphs.

    `record` is a self-experiment as CENT 2015 asks, item by item, where one was done.
    """

    title: str
    subtitle: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[str, ...]
    overview: Plate
    back: Plate
    record: pd.DataFrame | None = None


def words_of(
    look: Overlook, *, name: str = "", experiment: ExperimentResult | None = None
) -> Words:
    """Return what the page says of a span of diary."""
    days = look.days
    span = "No day is in this diary yet."
    if len(days):
        span = f"{day_words(days.index[0])} to {day_words(days.index[-1])}"
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
    overview = replace(plates.overview(look), caption=f"{where(look)}, {KINDS[look.kind]}: {READ}")
    record = None if experiment is None else cent_table(experiment)
    asked, back = _questions(look, stopped), plates.back(look)
    return Words(TITLE, subtitle, tuple(sections), asked, overview, back, record)


def _pain(look: Overlook) -> tuple[str, ...]:
    pain = look.days["pain"].dropna()
    if pain.empty:
        return ("Nothing is scored in these days.",)
    said = (
        f"{count(len(pain), 'scored day')} of {len(look.days)}, mean {pain.mean():.1f}, from"
        f" {pain.min():g} to {pain.max():g}; {count(len(look.flares), 'flare')}."
    )
    return (said, look.change.summary(), look.trend.summary())


def _stretching(look: Overlook) -> tuple[str, ...]:
    days = look.days
    weeks = look.weeks.dropna(subset="share")
    minutes = days["minutes"].sum()
    said = f"{count(int(days['sessions'].sum()), 'session')}, {minutes:.0f} minutes held."
    if len(weeks):
        kept = int((weeks["share"] >= 1).sum())
        said += f" The plan was kept in {kept} of {count(len(weeks), 'week')}."
    after = relief(look.of_span("scores"), site=look.site, side=look.side)
    return (said, f"Exercises (sessions): {_exercises(look)}.", after.summary())


def _exercises(look: Overlook) -> str:
    steps, sessions = look.frames["steps"], look.of_span("sessions")
    mine = steps[steps["session_id"].isin(sessions["id"]) & (steps["held_s"] > 0)]
    done = mine.drop_duplicates(["session_id", "exercise"])["exercise"].value_counts()
    listed = [f"{_named(str(id))} {n}" for id, n in done.head(8).items()]
    more = len(done) - len(listed)
    return (", ".join(listed) or "none noted") + (f" and {more} more" if more > 0 else "")


def _stops(stopped: list[str]) -> tuple[str, ...]:
    if not stopped:
        return ("None.",)
    more = len(stopped) - _MOST
    rest = f" and {more} earlier" if more > 0 else ""
    return (f"{'; '.join(stopped[-_MOST:])}{rest}.",)


def _stopped(look: Overlook) -> list[str]:
    """Return each pain stop with its exercise, oldest first."""
    steps = look.frames["steps"]
    steps = steps[steps["outcome"] == "stopped for pain"].drop_duplicates("session_id", keep="last")
    found = look.stops.merge(
        steps[["session_id", "exercise", "side"]], how="left", left_on="id", right_on="session_id"
    )
    said = []
    for day, exercise, side in found[["day", "exercise", "side"]].to_numpy():
        what = "" if pd.isna(exercise) else f" in {_named(exercise)}"
        what += "" if pd.isna(side) or side == "both" else f", {side}"
        said.append(f"{day_words(pd.Timestamp(day))}{what}")
    return said


def _together(look: Overlook) -> tuple[str, ...]:
    found = look.association
    if found is None:
        return ("This diary cannot tell yet.",)
    limit = (
        "The test compares with what the person might have done on the same days. Something slow"
        " and unrecorded, such as a hard month, can still mislead it."
    )
    return (found.summary(), limit)


def _questions(look: Overlook, stopped: list[str]) -> tuple[str, ...]:
    """Return questions that this diary raises, the most pressing first."""
    asked = []
    scores = look.of_span("scores")
    felt = {word: int(scores["qualities"].str.contains(word).sum()) for word in ALARMING}
    marked = [f"{word} ({count(n, 'time')})" for word, n in felt.items() if n]
    if marked:
        asked.append(f"I marked {', '.join(marked)}: does that need looking at?")
    if stopped:
        asked.append(f"Pain stopped me on {stopped[-1]}: leave it out, or do it otherwise?")
    if len(look.flares):
        asked.append(f"I had {count(len(look.flares), 'flare')}: what should I do in the next one?")
    worst = look.sites.dropna(subset="last").sort_values("last", ascending=False)
    if len(worst):
        at = place(str(worst["site"].iloc[0]), str(worst["side"].iloc[0]))
        asked.append(f"It hurts most here: {at}. What could be the cause?")
    asked.append("Are these exercises right for me, and how often?")
    return tuple(asked)


def _named(id: str) -> str:
    known = exercises()
    return known[id].name.lower() if id in known else id.replace("_", " ")
