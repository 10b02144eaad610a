"""What was acknowledged is on disk, whoever else writes and whatever dies."""

import signal
import subprocess
import sys
import threading

from tracker.journal.store import Journal

WRITE = """
import sys
from tracker.journal.store import Journal
path, name, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
journal = Journal(path)
for n in range(number):
    print(journal.log_score(n % 11, id=f"{name} {n}", note="n" * 500), flush=True)
"""


def start(path, name, number):
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), name, str(number)],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_three_processes_writing_at_once_lose_nothing_and_save_what_is_shared_once(own_journal):
    writers = [start(own_journal, name, 40) for name in ("one", "two", "two")]
    said = [writer.communicate(timeout=60)[0].splitlines() for writer in writers]
    assert [len(lines) for lines in said] == [40, 40, 40]
    with Journal() as journal:
        assert set(journal.scores().id) == {id for lines in said for id in lines}
        assert len(journal.scores()) == len(journal.history()) == 80
        assert journal.history().seq.tolist() == list(range(1, 81))


def test_threads_may_share_one_journal(journal):
    def write(name):
        for n in range(20):
            journal.log_score(n % 11, id=f"{name} {n}")
            journal.scores()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(journal.scores()) == 60


def test_what_was_acknowledged_before_a_process_was_killed_is_there(own_journal):
    acknowledged = set()
    for run in range(3):
        writer = start(own_journal, f"run {run}", 100_000)
        acknowledged |= {writer.stdout.readline().strip() for _ in range(10 + 7 * run)}
        writer.send_signal(signal.SIGKILL)
        acknowledged |= {line.strip() for line in writer.stdout if line.endswith("\n")}
        writer.wait()
        writer.stdout.close()
    with Journal() as journal:
        assert acknowledged <= set(journal.scores().id)
        assert len(journal.history()) == len(journal.scores())
        journal.log_score(3)
    assert {found.name for found in own_journal.parent.iterdir()} == {"backups", "journal.db"}
