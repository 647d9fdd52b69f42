"""SIRET: an establishment's 14 digits, its company's SIREN then 5 (INSEE, code de commerce R123-221; domain.md).

Luhn holds over the 14 digits and over the SIREN; the establishments of La Poste may instead have a sum of
digits that is a multiple of 5 (decisions.md 18).
"""

from __future__ import annotations

from stdnum import luhn

from radlad.kinds import digits, siren
from radlad.kinds.errors import KeyDigitError, KindError

_LA_POSTE = "356000000"

compact = digits.compact


def validate(text: str) -> str:
    """The 14 digits; raises `FormatError`, `LengthError` or `KeyDigitError`."""
    number = digits.exactly(14, text)
    siren.validate(number[:9])
    if luhn.is_valid(number) or (number.startswith(_LA_POSTE) and sum(map(int, number)) % 5 == 0):
        return number
    raise KeyDigitError


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """`732 829 320 00074`."""
    return digits.grouped(compact(text), 3, 3, 3, 5)
