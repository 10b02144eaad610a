from tracker.foundation.theme import css


def test_style_sheets_come_after_the_shared_theme(tmp_path):
    own = tmp_path / "own.css"
    own.write_text(".unknot .own { color: red; }")
    joined = css(own)
    assert joined.endswith(own.read_text())
    assert joined.index("--un-bg") < joined.index(".own")
