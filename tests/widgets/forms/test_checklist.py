from tests.widgets.one_event import FULL, event, fails
from tracker.widgets.forms.checklist import Checklist


def test_what_is_ticked_is_handed_over_and_a_full_disk_is_told():
    kept = []
    checklist = Checklist("What do you have?", items=["mat", "roller"])
    checklist.on_event(kept.append)
    checklist.events = [event("save", value=["mat"])]
    assert [one["value"] for one in kept] == [["mat"]]
    assert checklist.saved == ["e1"]
    other = Checklist("What do you have?", items=["mat"])
    other.on_event(fails)
    other.events = [event("save", value=["mat"])]
    assert other.failed == {"e1": str(FULL)}


def test_what_another_page_version_sends_is_refused_in_words():
    checklist = Checklist("What do you have?")
    checklist.on_event(lambda _: None)
    checklist.events = [event("burn", value=[])]
    assert "not one of save" in checklist.failed["e1"]
