"""Files that were nearly right: bytes, lines, cells and parts of zips changed by a seeded hand."""

import io
import random
import zipfile

NASTY = [
    *(b"", b"\0", b"\r", b"\n", b'"', b"'", b",", b";", b"\t", b"=", b"-", b"<", b">", b"&", b"/"),
    *(b"99999999999999999999", b"-1", b"11", b"1e999", b"nan", b"inf", b"0x10", b"1_0"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\x81", b"\xed\xa0\xbd", b"\xf0\x9f\xa6\xb4", b"\xe2\x80\xae"),
    *(b"9999-12-31", b"0000-00-00", b"2026-02-30", b"2026-03-01T08:00:00.000Z", b"31.12.9999"),
    *(b"../../etc/passwd", b"<!ENTITY a 'b'>", b"&a;", b"]]>", b"<![CDATA[", b"<!--"),
    *(b"both", b"left", b"completed", b"YES_MANUAL", b"SKIP", b"True", b"x" * 5000, b"[" * 50),
]  # fmt: skip


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Return a file with one to four changes; a zip half of the time inside its parts."""
    if content[:2] == b"PK" and rng.random() < 0.6:
        return _zip_with_a_changed_part(content, rng)
    raw = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        rng.choice((_flip, _cut, _repeat, _insert, _swap_lines, _cell))(raw, rng)
    return bytes(raw)


def _zip_with_a_changed_part(content: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in rng.sample(sorted(parts), rng.randint(1, min(2, len(parts)))):
        change = rng.random()
        if change < 0.1:
            del parts[name]
        elif change < 0.2:
            parts[name + rng.choice(["x", "/", "/../y", "\\..\\y", "\ud7ff", " "])] = parts.pop(
                name
            )
        else:
            parts[name] = mutated(parts[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _place(raw: bytearray, rng: random.Random) -> int:
    return rng.randrange(len(raw) + 1)


def _flip(raw: bytearray, rng: random.Random) -> None:
    if raw:
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)


def _cut(raw: bytearray, rng: random.Random) -> None:
    start = _place(raw, rng)
    del raw[start : start + rng.choice([1, 2, 10, 100, len(raw)])]


def _repeat(raw: bytearray, rng: random.Random) -> None:
    start = _place(raw, rng)
    raw[start:start] = raw[start : start + rng.choice([1, 10, 200])] * rng.randint(1, 3)


def _insert(raw: bytearray, rng: random.Random) -> None:
    start = _place(raw, rng)
    raw[start:start] = rng.choice(NASTY)


def _swap_lines(raw: bytearray, rng: random.Random) -> None:
    lines = raw.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    raw[:] = b"\n".join(lines)


def _cell(raw: bytearray, rng: random.Random) -> None:
    lines = raw.split(b"\n")
    line = rng.randrange(len(lines))
    cells = lines[line].split(b",")
    cells[rng.randrange(len(cells))] = rng.choice(NASTY)
    lines[line] = b",".join(cells)
    raw[:] = b"\n".join(lines)
