"""What SECURITY.md says about deleting is true of the file, byte for byte."""

import re
from pathlib import Path

from tracker import Journal

SECURITY = Path(__file__).parents[2] / "SECURITY.md"
WORDS = "a note to be forgotten"


def test_removing_keeps_the_content_and_the_way_in_security_really_deletes_it(tmp_path):
    (code,) = re.findall(r"```python\n(.*?)```", SECURITY.read_text(encoding="utf-8"), re.DOTALL)
    with Journal(tmp_path / "journal.db") as journal:
        journal.log_score(5, note="kept")
        id = journal.log_score(4, note=WORDS)
        journal.remove("score", id)
        assert WORDS in str(journal.history()["before"].tolist())
        assert WORDS.encode() in journal.path.read_bytes()
        exec(code, {"journal": journal, "id": id})
        assert WORDS.encode() not in journal.path.read_bytes()
        assert journal.scores()["note"].tolist() == ["kept"]
        assert len(journal.history()) == 1
