"""The composer hands in what the browser needs, and both add a routine up alike."""

import json
import random
from pathlib import Path

import pytest

from tests.test_node import run_node
from tracker.foundation.errors import LibraryError, NotFound
from tracker.routine.own_routines import as_draft, from_draft
from tracker.routine.routines import exercises, routines
from tracker.routine.suggest import grouped
from tracker.routine.timeline import totals
from tracker.widgets.composer import composer
from tracker.widgets.composer.composer import (
    RoutineComposer,
    pictures,
    rules,
    shown,
    starting_point,
)

DRAFT_JS = Path(composer.__file__).with_name("routine_draft.js")


@pytest.fixture(scope="module")
def in_node(tmp_path_factory):
    """Return a function that runs an expression over a list of values, in node."""
    folder = tmp_path_factory.mktemp("node")

    def run(expression: str, values: list[object]) -> list[object]:
        script = folder / "run.mjs"
        script.write_text(
            f'import * as js from "{DRAFT_JS.as_uri()}";\n'
            f"const rules = {json.dumps(rules())};\n"
            f"const library = Object.fromEntries({json.dumps(shown())}.map((e) => [e.id, e]));\n"
            f"console.log(JSON.stringify({json.dumps(values)}.map((value) => {expression})));\n"
        )
        return json.loads(run_node(str(script)))

    return run


def drawn_by_lot(count: int) -> list[dict[str, object]]:
    """Return routines of every length, some of what they hold outside what is allowed."""
    lot, known = random.Random(7), list(exercises().values())

    def step() -> dict[str, object]:
        exercise = lot.choice(known)
        return {
            "exercise": exercise.id,
            "holds": lot.randint(1, 4),
            "hold_s": lot.choice([5, 10, 20, 25, 30, 40, 45, 60]),
            "rest_s": lot.choice([0, 5, 10, 15]),
            "sides": lot.sample(exercise.sides, lot.randint(1, len(exercise.sides))),
            "variant": lot.random() < 0.4,
        }

    return [
        {"name": f"Number {n}", "description": "", "steps": [step() for _ in range(1 + n % 9)]}
        for n in range(count)
    ]


def runnable(draft: dict[str, object]) -> bool:
    try:
        from_draft(draft)
    except LibraryError:
        return False
    return True


@pytest.mark.slow
def test_browser_and_python_add_a_routine_up_to_the_same_seconds_and_words(in_node):
    drafts = [draft for draft in drawn_by_lot(1500) if runnable(draft)]
    drafts += [as_draft(routine) for routine in routines().values()]
    assert len(drafts) > 200
    found = in_node("js.sums(value.steps, library, rules)", drafts)
    said = in_node("js.sumsText(js.sums(value.steps, library, rules))", drafts)
    for draft, sums, words in zip(drafts, found, said, strict=True):
        expected = totals(from_draft(draft))
        assert sums == {
            "total_s": expected.total_s,
            "exercises": expected.exercises,
            "holds": expected.holds,
            "gets_down": expected.gets_down,
            "equipment": list(expected.equipment),
        }
        assert words == expected.summary()


def test_browser_and_python_agree_on_what_can_be_run(in_node):
    drafts = drawn_by_lot(400)
    found = in_node("js.problemsOf({ routine: '', ...value }, library, rules, []).length", drafts)
    assert [not count for count in found] == [runnable(draft) for draft in drafts]
    assert {True, False} == set(map(runnable, drafts))


def test_browser_and_python_group_alike(in_node):
    drafts = [draft for draft in drawn_by_lot(600) if runnable(draft)]
    found = in_node("js.groupedByPosition(value.steps, library, rules)", drafts)
    for draft, steps in zip(drafts, found, strict=True):
        ordered = grouped(from_draft(draft).steps)
        assert steps == [step.model_dump(mode="json") for step in ordered]


def test_nothing_is_handed_in_before_somebody_unfolds_it():
    widget = RoutineComposer()
    assert (widget.library, widget.figures, widget.rules) == ([], {}, {})
    widget.opened = True
    assert [exercise["id"] for exercise in widget.library] == list(exercises())
    assert len(widget.figures) == 2 * len(exercises())
    assert repr(widget) == "Routine composer: run this cell to use it."


def test_a_figure_that_cannot_be_used_is_left_out(monkeypatch):
    def none(id: str, *, variant: bool = False) -> str:
        if variant:
            raise NotFound(f"there is no picture of {id}")
        return "<svg/>"

    monkeypatch.setattr(composer, "figure_svg", none)
    pictures.cache_clear()
    assert list(pictures()) == list(exercises())
    pictures.cache_clear()


def test_the_rules_are_those_of_the_reader():
    assert rules()["ranges"] == {"holds": [1, 10], "hold_s": [5, 600], "rest_s": [0, 120]}
    by_id = {exercise["id"]: exercise for exercise in shown()}
    assert by_id["ball_release_wall"]["longest_s"] == 30
    assert by_id["cat_camel"]["cycle_s"] == 10


def test_a_starting_point_says_whose_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("TRACKER_ROUTINES", str(tmp_path))
    (tmp_path / "noon.toml").write_text('name = "Noon"\n[[steps]]\nexercise = "eagle_arms"\n')
    own = {id: starting_point(routine)["own"] for id, routine in routines().items()}
    assert own == dict.fromkeys(("full", "short", "desk", "release", "evening"), False) | {
        "noon": True
    }
