from tracker.routine.routines import safety


def test_the_safety_text_has_the_pain_rule_without_a_gap_and_every_list():
    text = safety()
    bands = [(band.low, band.high) for band in text.pain_rule]
    assert bands == [(0, 3), (4, 5), (6, 10)]
    assert "does not diagnose or treat" in text.about
    assert "within a day" in text.pain_rule[1].advice
    assert len(text.emergency) == 7
    assert all(word in text.alarming for word in ("urning", "tingling", "numb"))
    shown = text._repr_html_()
    for _, points in text.sections:
        assert all(point in shown for point in points)
