"""Dates `JJ/MM/AAAA` (CCTP III), and what is made of those written otherwise (decisions.md 4)."""

from __future__ import annotations

import datetime
import re

from radlad.kinds.errors import FormatError, ImpossibleError, KindError, PartialError
from radlad.kinds.text import folded

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "janv", "jan"), ("fevrier", "fevr", "fev"), ("mars", "mar"), ("avril", "avr"), ("mai",),
            ("juin",), ("juillet", "juil"), ("aout",), ("septembre", "sept", "sep"), ("octobre", "oct"),
            ("novembre", "nov"), ("decembre", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_STANDARD = re.compile(r"(\d{2})\s?/\s?(\d{2})\s?/\s?(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s?[/.\-\s]\s?(\d{1,2})\s?[/.\-\s]\s?(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{1,2})")
_IN_WORDS = re.compile(rf"(\d{{1,2}})\s?(?:er)?\s?[.\-/]?\s?({_MONTH})\.?\s?[.\-/]?\s?(\d{{4}})")
_PARTS = re.compile(rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{4}}|(?:{_MONTH})\.?\s\d{{4}}|\d{{1,2}}\s?/\s?\d{{1,2}}|\d{{4}})")
PRINTED = re.compile(
    rf"(?<![\d/])(?:{_STANDARD.pattern}|{_YEAR_FIRST.pattern}|{_IN_WORDS.pattern}|\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:\d{{4}}|\d{{2}}))(?![\d/])"
)
"""Finds dates in folded text (`text.folded`)."""
PARTIAL = re.compile(
    rf"(?<![\d/.\-])(?:(?:0?[1-9]|1[0-2])\s?[/.\-]\s?(?:19|20)\d{{2}}|(?:{_MONTH})\.?\s(?:19|20)\d{{2}})(?![\d/])"
)
"""Finds months without their day in folded text."""


def _read(text: str) -> datetime.date:
    value = " ".join(folded(text).split()).strip(" .,;:")
    if match := _YEAR_FIRST.fullmatch(value):
        year, month, day = (int(g) for g in match.groups())
    elif match := _IN_WORDS.fullmatch(value):
        day, month, year = int(match[1]), _MONTHS[match[2]], int(match[3])
    elif match := _DAY_FIRST.fullmatch(value):
        day, month, year = (int(g) for g in match.groups())
        year += 2000 if len(match[3]) == 2 else 0
    elif _PARTS.fullmatch(value):
        raise PartialError
    else:
        raise FormatError
    if not 1900 <= year <= 2100:
        raise ImpossibleError
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ImpossibleError from None


def parse(text: str) -> datetime.date:
    """The day that `text` says, in whatever form; raises `FormatError`, `PartialError` or `ImpossibleError`."""
    return _read(text)


def compact(text: str) -> str:
    """`AAAA-MM-JJ` where `text` is a date, else its folded text."""
    try:
        return _read(text).isoformat()
    except KindError:
        return " ".join(folded(text).split())


def is_standard(text: str) -> bool:
    """Whether `text` is already written `JJ/MM/AAAA`, spaces round the strokes apart."""
    return _STANDARD.fullmatch(text.strip()) is not None


def validate(text: str) -> str:
    """The date as `JJ/MM/AAAA`; raises `FormatError`, `PartialError` or `ImpossibleError`."""
    return f"{_read(text):%d/%m/%Y}"


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """`12/03/2025`; `text` as it is when it is no date."""
    try:
        return validate(text)
    except KindError:
        return text
