"""What an operator typed, as it is returned: dates and amounts are keyed without their separators (CCTP III)."""

from __future__ import annotations

import re

from radlad.domain.doctype import Kind
from radlad.kinds import date

_DAY = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_SUM = re.compile(r"(-?)(\d+)(?:[.,](\d{1,2}))?(\s?€)?")


def keyed(kind: Kind, text: str) -> str:
    """`12032025` → `12/03/2025`; `12345,6` → `12 345,60`; all else as typed, its spaces folded.

    A sum without decimals gets none: what is printed on the paper may have none (decisions.md 3).
    """
    value = " ".join(text.replace("\x00", "").split())
    if kind is Kind.DATE:
        return date.format(_DAY.sub(r"\1/\2/\3", value) if _DAY.fullmatch(value) else value)
    if kind is Kind.AMOUNT and (match := _SUM.fullmatch(value)):
        sign, whole, decimals, currency = match.groups()
        cents = f",{decimals:0<2}" if decimals else ""
        return f"{sign}{int(whole):,}".replace(",", " ") + cents + (" €" if currency else "")
    return value
