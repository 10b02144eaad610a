def test_restoring_shows_first_what_would_change_and_changes_nothing(filled, tmp_path):
    copy = filled.backup(tmp_path)
    filled.log_score(1, at="2026-02-20")
    filled.log_score(1, at="2026-02-21")
    filled.amend("checkin", "2026-02-04", stress=9)
    filled.remove("session", "s")
    before = filled.path.read_bytes()
    shown = filled.restore(copy, dry_run=True)
    assert shown.summary() == (
        "this would change: 1 session added (2026-02-01); 2 holds added (2026-02-01); "
        "2 scores lost, 1 score changed (2026-02-01 to 2026-02-21); "
        "1 check-in changed (2026-02-04); nothing was changed yet"
    )
    assert filled.path.read_bytes() == before


def test_restoring_what_is_there_changes_nothing(filled, tmp_path):
    copy = filled.backup(tmp_path)
    before = filled.path.read_bytes()
    assert filled.restore(copy).summary() == (
        "the journal holds what the backup holds; nothing was changed"
    )
    assert filled.path.read_bytes() == before
