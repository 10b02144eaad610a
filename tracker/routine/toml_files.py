"""A TOML file read and checked, and what is wrong with it said in one sentence."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tracker.foundation.errors import LibraryError

Model = TypeVar("Model", bound=BaseModel)
MOST_BYTES = 64_000
"""A routine by hand has about a thousand; more than this is some other file."""


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds: an ordinary one of at most 64 kB, in UTF-8."""
    try:
        if not path.is_file():
            kind = "a folder" if path.is_dir() else "not there or not an ordinary file"
            raise LibraryError(f"{path.name} is {kind}, and a text file is needed")
        _check_size(path.stat().st_size, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise LibraryError(f"{path.name} cannot be read ({error.strerror or error})") from None
    return parse_toml(data, path.name)


def parse_toml(data: bytes, name: str) -> dict[str, Any]:
    """Return what TOML text of at most 64 kB in UTF-8 holds; `name` is what its errors call it.

    >>> parse_toml(b"holds = 2", "the text")
    {'holds': 2}
    """
    _check_size(len(data), name)
    try:
        # utf-8-sig: some editors put a mark in front of the text.
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LibraryError(
            f"{name} is not UTF-8 text; save it again with the encoding UTF-8"
        ) from None
    except RecursionError:
        raise LibraryError(f"{name} is not valid TOML: brackets are nested too deep") from None
    except ValueError as error:
        raise LibraryError(f"{name} is not valid TOML: {error}") from None


def _check_size(size: int, name: str) -> None:
    if size > MOST_BYTES:
        raise LibraryError(
            f"{name} is {size / 1000:,.0f} kB long, and at most {MOST_BYTES // 1000} kB are allowed"
        )


def check(model: type[Model], values: Any, file: str) -> Model:
    """Return `values` as a `model`; else say of the first fault file, key, what came, what may."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        # A list with a bad entry is also reported as too short: say the entry only.
        inner = [fault["loc"][:i] for fault in faults for i in range(len(fault["loc"]))]
        first, *others = [fault for fault in faults if fault["loc"] not in inner]
        more = f" (and {len(others)} more to mend)" if others else ""
        raise LibraryError(f"{_fault(file, model, first)}{more}") from None


def damaged(error: LibraryError) -> LibraryError:
    """Return the same sentence for a shipped file, where only a new copy helps."""
    return LibraryError(f"{error}. This file comes with Unknot: install it again.")


def shown(value: Any) -> str:
    """Return a value as a person wrote it in their file, shortened.

    >>> shown(True), shown("long"), shown(["up"])
    ('true', '"long"', '["up"]')
    """
    match value:
        case bool():
            text = str(value).lower()
        case str():
            text = f'"{value}"'
        case list() | tuple():
            text = f"[{', '.join(map(shown, value))}]"
        case dict():
            text = f"{{{', '.join(f'{key} = {shown(part)}' for key, part in value.items())}}}"
        case _:
            text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that was probably meant, or None.

    >>> nearest("chest_strech", ["cat_camel", "chest_stretch"])
    'chest_stretch'
    """
    plain = {other.casefold(): other for other in words}
    close = difflib.get_close_matches(word.casefold(), plain, n=1, cutoff=0.6)
    return plain[close[0]] if close else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return a hint at the one of `words` that was probably meant, or ""."""
    meant = nearest(word, words)
    return f" (did you mean {meant}?)" if meant else ""


def _fault(file: str, model: type[BaseModel], error: ErrorDetails) -> str:
    place, key, owner = [file], "", model
    inner: type[BaseModel] | None = model
    for part in error["loc"]:
        if isinstance(part, int):
            if inner is not None:  # one of several tables: "step 3"
                place.append(f"{key.removesuffix('s')} {part + 1}")
                key = ""
            continue
        if key:
            place.append(key)
        owner, key = inner or owner, part
        inner = _table_of(owner.model_fields.get(part))
    where, came = ", ".join(place), shown(error["input"])
    if error["type"] in ("too_short", "too_long"):
        came = f"{len(error['input'])} of them"
    field = owner.model_fields.get(key)
    said = error["msg"].removeprefix("Input should be ")
    allowed = (field and field.description) or (_keys(inner) if inner else said)
    match error["type"]:
        case "value_error":
            return f"{where}: {error['ctx']['error']}"
        case "extra_forbidden":
            hint = did_you_mean(key, owner.model_fields)
            return f'{where}: the key "{key}" is not known{hint}, and allowed are {_keys(owner)}'
        case "missing" if not isinstance(error["loc"][-1], int):
            return f"{where}: {key} is missing, and needed is {allowed}"
        case _ if not key:
            return f"{where} is {came}, and allowed is a table with {allowed}"
        case _:
            one_of_several = isinstance(error["loc"][-1], int) and error["type"] != "missing"
            has = "holds" if one_of_several else "is"
            return f"{where}: {key} {has} {came}, and allowed is {allowed}"


def _table_of(field: FieldInfo | None) -> type[BaseModel] | None:
    """Return the model that a field holds, or holds several of."""
    kinds = (field.annotation, *get_args(field.annotation)) if field else ()
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)


def _keys(model: type[BaseModel]) -> str:
    # The id and the file are known from where it was read.
    return ", ".join(key for key in model.model_fields if key not in ("id", "file"))
