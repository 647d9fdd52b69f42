"""Readings by a reader that knows only part of its label wordings: what a supplier's unknown words cost."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from radlad.domain.doctype import Labels
from radlad.extract import form

SHARE = 0.5
"""The share of wordings left out."""


def known(concept: Labels, wording: str) -> bool:
    """Whether the wording is kept: the same ones in every run, and of each concept about as many."""
    return zlib.crc32(f"{concept.concept}/{wording}".encode()) % 1000 >= 1000 * SHARE


@contextmanager
def vocabulary_dropout() -> Iterator[None]:
    """While it lasts, documents are read without the wordings that `known` refuses."""
    whole = form.vocabulary_of
    form.vocabulary_of = partial(whole, keep=known)  # type: ignore[assignment]  # the bench replaces it for one run
    try:
        yield
    finally:
        form.vocabulary_of = whole
