"""Whether a file lies in a folder that another program sends elsewhere."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

_NAMES = {
    "Dropbox": r"Dropbox( \(.+\))?",
    "OneDrive": r"OneDrive([ -].+)?",
    "iCloud Drive": r"iCloud ?Drive|Mobile Documents|com~apple~CloudDocs",
    "Google Drive": r"Google ?Drive([ -].+)?|My Drive",
    "Nextcloud": r"Nextcloud.*|ownCloud.*",
    "Syncthing": r"Syncthing",
    "a cloud drive": r"CloudStorage",
}
_MARKS = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Google Drive": (".tmp.drivedownload", ".tmp.driveupload"),
    "Nextcloud": (".sync_*.db", "._sync_*.db", ".nextcloudsync.log", ".owncloudsync.log"),
    "OneDrive": (".849C9593-D756-4E56-8D6E-42412F2A707B",),
    "Syncthing": (".stfolder", ".stignore"),
}
"""What these programs leave in the topmost folder that they send."""


def service(path: Path) -> str:
    """Return which program sends the folder of a file elsewhere, or nothing.

    Examples
    --------
    >>> service(Path("/home/me/Dropbox/unknot/journal.db"))
    'Dropbox'
    >>> service(Path("/home/me/diary/journal.db"))
    ''
    """
    with suppress(OSError):  # where a folder leads, as far as can be told
        path = path.resolve()
    for folder in path.parents:
        for name, pattern in _NAMES.items():
            if re.fullmatch(pattern, folder.name, re.IGNORECASE):
                return name
        for name, marks in _MARKS.items():
            with suppress(OSError):
                if any(any(folder.glob(mark)) for mark in marks):
                    return name
    return ""
