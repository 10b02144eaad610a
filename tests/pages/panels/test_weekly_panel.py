import pytest

from tests.pages.events import send
from tracker.foundation import schema

TODAY = "2026-03-04"
LEFT, RIGHT = "back scratch|left|", "back scratch|right|"


def save(form, values):
    named = [field["name"] for field in form.fields if field["kind"] != "about"]
    filled = dict.fromkeys(named) | values
    return send(form, "save", occasion=form.occasion, values=filled)


def found(journal):
    return {
        (row["day"], row["test"], row["side"], row["item"]): row["value"]
        for row in journal.rows("measure")
    }


def test_everything_asked_is_a_test_of_the_journal_within_its_range(diary):
    asked = [field for field in diary.weekly.fields if field["kind"] != "about"]
    assert len(asked) == 7
    for field in asked:
        test, side, item = field["name"].split("|")
        assert (field["min"], field["max"]) == schema.MEASURES[test][1:]
        for value in (field["min"], field["max"]):
            row = {"test": test, "side": side, "item": item, "value": value}
            schema.check("measure", row)


def test_each_test_has_its_steps_and_a_picture(diary):
    told = [field for field in diary.weekly.fields if field["kind"] == "about"]
    assert [field["name"] for field in told] == ["back scratch", "seated rotation"]
    for field in told:
        assert len(field["steps"]) >= 3
        assert field["svg"].startswith("<svg")


def test_results_are_saved_for_the_day_that_is_open_and_shown_again(diary, journal):
    peg = {
        f"PEG|both|{item}": value for item, value in zip(schema.PEG_ITEMS, (4, 2, 5), strict=True)
    }
    save(diary.weekly, {LEFT: -2.5, RIGHT: 4, "seated rotation|left|": 2.5} | peg)
    assert found(journal)[TODAY, "back scratch", "left", ""] == -2.5
    assert len(found(journal)) == 6
    assert diary.weekly.values[RIGHT] == 4
    assert diary.weekly.hint.endswith("Last done today.")
    assert diary.weekly.rows == [
        {
            "id": TODAY,
            "text": f"{TODAY}: back scratch left -2.5 cm, right 4 cm; seated rotation left 2.5 h; "
            "PEG 3.7",
        }
    ]
    diary.day.value = "2026-02-25"
    told = "Tell how it was on Wednesday, 25 February, and in the week up to then."
    assert diary.weekly.hint.endswith(f"Last done today. {told}")
    assert (diary.weekly.occasion, diary.weekly.values) == ("2026-02-25", {})
    save(diary.weekly, {LEFT: 1, "PEG|both|pain": 6})
    assert found(journal)["2026-02-25", "back scratch", "left", ""] == 1
    assert diary.weekly.rows[1]["text"] == "2026-02-25: back scratch left 1 cm; PEG, 1 of 3 items"


def test_saving_again_changes_what_is_there_and_an_emptied_field_takes_its_result_away(
    diary, journal
):
    save(diary.weekly, {LEFT: 3, RIGHT: 4})
    save(diary.weekly, {LEFT: 2})
    assert found(journal) == {(TODAY, "back scratch", "left", ""): 2}
    assert journal.undo().startswith("Took back: changing back scratch (left) 3")
    assert len(found(journal)) == 2


@pytest.mark.slow
def test_nothing_filled_in_and_a_value_out_of_range_are_refused_in_a_sentence(diary, journal):
    empty = save(diary.weekly, {})
    assert diary.weekly.failed[empty] == "nothing is filled in yet; nothing was saved"
    much = save(diary.weekly, {RIGHT: 3, LEFT: 61})
    assert "61 is outside" in diary.weekly.failed[much]
    assert found(journal) == {}


def test_the_results_of_a_day_are_removed_and_brought_back_as_one_step(diary, journal):
    save(diary.weekly, {LEFT: 3, RIGHT: 4})
    send(diary.weekly, "remove", row=TODAY)
    assert found(journal) == {}
    journal.undo()
    assert len(found(journal)) == 2
