from tracker.routine.flags import flagged, flagged_easier


def steps(*rows):
    names = ["session_id", "exercise", "side", "outcome", "reason"]
    found = [dict(zip(names, (*row, "")[:5], strict=True)) for row in rows]
    return [
        row | {"reason": "pain"} if row["outcome"] == "stopped for pain" else row for row in found
    ]


def test_nothing_is_flagged_in_an_empty_journal():
    assert flagged(steps()) == {}


def test_an_exercise_stopped_for_pain_is_flagged_with_its_side():
    assert flagged(steps(("a", "chest_stretch", "left", "stopped for pain"))) == {
        "chest_stretch": "left"
    }


def test_a_stop_counts_although_other_holds_of_that_session_went_well():
    rows = steps(
        ("a", "eagle_arms", "left", "done"),
        ("a", "eagle_arms", "right", "stopped for pain"),
        ("a", "eagle_arms", "right", "done"),
    )
    assert flagged(rows) == {"eagle_arms": "right"}


def test_done_since_without_pain_clears_the_flag():
    rows = steps(
        ("a", "cat_camel", "both", "stopped for pain"),
        ("b", "cat_camel", "both", "done"),
    )
    assert flagged(rows) == {}


def test_skipped_since_keeps_the_flag():
    rows = steps(
        ("a", "cat_camel", "both", "stopped for pain"),
        ("b", "cat_camel", "both", "skipped"),
    )
    assert flagged(rows) == {"cat_camel": "both"}


def test_skipping_because_it_hurts_flags_as_a_stop_does():
    assert flagged(steps(("a", "cat_camel", "both", "skipped", "pain"))) == {"cat_camel": "both"}


def test_skipping_for_lack_of_time_flags_nothing():
    assert flagged(steps(("a", "cat_camel", "both", "skipped", "time"))) == {}


def test_the_side_is_the_one_that_hurt_not_those_left_out_after_it():
    rows = steps(
        ("a", "eagle_arms", "left", "stopped for pain"),
        ("a", "eagle_arms", "right", "skipped", "pain"),
    )
    assert flagged(rows) == {"eagle_arms": "left"}


def test_only_an_exercise_that_last_hurt_in_its_easier_variant_counts_as_such():
    rows = steps(
        ("a", "cat_camel", "both", "stopped for pain"),
        ("a", "cat_camel", "both", "stopped for pain"),
        ("a", "chest_stretch", "both", "stopped for pain"),
        ("a", "eagle_arms", "left", "stopped for pain"),
        ("b", "eagle_arms", "left", "done"),
    )
    variants = [False, True, False, True, True]
    rows = [row | {"variant": variant} for row, variant in zip(rows, variants, strict=True)]
    assert flagged_easier(rows) == {"cat_camel"}
