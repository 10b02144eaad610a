import time

import pytest

from tracker.exchange import progress_bar


def test_what_is_over_within_a_second_shows_nothing(capsys):
    with progress_bar.bar(1000, "diary.zip", "row") as advance:
        for _ in range(1000):
            advance(1)
    assert capsys.readouterr() == ("", "")


@pytest.mark.slow
def test_what_takes_longer_shows_how_far_it_is(capsys):
    with progress_bar.bar(200, "export.xml", "B") as advance:
        advance(50)
        time.sleep(1.1)
        advance(50)
    assert "export.xml:  50%" in capsys.readouterr().err
