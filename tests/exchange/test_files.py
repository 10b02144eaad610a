import stat
import struct
import zipfile

import pytest

from tracker.exchange import files
from tracker.foundation.errors import ExchangeError


def says(sentence):
    return pytest.raises(ExchangeError, match=rf"(?s)^[^\n]*{sentence}[^\n]*nothing was added$")


def opened(path, **limits):
    with files.unzipped(path, **limits) as archive:
        return archive.namelist()


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/passwd", "a/../../b.csv", "..\\evil.csv", "C:\\evil.csv", "c:/x"]
)
def test_a_zip_that_names_a_path_outside_itself_is_refused(zipped, name):
    with says("names a path outside itself"):
        opened(zipped({name: "x"}))


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_anything_is_unpacked(zipped):
    bomb = zipped({"a.csv": b"0" * 150_000_000})
    assert bomb.stat().st_size < 200_000
    with says("would unpack to 150 MB, 1,0.. times its size; at most 500 MB and 200 times are"):
        opened(bomb)


def test_a_zip_that_unpacks_to_too_much_is_refused(zipped):
    with says("would unpack to 1 MB, .* at most 0 MB"):
        opened(zipped({"a.csv": b"0" * 1_000_000}), most_bytes=400_000)


def test_a_zip_of_too_many_files_is_refused(zipped):
    with says("holds 10001 files and at most 10000 are read"):
        opened(zipped({f"{number}.csv": b"" for number in range(10_001)}))


def test_a_zip_with_two_files_of_one_name_is_refused(tmp_path):
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", "2")
    with says("two files of the same name"):
        opened(path)


def forged(path, place, claim):
    """Change what a zip says of its first file in its central directory."""
    raw = bytearray(path.read_bytes())
    start = raw.index(b"PK\x01\x02") + place
    raw[start : start + len(claim)] = claim
    path.write_bytes(raw)
    return path


def test_a_locked_zip_is_refused(zipped):
    with says("locked with a password"):
        opened(forged(zipped({"a.csv": "x"}), 8, struct.pack("<H", 1)))


def test_a_file_that_claims_to_be_smaller_than_it_is_gives_no_more_than_it_claims(zipped):
    path = forged(zipped({"a.csv": "x" * 1000}), 24, struct.pack("<I", 10))
    with files.unzipped(path) as archive, says("damaged"), files.explained(path):
        files.member(archive, "a.csv")


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"day,score\n"])
def test_what_is_no_zip_is_refused(tmp_path, content):
    path = tmp_path / "no.zip"
    path.write_bytes(content)
    with says("no.zip is damaged"):
        opened(path)


@pytest.mark.parametrize("path", [5, None, "~nobody-here/x.zip"])
def test_what_can_be_no_path_is_refused(path):
    with pytest.raises(ExchangeError, match="is not the path of a file"):
        files.as_path(path)


def test_missing_files_and_folders_get_a_sentence(tmp_path):
    with says("there is no file"):
        files.whole(tmp_path / "gone.csv")
    with says("is a directory"):
        files.whole(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_encoding_that_says_what_it_is_needs_no_guess(encoding):
    assert files.text("day;müde 🦴".encode(encoding), "a.csv") == ("day;müde 🦴", None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_guessed_and_said(encoding):
    content, note = files.text("day,score\n".encode(encoding), "a.csv")
    assert content == "day,score\n"
    assert note == "a.csv does not say how it is written and was read as UTF-16."


def test_windows_text_is_guessed_and_said():
    content, note = files.text("day;müde – “so”".encode("cp1252"), "a.csv")
    assert content == "day;müde – “so”"
    assert note == "a.csv is not UTF-8 and was read as Windows-1252."


@pytest.mark.parametrize("raw", [b"\x81\xff\xfe", b"\xff\xfea", b"\xef\xbb\xbf\xff"])
def test_what_is_no_text_is_refused(raw):
    with says("is not text in UTF-8, UTF-16 or Windows-1252"):
        files.text(raw, "a.csv")


def test_lines_are_counted_where_a_record_starts():
    content = 'a,b\r\n\r\n1,"two\nlines"\r\n3,4\r\n'
    assert list(files.lines(content, "a.csv")) == [
        (1, ["a", "b"]),
        (3, ["1", "two\nlines"]),
        (5, ["3", "4"]),
    ]


def test_a_note_of_any_length_is_read():
    ((_, cells),) = files.lines("x" * 1_000_000, "a.csv")
    assert len(cells[0]) == 1_000_000


def test_a_cell_without_end_is_refused(monkeypatch):
    with says("line 1, is not CSV"):
        list(files.lines('"' + "x" * 11_000_000, "a.csv"))


def test_a_file_is_written_for_its_owners_eyes_only(tmp_path):
    path = files.write_bytes(tmp_path / "a.json", b"{}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failed_write_leaves_what_was_there_and_nothing_else(tmp_path):
    path = files.write_bytes(tmp_path / "a.json", b"old")

    def fail(file):
        file.write(b"new")
        raise OSError(28, "No space left on device")

    with pytest.raises(ExchangeError, match=r"cannot be written \(no space left on device\)"):
        files.write(path, fail)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", "gone/a.zip", "a\0b"])
def test_a_place_that_cannot_be_written_gets_a_sentence(tmp_path, name):
    with pytest.raises(ExchangeError, match=r"is a folder|cannot be written"):
        files.write_bytes(f"{tmp_path}/{name}", b"")
