"""The set-up: one list of dependencies, a lock that names no host, a wheel that is whole."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[1]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
KINDS = {".css", ".csv", ".js", ".py", ".pyi", ".sql", ".toml", ".typed"}
PROMISED = {"jupyterlab", "pandas", "matplotlib", "ipywidgets", "nbval"}
TARGETS = {
    "lab",
    "app",
    "test",
    "lint",
    "quick",
    "house",
    "api",
    "notebooks",
    "pictures",
    "sheet",
    "bench",
    "calibrate",
    "fuzz",
    "lock",
    "clean",
    "help",
}


def names(requirements: list[str]) -> set[str]:
    """Return the names of the packages required."""
    return {canonicalize_name(Requirement(item).name) for item in requirements}


LISTED = names([*PROJECT["dependencies"], *(item for extra in EXTRAS.values() for item in extra)])
LOCKED = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE))


def test_conda_and_binder_install_what_pyproject_lists_and_nothing_of_their_own() -> None:
    environment = yaml.safe_load((CHECKOUT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == PROJECT["name"]
    assert environment["channels"] == ["conda-forge"]
    python, pip, by_pip = environment["dependencies"]
    assert python == f"python{PROJECT['requires-python']}"
    assert pip == "pip"
    (editable,) = by_pip["pip"]
    found = re.fullmatch(r"-e \.\[([\w,]+)\]", editable)
    assert found is not None
    assert set(found[1].split(",")) == set(EXTRAS)


def test_the_promised_packages_are_listed() -> None:
    assert PROMISED <= LISTED


def test_every_dependency_says_why_it_is_there() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    listed = [line for line in text.splitlines() if re.match(r'    "[\w.[\]-]+>=', line)]
    assert len(listed) == len(LISTED)
    assert [line for line in listed if not re.search(r",\s+# \w", line)] == []


def test_the_lock_holds_every_dependency_at_a_version_that_pyproject_allows() -> None:
    assert set(LOCKED) >= LISTED
    for item in [*PROJECT["dependencies"], *EXTRAS["lab"], *EXTRAS["dev"]]:
        wanted = Requirement(item)
        assert wanted.specifier.contains(LOCKED[canonicalize_name(wanted.name)]), item


def test_the_lock_has_a_hash_for_everything_and_names_no_place() -> None:
    pinned = re.findall(r"^[\w.-]+==[^\n]*(?:\n    [^\n]*)*", LOCK, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\w", LOCK, re.MULTILINE))
    assert [item for item in pinned if "--hash=sha256:" not in item] == []
    assert "make lock" in LOCK.splitlines()[1]
    assert re.findall(r"://|--(?:index|extra|find|trusted)\S*|/opt|/home", LOCK) == []


def make(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
    if path is not None:
        environment["PATH"] = path
    return subprocess.run(
        ["make", *arguments], cwd=CHECKOUT, env=environment, capture_output=True, text=True
    )


def test_make_alone_lists_what_can_be_made() -> None:
    listed = make().stdout
    assert set(re.findall(r"^make (\w+) ", listed, re.MULTILINE)) == TARGETS


def test_an_old_python_gets_a_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3.10"
    old.write_text(
        "#!/bin/sh\n"  # a Python that takes itself for 3.10
        f"exec {sys.executable} -c \"import sys; sys.version_info = (3, 10, 0); exec('$2')\"\n"
    )
    old.chmod(0o755)
    done = make(f"PYTHON={old}", f"VENV={tmp_path / 'venv'}", f"{tmp_path / 'venv'}/.ready")
    assert done.returncode != 0
    assert "Unknot needs Python 3.11 or newer" in done.stderr + done.stdout
    assert not (tmp_path / "venv").exists()


def test_no_python_gets_a_sentence(tmp_path: Path) -> None:
    ready = f"{tmp_path / 'venv'}/.ready"
    done = make("PYTHON=python-not-here", f"VENV={tmp_path / 'venv'}", ready)
    assert done.returncode != 0
    assert "There is no python-not-here here" in done.stdout


def test_ci_brings_a_browser_and_then_runs_what_everybody_runs() -> None:
    script = CHECKOUT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", str(script)]).returncode == 0
    assert text.index("apt-get install") < text.index("export CI=true") < text.index("make test")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    paths = [*CHECKOUT.glob("tracker/**/*.*"), *CHECKOUT.glob("data/**/*.*")]
    listed = {path.relative_to(CHECKOUT).as_posix() for path in paths if path.suffix in KINDS}
    wanted = {re.sub("^data/", "tracker/data/", path) for path in listed}
    assert wanted <= held
    assert {Path(name).suffix for name in wanted} == KINDS
    assert {name.split("/")[0] for name in held} == {"tracker", "unknot-0.1.0.dist-info"}


def test_an_installed_copy_finds_its_data(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = """
import tracker, tracker.foundation.data_files
print(tracker.__file__)
print(tracker.foundation.data_files.data_folder())
print(len(tracker.exercises()), len(tracker.routines()))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stderr == ""
    where, data, counts = done.stdout.splitlines()
    assert Path(where) == tmp_path / "tracker" / "__init__.py"
    assert Path(data) == tmp_path / "tracker" / "data"
    assert counts == "8 5"
