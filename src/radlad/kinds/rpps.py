"""RPPS: a health professional's 11 digits, the last a Luhn key (ANS, annuaire santé; domain.md).

Twelve digits that begin with 8 are the number of a CPx card, not an RPPS.
"""

from __future__ import annotations

from stdnum import luhn

from radlad.kinds import digits
from radlad.kinds.errors import KeyDigitError, KindError

compact = digits.compact


def validate(text: str) -> str:
    """The 11 digits; raises `FormatError`, `LengthError` or `KeyDigitError`."""
    number = digits.exactly(11, text)
    if not luhn.is_valid(number):
        raise KeyDigitError
    return number


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """`10003456789`: it is printed without groups."""
    return compact(text)
