"""One's own routines: as the TOML that a physiotherapist would write, as a draft, in their folder.

Files are written whole or not at all. What is deleted or written over stays there as a hidden file,
so that deleting can be taken back, also after a restart. A file keeps its name for good: it is the
routine's id, by which the journal knows what was done, so renaming changes the name inside alone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tracker.foundation.errors import LibraryError, NotFound
from tracker.routine.routines import Routine, RoutineStep, own_folder, routine_of, routines
from tracker.routine.toml_files import parse_toml

_LONGEST = 40
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")  # Windows takes these for machines
DRAFT = "the routine"
"""What errors call a routine that is in no file yet."""
_NOTE = """\
# A routine for Unknot. A step that names no holds, hold_s, rest_s (seconds) or sides has the usual
# ones of its exercise; variant = true is the easier form.
"""
_KEYS = ("holds", "hold_s", "rest_s", "sides", "variant")


def keep(routine: Routine, *, id: str = "", replace: bool = False) -> Routine:
    """Write a routine into the folder of one's own, and return it as it is on disk.

    `id` is of the one that this is the new form of, "" for a new one, whose file is named after it.
    A name that is taken is refused, unless by one's own and `replace`.
    """
    known = routines()
    if id:
        _own(id)
    mine = [other for other in known.values() if (other.id == id if id else is_own(other))]
    for other in mine:
        if as_draft(other) == as_draft(routine):
            return other  # unchanged, or the same event sent twice
    same = [other for other in known.values() if _plain(other.name) == _plain(routine.name)]
    for other in same:
        if other.id == id:
            continue
        if not is_own(other):
            raise LibraryError(
                f"“{other.name}” comes with Unknot and stays as it is; give yours another name. "
                "Nothing was saved"
            )
        if id or not replace:
            raise LibraryError(
                f"there is already a routine called “{other.name}”; replace it, or give this one "
                "another name. Nothing was saved"
            )
        id = other.id
    path = _own(id) if id else _free(stem_of(routine.name), set(known))
    _write(path, toml_text(routine))
    return routine.model_copy(update={"id": path.stem, "file": path})


def remove(id: str) -> str:
    """Delete one of one's own routines; return its name. `put_back` undoes it."""
    path = _own(id)
    name = routines()[id].name
    with _said(path):
        path.replace(_before(path))
    return name


def put_back(id: str) -> Routine:
    """Take back that one of one's own was deleted."""
    if id not in routines():
        # Compared with what is there, never put together from an id: that may come from anywhere.
        hidden = next((path for path in _files() if path.name == f".{id}.toml~"), None)
        if hidden is None:
            raise NotFound(f"there is nothing of a routine {id!r} to take back")
        path = hidden.with_name(hidden.name[1:-1])
        with _said(path):
            hidden.replace(path)
    return routines()[id]


def is_own(routine: Routine) -> bool:
    """Tell whether a routine is one of the person's own."""
    return routine.file is not None and routine.file.parent == own_folder()


def stem_of(name: str) -> str:
    """Return the file name for a routine's name, without ``.toml``: letters, digits and hyphens.

    >>> stem_of("../../etc/passwd"), stem_of("Früh 🌅"), stem_of("?!"), stem_of("NUL")
    ('etc-passwd', 'früh', 'routine', 'nul-routine')
    """
    plain = _plain(name)
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    stem = "-".join(words)[:_LONGEST].strip("-") or "routine"
    return f"{stem}-routine" if _DEVICES.fullmatch(stem) else stem


def toml_text(routine: Routine) -> str:
    r"""Write a routine as TOML: only what differs from the usual doses, in the order of the file.

    >>> from tracker.routine.routines import routines
    >>> print(toml_text(routines()["short"]).partition("\n\n")[2].partition("\n\n[[steps]]\n")[2])
    exercise = "chest_stretch"
    holds = 2
    <BLANKLINE>
    [[steps]]
    exercise = "thread_the_needle"
    <BLANKLINE>
    [[steps]]
    exercise = "childs_pose"
    <BLANKLINE>
    """
    head = [f"name = {_value(routine.name)}"]
    if routine.description:
        head.append(f"description = {_value(routine.description)}")
    tables = ("\n".join(["[[steps]]", *_lines(step)]) for step in routine.steps)
    return _NOTE + "\n\n".join(["\n".join(head), *tables]) + "\n"


def read_text(text: str, name: str = DRAFT) -> Routine:
    r"""Return the routine that TOML text holds, checked as a file is; its id is `name`.

    >>> read_text('name = "Noon"\n[[steps]]\nexercise = "eagle_arms"').steps[0].hold_s
    30
    """
    return routine_of(parse_toml(text.encode("utf-8", "surrogatepass"), name), name)


def from_draft(draft: Mapping[str, Any]) -> Routine:
    """Return the routine that a draft stands for: a mapping with name, description and steps.

    >>> from_draft({"name": "Noon", "steps": [{"exercise": "eagle_arms", "holds": 2}]})
    <Routine the routine: eagle_arms>
    """
    return routine_of(dict(draft), DRAFT)


def as_draft(routine: Routine) -> dict[str, Any]:
    """Return a routine as plain values that JSON can hold: name, description, steps in full.

    >>> from tracker.routine.routines import routines
    >>> as_draft(routines()["desk"])["steps"][-1]  # doctest: +NORMALIZE_WHITESPACE
    {'exercise': 'cat_camel', 'holds': 1, 'hold_s': 30, 'rest_s': 10, 'sides': ['both'],
     'variant': True}
    """
    return routine.model_dump(mode="json", include={"name", "description", "steps"})


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _own(id: str) -> Path:
    routine = routines().get(id)
    if routine is None or routine.file is None or not is_own(routine):
        raise NotFound(f"there is no routine of your own with the id {id!r}; nothing was changed")
    return routine.file


def _free(stem: str, known: set[str]) -> Path:
    """Return a path that no routine has or had: a journal must always mean the same one by it."""
    taken = {name.casefold() for name in known}
    taken |= {path.name.casefold().strip(".~").removesuffix(".toml") for path in _files()}
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    return own_folder() / f"{name}.toml"


def _files() -> list[Path]:
    folder = own_folder()
    with _said(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return sorted(folder.iterdir())


def _before(path: Path) -> Path:
    return path.with_name(f".{path.name}~")


def _write(path: Path, text: str) -> None:
    with _said(path):
        # In the same folder, where it can be renamed in one go; mkstemp makes it 0600.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copy2(path, _before(path))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the folder itself on disk; where a system cannot, the rename still is atomic."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence that names the file."""
    try:
        yield
    except OSError as error:
        raise LibraryError(
            f"{path.name} cannot be written in your routines folder "
            f"({error.strerror or error}); nothing was changed"
        ) from None


def _lines(step: RoutineStep) -> list[str]:
    usual = RoutineStep.model_validate({"exercise": step.exercise})
    own = [key for key in _KEYS if getattr(step, key) != getattr(usual, key)]
    return [f"{key} = {_value(getattr(step, key))}" for key in ("exercise", *own)]


def _value(value: str | int | bool | tuple[str, ...]) -> str:
    # TOML writers leave no place for a comment; JSON leaves one character bare that TOML forbids.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
