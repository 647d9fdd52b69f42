"""Free text, as printed (decisions.md 3; CCTP III).

Two texts are the same when they differ only by accents, case, spaces, quotes or punctuation: what two careful
typists may do differently, and what OCR loses first.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from radlad.kinds.errors import FormatError, LengthError

LONGEST = 4000
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ﬁ": "fi", "ﬂ": "fl", "°": "o", "º": "o"}
)
_REMEMBERED = 20_000
"""Words and lines of a few documents: each is asked for many times."""
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=_REMEMBERED)
def folded(text: str) -> str:
    """`text` in lower case without accents; its punctuation and spaces are kept."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, folded: `N° d’appel` → `no`, `d`, `appel`."""
    return _NOT_WORD.sub(" ", folded(text)).split()


@lru_cache(maxsize=_REMEMBERED)
def compact(text: str) -> str:
    """The normal form of `text`: its folded letters and digits, run together."""
    return _NOT_WORD.sub("", folded(text))


def validate(text: str) -> str:
    """`text` as it is returned; raises `LengthError` when nothing is left of it, or too much."""
    value = format(text)
    if not value or len(value) > LONGEST:
        raise LengthError
    if not any(c.isalnum() for c in value):
        raise FormatError
    return value


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except (FormatError, LengthError):
        return False
    return True


def format(text: str) -> str:
    """`text` with its spaces trimmed and folded to one."""
    return " ".join(text.replace("\u00ad", "").split())
