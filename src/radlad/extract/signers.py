"""Who signs is mostly who represents the client: the printed name tells what the handwritten one says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from radlad.doctypes.labels import REPRESENTATIVE_NAME, SIGNER_NAME
from radlad.domain.document import Source
from radlad.domain.reading import Candidate, Doubt, FieldReading, Found, Missing
from radlad.extract.answers import evidence
from radlad.kinds import name
from radlad.kinds.text import compact, tokens
from radlad.layout.page import Sheet
from radlad.layout.tokens import Token

_ALIKE = 74.0
"""A name that OCR read this much like the representative's (0 to 100) is the representative's, in doubt."""
_AGAIN = 0.6
"""How sure the signer's name is that only the representative's tells."""


def checked(readings: Iterable[FieldReading], sheets: Sequence[Sheet] = ()) -> tuple[FieldReading, ...]:
    """`readings`, the signer's name in doubt where OCR read it and no printed name confirms it.

    A handwritten name that resembles the representative's is answered as that one's, in the order it was written in;
    what was read stays among the candidates. One that no label announces is where the representative's is printed
    again on `sheets`, farther down; then it is in doubt.
    """
    kept = list(readings)
    known = [r.answer for r in kept if r.field.anchor is REPRESENTATIVE_NAME and isinstance(r.answer, Found)]
    return tuple(_checked(r, known, sheets) if r.field.anchor is SIGNER_NAME else r for r in kept)


def _checked(reading: FieldReading, representatives: list[Found], sheets: Sequence[Sheet]) -> FieldReading:
    answer, known = reading.answer, [r.value for r in representatives]
    if isinstance(answer, Missing) and answer.doubts and representatives:
        again = _printed_again(representatives[0], sheets)
        return reading if again is None else replace(reading, answer=again)
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


def _printed_again(name_of: Found, sheets: Sequence[Sheet]) -> Found | None:
    """The last place where that person's name is printed, but for the one it was read at."""
    parts, read_at = _parts(name_of.value), name_of.evidence
    for sheet in reversed(sheets):
        for segment in reversed(sheet.segments):
            if sheet.number < read_at.page:
                return None
            for run in _runs(segment.tokens, parts):
                where = evidence(run)
                if where.page != read_at.page or where.box.y0 > read_at.box.y1:
                    return Found(" ".join(t.text for t in run).strip(" ,;:."), _AGAIN, where, (Doubt.LABEL_ABSENT,))
    return None


def _runs(words: Sequence[Token], parts: list[str]) -> Iterator[Sequence[Token]]:
    """The runs of `words` that are the name of `parts`, in any order, with the title of courtesy before it."""
    for start in range(len(words)):
        for end in range(start + len(parts), start, -1):
            if end <= len(words) and _parts(" ".join(t.text for t in words[start:end])) == parts:
                titled = start and name.is_courtesy(words[start - 1].text)
                yield words[start - 1 if titled else start : end]
                return


def _orders(names: Iterable[str]) -> Iterable[str]:
    """Each name without its title, first name first and last name first."""
    for known in names:
        words = name.format(known).split()
        while len(words) > 1 and name.is_courtesy(words[0]):
            words = words[1:]
        yield from (" ".join(words[i:] + words[:i]) for i in range(len(words)))


def _parts(text: str) -> list[str]:
    """The parts of a name in no order: `DUPONT Jean` is `M. Jean Dupont`."""
    return sorted(tokens(name.without_courtesy(text)))
