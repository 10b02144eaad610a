from tests.widgets.one_event import FULL, event, fails
from tracker.widgets.forms.plan_form import PlanForm


def test_a_plan_is_saved_and_then_shown_as_the_plan():
    saved = []
    form = PlanForm(3, lambda number, day: saved.append((number, day.isoformat())))
    form.events = [event("plan", sessions_per_week=5)]
    assert saved == [(5, "2026-03-01")]
    assert form.sessions_per_week == 5
    assert form.saved == ["e1"]


def test_a_plan_that_could_not_be_saved_says_why_and_the_old_one_holds():
    form = PlanForm(3, fails)
    form.events = [event("plan", sessions_per_week=5)]
    assert form.sessions_per_week == 3
    assert form.failed == {"e1": str(FULL)}


def test_its_text_in_a_notebook_is_the_same_every_time():
    assert repr(PlanForm(1)) == "Plan, 1 session a week: run this cell to change it."
