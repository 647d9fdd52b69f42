"""Mail address: one `@` after the first character, a dot after it, at most 150 characters (CCTP III)."""

from __future__ import annotations

import re

from radlad.kinds.errors import FormatError, KindError, LengthError

LONGEST = 150
_FORM = re.compile(r"[^@\s,;:<>()\[\]\"]+@[^@\s,;:<>()\[\]\"]+\.[^@\s.,;:<>()\[\]\"]{2,}")


def compact(text: str) -> str:
    """The address without spaces, in lower case."""
    return "".join(text.split()).strip(".,;:<>()").lower()


def validate(text: str) -> str:
    """The address; raises `FormatError` or `LengthError`."""
    address = compact(text)
    if len(address) > LONGEST:
        raise LengthError
    if not _FORM.fullmatch(address):
        raise FormatError
    return address


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """The address as printed, without the spaces that OCR puts in."""
    return "".join(text.split()).strip(".,;:<>()")
