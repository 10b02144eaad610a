"""What stays the same while files move: pictures, written files, names, what browsers keep.

``pins.json`` holds it, names in full and what is long as SHA-256. Where a change is meant, write it
anew with ``python -m tests.test_pins`` and look at what git says has changed.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import anywidget
import pytest

import tracker
from tests.test_node import our_widgets
from tests.test_styles import selectors
from tracker.figure.rendering import figure_svg, figures, for_player, player_body  # not public
from tracker.figure.self_test_pictures import pictures as self_test_pictures  # nor is this

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = Path(tracker.__file__).parent
PINS = Path(__file__).with_name("pins.json")
PAGES = ("Coach", "Diary", "Progress", "SelfExperiment", "Library", "Today")
WHOLE = ("tests", "tracker", "notebooks")
"""What `make test` collects."""
A_TEST_A_FILE = {"tests/test_floor_plan.py", "tests/test_node.py", "tests/test_styles.py"}
"""Files with a test for each file of the package: fewer, once files are merged."""


def sha256(*parts: str | bytes) -> str:
    """Return one hash of all parts."""
    found = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        found.update(len(content).to_bytes(8, "big") + content)
    return found.hexdigest()


def told(name: str, easy: bool, *rest: str) -> str:
    """Return the name under which a form of an exercise is pinned."""
    return " ".join((name, *["easier"] * easy, *rest))


# Pictures


def poses() -> dict[str, str]:
    """Every pose in both sides, in the page's colours, in dark ones, and without its arrow."""
    found = {}
    for (name, easy), figure in figures().items():
        sides = (None,) if figure.drawing.side == "both" else ("left", "right")
        for pose in figure.poses:
            made = [
                figure_svg(name, variant=easy, pose=pose, side=side, **look)
                for side in sides
                for look in ({}, {"dark": True}, {"arrows": False})
            ]
            found[told(name, easy, pose)] = sha256(*made)
    return found


def self_tests() -> dict[str, str]:
    return {test: sha256(svg) for test, svg in self_test_pictures().items()}


def numbers_of_the_player() -> dict[str, str]:
    """What the player moves the figure by."""
    found = {"body": sha256(json.dumps(player_body()))}
    for name, easy in figures():
        found[told(name, easy)] = sha256(json.dumps(for_player(name, easy)))
    return found


# Files that are written


def pdf_parts(data: bytes) -> Iterator[bytes]:
    """Yield a PDF's objects, streams unpacked, without lengths and places in the file.

    How small a stream is packed is the business of the machine's zlib: some systems have zlib-ng.
    """
    header = b""
    objects = data[: data.rindex(b"\nxref\n")]
    for at, part in enumerate(re.split(rb"stream\n(.*?)\nendstream", objects, flags=re.DOTALL)):
        if at % 2:
            yield zlib.decompress(part) if b"/FlateDecode" in header else part
        else:
            header = part.rpartition(b" obj\n")[2]
            yield re.sub(rb"/Length \d+", b"", part)


def zip_parts(path: Path) -> Iterator[str | bytes]:
    """Yield all that a zip holds, unpacked, for the same reason."""
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            yield repr((info.filename, info.date_time, info.compress_type, info.external_attr))
            yield archive.read(info)


def exchange() -> dict[str, str]:
    """The archive, FHIR and a calendar of the sample diary with a row in every table."""
    with TemporaryDirectory() as folder, tracker.Journal("sample") as journal:
        journal.set_setting("journal_id", "6f1d8f0e-2a53-4a44-9a52-3b6f0a8f4a01")
        journal.log_checkin(day="2026-04-26", stress=4, sleep_h=7.25, sitting_h=6, note="=1+1")
        journal.pause("2026-02-01", "2026-02-07", "flare", id="pause")
        journal.log_measure("back scratch", -2.5, side="left", id="measure")
        journal.log_measure("seated rotation", 2.5, side="right", id="turned")
        journal.name_knot("inner blade edge", "left", "@home")
        journal.seal_experiment("experiment", {"pairs": 6}, 3, ["on", "off"])
        assert all(journal.tables().values())
        path = Path(folder)
        return {
            "archive": sha256(*zip_parts(journal.export(path / "archive.zip"))),
            "FHIR": sha256(tracker.write_fhir(journal, path / "fhir.json").read_bytes()),
            "ICS": sha256(tracker.write_ics(journal, path / "plan.ics").read_bytes()),
            "ICS with reminder": sha256(
                tracker.write_ics(
                    journal, path / "own.ics", at="07:30", remind_min=15, days=["MO", "SA"]
                ).read_bytes()
            ),
        }


def cards() -> dict[str, str]:
    """The card of each shipped routine, plain and with easier variants."""
    found = {}
    for name in sorted(path.stem for path in (CHECKOUT / "data" / "routines").glob("*.toml")):
        for easier, paper in ((False, "A4"), (True, "Letter")):
            made = tracker.card(name, variants=easier, paper=paper)
            found[told(name, easier, paper, "HTML")] = sha256(made.html())
            found[told(name, easier, paper, "PDF")] = sha256(*pdf_parts(made.pdf()))
    return found


def reports() -> dict[str, str]:
    """The report on the sample diary as it is."""
    found = {}
    with tracker.Journal("sample") as journal:
        half_a_year = tracker.report(journal)
        all_of_it = tracker.report(journal, n_days=None, name="Ada", paper="Letter")
    for name, made in (("half a year, A4", half_a_year), ("all, named, Letter", all_of_it)):
        found[f"{name}, HTML"] = sha256(made.html())
        found[f"{name}, PDF"] = sha256(*pdf_parts(made.pdf()))
    return found


# Names


def called(thing: Any) -> str:
    """Return how something is called, with its types as they are written."""
    if not callable(thing) or (isinstance(thing, type) and issubclass(thing, Exception)):
        return "a value"
    signature = inspect.signature(thing)
    parameters = [
        # Types of a model are classes, and those name the module that they are in.
        one if isinstance(one.annotation, str) else one.replace(annotation=one.empty)
        for one in signature.parameters.values()
    ]
    return str(signature.replace(parameters=parameters))


def public_names() -> dict[str, str]:
    return {name: called(getattr(tracker, name)) for name in tracker.__all__}


def methods_of_journal() -> dict[str, str]:
    return {
        name: called(getattr(tracker.Journal, name))
        for name in dir(tracker.Journal)
        if not name.startswith("_")
    }


def names_on_pages() -> dict[str, list[str]]:
    """What notebooks reach by each page; what is its own, not what every widget has."""
    found = {}
    for page in PAGES:
        kind = getattr(tracker, page)
        with tracker.Journal("sample") as journal:
            own = set(vars(kind(journal)))
        for base in kind.__mro__:
            if base.__module__.split(".")[0] == "tracker":
                own |= set(vars(base))
        found[page] = sorted(name for name in own if not name.startswith("_"))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_told_in_one_plain_line_the_same_every_time(page: str) -> None:
    with tracker.Journal("sample") as journal:
        made = getattr(tracker, page)(journal)
        said = repr(made)
        assert said == repr(getattr(tracker, page)(journal))
        assert re.fullmatch(r"[A-Z][^\n<>]{20,100}", said)
        part = re.search(r"such as \w+\.(\w+)", said)
        assert part is None or hasattr(made, part[1])


# What the browser sees and keeps


def traits() -> list[str]:
    """What each widget shares with the browser of its own; without its name, which may change."""
    common = set(anywidget.AnyWidget.class_trait_names(sync=True))
    return sorted(
        " ".join(sorted(set(kind.class_trait_names(sync=True)) - common)) for kind in our_widgets()
    )


def scripts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.js"))]


def storage_keys() -> list[str]:
    """Keys and events as they are written in scripts, and the names of drafts and channels."""
    literal = re.compile(r"""(["'`/])(\^?unknot:.*?)\1""")
    named = re.compile(r"""create(?:Draft|Outbox|Sending)\(\s*model,\s*(["`])(.*?)\1\s*[,)]""")
    found = [match for script in scripts() for match in literal.findall(script)]
    found += [match for script in scripts() for match in named.findall(script)]
    return sorted({text for _, text in found})


def css_classes() -> list[str]:
    sheets = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.css")]
    return sorted(
        {
            name
            for sheet in sheets
            for selector in selectors(sheet)
            for name in re.findall(r"\.(-?[A-Za-z_][\w-]*)", selector)
        }
    )


SAME: dict[str, Callable[[], Any]] = {
    "poses": poses,
    "self-tests": self_tests,
    "numbers of the player": numbers_of_the_player,
    "exchange": exchange,
    "cards": cards,
    "reports": reports,
    "public names": public_names,
    "methods of Journal": methods_of_journal,
    "names on pages": names_on_pages,
    "traits": traits,
    "storage keys": storage_keys,
    "CSS classes": css_classes,
}


def pinned() -> dict[str, Any]:
    return json.loads(PINS.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("what", SAME)
def test_it_is_what_it_was(what: str) -> None:
    was, now = pinned()[what], SAME[what]()
    if isinstance(was, dict):
        changed = {name: now[name] for name in was.keys() & now.keys() if now[name] != was[name]}
        assert changed == {}, f"{what}: these changed"
        was, now = sorted(was), sorted(now)
    assert now == was


# How much is tested


def counts_as_test(file: str) -> bool:
    return file.startswith("tests/") and file not in A_TEST_A_FILE


def javascript_tests() -> int:
    files = [path.read_text(encoding="utf-8") for path in (CHECKOUT / "tests").rglob("*.mjs")]
    return sum(len(re.findall(r"^\s*test\(", file, re.MULTILINE)) for file in files)


def lines_of_examples() -> int:
    files = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    return sum(len(re.findall(r"^\s*>>> ", file, re.MULTILINE)) for file in files)


def collected() -> int:
    """Return how many tests pytest finds."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:benchmark", "tests"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [line.split("::")[0] for line in done.stdout.splitlines() if "::" in line]
    return sum(map(counts_as_test, files))


def test_no_test_is_lost(request: pytest.FixtureRequest) -> None:
    at_least = pinned()["at least"]["tests"]
    assert at_least > 0
    config = request.config
    whole = {CHECKOUT / name for name in WHOLE} == {Path(name).resolve() for name in config.args}
    narrowed = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf")
    if whole and not any(config.getoption(name, None) for name in narrowed):
        files = [item.nodeid.split("::")[0] for item in request.session.items]
        assert sum(map(counts_as_test, files)) >= at_least


def test_no_test_in_javascript_and_no_example_is_lost() -> None:
    at_least = pinned()["at least"]
    assert javascript_tests() >= at_least["tests in JavaScript"]
    assert lines_of_examples() >= at_least["lines of examples"]


def write() -> None:
    """Write the pins anew."""
    pins = {what: find() for what, find in SAME.items()}
    pins["at least"] = {
        "tests": collected(),
        "tests in JavaScript": javascript_tests(),
        "lines of examples": lines_of_examples(),
    }
    text = json.dumps(pins, indent=1, ensure_ascii=False)
    PINS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
