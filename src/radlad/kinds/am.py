"""AM: a professional's 9 digits at the Assurance Maladie, formerly ADELI; a Luhn key that only warns (domain.md)."""

from __future__ import annotations

from stdnum import luhn

from radlad.kinds import digits
from radlad.kinds.errors import KeyDigitError, KindError

compact = digits.compact


def validate(text: str) -> str:
    """The 9 digits; raises `FormatError`, `LengthError` or `KeyDigitError`."""
    number = digits.exactly(9, text)
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
    """`751234567`: it is printed without groups."""
    return compact(text)
