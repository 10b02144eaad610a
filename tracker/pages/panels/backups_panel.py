"""The care of the journal in notebook 02: backups, restoring, and files for elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.exchange.fhir import write_fhir
from tracker.exchange.ics import write_ics
from tracker.exchange.parquet import write_parquet
from tracker.foundation import clock
from tracker.foundation.errors import DamagedJournal, InvalidValue, JournalError
from tracker.journal.store import Journal
from tracker.pages.panels.import_panel import MEANINGS, bring, formats
from tracker.pages.panels.recovery_panel import rescue, sentence, show_damage
from tracker.widgets.care.care_panel import CarePanel
from tracker.widgets.kit.logged_widget import Answer, Request

_FORMATS = {
    "archive": "everything, to be read back (zip of CSV files)",
    "backup": "a backup for a stick or a cloud folder",
    "fhir": "for a clinic's program (FHIR R4)",
    "ics": "plan and pauses, for a calendar (.ics)",
    "parquet": "for data programs (zip of Parquet files)",
}


def care_panel(journal: Journal, changed: Callable[[], None]) -> CarePanel:
    """Return the panel, which calls `changed` whenever the journal may hold something else."""
    panel = CarePanel(
        formats=[list(pair) for pair in _FORMATS.items()],
        kinds=[[kind, one.words] for kind, one in formats().items()],
        meanings=[list(pair) for pair in MEANINGS.items()],
    )

    def do(asked: Request) -> Answer:
        hurt = False
        try:
            return _DO[asked["type"]](journal, panel, asked)
        except DamagedJournal:
            hurt = True
            raise
        finally:
            refresh_backups(panel, journal, hurt=hurt)
            if asked["type"] in ("restore", "bring", "rescue"):
                changed()

    panel.on_ask(do)
    refresh_backups(panel, journal)
    return panel


def refresh_backups(panel: CarePanel, journal: Journal, *, hurt: bool = False) -> None:
    """Show where the journal is, what to know about that, and which backups there are."""
    problem, suspect = _probed(journal)
    with panel.hold_sync():
        if journal.path and (hurt or suspect or panel.damage):
            show_damage(panel, journal.path)
        panel.where = (
            f"Kept in {journal.path}, with its backups beside it. Nothing leaves this computer."
            if journal.path
            else "This is the sample diary: it is in memory, and nothing of it is kept."
        )
        panel.warnings = [sentence(said) for said in (*problem, *journal.warnings())]
        panel.copies = [{"id": one.name, "text": _told(one)} for one in _copies(journal)]


def _probed(journal: Journal) -> tuple[list[str], bool]:
    """Return what keeps the journal from being used, and whether its file may be damaged.

    To look through all of it takes a while of a long history, and is worth that only then.
    """
    try:
        journal.setting("journal_id")
    except DamagedJournal:
        return [], True
    except JournalError as error:
        return [str(error)], False
    return [], journal.backup_failed


def _copies(journal: Journal) -> list[Path]:
    return [*journal.backups(), *journal.kept_aside()]


def _told(copy: Path) -> str:
    made = copy.stat()
    when = datetime.fromtimestamp(made.st_mtime, tz=clock.now().tzinfo)
    what = "Backup"
    for kind, words in (("-before-", "Before a restore"), ("-damaged-", "Damaged journal")):
        what = words if kind in copy.name else what
    return f"{what} of {when:%Y-%m-%d %H:%M}, {max(1, made.st_size // 1024):,} kB"


def _back_up(journal: Journal, panel: CarePanel, asked: Request) -> Answer:
    return {"text": f"Backed up and checked: {journal.back_up_now().name}"}


def _look(journal: Journal, panel: CarePanel, asked: Request) -> Answer:
    found = journal.restore(_chosen(journal, panel, asked), dry_run=True, **_phrase(asked))
    said = sentence(found.summary().removesuffix("; nothing was changed yet"))
    return {"text": said, "changes": bool(found.differences)}


def _restore(journal: Journal, panel: CarePanel, asked: Request) -> Answer:
    done = journal.restore(_chosen(journal, panel, asked), **_phrase(asked))
    return {"text": sentence(done.summary())}


def _rescue(journal: Journal, panel: CarePanel, asked: Request) -> Answer:
    if journal.path is None:
        raise JournalError("this journal is in memory alone, and has no backups beside it")
    return rescue(journal.path)


def _chosen(journal: Journal, panel: CarePanel, asked: Request) -> Path:
    if asked.get("copy") is None and panel.upload:
        return panel.upload
    for copy in _copies(journal):
        if copy.name == asked.get("copy"):
            return copy
    raise JournalError("this backup is not there any more; nothing was changed")


def _phrase(asked: Request) -> dict[str, Any]:
    return {"passphrase": asked.get("passphrase") or None}


def _take(journal: Journal, panel: CarePanel, asked: Request) -> Answer:
    made, day = asked.get("format"), clock.today().isoformat()
    with tempfile.TemporaryDirectory(prefix="unknot-") as folder:
        path = Path(folder) / f"unknot-{day}"
        if made == "archive":
            path = journal.export(path.with_suffix(".zip"))
        elif made == "backup":
            path = journal.backup(folder, **_phrase(asked))
        elif made == "fhir":
            path = write_fhir(journal, path.with_suffix(".json"))
        elif made == "ics":
            path = write_ics(journal, path.with_suffix(".ics"), at=asked.get("time") or "18:00")
        elif made == "parquet":
            path = write_parquet(journal, Path(folder) / f"unknot-{day}-parquet.zip")
        else:
            raise InvalidValue(f"there is no format {made!r}; nothing was written")
        return {"name": path.name, "file": path.read_bytes()}


_DO: dict[str, Callable[[Journal, CarePanel, Request], Answer]] = {
    "back_up": _back_up,
    "look": _look,
    "restore": _restore,
    "rescue": _rescue,
    "take": _take,
    "look_into": lambda journal, panel, asked: bring(journal, panel, asked, dry_run=True),
    "bring": lambda journal, panel, asked: bring(journal, panel, asked, dry_run=False),
}
