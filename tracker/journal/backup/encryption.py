"""Copies that only a passphrase opens, in the age format (age-encryption.org), for any age tool."""

from __future__ import annotations

from pyrage import DecryptError, passphrase  # type: ignore[import-untyped]

from tracker.foundation.errors import InvalidValue

SUFFIX = ".age"


def encrypt(data: bytes, phrase: str) -> bytes:
    """Return bytes that only the passphrase opens; making the key takes about a second."""
    return bytes(passphrase.encrypt(data, _checked(phrase)))


def decrypt(data: bytes, phrase: str | None, name: str) -> bytes:
    """Return what was sealed."""
    if phrase is None:
        raise InvalidValue(f"{name} is encrypted: give its passphrase; nothing was changed")
    try:
        return bytes(passphrase.decrypt(data, _checked(phrase)))
    except DecryptError:
        raise InvalidValue(
            f"this passphrase does not open {name}, or the file is damaged; nothing was changed"
        ) from None


def _checked(phrase: str) -> str:
    if not isinstance(phrase, str) or not phrase.strip():
        raise InvalidValue("the passphrase is empty; nothing was written or changed")
    return phrase
