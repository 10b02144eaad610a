"""Make the sample diary: ``python data/sample/make.py`` writes the tables beside this file.

Nobody kept this diary. Its person is simulated: `truth.toml` says what is true of them, and
`tracker.simulate_person` on which days they stretched and how they rated them. Here they are only
dressed up, with times of day, routines, holds, knots, weekly tests and notes. README.md tells it in
words.
"""

import csv
import sys
import tomllib
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from tracker import simulate_person

HERE = Path(__file__).parent
TRUTH = tomllib.loads((HERE / "truth.toml").read_text(encoding="utf-8"))
RELIEF, RELIEF_SPREAD = 0.5, 0.8  # points, right after a session; gone by the evening
PLANS = [("2026-01-05", 3, "short"), ("2026-03-02", 4, "desk")]
ROUTINES = ["short", "desk", "evening", "full", "release"]
ODDS = {  # of each routine, by the hour at which a session begins
    7.3: [0.5, 0.1, 0.0, 0.25, 0.15],
    12.6: [0.35, 0.5, 0.0, 0.05, 0.1],
    18.8: [0.25, 0.05, 0.4, 0.25, 0.05],
}
PAIN_STOP = date(2026, 4, 6)  # in thread the needle, right side; left out ever after
ODDS_AFTER = [0.0, 0.7, 0.0, 0.0, 0.3]  # only routines without it
KNOTS = [("inner blade edge", "left", 0.4), ("neck to blade corner", "right", -0.5)]
WHOLE = ("upper back", "both", 0.0)
NOTES = {  # to go with what happened
    date(2026, 1, 10): "first try",
    date(2026, 1, 17): "long drive",
    date(2026, 1, 28): "deadline week, hardly got up",
    date(2026, 3, 8): "gardening, felt good afterwards",
    date(2026, 4, 6): "something caught when turning right",
    date(2026, 4, 22): "too sore, giving it a rest",
}
NAMES = [
    ("inner blade edge", "left", "the one under my left blade"),
    ("neck to blade corner", "right", "phone shoulder"),
]
MOBILITY = {  # cm or hours: of the first week, gained a week, noise, and to what it is read
    ("back scratch", "left"): (8.0, -0.15, 0.7, 0.5),
    ("back scratch", "right"): (3.5, -0.1, 0.7, 0.5),
    ("seated rotation", "left"): (1.6, 0.02, 0.15, 0.25),
    ("seated rotation", "right"): (2.0, 0.01, 0.15, 0.25),
}
PEG = {"pain": 1.0, "enjoyment": 0.8, "activity": 0.7}  # shares of what was felt in that week
PEG_NOISE = 0.7
COLUMNS = {
    "session": "id routine at utc_offset_min day ended_at planned_s outcome source note",
    "step": "session_id position exercise side variant planned_s held_s outcome reason",
    "score": "id at utc_offset_min day kind site side score session_id qualities note",
    "plan": "from_day sessions_per_week routine",
    "checkin": "day stress sleep_h sitting_h note",
    "measure": "id at utc_offset_min day test side item value",
    "knot": "site side nickname",
}
rng = np.random.default_rng([TRUTH["seed"], 1])  # apart from the draws that made the person
beside = np.random.default_rng([TRUTH["seed"], 2])  # and what is beside pain and sessions from both


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


def identity(rng=rng):
    return str(uuid.UUID(bytes=rng.bytes(16), version=4))


def moment(day, hour, spread_min=40, rng=rng):
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


def session(day, hour, pain, note):
    """Return one session, its steps and the scores around it."""
    odds = ODDS_AFTER if day > PAIN_STOP else ODDS[hour]
    id, routine = identity(), "short" if day == PAIN_STOP else str(rng.choice(ROUTINES, p=odds))
    start = moment(day, hour)
    planned = holds(routine)
    steps, elapsed, outcome = [], 10, "completed"
    cut_short = rng.random() < 0.06 and day != PAIN_STOP
    ends_after = int(rng.integers(2, len(planned))) if cut_short else len(planned)
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
        before = pain + offset + rng.normal(0, TRUTH["noise"])
        relief = rng.normal(RELIEF if outcome == "completed" else 0, RELIEF_SPREAD)
        feels = str(rng.choice(["", "tight", "dull ache", "tight, tender spot"]))
        earlier, later = start - timedelta(seconds=90), end + timedelta(seconds=60)
        scores.append(score(earlier, "before", site, side, before, id, feels))
        scores.append(score(later, "after", site, side, rating(before) - relief, id))
    if outcome == "stopped for pain":
        scores.append(score(end, "stop", "between the blades", "right", 8, id, "sharp twinge"))
    return (*row, "player", note), steps, scores


def checkins(person):
    """Return what else the days were like: of most days with a rating, each of it mostly noted."""
    rows = []
    for at, lived in person[person["pain"].notna()].iterrows():
        noted = [int(lived["stress"]), lived["sleep_h"], lived["sitting_h"]]
        told = ["" if beside.random() < 0.1 else value for value in noted]
        if beside.random() < 0.9 and any(value != "" for value in told):
            rows.append((at.date().isoformat(), *told, ""))
    return rows


def measures(felt):
    """Return the weekly tests, of most Sundays: how far one reaches and turns, and the PEG."""
    rows = []
    for week, (sunday, pain) in enumerate(felt.resample("W").mean().items()):
        at = moment(sunday, 10.5, rng=beside)
        found = {
            (test, side, ""): step * round(beside.normal(first + gain * week, noise) / step)
            for (test, side), (first, gain, noise, step) in MOBILITY.items()
        }
        for item, share in PEG.items():
            found["PEG", "both", item] = float(rating(beside.normal(share * pain, PEG_NOISE)))
        if beside.random() < 0.75:
            when = (written(at), 0, at.date().isoformat())
            rows += [(identity(beside), *when, *test, value) for test, value in found.items()]
    return rows


def diary():
    """Return the rows of every table."""
    tables = {"session": [], "step": [], "score": [], "plan": PLANS}
    notes = dict(NOTES)
    person = simulate_person(**TRUTH)
    # The same person without noise and gaps: what was felt, of which every rating tells a little.
    felt = simulate_person(**TRUTH | {"noise": 0.0, "missing": 0.0})["pain"]
    for at, lived in person.iterrows():
        day = at.date()
        for hour in sorted(rng.choice(list(ODDS), lived["sessions"], replace=False)):
            row, steps, scores = session(day, hour, felt[at], notes.pop(day, ""))
            tables["session"].append(row)
            tables["step"] += steps
            tables["score"] += scores
        if not np.isnan(lived["pain"]):
            row = score(moment(day, 21.5, spread_min=25), "daily", *WHOLE[:2], lived["pain"])
            tables["score"].append((*row[:-1], notes.pop(day, "")))
    tables["score"].sort(key=lambda row: row[1])
    return tables | {"checkin": checkins(person), "measure": measures(felt), "knot": NAMES}


def main(folder):
    for table, rows in diary().items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([COLUMNS[table].split(), *rows])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
