"""A damaged journal on a page: what is wrong with it, and a button that brings a backup back."""

from __future__ import annotations

from pathlib import Path

from tracker.foundation.errors import JournalError
from tracker.journal.backup import recovery
from tracker.widgets.care.care_panel import CarePanel
from tracker.widgets.kit.logged_widget import Answer, Request


def show_way_back(path: Path) -> None:
    """Show in a notebook how the damaged journal at `path` is made whole again."""
    from IPython.display import display

    display(rescue_panel(path))  # type: ignore[no-untyped-call]


def rescue_panel(path: Path) -> CarePanel:
    """Return a panel with nothing but what is wrong with a journal, and the way back."""
    panel = CarePanel(alone=True)
    show_damage(panel, path)

    def do(asked: Request) -> Answer:
        try:
            return rescue(path)
        finally:
            show_damage(panel, path)

    panel.on_ask(do)
    return panel


def show_damage(panel: CarePanel, path: Path) -> None:
    """Show what is wrong with a journal's file, and what its newest good backup would change."""
    said, found = [], None
    try:
        found = recovery.find_damage(path)
    except JournalError as error:
        said = [sentence(str(error))]
    if found:
        said = [sentence(found.problem), sentence(found.summary() or _no_backup(path))]
    with panel.hold_sync():
        panel.damage = said
        panel.rescue = bool(found and found.backup)


def _no_backup(path: Path) -> str:
    return (
        f"no good backup lies in {path.parent / 'backups'}. If you have one elsewhere, move the "
        "damaged file to another folder, open this page again, and bring the backup back under "
        "“Taking care of it” in the diary"
    )


def rescue(path: Path) -> Answer:
    """Put the newest good backup in the place of a damaged journal, and say so."""
    kept = recovery.recover(path)
    return {"text": f"The journal is whole again. The damaged file is kept as {kept}."}


def sentence(said: str) -> str:
    """Return words as a sentence of their own."""
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"
