"""Files read with suspicion, never unpacked to disk, and files written whole or not at all."""

from __future__ import annotations

import codecs
import csv
import io
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO, Any

from tracker.foundation.errors import ExchangeError, TrackerError, reason
from tracker.foundation.schema import shown

MOST_FILES = 10_000
MOST_BYTES = 500_000_000
"""What a file that is read whole may hold when unpacked."""
SUSPICIOUS_RATIO = 200
HARMLESS_BYTES = 100_000_000
"""However well it is packed, this much does no harm; notes that repeat pack very well."""
FIELD_CHARACTERS = 10_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def as_path(path: Any) -> Path:
    """Return `path` as a path, ``~`` spelt out, or raise `ExchangeError` where it can be none."""
    try:
        return Path(path).expanduser()
    except (TypeError, RuntimeError):
        raise ExchangeError(f"{shown(path)} is not the path of a file") from None


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what a damaged or missing file raises into one sentence."""
    try:
        yield
    except TrackerError:
        raise
    except FileNotFoundError:
        raise ExchangeError(f"there is no file {path}; nothing was added") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError) as error:
        raise _refused(path, f"is damaged ({error})") from error
    except (NotImplementedError, RuntimeError, MemoryError) as error:  # a password, an odd packing
        raise _refused(path, f"is packed in a way that cannot be read ({error})") from error
    except OSError as error:
        raise ExchangeError(
            f"{path} cannot be read ({reason(error)}); nothing was added"
        ) from error


@contextmanager
def unzipped(path: Path, most_bytes: int = MOST_BYTES) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose table of contents bodes no harm."""
    with explained(path), zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_FILES:
            raise _refused(path, f"holds {len(infos)} files and at most {MOST_FILES} are read")
        names = [info.filename for info in infos]
        for info in infos:
            name = info.filename.replace("\\", "/")
            if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
                raise _refused(path, f"names a path outside itself ({shown(info.filename)})")
            if info.flag_bits & 1:
                raise _refused(path, "is locked with a password; unlock it first")
        if len(set(names)) < len(names):
            raise _refused(path, "holds two files of the same name")
        size = sum(info.file_size for info in infos)
        packed = max(1, path.stat().st_size)
        if size > most_bytes or (size > HARMLESS_BYTES and size / packed > SUSPICIOUS_RATIO):
            raise _refused(
                path,
                f"would unpack to {size / 1e6:,.0f} MB, {size / packed:,.0f} times its size; at "
                f"most {most_bytes / 1e6:,.0f} MB and {SUSPICIOUS_RATIO} times are read",
            )
        yield archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one file of a zip, never more than its table of contents says."""
    with archive.open(name) as file:
        return file.read()


def whole(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Return a whole file that is not too large."""
    with explained(path):
        if path.stat().st_size > most_bytes:
            raise _refused(path, f"is larger than {most_bytes / 1e6:,.0f} MB")
        return path.read_bytes()


def _refused(path: Path, why: str) -> ExchangeError:
    return ExchangeError(f"{path.name} {why}; nothing was added")


def text(raw: bytes, name: str) -> tuple[str, str | None]:
    """Return the text of a file, and a sentence where its encoding had to be guessed.

    >>> text("schön".encode("cp1252"), "diary.csv")
    ('schön', 'diary.csv is not UTF-8 and was read as Windows-1252.')
    """
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), None)
    sample = raw[:4096]
    if encoding is None and sample.count(0) > len(sample) / 4:
        encoding = "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    with suppress(UnicodeDecodeError):
        return raw.decode(encoding or "utf-8"), _said(name, encoding)
    if encoding is None:
        with suppress(UnicodeDecodeError):
            return raw.decode("cp1252"), f"{name} is not UTF-8 and was read as Windows-1252."
    raise ExchangeError(f"{name} is not text in UTF-8, UTF-16 or Windows-1252; nothing was added")


def _said(name: str, encoding: str | None) -> str | None:
    guessed = encoding in ("utf-16-le", "utf-16-be")
    return f"{name} does not say how it is written and was read as UTF-16." if guessed else None


def lines(content: str, name: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Read CSV: the line a record starts on, from 1, and its cells; blank lines are passed over."""
    csv.field_size_limit(max(csv.field_size_limit(), FIELD_CHARACTERS))
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if cells:
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise ExchangeError(
            f"{name}, line {start}, is not CSV ({error}); nothing was added"
        ) from error


def write(path: Any, fill: Callable[[IO[bytes]], object]) -> Path:
    """Write a file for its owner's eyes only, whole or not at all; return its path."""
    target = as_path(path).absolute()
    if target.is_dir():
        raise ExchangeError(f"{target} is a folder; name a file in it, nothing was written")
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:  # mkstemp makes it 0600
                fill(file)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(target)
        finally:
            Path(beside).unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise ExchangeError(
            f"{target} cannot be written ({reason(error)}); what was there before still is"
        ) from error
    return target


def write_bytes(path: Any, content: bytes) -> Path:
    """Write what is in memory as `write` does."""
    return write(path, lambda file: file.write(content))


def stem(name: str) -> str:
    """Return the last part of a path inside a zip.

    >>> stem("apple_health_export/export.xml")
    'export.xml'
    """
    return PurePosixPath(name.replace("\\", "/")).name
