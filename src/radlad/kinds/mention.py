"""Mentions: sentences whose very words count. A lost "n'est pas" is what the customer pays to see (decisions.md 9)."""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from radlad.kinds import text as free_text
from radlad.kinds.text import compact, format, is_valid, validate

__all__ = ["compact", "differs", "format", "is_valid", "validate"]

_NEGATIONS = frozenset({"n", "ne", "pas", "non", "ni", "jamais", "sans", "aucun", "aucune", "sauf"})
_SLIP = 0.70
"""A changed word this alike is a slip of OCR or of a typist, not another word."""


def differs(reference: str, found: str) -> bool:
    """Whether `found` says another thing than `reference`: a negation, a number, a word lost or added.

    Judged word by word, never by similarity: a sentence that lost its negation is still 99 % alike.
    """
    want, got = free_text.tokens(reference), free_text.tokens(found)
    if "".join(want) == "".join(got):
        return False
    if [w for w in want if _weighs(w)] != [w for w in got if _weighs(w)]:
        return True
    changes = SequenceMatcher(None, want, got, autojunk=False).get_opcodes()
    return any(_another(want[a:b], got[c:d]) for tag, a, b, c, d in changes if tag != "equal")


def _weighs(word: str) -> bool:
    return word in _NEGATIONS or any(c.isdigit() for c in word)


def _another(lost: list[str], added: list[str]) -> bool:
    a, b = "".join(lost), "".join(added)
    return Indel.normalized_similarity(a, b) < _SLIP if a and b else len(a or b) > 2
