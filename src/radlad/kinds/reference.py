"""Reference numbers: letters, digits and some punctuation, at least one digit, spaces allowed (CCTP III)."""

from __future__ import annotations

import re

from radlad.kinds.errors import FormatError, KindError, LengthError

LONGEST = 60
_FORM = re.compile(r"[0-9A-Za-zÀ-ÿ][0-9A-Za-zÀ-ÿ\s\-_/.:°+#()]*")


def compact(text: str) -> str:
    """The reference without spaces, in upper case."""
    return "".join(text.split()).upper()


def validate(text: str) -> str:
    """The reference with its spaces folded; raises `FormatError` or `LengthError`."""
    value = format(text)
    if not value or len(value) > LONGEST:
        raise LengthError
    if not _FORM.fullmatch(value) or not any(c.isdigit() for c in value):
        raise FormatError
    return value


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """The reference as printed, its spaces folded."""
    return " ".join(text.split())
