"""Amounts of money, as printed: `12 345,60 €`, `12.345,60`, `12345.6`, `-5,00 EUR` (CCTP III)."""

from __future__ import annotations

import re
from decimal import Decimal

from radlad.kinds.errors import FormatError, KindError
from radlad.kinds.text import folded

_CURRENCY = re.compile(r"(?:€|eur(?:os?)?|ht|ttc|h\.t\.|t\.t\.c\.)\.?", re.IGNORECASE)
_DIGITS = r"(?:\d{1,3}(?:([\s.'’])\d{3})(?:\3\d{3})*|\d{1,3}(?:,\d{3})+(?=\.|$)|\d+)"
_FORM = re.compile(rf"([-+−–]?)\s?({_DIGITS})(?:\s?[.,]\s?(\d{{1,2}}))?")
PRINTED = re.compile(
    r"(?<![\w.,/])[-−–]?\s?(?:€\s?)?(?:\d{1,3}(?:[\s.'’]\d{3})+|\d{1,3}(?:,\d{3})+(?=\.)|\d+)(?:\s?[.,]\s?\d{1,2})?(?![\d/])"
    r"(?:\s?(?:€|EUR\b|euros?\b))?",
    re.IGNORECASE,
)
"""Finds what may be an amount in a line of text, its currency with it."""


def parse(text: str) -> Decimal:
    """The sum that `text` says; raises `FormatError`."""
    bare = " ".join(_CURRENCY.sub(" ", folded(text)).split())
    match = _FORM.fullmatch(bare)
    if not match:
        raise FormatError
    sign, whole, _, cents = match.groups()
    return Decimal(f"{'-' if sign in '-−–' and sign else ''}{re.sub(r'[^0-9]', '', whole)}.{cents or '0'}")


def compact(text: str) -> str:
    """`12345.60` where `text` is an amount, else `text` without spaces."""
    try:
        return f"{parse(text):.2f}"
    except KindError:
        return "".join(text.split())


def validate(text: str) -> str:
    """The amount as `12345.60`; raises `FormatError`."""
    return f"{parse(text):.2f}"


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """`12 345,60`; `text` as it is when it is no amount."""
    try:
        return f"{parse(text):,.2f}".replace(",", " ").replace(".", ",")
    except KindError:
        return text
