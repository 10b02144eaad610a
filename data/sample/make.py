"""Make the sample diary: ``python data/sample/make.py`` writes the four tables beside this file.

Nobody kept this diary. README.md says what is true of the person in it; the numbers are below.
"""

import csv
import sys
import tomllib
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
FIRST, DAYS = date(2026, 1, 5), 112
EFFECT, HALF_LIFE_DAYS = -1.5, 7  # points of pain at full consistency against none
LEVEL, AUTOCORRELATION, SPREAD, NOISE = 5.4, 0.5, 1.0, 0.6
RELIEF, RELIEF_SPREAD = 0.5, 0.5  # points, right after a session
PLANS = [("2026-01-05", 3, "short"), ("2026-03-02", 4, "desk")]
LAPSES = [(date(2026, 2, 9), date(2026, 2, 19)), (date(2026, 4, 3), date(2026, 4, 7))]
PAIN_STOP = date(2026, 4, 16)  # in thread the needle, right side; left out ever after
KNOTS = [("inner blade edge", "left", 0.4), ("neck to blade corner", "right", -0.5)]
WHOLE = ("upper back", "both", 0.0)
NOTES = {
    date(2026, 1, 5): "first try",
    date(2026, 1, 24): "long drive",
    date(2026, 2, 12): "deadline week, hardly got up",
    date(2026, 3, 8): "gardening, felt good afterwards",
    date(2026, 4, 16): "something caught when turning right",
}
COLUMNS = {
    "session": "id routine at utc_offset_min day ended_at planned_s outcome source note",
    "step": "session_id position exercise side variant planned_s held_s outcome reason",
    "score": "id at utc_offset_min day kind site side score session_id qualities note",
    "plan": "from_day sessions_per_week routine",
}
rng = np.random.default_rng(20260105)


def holds(routine):
    """Return the holds of a shipped routine: exercise, side, variant, seconds."""
    doses = tomllib.loads((HERE.parent / "exercises.toml").read_text(encoding="utf-8"))
    file = HERE.parent / "routines" / f"{routine}.toml"
    found = []
    for step in tomllib.loads(file.read_text(encoding="utf-8"))["steps"]:
        exercise = doses[step["exercise"]]
        dose = exercise["dose"] | step
        for side in dose.get("sides", exercise["sides"]):
            hold = (step["exercise"], side, step.get("variant", False), dose["hold_s"])
            found += [hold] * dose["holds"]
    return found


def identity():
    return str(uuid.UUID(bytes=rng.bytes(16), version=4))


def moment(day, hour, spread_min=40):
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour)
    return start + timedelta(seconds=int(rng.normal(0, spread_min * 60)))


def written(at):
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def rating(value):
    return int(np.clip(round(value), 0, 10))


def score(at, kind, site, side, value, session_id="", qualities="", note=""):
    day = at.date().isoformat()
    row = (identity(), written(at), 0, day, kind, site, side, rating(value))
    return (*row, session_id, qualities, note)


def routine_for(day):
    if day == PAIN_STOP:
        return "short"
    choices = ["short", "desk", "evening", "full", "release"]
    odds = [0.4, 0.25, 0.15, 0.12, 0.08]
    if day > PAIN_STOP:  # only routines without thread the needle
        choices, odds = ["desk", "release"], [0.7, 0.3]
    return str(rng.choice(choices, p=odds))


def session(day, pain):
    """Return one session, its steps and the scores around it."""
    id, routine = identity(), routine_for(day)
    start = moment(day, 19.5 if routine == "evening" else rng.choice([7.3, 12.6, 18.2]))
    planned = holds(routine)
    steps, elapsed, outcome = [], 10, "completed"
    ends_after = len(planned) if rng.random() > 0.06 else int(rng.integers(2, len(planned)))
    for position, (exercise, side, variant, hold_s) in enumerate(planned, start=1):
        held, done, reason = hold_s, "done", ""
        if day == PAIN_STOP and (exercise, side) == ("thread_the_needle", "right"):
            held, done, reason, outcome = 12, "stopped for pain", "pain", "stopped for pain"
        elif position > ends_after:
            outcome = "ended early"
            break
        elif rng.random() < 0.03:
            held, done, reason = 0, "skipped", "time"
        elif rng.random() < 0.05:
            held = hold_s + 15
        steps.append((id, position, exercise, side, variant, hold_s, held, done, reason))
        elapsed += held + 10
        if done == "stopped for pain":
            break
    end = start + timedelta(seconds=elapsed)
    planned_s = 10 + sum(hold_s + 10 for *_, hold_s in planned)
    row = (id, routine, written(start), 0, day.isoformat(), written(end), planned_s, outcome)
    scores = []
    for site, side, offset in (WHOLE, *KNOTS):
        before = pain + offset + rng.normal(0, NOISE)
        relief = max(0.0, rng.normal(RELIEF, RELIEF_SPREAD)) if outcome == "completed" else 0.0
        feels = str(rng.choice(["", "tight", "dull ache", "tight, tender spot"]))
        earlier, later = start - timedelta(seconds=90), end + timedelta(seconds=60)
        scores.append(score(earlier, "before", site, side, before, id, feels))
        scores.append(score(later, "after", site, side, rating(before) - relief, id))
    if outcome == "stopped for pain":
        scores.append(score(end, "stop", "between the blades", "right", 6, id, "sharp twinge"))
    return (*row, "player", NOTES.get(day, "")), steps, scores


def diary():
    """Return the rows of every table."""
    tables = {"session": [], "step": [], "score": [], "plan": PLANS}
    keep = 0.5 ** (1 / HALF_LIFE_DAYS)
    consistency, mood = 0.0, 0.0
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        lapsed = any(first <= day <= last for first, last in LAPSES)
        mood = AUTOCORRELATION * mood
        mood += rng.normal(0, SPREAD * np.sqrt(1 - AUTOCORRELATION**2))
        pain = LEVEL + EFFECT * consistency + mood
        stretched = day == PAIN_STOP or rng.random() < (0.1 if lapsed else 0.58)
        if stretched:
            row, steps, scores = session(day, pain)
            tables["session"].append(row)
            tables["step"] += steps
            tables["score"] += scores
        if rng.random() > (0.45 if lapsed else 0.06):
            note = NOTES.get(day, "") if not stretched else ""
            evening = moment(day, 21.5, spread_min=25)
            felt = pain + rng.normal(0, NOISE)
            tables["score"].append(score(evening, "daily", *WHOLE[:2], felt, note=note))
        consistency = keep * consistency + (1 - keep) * stretched
    tables["score"].sort(key=lambda row: row[1])
    return tables


def main(folder):
    for table, rows in diary().items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([COLUMNS[table].split(), *rows])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
