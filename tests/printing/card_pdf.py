"""Reads what a PDF of ours says, to hold it to what it should: text, alt texts, metadata.

It knows only what fpdf2 writes: streams by deflate, one font a ToUnicode map, strings of two-byte
characters.
"""

import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_SHOWN = re.compile(rb"/F(\d+) ([\d.]+) Tf|\(((?:[^()\\]|\\.)*)\) Tj", re.DOTALL)
_STRING = rb" (\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)"


@dataclass
class Read:
    """What was found in a file."""

    pages: int
    info: dict[str, str]
    lang: str
    tags: list[str]
    alts: list[str]
    text: str
    sizes: set[float]


def read(data: bytes) -> Read:
    """Read a file, page after page."""
    objects = {int(number): body for number, body in _OBJECT.findall(data)}
    whole = b"\n".join(objects.values())
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]

    def stream(pattern: bytes, body: bytes) -> bytes:
        found = objects[int(_one(pattern + rb" (\d+) 0 R", body))]
        content = _one(rb"stream\n(.*)\nendstream", found)
        return zlib.decompress(content) if b"/FlateDecode" in found else content

    fonts = {
        name: _letters(stream(rb"/ToUnicode", objects[int(number)]))
        for name, number in re.findall(rb"/F(\d+) (\d+) 0 R", whole)
    }
    words, sizes, font = [], set(), {}
    shown = b"\n".join(stream(rb"/Contents", page) for page in pages)
    for name, size, string in _SHOWN.findall(shown):
        if name:
            font = fonts[name]
            sizes.add(float(size))
        else:
            codes = _unescaped(string)
            words.append("".join(font[codes[at : at + 2]] for at in range(0, len(codes), 2)))
    return Read(
        pages=len(pages),
        info={
            key.decode(): _said(value)
            for key, value in re.findall(rb"/(Title|Author)" + _STRING, whole, re.DOTALL)
        },
        lang=_said(_one(rb"/Lang" + _STRING, whole)),
        tags=[tag.decode() for tag in re.findall(rb"/S /(\w+)\n", whole)],
        alts=[_said(alt) for alt in re.findall(rb"/Alt" + _STRING, whole, re.DOTALL)],
        text=" ".join(" ".join(words).replace("\xa0", " ").split()),
        sizes=sizes,
    )


def _one(pattern: bytes, body: bytes) -> bytes:
    found = re.search(pattern, body, re.DOTALL)
    assert found, f"no {pattern!r} in {body[:200]!r}"
    return found[1]


def _letters(table: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", table.split(b"beginbfchar")[1])
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code, letters in pairs
    }


def _unescaped(string: bytes) -> bytes:
    letters = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    return re.sub(rb"\\(.)", lambda found: letters.get(found[1], found[1]), string, flags=re.DOTALL)


def _said(string: bytes) -> str:
    inside = string[1:-1]
    plain = bytes.fromhex(inside.decode()) if string.startswith(b"<") else _unescaped(inside)
    return plain.decode("utf-16") if plain.startswith(b"\xfe\xff") else plain.decode()
