import pytest

import tracker


@pytest.mark.slow
def test_the_button_makes_what_is_chosen_and_says_what_went_wrong(sample: tracker.Journal) -> None:
    progress = tracker.Progress(sample)
    button = progress.report
    progress.opening.value = {**progress.opening.value, "period": "28"}
    button.asked = {"ask": "a", "kind": "html", "name": "Jo", "paper": "A4"}
    assert button.answer == {"ask": "a", "name": "unknot-report.html"}
    assert "Jo, 30 March 2026 to 26 April 2026" in button.page.decode()
    button.asked = {"ask": "b", "kind": "pdf", "paper": "A4"}
    assert button.page.startswith(b"%PDF")
    button.asked = {"ask": "c", "paper": "A9"}
    assert "paper is 'A9'" in button.answer["error"]
    assert button.page == b""
