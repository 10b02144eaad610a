"""The panel that cares for the journal: backups, restoring, taking it along, bringing in files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import traitlets

from tracker.foundation.errors import reason
from tracker.foundation.theme import css
from tracker.widgets.kit.bundle import KIT, esm
from tracker.widgets.kit.logged_widget import Answer, AskedWidget, Request


class CarePanel(AskedWidget):
    """Warnings, backups, files for elsewhere and files from elsewhere, in one card.

    The browser asks one thing at a time, by an ``id`` of its own, and nothing is asked again by
    itself: what changes many rows at once is done only while somebody looks. A file from elsewhere
    comes in pieces, each acknowledged, into a folder that only this person can read; it is
    removed as soon as it is let go.

    ``copies``: ``id`` and ``text`` of each backup, the newest first. ``formats``, ``kinds`` and
    ``meanings`` (of a table's columns) are pairs of a value and its words. With ``damage``,
    sentences on it, nothing else is offered but, with ``rescue``, a good backup; ``alone``: the
    page could not open, and the panel is there for the damage alone.

    Examples
    --------
    >>> CarePanel()
    Care of the journal: run this cell to use it.
    """

    ID, FILE = "id", "file"
    LOGGED = "the panel could not do what it was asked"
    _SAYS = "Care of the journal: run this cell to use it."
    _esm = esm(Path(__file__).with_suffix(".js"))
    _css = css(KIT / "cards.css", KIT / "fields.css", Path(__file__).with_suffix(".css"))

    where = traitlets.Unicode("").tag(sync=True)
    warnings = traitlets.List(traitlets.Unicode()).tag(sync=True)
    copies = traitlets.List(traitlets.Dict()).tag(sync=True)
    formats = traitlets.List(traitlets.List()).tag(sync=True)
    kinds = traitlets.List(traitlets.List()).tag(sync=True)
    meanings = traitlets.List(traitlets.List()).tag(sync=True)
    damage = traitlets.List(traitlets.Unicode()).tag(sync=True)
    rescue = traitlets.Bool(False).tag(sync=True)
    alone = traitlets.Bool(False).tag(sync=True)
    file = traitlets.Bytes().tag(sync=True)
    piece = traitlets.Any(b"").tag(sync=True)  # a memoryview, as it comes from the browser
    number = traitlets.Int(0).tag(sync=True)
    got = traitlets.Int(0).tag(sync=True)
    share = traitlets.Float(-1.0).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.upload: Path | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.observe(lambda _: self._take_piece(), names="number")

    def forget(self) -> None:
        """Remove the file from elsewhere, if there is one."""
        if self._folder is not None:
            self._folder.cleanup()
        self.upload = self._folder = None

    def _done(self, asked: Request) -> Answer:
        if asked.get("type") == "upload":
            self.forget()
            name = Path(str(asked.get("name", ""))).name or "file"
            # For its owner alone, and gone at the latest when Python ends.
            self._folder = tempfile.TemporaryDirectory(prefix="unknot-", ignore_cleanup_errors=True)
            self.upload = Path(self._folder.name) / name
            self.upload.write_bytes(b"")
            self.got = 0
            return {}
        if asked.get("type") == "forget":
            self.forget()
            return {}
        return super()._done(asked)

    def _hand_back(self, said: Answer, file: bytes) -> None:
        with self.hold_sync():
            self.share = -1.0
            super()._hand_back(said, file)

    def _take_piece(self) -> None:
        with self._asking:
            if self.upload is None or self.number != self.got + 1:
                return
            try:
                with self.upload.open("ab") as file:
                    file.write(self.piece)
            except OSError as error:
                self.answer = {
                    "number": self.number,
                    "error": f"no room for the file ({reason(error)})",
                }
                self.forget()
                return
            self.got = self.number
