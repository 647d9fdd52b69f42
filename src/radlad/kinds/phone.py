"""French telephone number: 10 digits, separators allowed (CCTP III; numbering plan: ARCEP decision 2018-0881).

`+33 (0)1…` and `0033…` are the same numbers as written abroad; overseas prefixes (0590, 0594, 0596, 0262, 0269,
and 0508, 0690 to 0697) are ordinary 10-digit numbers here.
"""

from __future__ import annotations

import re

from radlad.kinds import digits
from radlad.kinds.errors import FormatError, KindError

_ABROAD = re.compile(r"^(?:\+|00)(?:33|590|594|596|262|508)(?=\d{9}$)")
_TRUNK = re.compile(r"\(0\)")


def compact(text: str) -> str:
    """The 10 digits where `text` is such a number, else `text` without separators."""
    number = digits.compact(_TRUNK.sub("", text)).replace("(", "").replace(")", "")
    return _ABROAD.sub("0", number)


def validate(text: str) -> str:
    """The 10 digits; raises `FormatError` or `LengthError`."""
    number = digits.exactly(10, compact(text))
    if not number.startswith("0") or number[1] == "0":
        raise FormatError
    return number


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """`01 23 45 67 89`."""
    return digits.grouped(compact(text), 2, 2, 2, 2, 2)
