from datetime import date

import pandas as pd
import pytest

from tracker.analysis.days.last_session import closing_lines, relief_by_session, week_so_far

MONDAY = date(2026, 3, 2)


def scores(*rows):
    columns = ["session_id", "kind", "site", "side", "score"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["at"] = pd.to_datetime("2026-03-04", utc=True) + pd.to_timedelta(range(len(rows)), "min")
    return frame


def sessions(*days, minutes=10.0, outcome="completed"):
    days = pd.to_datetime(list(days))
    return pd.DataFrame(
        {
            "id": [f"s{i}" for i in range(len(days))],
            "at": days.tz_localize("UTC"),
            "day": days,
            "minutes": minutes,
            "outcome": outcome,
        }
    )


def plans(*rows):
    frame = pd.DataFrame(rows, columns=["from_day", "sessions_per_week"])
    frame["from_day"] = pd.to_datetime(frame["from_day"])
    return frame


def test_relief_pairs_each_site_and_puts_the_whole_first():
    pairs = relief_by_session(
        scores(
            ("a", "before", "on the blade", "left", 6),
            ("a", "before", "upper back", "both", 5),
            ("a", "after", "upper back", "both", 5),
            ("a", "after", "on the blade", "left", 4),
        ),
        "a",
    )
    assert list(pairs["site"]) == ["upper back", "on the blade"]
    assert list(pairs["relief"]) == [0, 2]


def test_a_site_scored_only_once_and_other_sessions_make_no_pair():
    frame = scores(
        ("a", "before", "upper back", "both", 5),
        ("b", "after", "upper back", "both", 1),
        (None, "after", "upper back", "both", 1),
    )
    assert relief_by_session(frame, "a").empty


def test_where_a_site_was_scored_twice_the_last_score_counts():
    frame = scores(
        ("a", "before", "upper back", "both", 9),
        ("a", "before", "upper back", "both", 5),
        ("a", "after", "upper back", "both", 4),
    )
    assert relief_by_session(frame, "a")["relief"].tolist() == [1]


def test_the_week_runs_from_monday_to_sunday():
    done = week_so_far(
        sessions("2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09"), plans(), MONDAY
    )
    assert (done.done, done.planned) == (2, None)


@pytest.mark.parametrize(
    ("minutes", "outcome", "counts"),
    [(0.2, "stopped for pain", 0), (1.0, "ended early", 1), (0.0, "completed", 1)],
    ids=["of a few seconds", "ended early after a minute", "by hand without steps"],
)
def test_what_counts_as_a_session(minutes, outcome, counts):
    one = sessions("2026-03-02", minutes=minutes, outcome=outcome)
    assert week_so_far(one, plans(), MONDAY).done == counts


def test_the_plan_in_force_counts_and_a_future_one_does_not():
    known = plans(("2026-01-01", 3), ("2026-03-02", 4), ("2026-03-03", 7))
    assert week_so_far(sessions("2026-03-02"), known, MONDAY).planned == 4


@pytest.mark.parametrize(
    ("done", "planned", "said"),
    [
        (1, None, "1 session this week. There is no plan yet; three a week is a good start."),
        (1, 0, "1 session this week. There is no plan yet; three a week is a good start."),
        (2, 4, "2 sessions this week of the 4 you planned."),
        (4, 4, "4 sessions this week: the 4 you planned. Well kept."),
    ],
)
def test_the_week_is_said_plainly(done, planned, said):
    days = [f"2026-03-0{2 + i}" for i in range(done)]
    known = plans() if planned is None else plans(("2026-01-01", planned))
    assert week_so_far(sessions(*days), known, MONDAY).summary() == said


def test_an_empty_journal_has_a_line_too():
    assert closing_lines(sessions(), scores(), plans(), MONDAY) == [
        "No session yet. The first one is a good one to keep short."
    ]


def test_the_closing_lines_speak_of_the_latest_session():
    both = sessions("2026-03-02", "2026-03-03")
    frame = scores(
        ("s0", "before", "upper back", "both", 9),
        ("s0", "after", "upper back", "both", 1),
        ("s1", "before", "on the blade", "left", 4),
        ("s1", "after", "on the blade", "left", 5),
    )
    lines = closing_lines(both, frame, plans(), MONDAY)
    assert lines[0] == "On the blade, left: 4 before, 5 after: 1 point more."
    assert lines[-1].startswith("2 sessions this week")


def test_without_scores_it_says_what_would_show():
    assert "before and after" in closing_lines(sessions("2026-03-02"), scores(), plans(), MONDAY)[0]
