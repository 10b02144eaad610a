import pytest

from tracker.foundation import data_files
from tracker.foundation.errors import TrackerError


def test_in_a_checkout_the_data_lie_beside_the_package():
    assert (data_files.data_folder() / "sample" / "README.md").is_file()


def test_an_installed_copy_finds_its_data_inside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "tracker"
    (package / "data").mkdir(parents=True)
    monkeypatch.setattr(data_files, "_PACKAGE", package)
    assert data_files.data_folder() == package / "data"


def test_a_copy_without_data_says_so_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(data_files, "_PACKAGE", tmp_path / "tracker")
    with pytest.raises(TrackerError, match=r"are missing: there is no folder .*; install"):
        data_files.data_folder()
