"""What all identifiers made of digits share: they are printed with separators, and OCR confuses some letters."""

from __future__ import annotations

import re

from radlad.kinds.errors import FormatError, LengthError

_SEPARATORS = re.compile(r"[\s.,\-/_|:'’\u00b7]+")


def compact(text: str) -> str:
    """`text` without the separators that group digits, in upper case."""
    return _SEPARATORS.sub("", text).upper()


def exactly(length: int, text: str) -> str:
    """The `length` ASCII digits of `text`; raises `FormatError` or `LengthError`."""
    number = compact(text)
    if not (number.isascii() and number.isdigit()):
        raise FormatError
    if len(number) != length:
        raise LengthError
    return number


def grouped(number: str, *sizes: int) -> str:
    """`number` cut in groups of `sizes` digits; as it is when its length is another."""
    if len(number) != sum(sizes):
        return number
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    return " ".join(groups)
