import logging
import threading

import pytest

from tracker.foundation.errors import InvalidValue, TrackerError
from tracker.widgets.kit.logged_widget import REMEMBERED, AskedWidget, Event, LoggedWidget


@pytest.fixture
def widget() -> LoggedWidget:
    return LoggedWidget(_esm="export default {};")


def event(name: str) -> Event:
    return {"id": name, "type": "score", "at": 0, "utc_offset_min": 0}


def test_each_event_is_saved_once_and_in_order(widget: LoggedWidget) -> None:
    saved: list[str] = []
    widget.on_event(lambda item: saved.append(item["id"]))
    widget.events = [event("a")]
    widget.events = [event("a"), event("b")]
    widget.attempt = 1
    assert saved == ["a", "b"]
    assert widget.saved == ["a", "b"]


def test_what_can_wait_comes_after_the_browser_was_told_and_only_where_something_was_saved(
    widget: LoggedWidget,
) -> None:
    told: list[list[str]] = []

    def save(item: Event) -> None:
        if item["id"] == "bad":
            raise InvalidValue("no")

    widget.on_event(save, after=lambda: told.append(list(widget.saved)))
    widget.events = [event("bad")]
    assert told == []
    widget.events = [event("bad"), event("a"), event("b")]
    assert told == [["a", "b"]]


def test_a_widget_that_lives_for_months_does_not_send_ever_more(widget: LoggedWidget) -> None:
    saved: list[str] = []
    widget.on_event(lambda item: saved.append(item["id"]))
    for number in range(2 * REMEMBERED):
        widget.events = [event(f"event {number}")]
    waiting = [event(f"waiting {number}") for number in range(2 * REMEMBERED)]
    widget.events = waiting
    widget.attempt = 1
    assert len(saved) == len(set(saved)) == 4 * REMEMBERED
    assert len(widget.saved) == 3 * REMEMBERED
    assert widget.saved[REMEMBERED:] == [item["id"] for item in waiting]


def test_events_that_came_before_anyone_saved_them_are_saved(widget: LoggedWidget) -> None:
    widget.events = [event("early")]
    assert widget.saved == []
    widget.on_event(lambda _: None)
    assert widget.saved == ["early"]


def test_a_refused_event_gets_its_sentence_and_the_others_are_saved(widget: LoggedWidget) -> None:
    def save(item: Event) -> None:
        if item["id"] == "bad":
            raise InvalidValue("score 11 is outside 0-10; nothing was saved")

    widget.on_event(save)
    widget.events = [event("bad"), event("good")]
    assert widget.saved == ["good"]
    assert widget.failed == {"bad": "score 11 is outside 0-10; nothing was saved"}


def test_a_refused_event_is_tried_again_on_request(widget: LoggedWidget) -> None:
    refuse = [True]

    def save(_: Event) -> None:
        if refuse[0]:
            raise InvalidValue("the disk is full; nothing was saved")

    widget.on_event(save)
    widget.events = [event("a")]
    refuse[0] = False
    widget.attempt = 1
    assert (widget.saved, widget.failed) == (["a"], {})


def test_an_unforeseen_error_becomes_a_sentence_and_is_logged(
    widget: LoggedWidget, caplog: pytest.LogCaptureFixture
) -> None:
    def save(_: Event) -> None:
        raise KeyError("kind")

    widget.on_event(save)
    with caplog.at_level(logging.ERROR):
        widget.events = [event("a")]
    assert widget.saved == []
    assert widget.failed["a"].startswith("This could not be saved")
    assert "KeyError" in widget.failed["a"]
    assert "an event could not be saved" in caplog.text


def test_events_on_two_threads_are_saved_once_each(widget: LoggedWidget) -> None:
    saved: list[str] = []
    widget.on_event(lambda item: saved.append(item["id"]))
    ids = [f"event {number}" for number in range(40)]

    def send() -> None:
        for last in range(len(ids)):
            widget.events = [event(name) for name in ids[: last + 1]]

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(saved) == sorted(ids)
    assert sorted(widget.saved) == sorted(ids)


@pytest.mark.parametrize(
    ("error", "said", "logged"),
    [
        (TrackerError("no such thing"), "no such thing", False),
        (ValueError("a\nb"), "This could not be done (ValueError: a b).", True),
    ],
)
def test_whoever_asks_is_answered_also_where_it_cannot_be_done(
    error: Exception, said: str, logged: bool, caplog: pytest.LogCaptureFixture
) -> None:
    widget = AskedWidget(_esm="export default {};")
    widget.asked = {"ask": 1}
    assert widget.answer == {"ask": 1}

    def fail(_: object) -> dict[str, object]:
        raise error

    widget.on_ask(fail)
    widget.asked = {"ask": 2}
    assert widget.answer == {"ask": 2, "error": said}
    assert bool(caplog.records) == logged
