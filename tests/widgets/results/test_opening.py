from datetime import timedelta

import tracker
from tests.printing.test_report_words import around
from tracker.foundation import clock


def test_a_player_who_scores_no_days_still_has_lines_of_pain() -> None:
    with tracker.Journal() as journal:
        around(journal, lambda day: clock.now() - timedelta(days=30 - day))
        assert tracker.Progress(journal).opening.value["kind"] == "before"
