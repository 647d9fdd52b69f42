"""Who signs is mostly who represents the client: a name in handwriting is believed when it is the representative's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from radlad.doctypes.labels import REPRESENTATIVE_NAME, SIGNER_NAME
from radlad.domain.document import Source
from radlad.domain.reading import Doubt, FieldReading, Found
from radlad.kinds import name
from radlad.kinds.text import tokens


def checked(readings: Iterable[FieldReading]) -> tuple[FieldReading, ...]:
    """`readings`, the signer's name in doubt where OCR read it and no printed name confirms it."""
    kept = list(readings)
    known = [r.answer.value for r in kept if r.field.anchor is REPRESENTATIVE_NAME and isinstance(r.answer, Found)]
    return tuple(_checked(r, known) if r.field.anchor is SIGNER_NAME else r for r in kept)


def _checked(reading: FieldReading, known: list[str]) -> FieldReading:
    answer = reading.answer
    if not isinstance(answer, Found) or answer.evidence.provenance.source is not Source.OCR:
        return reading
    if any(_parts(answer.value) == _parts(other) for other in known) or Doubt.OCR_UNSURE in answer.doubts:
        return reading
    doubts = (*answer.doubts, Doubt.OCR_UNSURE)
    return replace(reading, answer=replace(answer, doubts=doubts, confidence=0.6 * answer.confidence))


def _parts(text: str) -> list[str]:
    """The parts of a name in no order: `DUPONT Jean` is `M. Jean Dupont`."""
    return sorted(tokens(name.without_courtesy(text)))
