"""FINESS: a health establishment's 9 characters, the second A or B in Corsica (DREES; domain.md).

The last digit is a Luhn key, A counting as 1 and B as 2; it warns, it never refuses (decisions.md 18).
"""

from __future__ import annotations

import re

from stdnum import luhn

from radlad.kinds import digits
from radlad.kinds.errors import FormatError, KeyDigitError, KindError, LengthError

_FORM = re.compile(r"[0-9][0-9AB][0-9]{7}")

compact = digits.compact


def validate(text: str) -> str:
    """The 9 characters; raises `FormatError`, `LengthError` or `KeyDigitError`."""
    number = compact(text)
    if len(number) != 9:
        raise LengthError
    if not _FORM.fullmatch(number):
        raise FormatError
    if not luhn.is_valid(number.replace("A", "1").replace("B", "2")):
        raise KeyDigitError
    return number


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """`75 071 218 4`."""
    return digits.grouped(compact(text), 2, 3, 3, 1)
