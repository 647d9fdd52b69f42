"""A person's name: letters and special characters, no digit (CCTP III); a title of courtesy does not count."""

from __future__ import annotations

import re

from radlad.kinds import text as free_text
from radlad.kinds.errors import FormatError, KindError, LengthError

LONGEST = 80
_COURTESY = re.compile(r"^(?:m|mme|mr|mlle|dr|pr|docteur|professeur|madame|monsieur)\b\.?\s+")
_FORM = re.compile(r"[^\W\d_][^\d_@/\\|<>{}\[\]=+*#%€]*")


def compact(text: str) -> str:
    """The name in lower case, without accents, spaces, punctuation or title of courtesy."""
    return free_text.compact(without_courtesy(text))


def without_courtesy(text: str) -> str:
    """The folded name without its title of courtesy."""
    return _COURTESY.sub("", free_text.folded(text).strip())


def is_courtesy(word: str) -> bool:
    """Whether `word` is a title of courtesy: `Mme`, `Dr.`."""
    return without_courtesy(f"{word} x") == "x"


def validate(text: str) -> str:
    """The name with its spaces folded; raises `FormatError` or `LengthError`."""
    value = format(text)
    if not 2 <= len(value) <= LONGEST:
        raise LengthError
    if not _FORM.fullmatch(value):
        raise FormatError
    return value


def is_valid(text: str) -> bool:
    try:
        validate(text)
    except KindError:
        return False
    return True


def format(text: str) -> str:
    """The name as printed, its spaces folded."""
    return " ".join(text.split())
