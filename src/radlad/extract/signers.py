"""Who signs is mostly who represents the client: the printed name tells what the handwritten one says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from radlad.doctypes.labels import REPRESENTATIVE_NAME, SIGNER_NAME
from radlad.domain.document import Source
from radlad.domain.reading import Candidate, Doubt, FieldReading, Found
from radlad.kinds import name
from radlad.kinds.text import compact, tokens

_ALIKE = 74.0
"""A name that OCR read this much like the representative's (0 to 100) is the representative's, in doubt."""


def checked(readings: Iterable[FieldReading]) -> tuple[FieldReading, ...]:
    """`readings`, the signer's name in doubt where OCR read it and no printed name confirms it.

    A handwritten name that resembles the representative's is answered as that one's, in the order it was written in;
    what was read stays among the candidates.
    """
    kept = list(readings)
    known = [r.answer.value for r in kept if r.field.anchor is REPRESENTATIVE_NAME and isinstance(r.answer, Found)]
    return tuple(_checked(r, known) if r.field.anchor is SIGNER_NAME else r for r in kept)


def _checked(reading: FieldReading, known: list[str]) -> FieldReading:
    answer = reading.answer
    if not isinstance(answer, Found) or answer.evidence.provenance.source is not Source.OCR:
        return reading
    if any(_parts(answer.value) == _parts(other) for other in known):
        return reading
    doubts = tuple(dict.fromkeys((*answer.doubts, Doubt.OCR_UNSURE)))
    confidence = answer.confidence if Doubt.OCR_UNSURE in answer.doubts else 0.6 * answer.confidence
    likeness, meant = max(((fuzz.ratio(compact(n), compact(answer.value)), n) for n in _orders(known)), default=(0, ""))
    if likeness < _ALIKE:
        return replace(reading, answer=replace(answer, doubts=doubts, confidence=confidence))
    read = Candidate(answer.value, answer.confidence, answer.evidence)
    answer = replace(answer, value=meant, doubts=doubts, confidence=confidence)
    return replace(reading, answer=answer, candidates=(read, *reading.candidates))


def _orders(names: Iterable[str]) -> Iterable[str]:
    """Each name without its title, first name first and last name first."""
    for known in names:
        words = name.format(known).split()
        while len(words) > 1 and not name.without_courtesy(f"{words[0]} x").startswith(compact(words[0])):
            words = words[1:]
        yield from (" ".join(words[i:] + words[:i]) for i in range(len(words)))


def _parts(text: str) -> list[str]:
    """The parts of a name in no order: `DUPONT Jean` is `M. Jean Dupont`."""
    return sorted(tokens(name.without_courtesy(text)))
