"""A file system of 300 kB that is really full: a sentence, the old state, saved once there is room.

Where the machine lets nobody mount one, the system's own limit on the size of files stands in,
which faults real writes as well; the test says which of the two it was.
"""

import subprocess
import sys

SMALL_KB = 300
ON_IT = 'mount -t tmpfs -o size="$1"k unknot "$2" && shift 2 && exec "$@"'
MOUNTED = ["unshare", "--map-root-user", "--mount", "sh", "-c", ON_IT, "sh", str(SMALL_KB)]

SCRIPT = """
import resource, sqlite3, sys
from contextlib import closing
from pathlib import Path
from tracker.foundation.errors import TrackerError
from tracker.journal.store import Journal

folder, mounted = Path(sys.argv[1]), sys.argv[2] == "mounted"
path, ballast = folder / "journal.db", folder / "ballast"
journal = Journal(path)
journal.log_score(4, id="mine")
journal._daily.wait()
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
long = "n" * 20_000


def leave(room):
    if not mounted:
        most = path.stat().st_size - 4096 + room
        return resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    ballast.unlink(missing_ok=True)
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"-" * 4096):
                pass
        except OSError:
            file.truncate(max(0, file.tell() - room))


def content():
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return list(connection.iterdump())


writes = {
    "session": lambda: journal.log_session("short", note=long),
    "check-in": lambda: journal.log_checkin(stress=3, note=long),
    "correction": lambda: journal.amend("score", "mine", note=long),
    "undo": lambda: journal.undo(),
    "backup": lambda: journal.backup(folder / "stick"),
}
before = content()
for what, write in writes.items():
    leave(0)
    try:
        write()
    except TrackerError as error:
        print(f"{what}: {error}")
    assert content() == before, what

refused = 0
while len(journal.rows("score")) == 1:  # a browser keeps what was tapped, and asks again
    leave(refused * 4096)
    try:
        journal.log_score(5, id="new", note=long)
    except TrackerError as error:
        print(f"score: {error}")
        assert content() == before
        refused += 1
assert [row["score"] for row in journal.rows("score")] == [4, 5]
print(f"refused: {refused}")
"""


def may_mount(folder):
    done = subprocess.run([*MOUNTED, folder, "true"], capture_output=True)
    return done.returncode == 0


def test_on_a_small_file_system_that_is_full_nothing_is_half_written_and_all_saved_in_time(
    tmp_path,
):
    small = tmp_path / "small"
    small.mkdir()
    mounted = may_mount(small)
    how = "mounted" if mounted else "limited"
    command = [sys.executable, "-c", SCRIPT, str(small), how]
    done = subprocess.run(
        [*MOUNTED, small, *command] if mounted else command, capture_output=True, text=True
    )
    print(f"the disk was {how}\n{done.stdout}")
    assert done.stderr == ""
    assert list(small.iterdir()) == [] or not mounted
    *told, last = done.stdout.splitlines()
    assert [line.partition(":")[0] for line in told[:5]] == [
        *("session", "check-in", "correction", "undo", "backup"),
    ]
    for line in told:
        assert line.endswith(("and what was there before still is", "the journal is as it was"))
    assert int(last.removeprefix("refused: ")) >= 5
