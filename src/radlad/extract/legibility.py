"""Pages that read badly: where much of the print is guessed, what is read without hesitation may be wrong as well.

An engine is often sure of a letter that a fax has eaten half of; a label, a tick or a signature may be lost without a
trace. So nothing of such a page is returned without a person's look.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from radlad.domain.document import Page, Source
from radlad.domain.reading import Doubt, FieldReading

_PRINT, _SURE = 0.5, 0.85
"""Confidence under which a word is none (a drawing, the other side's print shining through), or is guessed."""
_GUESSED = 0.25
"""Share of a page's letters that are in guessed words, from which it reads badly: of one scan or fax in fifty."""
_FEW = 40
"""Letters under which a page tells nothing of how it reads."""


def reads_badly(page: Page) -> bool:
    """Whether OCR guessed much of the page's print."""
    words = [w for w in page.words if w.provenance.source is Source.OCR and len(w.text) > 1 and w.confidence >= _PRINT]
    letters = sum(len(w.text) for w in words)
    return letters >= _FEW and sum(len(w.text) for w in words if w.confidence < _SURE) > _GUESSED * letters


def doubted(readings: Iterable[FieldReading], pages: Iterable[Page]) -> tuple[FieldReading, ...]:
    """`readings`, in doubt those that come from a page that reads badly, and those that come from nowhere where there
    is one."""
    bad = {page.number for page in pages if reads_badly(page)}
    return tuple(_doubted(r) if bad and _comes_from(r, bad) else r for r in readings)


def _comes_from(reading: FieldReading, pages: set[int]) -> bool:
    evidence = reading.answer.evidence
    return evidence is None or evidence.page in pages


def _doubted(reading: FieldReading) -> FieldReading:
    doubts = (*reading.answer.doubts, Doubt.PAGE_UNCLEAR)
    return replace(reading, answer=replace(reading.answer, doubts=doubts))
