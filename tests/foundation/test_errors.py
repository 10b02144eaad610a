import pytest

from tracker.foundation import errors

KINDS = [
    errors.ExchangeError,
    errors.InvalidValue,
    errors.JournalError,
    errors.LibraryError,
    errors.NotFound,
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_can_be_caught_as_a_tracker_error(kind):
    with pytest.raises(errors.TrackerError, match="a sentence"):
        raise kind("a sentence")


def test_a_wrong_value_is_a_value_error_and_a_missing_row_a_lookup_error():
    assert issubclass(errors.InvalidValue, ValueError)
    assert issubclass(errors.NotFound, LookupError)
