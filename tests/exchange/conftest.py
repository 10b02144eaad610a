import zipfile

import pytest


@pytest.fixture
def zipped(tmp_path):
    """A function that packs texts and bytes by name into a zip and returns its path."""

    def pack(parts, name="export.zip", **info):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, content in parts.items():
                archive.writestr(inside, content)
        return path

    return pack
