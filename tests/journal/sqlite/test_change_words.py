from tests.journal.sqlite.test_changes import HOLD
from tracker.foundation.errors import NotFound


def take_all_back(journal):
    said = []
    while True:
        try:
            said.append(journal.undo().removeprefix("Took back: "))
        except NotFound as error:
            return [*said, str(error)]


def test_undo_names_a_score_that_it_took_back(journal):
    journal.log_score(4)
    assert journal.undo() == "Took back: daily score 4 for upper back on 2026-03-01"
    assert journal.scores().empty


def test_undo_goes_further_back_each_time_until_nothing_is_left(journal):
    id = journal.log_score(4, site="on the blade", side="left", kind="before")
    journal.amend("score", id, score=6, note="on second thought")
    journal.log_session("short", steps=[HOLD, HOLD])
    journal.set_plan(3)
    journal.set_plan(5, routine="desk")
    journal.remove("score", id)
    assert take_all_back(journal) == [
        "removing before score 6 for left on the blade on 2026-03-01",
        "changing plan of 3 sessions a week from 2026-03-01; sessions per week is 3 again, "
        "routine is empty again",
        "plan of 3 sessions a week from 2026-03-01",
        "session short on 2026-03-01, with 2 holds",
        "changing before score 4 for left on the blade on 2026-03-01; score is 4 again, "
        "note is empty again",
        "before score 4 for left on the blade on 2026-03-01",
        "there is nothing to take back",
    ]


def test_a_long_note_is_shortened_in_the_sentence(journal):
    id = journal.log_score(4, note="word " * 100)
    journal.amend("score", id, note="")
    assert journal.undo().endswith("; note is word word word word word word word word… again")
