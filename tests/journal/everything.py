"""A child process: write rows of every kind, and say of each that it is saved only when it is.

Called as ``python everything.py journal name how_many first step``; each line is ``table|id``, and
with a step of eight every row is a score.
"""

import sys
from datetime import date, timedelta

from tracker.journal.store import Journal


def write(journal, name, n):
    """Write the n-th row and return its table and its id."""
    id, day = f"{name} {n}", (date(2000, 1, 1) + timedelta(days=n)).isoformat()
    match n % 8:
        case 0:
            return "score", journal.log_score(n % 11, id=id, note="n" * 500)
        case 1:
            journal.log_session("short", id=id, steps=[{"exercise": "x", "held_s": 30}] * 3)
            return "step", f"{id}/3"
        case 2:
            journal.log_checkin(day=day, note=name)
            return "checkin", day
        case 3:
            return "pause", journal.pause(day, day, "flare", id=id)
        case 4:
            return "measure", journal.log_measure("PEG", n % 11, item="pain", id=id)
        case 5:
            return "experiment", journal.seal_experiment(id, {}, n, [])
        case 6:
            journal.set_plan(n % 8, from_day=day)
            return "plan", day
    score = {"kind": "daily", "site": "upper back", "at": day, "score": 3}
    ids = [f"{id} of {m}" for m in range(20)]
    journal.add({"score": [{"id": one, **score} for one in ids]}, label="import")
    return "score", ids[-1]


if __name__ == "__main__":
    path, name = sys.argv[1:3]
    number, first, step = map(int, sys.argv[3:])
    with Journal(path) as journal:
        for n in range(first, first + number * step, step):
            print("|".join(write(journal, name, n)), flush=True)
