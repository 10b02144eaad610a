from tests.widgets.one_event import FULL, event, fails
from tracker.widgets.forms.safety_notice import SafetyNotice

SECTIONS = [("Stop at once with", ["sharp <b>pain</b>", "numbness"]), ("See soon", ["fever"])]


def test_reading_the_safety_text_is_stored_before_it_is_folded_away():
    stored = []
    notice = SafetyNotice("Before you start", SECTIONS, lambda: stored.append(notice.read_on))
    notice.events = [event("acknowledge")]
    assert stored == [""]
    assert notice.read_on == "2026-03-01"
    assert notice.saved == ["e1"]


def test_a_safety_text_that_could_not_be_stored_stays_unread_and_says_why():
    notice = SafetyNotice("Before you start", SECTIONS, fails)
    notice.events = [event("acknowledge")]
    assert notice.read_on == ""
    assert notice.failed == {"e1": str(FULL)}


def test_the_safety_text_travels_as_text_and_never_as_html():
    notice = SafetyNotice("Before you start", SECTIONS, urgent=["Stop at once with"])
    assert notice.sections[0]["items"] == ["sharp <b>pain</b>", "numbness"]
    assert [section["urgent"] for section in notice.sections] == [True, False]
    assert "innerHTML" not in str(SafetyNotice._esm)


def test_its_text_in_a_notebook_is_the_same_every_time():
    notice = SafetyNotice("Before you start", SECTIONS, read_on="2026-03-01")
    assert repr(notice) == "Safety text, read: run this cell to read it."
