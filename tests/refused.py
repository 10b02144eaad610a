"""Tests of what is refused in a sentence."""

import functools
import inspect

import pytest

from tracker.foundation.errors import InvalidValue


def refused(*cases, error=InvalidValue):
    """Expect of each case, whose values a test's first parameters take, its last: a sentence."""

    def mark(test):
        @functools.wraps(test)
        def refuses(sentence, **given):
            with pytest.raises(error, match=sentence):
                test(**given)

        own = inspect.signature(test).parameters
        said = inspect.Parameter("sentence", inspect.Parameter.KEYWORD_ONLY)
        refuses.__signature__ = inspect.Signature([*own.values(), said])
        names = [*own][: len(cases[0]) - 1]
        return pytest.mark.parametrize((*names, "sentence"), cases)(refuses)

    return mark
