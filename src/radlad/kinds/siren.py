"""SIREN: a company's 9 digits, the last a Luhn key (INSEE, code de commerce R123-221; domain.md)."""

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
    """`732 829 320`."""
    return digits.grouped(compact(text), 3, 3, 3)
