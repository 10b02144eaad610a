import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest

from tracker.exchange.archive import KEPT
from tracker.exchange.parquet import write_parquet
from tracker.foundation.errors import ExchangeError
from tracker.foundation.schema import column
from tracker.journal.store import Journal


@pytest.fixture
def sample(own_journal):
    with Journal("sample") as journal:
        journal.log_score(3, note="=1 <b>å</b> 🦴")
        yield journal


def test_every_table_is_written_with_its_dtypes(sample, tmp_path):
    folder = write_parquet(sample, tmp_path / "diary")
    assert {path.name for path in folder.iterdir()} == {f"{table}.parquet" for table in KEPT}
    scores = pd.read_parquet(folder / "score.parquet")
    pd.testing.assert_frame_equal(scores, sample.scores().rename_axis(columns=None))
    steps = pd.read_parquet(folder / "step.parquet")
    assert steps.dtypes.equals(sample.steps().dtypes)


def test_a_zip_holds_the_same_files(sample, tmp_path):
    folder = write_parquet(sample, tmp_path / "diary")
    packed = write_parquet(sample, tmp_path / "diary.zip")
    with zipfile.ZipFile(packed) as archive:
        for name in archive.namelist():
            assert archive.read(name) == (folder / name).read_bytes()


def test_columns_say_their_unit_and_meaning(sample, tmp_path):
    schema = pq.read_schema(write_parquet(sample, tmp_path / "diary") / "step.parquet")
    said = {key.decode(): value.decode() for key, value in schema.field("held_s").metadata.items()}
    held = column("step", "held_s")
    assert (said["unit"], said["meaning"]) == (held.unit, held.doc)


def test_files_are_the_owners_alone(sample, tmp_path):
    folder = write_parquet(sample, tmp_path / "diary")
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_way_gets_a_sentence(sample, tmp_path):
    (tmp_path / "diary").touch()
    with pytest.raises(ExchangeError, match="is no folder to write to"):
        write_parquet(sample, tmp_path / "diary")
