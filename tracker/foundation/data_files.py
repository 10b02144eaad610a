"""Where the exercises, routines and the sample diary lie: in a checkout or in an installed copy."""

from __future__ import annotations

from pathlib import Path

from tracker.foundation.errors import TrackerError

_PACKAGE = Path(__file__).parents[1]


def data_folder() -> Path:
    """Return the folder of the shipped data files, in an installed package or beside a checkout's.

    >>> (data_folder() / "sample").is_dir()
    True
    """
    for folder in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        if folder.is_dir():
            return folder
    raise TrackerError(
        f"the exercises and routines are missing: there is no folder {_PACKAGE / 'data'}; "
        "install Unknot again"
    )
