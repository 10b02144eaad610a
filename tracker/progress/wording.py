"""How statistics are written in a sentence."""

from __future__ import annotations


def p_words(p_value: float, *, digits: int = 3) -> str:
    """Write a p-value without a leading 0, and no smaller than its last digit can say.

    Examples
    --------
    >>> p_words(0.0004), p_words(0.26), p_words(0.26, digits=2)
    ('below .001', '.260', '.26')
    """
    least = 10**-digits
    said = f"{max(p_value, least):.{digits}f}".lstrip("0")
    return f"below {said}" if p_value < least else said
