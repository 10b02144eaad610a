import stat

from tests.pages.events import ask, upload
from tracker.widgets.care.care_panel import CarePanel


def test_a_file_comes_in_pieces_for_its_owner_alone_and_is_removed_when_let_go():
    panel = CarePanel()
    upload(panel, "../../a <b>.csv", b"one piece, and then another")
    path = panel.upload
    assert (path.name, path.read_bytes()) == ("a <b>.csv", b"one piece, and then another")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with panel.hold_trait_notifications():
        panel.piece, panel.number = b"out of turn", 9
    assert path.read_bytes() == b"one piece, and then another"
    ask(panel, "forget")
    assert panel.upload is None
    assert not path.parent.exists()
