"""VAT rates, as printed: `20 %`, `8,5%`, `20.0` (CCTP III)."""

from __future__ import annotations

import re
from decimal import Decimal

from radlad.kinds.errors import FormatError, ImpossibleError, KindError

LEGAL = frozenset(map(Decimal, ("20", "13", "10", "8.5", "5.5", "2.1", "1.75", "1.05", "0.9", "0")))
"""The rates of French law, in percent (code général des impôts, 278 to 281 nonies, 294 to 297); 0 where none is due."""
_FORM = re.compile(r"(\d{1,3})(?:\s?[.,]\s?(\d{1,2}))?\s?%?")
PRINTED = re.compile(r"(?<![\w.,/])\d{1,2}(?:\s?[.,]\s?\d{1,2})?(?:\s?%|(?![\d/.,]|\s?\d))")
"""Finds what may be a rate in a line of text."""


def parse(text: str) -> Decimal:
    """The rate in percent; raises `FormatError`, or `ImpossibleError` above 100."""
    match = _FORM.fullmatch(" ".join(text.split()))
    if not match or not match[0].isascii():
        raise FormatError
    rate = Decimal(f"{match[1]}.{match[2] or '0'}")
    if rate > 100:
        raise ImpossibleError
    return rate


def compact(text: str) -> str:
    """`20.00` where `text` is a rate, else `text` without spaces."""
    try:
        return f"{parse(text):.2f}"
    except KindError:
        return "".join(text.split())


def validate(text: str) -> str:
    """The rate as `20.00`; raises `FormatError` or `ImpossibleError`."""
    return f"{parse(text):.2f}"


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """`20,00 %`; `text` as it is when it is no rate."""
    try:
        return f"{parse(text):.2f} %".replace(".", ",")
    except KindError:
        return text
