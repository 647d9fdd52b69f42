"""Readings by a reader that knows only part of its label wordings: what a supplier's unknown words cost."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from radlad.domain.doctype import Labels
from radlad.extract import form
from radlad.extract.vocabulary import Keep

SHARE = 0.5
"""The share of wordings left out."""


@lru_cache(maxsize=64)
def _keeps(share: float, salt: str) -> Keep:
    """The same wordings in every run, and of each concept about as many; another `salt` keeps others."""

    def known(concept: Labels, wording: str) -> bool:
        return zlib.crc32(f"{salt}{concept.concept}/{wording}".encode()) % 1000 >= 1000 * share

    return known


@contextmanager
def vocabulary_dropout(share: float = SHARE, salt: str = "") -> Iterator[None]:
    """While it lasts, documents are read without that share of wordings."""
    whole = form.vocabulary_of
    if share:
        keep = _keeps(share, salt)
        form.vocabulary_of = lambda doctype: whole(doctype, keep=keep)
    try:
        yield
    finally:
        form.vocabulary_of = whole
