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


@pytest.fixture
def text_file(tmp_path):
    """A function that writes a text into a file and returns its path."""

    def write(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return path

    return write
